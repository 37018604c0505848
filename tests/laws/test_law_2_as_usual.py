"""“As it usually is” ends a check after one more screen: each sign was shown there and denied by name."""

from __future__ import annotations

import pytest

from skinroutine.decide.symptoms import SymptomDecision
from skinroutine.interview.asking import Asking
from skinroutine.interview.run import Interview
from skinroutine.interview.subject import Subject
from skinroutine.rulebook import SYMPTOMS
from skinroutine.rulebook.conditions import Answer, Chosen
from skinroutine.rulebook.rulings import HOURS
from todays_rules import TREATMENTS, example
from todays_rules import checking as usual_check

pytestmark = pytest.mark.todays_rules

SINCE = (1.0, 14.0, 30.0, 60.0, 100.0, 150.0, 400.0)
"""Hours since the session, from the first to weeks."""


def checking(treatment: str) -> SymptomDecision:
    decision = usual_check(treatment)
    return SymptomDecision(decision.book, decision.now, brief=True)


def usual_of(decision: SymptomDecision) -> str:
    (name,) = (question.id for question in decision.questions if question.means)
    return name


class Person:
    """Somebody who says that all is as usual and names these signs; all that was put to them is kept."""

    def __init__(self, usual: str, *signs: str) -> None:
        self.usual = usual
        self.signs = frozenset(signs)
        self.shown: list[Asking] = []

    def __call__(self, asking: Asking) -> Answer:
        self.shown.append(asking)
        question = asking.question
        if question.id == self.usual:
            return True
        if question.kind == "many":
            return Chosen(self.signs & asking.options.keys())
        return next(iter(asking.options)) if question.kind == "one" else question.least or False


def asked(decision: SymptomDecision, person: Person, **known: Answer) -> dict[str, Answer]:
    """An interview about the session of the example, 14 hours ago."""
    ids = {question.id for question in decision.questions}
    session = {name: answer for name, answer in example(decision.book.treatment).items() if name in ids}
    found: dict[str, Answer] = {**session, HOURS: 14.0, **known}
    Interview(Subject(decision), found, person).run()
    return decision.complete(found)


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_sign_was_on_a_screen_and_is_denied_by_name(treatment: str) -> None:
    decision = checking(treatment)
    person = Person(usual_of(decision))
    answers = asked(decision, person, risk_factors=Chosen(frozenset()))
    screens = [asking for asking in person.shown if asking.question.id == SYMPTOMS]
    shown = frozenset().union(*(asking.options.keys() for asking in screens))
    named = answers[SYMPTOMS]
    assert isinstance(named, Chosen)
    assert (len(person.shown), len(screens), named.unseen) == (3, 2, frozenset())
    assert shown == {symptom.id for symptom in decision.book.symptoms}


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_sign_that_is_named_beside_it_never_weighs_less(treatment: str) -> None:
    decision = checking(treatment)
    usual = usual_of(decision)
    for symptom in decision.book.symptoms:
        for hours in SINCE:
            alone: dict[str, Answer] = {SYMPTOMS: Chosen(frozenset({symptom.id})), HOURS: hours}
            beside = {**alone, usual: True}
            meant = decision.complete({SYMPTOMS: Chosen(frozenset()), usual: True})
            if {symptom.id} == set(getattr(meant[SYMPTOMS], "options", ())):
                continue
            assert decision.judge(beside).level >= decision.judge(alone).level, (symptom.id, hours)
            assert decision.judge(beside).undecided >= decision.judge(alone).undecided or (
                decision.judge(beside).level > decision.judge(alone).level
            )


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_it_is_judged_as_the_answers_that_it_stands_for(treatment: str) -> None:
    decision = checking(treatment)
    usual = usual_of(decision)
    for hours in SINCE:
        denied: dict[str, Answer] = {SYMPTOMS: Chosen(frozenset()), HOURS: hours}
        meant = decision.complete({**denied, usual: True})
        del meant[usual]
        assert decision.judge({**denied, usual: True}).level == decision.judge(meant).level
        assert decision.judge({**denied, usual: True}).level >= decision.judge(denied).level


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_it_is_asked_only_of_a_known_session_and_never_remembered(treatment: str) -> None:
    decision = checking(treatment)
    usual = usual_of(decision)
    question = next(each for each in decision.questions if each.id == usual)
    assert not question.kept
    assert not question.remembered
    person = Person(usual)
    found: dict[str, Answer] = {}
    Interview(Subject(usual_check(treatment)), found, person).run()
    assert usual not in {asking.question.id for asking in person.shown}
