"""The screen that asks what a check is about takes “as it usually is” too, and never for granted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from conftest import Ran, Run
from skinroutine.decide.triage import WORST
from skinroutine.interview.asking import Asking
from skinroutine.rulebook import SYMPTOMS
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen
from todays_rules import LIBRARY, TREATMENTS, checking

pytestmark = pytest.mark.todays_rules

SUBJECT = "treatment"
"""The question that asks which treatment a check is about."""


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


class Person:
    """Somebody who chooses this line for what it is about, and names these signs."""

    def __init__(self, line: str, *signs: str) -> None:
        self.line = line
        self.signs = frozenset(signs)
        self.asked: list[Asking] = []

    def __call__(self, asking: Asking) -> Answer:
        self.asked.append(asking)
        question = asking.question
        if question.id == SUBJECT:
            return self.line
        if question.id == "review":
            return asking.start
        if question.kind == "many":
            return Chosen(self.signs.intersection(asking.options))
        return NOT_SURE

    @property
    def questions(self) -> list[str]:
        return [asking.question.id for asking in self.asked]

    @property
    def lines(self) -> dict[str, str]:
        """What could be chosen there."""
        return next(asking.options for asking in self.asked if asking.question.id == SUBJECT)


@pytest.fixture
def checked(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[[Person], Ran]:
    """A check of this person, who names no treatment."""

    def check(person: Person) -> Ran:
        monkeypatch.setattr("skinroutine.prompts.asker", lambda **_: person)
        monkeypatch.setattr("skinroutine.commands.check_symptoms.interview.ask_words", lambda _: "")
        return run("check-symptoms", "--json")

    return check


@pytest.fixture(params=TREATMENTS)
def logged(run: Run, clock: time_machine.Traveller, request: pytest.FixtureRequest) -> str:
    """A treatment of which a session was logged yesterday."""
    treatment = str(request.param)
    run("plan", treatment, "--answers", str(LIBRARY.example(treatment)[0]))
    assert run("log").status == 0
    clock.shift(timedelta(hours=14))
    return treatment


def test_who_has_only_what_is_usual_answers_three_questions(
    checked: Callable[[Person], Ran], logged: str
) -> None:
    person = Person(f"{logged}.usual")
    assert checked(person).json["level"] == 0
    assert person.questions == [SYMPTOMS, SUBJECT, SYMPTOMS]
    signs = [name for asking in person.asked if asking.question.id == SYMPTOMS for name in asking.options]
    assert {*signs} == {symptom.id for symptom in checking(logged).book.symptoms}


def test_who_has_something_else_is_asked_for_the_signs_at_once(
    checked: Callable[[Person], Ran], logged: str
) -> None:
    person = Person(logged)
    assert checked(person).status == 0
    assert person.questions[:3] == [SYMPTOMS, SUBJECT, SYMPTOMS]


def test_a_number_that_means_a_treatment_goes_on_meaning_it_and_the_pointer_waits_there(
    checked: Callable[[Person], Ran], logged: str
) -> None:
    person = Person(logged)
    checked(person)
    asking = next(asking for asking in person.asked if asking.question.id == SUBJECT)
    assert {*list(person.lines)[: len(TREATMENTS)]} == {*TREATMENTS}
    assert set(person.lines) == {*TREATMENTS, f"{logged}.usual"}
    assert asking.start == logged


def test_nothing_is_usual_where_a_sign_was_named_or_no_session_is_known(
    checked: Callable[[Person], Ran], logged: str
) -> None:
    check = checking(logged)
    first = next(iter(next(one for one in check.questions if one.id == SYMPTOMS).screens.values()))
    named = [sign for sign in first if check.judge({SYMPTOMS: Chosen(frozenset({sign}))}).level < WORST]
    person = Person(logged, named[0])
    checked(person)
    assert set(person.lines) == {*TREATMENTS}


def test_nothing_is_usual_before_the_first_session(checked: Callable[[Person], Ran]) -> None:
    person = Person(TREATMENTS[0])
    checked(person)
    assert set(person.lines) == {*TREATMENTS}
