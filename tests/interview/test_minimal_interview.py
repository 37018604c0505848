"""The interview asks little; asked everything, the same people get the same result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import islice
from random import Random

import pytest

from interviews import answered
from rule_set import Answers, applying, chances, check_result, plan_result, somebody
from shipped import TREATMENTS, check_edges, checking, example, plan_edges, planning, story
from skinroutine.decide.plan import PlanDecision
from skinroutine.decide.symptoms import SymptomDecision
from skinroutine.decide.triage import WORST
from skinroutine.decide.verdict import STRICTEST
from skinroutine.interview.asking import Asking
from skinroutine.interview.reconfirm import STILL_SO, Recalled
from skinroutine.interview.run import Interview
from skinroutine.interview.subject import Subject
from skinroutine.memory.facts import AREAS, Fact
from skinroutine.memory.recall import recollect
from skinroutine.rulebook import Question, guards_of
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, Facts
from skinroutine.rulebook.doubt import holding

PEOPLE = 50
CHECKS = 15
Trail = list[Asking]


class Honest:
    """Says of everything what is so, and of remembered answers whether they still are."""

    def __init__(self, truth: Answers, stale: Mapping[str, Recalled]) -> None:
        self.truth = truth
        self.stale = stale

    def __call__(self, asking: Asking) -> Answer:
        if asking.question.id == STILL_SO:
            return self._still(asking)
        if any(self.truth[name] not in {told.ticked, told.left} for name, told in asking.tells.items()):
            return self._unsure()
        return answered(self.truth, asking)

    def _still(self, asking: Asking) -> Answer:
        changed = {told.line or name for name, told in asking.tells.items() if self._differs(name)}
        if asking.question.kind == "yes_no":
            return not changed
        return Chosen(frozenset(changed))

    def _differs(self, name: str) -> bool:
        recalled, true = self.stale[name].answer, self.truth.get(name)
        if isinstance(recalled, Chosen) and isinstance(true, Chosen):
            return recalled.options != true.options - recalled.unseen
        return recalled != true

    def _unsure(self) -> Answer:
        raise AssertionError("nobody here is unsure of the device")


def people(treatment: str, seed: int) -> Iterator[tuple[Answers, Random]]:
    """People in whom little speaks against a session; the answers to all questions that apply to them."""
    plan, luck = planning(treatment), chances(seed)
    while True:
        sound = luck.choice([0.7, 0.9, 0.95])
        full = somebody(plan.questions, plan_edges(treatment), luck)
        full |= {name: one for name, one in example(treatment).items() if luck.random() < sound}
        listed = [one for one in plan.questions if one.listed_in]
        full |= {one.id: one.listed_means == (luck.random() < 0.05) for one in listed}
        full["first_session"] = luck.random() < 0.5
        asked = [one for one in plan.questions if one.asked_by]
        told = {one.id: full[one.id] for one in asked if one.id in full}
        yield applying(told, asked, guards_of(plan.questions)), luck


def minimal(
    way: PlanDecision | SymptomDecision, truth: Answers, known: Answers, stale: Mapping[str, Recalled]
) -> Trail:
    """Put to somebody what the interview puts; ``known`` takes the answers."""
    trail: Trail = []
    person = Honest(truth, stale)

    def ask(asking: Asking) -> Answer:
        trail.append(asking)
        return person(asking)

    Interview(Subject(way, stale), known, ask).run()
    return trail


def remembered(plan: PlanDecision, truth: Answers, luck: Random) -> tuple[Answers, Mapping[str, Recalled]]:
    """A profile of this person: some of it trusted and true, some stale, of which not all is as before."""
    found = {}
    for question in plan.questions:
        if question.kept and question.id in truth and luck.random() < 0.7:
            days = luck.choice([0, 5, 40, 200, 400])
            fact = told_before(question, truth, days, luck, plan)
            if fact is not None:
                found[question.id] = fact
    profile = recollect(found, plan.questions, plan.now)
    untrue = {name: one for name, one in profile.known.items() if disagrees(one, truth[name])}
    assert untrue == {}
    return profile.known, profile.stale


def told_before(
    question: Question, truth: Answers, days: int, luck: Random, plan: PlanDecision
) -> Fact | None:
    """A fact as it was told that many days ago; when its time is up it may be no longer so."""
    answer = truth[question.id]
    spans = [*question.trusted_options.values(), *([question.trusted] if question.trusted else [])]
    outlived = days >= max(span.days for span in spans)
    if outlived and luck.random() < 0.3:
        answer = somebody([question], plan_edges(plan.book.treatment), luck)[question.id]
    if question.grows and not isinstance(answer, bool | str | Chosen) and isinstance(answer, int | float):
        if answer and answer < days:
            return None
        answer = answer - days if answer or question.grows == "daily" else answer
        if answer < 0 or (question.grows == "over_zero" and days and answer == 0 and truth[question.id] != 0):
            return None
    if not isinstance(answer, bool | str | Chosen | int | float):
        return None
    options = tuple(question.options) if question.kind == "many" else ("",)
    areas = truth[AREAS]
    assert isinstance(areas, Chosen)
    return Fact(question, answer, dict.fromkeys(options, plan.now - timedelta(days=days)), areas.options)


def disagrees(known: Answer, true: Answer) -> bool:
    if isinstance(known, Chosen) and isinstance(true, Chosen):
        return known.options != true.options - known.unseen
    return known != true


def with_what_began_before(truth: Answers) -> Answers:
    """The same story, and whether any of its symptoms is older than the session."""
    since = truth["hours_since_session"]
    lasted = [one for name, one in truth.items() if name.endswith(".hours")]
    older = any(
        isinstance(one, int | float) and isinstance(since, int | float) and one > since for one in lasted
    )
    unsure = NOT_SURE in [since, *lasted]
    return {**truth, "begun_before": True if older else NOT_SURE if unsure else False}


def assert_same_plan(plan: PlanDecision, known: Answers, everything: Answers) -> bool:
    """Gives whether the whole result was compared: the strictest verdict ends the questions."""
    assert plan.judge(known).weight == plan.judge(everything).weight
    if plan.judge(known).weight == STRICTEST:
        return False
    assert plan_result(plan, known) == plan_result(plan, everything)
    return True


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_plan_is_the_same_when_everything_is_asked(treatment: str) -> None:
    plan, whole = planning(treatment), 0
    for truth, _ in islice(people(treatment, 71), PEOPLE):
        known: Answers = {}
        trail = minimal(plan, truth, known, {})
        whole += assert_same_plan(plan, known, truth)
        assert len(trail) <= len(truth)
    assert whole > PEOPLE / 4


@pytest.mark.proof
@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_plan_is_the_same_when_nothing_of_a_person_is_remembered(treatment: str) -> None:
    plan, whole, spared = planning(treatment), 0, 0
    for truth, luck in islice(people(treatment, 72), PEOPLE):
        profile, stale = remembered(plan, truth, luck)
        known: Answers = dict(profile)
        trail, alone = minimal(plan, truth, known, stale), minimal(plan, truth, {}, {})
        whole += assert_same_plan(plan, known, truth)
        spared += len(alone) - len(trail)
    assert whole > PEOPLE / 4
    assert spared > PEOPLE


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_nothing_is_asked_twice_unless_it_is_said_to_have_changed(treatment: str) -> None:
    plan = planning(treatment)
    for truth, luck in islice(people(treatment, 73), PEOPLE // 2):
        profile, stale = remembered(plan, truth, luck)
        trail = [(one.question.id, one.screen) for one in minimal(plan, truth, dict(profile), stale)]
        assert len(trail) == len(set(trail))


@pytest.mark.proof
@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_check_is_the_same_when_everything_is_asked(treatment: str) -> None:
    check, luck, whole = checking(treatment), chances(74), 0
    nobody = somebody(check.questions, check_edges(treatment), luck)
    for _ in range(CHECKS):
        told, _, _ = story(treatment, luck)
        truth = with_what_began_before(
            applying({**nobody, **told}, check.questions, guards_of(check.questions))
        )
        known: Answers = {}
        minimal(check, truth, known, {})
        assert check.judge(known).level == check.judge(truth).level
        if check.judge(known).level < WORST:
            whole += 1
            assert check_result(check, known) == check_result(check, truth)
    assert whole > CHECKS / 4


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_the_people_of_these_tests_answer_all_that_applies(treatment: str) -> None:
    plan = planning(treatment)
    for truth, _ in islice(people(treatment, 71), 10):
        facts = Facts(truth, plan.book.guards)
        open_ones = [one.id for one in plan.questions if one.asked_by and holding(one.when, facts).truth]
        assert set(open_ones) - truth.keys() == set()
