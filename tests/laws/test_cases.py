from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from rule_set import Answers
from skinroutine.decide.checklist import checklist
from skinroutine.decide.evaluate import evaluate
from skinroutine.decide.triage import Triage
from skinroutine.decide.verdict import Verdict
from skinroutine.rulebook import Case, Ruling
from skinroutine.rulebook.conditions import Facts
from todays_rules import TREATMENTS, cases, checked, checking, example, planned, planning

pytestmark = pytest.mark.todays_rules

CASES = cases()
PLANS = [(treatment, case) for treatment, case in CASES if case.answers is not None]
STORIES = [(treatment, case) for treatment, case in CASES if case.symptoms is not None]
URGENT = 3


@cache
def plan_of(place: int) -> tuple[Answers, Verdict]:
    return planned(*PLANS[place])


@cache
def check_of(place: int) -> tuple[Answers, Triage]:
    return checked(*STORIES[place])


def expected_reasons(case: Case) -> set[str]:
    """The ids of the rules that a case asks for."""
    reasons = case.expect.get("reasons", [])
    assert isinstance(reasons, list)
    return set(reasons)


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_each_plan_case_gives_the_verdict_and_the_reasons_that_it_expects(treatment: str) -> None:
    differing = {}
    for place, (name, case) in enumerate(PLANS):
        verdict = plan_of(place)[1] if name == treatment else None
        if verdict and (
            verdict.name != case.expect["verdict"]
            or expected_reasons(case) - {one.id for one in verdict.reasons}
        ):
            differing[case.case] = (case.expect, verdict.name, [one.id for one in verdict.reasons])
    assert differing == {}


def steps_shown(place: int) -> set[str]:
    """The ids of the steps of a case that goes ahead, alone and behind each of their areas."""
    answers, verdict = plan_of(place)
    book = planning(PLANS[place][0]).book
    steps = checklist(book, Facts(answers, book.guards)).values() if verdict.allowed else ()
    found = [step for phase in steps for step in phase]
    return {step.step.id for step in found} | {
        f"{area}: {step.step.id}" for step in found for area in step.areas
    }


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_each_plan_case_shows_the_steps_that_it_expects_and_none_that_it_rules_out(treatment: str) -> None:
    wrong = {}
    for place, (name, case) in enumerate(PLANS):
        wanted, unwanted = (case.expect.get(key, []) for key in ("steps", "no_steps"))
        if name == treatment and (wanted or unwanted):
            assert isinstance(wanted, list)
            assert isinstance(unwanted, list)
            shown = steps_shown(place)
            wrong[case.case] = {*(set(wanted) - shown), *(shown & set(unwanted))}
    assert {name: steps for name, steps in wrong.items() if steps} == {}


def test_each_step_that_stands_in_for_another_is_shown_in_a_case_and_is_not_in_one_that_goes_ahead() -> None:
    standing_in = {step.id for name in TREATMENTS for step in planning(name).steps if step.in_place_of}
    going = [place for place in range(len(PLANS)) if plan_of(place)[1].allowed]
    shown = {place: steps_shown(place) for place in going}
    ahead = {step for place in going for step in shown[place]}
    assert standing_in - ahead == set()
    assert [step for step in standing_in if all(step in shown[place] for place in going)] == []


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_each_symptom_case_gives_the_level_and_the_reasons_that_it_expects(treatment: str) -> None:
    differing = {}
    for place, (name, case) in enumerate(STORIES):
        found = check_of(place)[1] if name == treatment else None
        if found and (
            found.level != case.expect["level"] or expected_reasons(case) - {one.id for one in found.reasons}
        ):
            differing[case.case] = (case.expect, found.level, [one.id for one in found.reasons])
    assert differing == {}


def test_a_case_is_about_a_plan_or_about_symptoms_and_expects_nothing_that_is_not_read() -> None:
    assert [case.case for _, case in CASES if (case.answers is None) == (case.symptoms is None)] == []
    assert {key for _, case in PLANS for key in case.expect} <= {"verdict", "reasons", "steps", "no_steps"}
    assert {key for _, case in STORIES for key in case.expect} <= {"level", "reasons", "steps", "no_steps"}


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_no_two_cases_of_a_treatment_have_the_same_name(treatment: str) -> None:
    names = Counter(case.case for name, case in CASES if name == treatment)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_the_cases_let_people_through_and_keep_mild_stories_mild(treatment: str) -> None:
    assert "go" in {case.expect["verdict"] for name, case in PLANS if name == treatment}
    assert 0 in {case.expect["level"] for name, case in STORIES if name == treatment}


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_an_example_without_days_since_the_last_session_is_a_first_session(treatment: str) -> None:
    assert example(treatment)["first_session"] is False
    assert example(treatment, days_since_last_session=None)["first_session"] is True


def missed_rulings(rulings: dict[str, list[Ruling]], hits: set[tuple[str, str]], least: int) -> list[str]:
    return [
        f"{one.id}: {one.say}"
        for one in {(one.id, one.say): one for listed in rulings.values() for one in listed}.values()
        if one.weight >= least and (one.id, one.say) not in hits
    ]


def test_every_rule_that_gives_a_verdict_is_hit_by_a_case() -> None:
    rules = {treatment: planning(treatment).book.screening for treatment in TREATMENTS}
    hits = {
        (held.ruling.id, held.ruling.say)
        for place, (treatment, _) in enumerate(PLANS)
        for held in evaluate(
            rules[treatment], Facts(plan_of(place)[0], planning(treatment).book.guards)
        ).fired
        if held.weight == held.ruling.weight
    }
    assert missed_rulings(rules, hits, least=1) == []


def test_every_interval_keeps_somebody_waiting_in_a_case() -> None:
    told = {one.id for place in range(len(PLANS)) for one in plan_of(place)[1].reasons}
    intervals = {
        one.id
        for treatment in TREATMENTS
        for one in planning(treatment).book.intervals
        # The history alone knows what others were, and a usual gap by itself holds nobody back.
        if not (one.since or one.of_last or one.after_patch or (one.suggested and not one.every))
    }
    assert intervals - told == set()


@pytest.mark.proof
def test_every_rule_and_turn_that_asks_for_care_today_is_hit_by_a_case() -> None:
    rules = {treatment: checking(treatment).rules for treatment in TREATMENTS}
    hits = {
        (held.ruling.id, held.ruling.say)
        for place, (treatment, _) in enumerate(STORIES)
        for held in evaluate(rules[treatment], Facts(check_of(place)[0], checking(treatment).guards)).fired
        if held.weight == held.ruling.weight
    }
    assert missed_rulings(rules, hits, least=URGENT) == []
