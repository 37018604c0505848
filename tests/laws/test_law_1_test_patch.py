"""Law 1: a test patch with its wait is the completed first step after which more may be done."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rule_set import Answers
from skinroutine.decide.checklist import checklist
from skinroutine.decide.plan import PlanDecision
from skinroutine.decide.schedule import Schedule
from skinroutine.history import History
from skinroutine.history.events import payload_of
from skinroutine.memory.sessions import Past
from skinroutine.rulebook import Phase, Step
from skinroutine.rulebook.conditions import Answer, Facts
from todays_rules import TREATMENTS, example, planning

pytestmark = pytest.mark.todays_rules
DONE = datetime(2026, 11, 20, 20, 0).astimezone()


def first(treatment: str) -> Answers:
    return {**example(treatment), "first_session": True}


def shown(treatment: str, answers: Answers) -> dict[Phase, list[Step]]:
    book = planning(treatment).book
    lists = checklist(book, Facts(answers, book.guards))
    return {phase: [found.step for found in steps] for phase, steps in lists.items()}


def past(treatment: str, *, patch: bool, **more: Answer) -> Past:
    answers = {**example(treatment), "last_reaction": "expected", **more}
    return Past(treatment, "cheeks", DONE, answers, "", patch=patch)


def rest_of(treatment: str, done: Past) -> timedelta:
    plan = planning(treatment)
    found = Schedule(treatment, plan.book.intervals, plan.guards, DONE).next_session([done])
    assert found is not None
    return found.earliest - DONE.date()


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_the_first_plan_has_the_technique_of_a_patch_and_none_of_a_whole_session(treatment: str) -> None:
    steps = shown(treatment, first(treatment))["technique"]
    assert [step.id for step in steps if step.do and not step.patch] == []
    assert [step.id for step in steps if step.patch] != []


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_what_ends_a_session_and_what_is_left_undone_stays_in_the_first_plan(treatment: str) -> None:
    usual = shown(treatment, example(treatment))["technique"]
    kept = {step.id for step in usual if step.avoid or step.stop_if}
    assert kept <= {step.id for step in shown(treatment, first(treatment))["technique"]}


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_later_plan_has_no_step_of_a_patch(treatment: str) -> None:
    later = shown(treatment, example(treatment))
    assert [step.id for steps in later.values() for step in steps if step.patch] == []


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_the_wait_after_a_patch_has_a_source_and_no_floor_is_longer(treatment: str) -> None:
    intervals = planning(treatment).book.intervals
    floor = max(one.never_within.hours for one in intervals if one.never_within and not one.since)
    waits = [one for one in intervals if one.after_patch]
    assert [one.id for one in waits if set(one.sources) <= {"judgement"}] == []
    assert rest_of(treatment, past(treatment, patch=True)) >= timedelta(hours=floor)


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_the_rest_of_the_skin_may_follow_sooner_than_the_spot(treatment: str) -> None:
    plan, done = planning(treatment), past(treatment, patch=True)
    rest = rest_of(treatment, done)
    whole = rest_of(treatment, past(treatment, patch=False))
    (spot,) = Schedule(treatment, plan.book.intervals, plan.guards, DONE + rest).spots([done])
    assert rest < whole
    assert (spot.until, spot.weight) == ((DONE.date() + whole).isoformat(), 1)


@pytest.mark.parametrize("treatment", TREATMENTS)
@pytest.mark.parametrize("reaction", ["prolonged", "severe"])
def test_a_patch_that_went_badly_keeps_the_rest_of_the_skin_waiting_longer(
    treatment: str, reaction: str
) -> None:
    calm = rest_of(treatment, past(treatment, patch=True))
    assert rest_of(treatment, past(treatment, patch=True, last_reaction=reaction)) >= 2 * calm


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_first_plan_names_the_day_for_the_rest_and_a_patch_that_is_logged_has_the_same(
    treatment: str,
) -> None:
    plan = planning(treatment)
    answers = first(treatment)
    done = Past(treatment, "cheeks", plan.now, {**answers, "last_reaction": "expected"}, "", patch=True)
    found = Schedule(treatment, plan.book.intervals, plan.guards, plan.now).next_session([done])
    assert found is not None
    assert plan.next_after(answers, plan.judge(answers)) == found.earliest.isoformat()


# ------------------------------------------------------------------ on other skin


def begun(folder: Path, treatment: str, *days: int, reaction: str = "expected") -> bool:
    """Whether a whole session may follow a patch on the hands so many days ago."""
    history = History(folder / "history.db", lambda: DONE)
    answers = {"last_reaction": reaction}
    session = {"treatment": treatment, "areas": ["hands"], "answers": answers, "patch": True}
    for ago in days:
        history.record(payload_of("session", session), happened=DONE - timedelta(days=ago))
    decision = PlanDecision(planning(treatment).book, DONE, history)
    assert decision.recalled.get("first_session", True) is not decision.begun
    return decision.begun


@pytest.mark.parametrize("treatment", TREATMENTS)
@pytest.mark.parametrize(
    ("days", "over"), [((), False), ((0,), False), ((1,), False), ((400,), True), ((400, 0), True)]
)
def test_a_patch_opens_no_whole_session_on_other_skin_before_its_wait_is_over(
    tmp_path: Path, treatment: str, days: tuple[int, ...], *, over: bool
) -> None:
    assert begun(tmp_path, treatment, *days) is over


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_that_wait_is_longer_after_a_patch_that_went_badly(tmp_path: Path, treatment: str) -> None:
    waits = []
    for reaction in ("expected", "prolonged"):
        found = []
        for ago in range(30):
            folder = tmp_path / f"{reaction}{ago}"
            folder.mkdir()
            found += [ago] * begun(folder, treatment, ago, reaction=reaction)
        waits.append(min(found))
    assert 0 < waits[0] < waits[1]
