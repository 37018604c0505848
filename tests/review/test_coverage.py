"""``rules coverage``: what the cases leave untried."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run
from rule_folders import laid_over_with, rows
from rule_set import THIRD
from shipped import LIBRARY, RULES, TREATMENTS, cases
from skinroutine.commands.rules import lay_over
from skinroutine.machine import here
from skinroutine.review.cases import CaseRunner, PlacedCase, placed_cases
from skinroutine.review.catalogue import catalogue
from skinroutine.review.coverage import AnswerState, Coverage, coverage
from skinroutine.review.lint.ruleset import RULES as KINDS
from skinroutine.review.units import fires, units_of
from skinroutine.rulebook import VERDICTS, Case, CountsAs, Interval, NoConcern
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library

RULE = """\
- id: own-old-tan
  when: {skin_today: recent_tan, days_since.recent_tan: {under: 30}, smoker: true}
  verdict: "no"
  say: Do not needle a tan.
  sources: [judgement]
"""
NOT_IN_A_CASE = {"choosing", "heads"}
"""Topics that no case can try; test_device_choose.py and test_head_wear.py do."""
QUESTION = "- {id: smoker, kind: yes_no, asked_by: [plan], ask: Do you smoke?, why: It slows healing.}\n"
TAN = (
    "answers: {skin_today: [recent_tan], days_since: {recent_tan: %s}, smoker: %s}\n  expect: {verdict: %s}\n"
)


@pytest.fixture(scope="module")
def shipped_coverage() -> Coverage:
    work = CaseRunner(LIBRARY, here())
    tried = [work.run(placed) for placed in placed_cases(LIBRARY, LIBRARY.layers)]
    return coverage(work, catalogue(LIBRARY).entries, tried)


@pytest.mark.proof
def test_every_shipped_rule_turn_step_and_interval_is_fired_by_a_case(shipped_coverage: Coverage) -> None:
    assert [unit.name for unit in shipped_coverage.unfired] == []
    assert len(shipped_coverage.units) > 600


def test_every_shipped_red_flag_has_a_near_miss(shipped_coverage: Coverage) -> None:
    assert [unit.name for unit in shipped_coverage.red_not_missed] == []
    assert len(shipped_coverage.red) > 150


def test_what_holds_for_everybody_cannot_be_missed(shipped_coverage: Coverage) -> None:
    always = [unit for unit in shipped_coverage.units if not list(unit.when.leaves())]
    assert always
    assert set(always).isdisjoint(shipped_coverage.conditional)
    assert len(shipped_coverage.conditional) + len(always) == len(shipped_coverage.units)


def test_there_are_far_more_than_two_hundred_shipped_cases(shipped_coverage: Coverage) -> None:
    assert shipped_coverage.cases == len(cases()) > 700


def test_every_item_that_is_a_rule_is_counted_but_an_interval_after_another_treatment() -> None:
    weighed = [entry for entry in catalogue(LIBRARY).of(*KINDS) if entry.topic not in NOT_IN_A_CASE]
    uncounted = [
        entry for entry in weighed if not units_of(entry) and not isinstance(entry.item, NoConcern | CountsAs)
    ]
    assert {type(entry.item) for entry in uncounted} == {Interval}
    assert all(
        getattr(entry.item, "since", "") in TREATMENTS or getattr(entry.item, "of_last", None)
        for entry in uncounted
    )


@pytest.mark.proof
def test_a_rule_without_its_cases_is_told_with_file_and_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_over_with(tmp_path, screening=RULE, questions=QUESTION)
    monkeypatch.chdir(tmp_path)
    ran = run("rules", "coverage", "own")
    assert ran.status == 0
    assert "No case fires these rules\n  own/microneedling/screening.yaml:1: own-old-tan\n" in ran.out
    assert (
        "No case just misses these red flags\n  own/microneedling/screening.yaml:1: own-old-tan\n" in ran.out
    )
    assert "  - microneedling, smoker: yes, no, not sure\n" in ran.out
    assert "0 of 1 rules are fired by a case\n0 of 1 red flags have a near miss\n" in ran.out


def coverage_of_a_tan(place: Path, rule: str, days: object, smoker: object) -> Coverage:
    """Own rules with one case: of a tan this many days ago, in somebody who smokes or does not."""
    library = Library(layers((laid_over_with(place, screening=rule, questions=QUESTION),)))
    answers = {"skin_today": ["recent_tan"], "days_since": {"recent_tan": days}, "smoker": smoker}
    work = CaseRunner(library, here())
    tried = work.run(
        PlacedCase(Case(case="A tan.", answers=answers, expect={"verdict": "no"}), "microneedling", "", 1)
    )
    assert not tried.result.problem
    return coverage(work, [one for one in catalogue(library).entries if one.layer == "own"], [tried])


@pytest.mark.parametrize(
    ("days", "smoker", "fired", "missed"),
    [
        (29, True, True, False),
        (30, True, False, True),
        (29, False, False, True),
        (30, False, False, False),
        ("not_sure", True, True, False),
        (29, "not_sure", True, False),
    ],
)
def test_a_case_fires_a_rule_or_just_misses_it_or_is_far_from_it(
    tmp_path: Path, days: object, smoker: object, fired: bool, missed: bool
) -> None:
    found = coverage_of_a_tan(tmp_path, RULE, days, smoker)
    assert (found.unfired == (), found.not_missed == ()) == (fired, missed)


@pytest.mark.parametrize(
    ("verdict", "red", "mild"), [('"no"', ["own-old-tan"], []), ("wait", [], ["own-old-tan"])]
)
def test_a_red_flag_that_no_case_just_misses_is_told_apart_from_another_rule(
    tmp_path: Path, verdict: str, red: list[str], mild: list[str]
) -> None:
    found = coverage_of_a_tan(tmp_path, RULE.replace('"no"', verdict), 29, smoker=True)
    assert [unit.name for unit in found.red_not_missed] == red
    assert [unit.name for unit in found.mild_not_missed] == mild
    assert len(found.conditional) == 1


def test_a_milder_result_for_not_sure_does_not_try_the_rule_itself(tmp_path: Path) -> None:
    found = coverage_of_a_tan(tmp_path, RULE + "  if_not_sure: caution\n", 29, "not_sure")
    assert [unit.name for unit in found.unfired] == ["own-old-tan"]


def test_answers_are_counted_as_seen_when_a_case_gives_them(shipped_coverage: Coverage) -> None:
    seen = set(shipped_coverage.states) - set(shipped_coverage.unseen)
    assert AnswerState("microneedling", "device_shared", "yes") in seen
    assert AnswerState("microneedling", "skin_today", "none of these") in seen
    assert AnswerState("microneedling", "needle_mm", "not sure") in seen
    assert AnswerState("microneedling", "medicines", "not sure") in shipped_coverage.unseen


def test_an_interval_is_fired_by_keeping_somebody_waiting_and_a_step_by_being_shown() -> None:
    work = CaseRunner(LIBRARY, here())
    tried = [work.run(one) for one in placed_cases(LIBRARY, LIBRARY.layers) if one.command == "plan"]
    units = [unit for entry in catalogue(LIBRARY).entries for unit in units_of(entry)]
    weekly = next(unit for unit in units if unit.entry.id == "mn-weekly")
    hands = next(unit for unit in units if unit.entry.id == "mn-prep-hands")
    assert {one.result.name for one in tried if fires(hands, one, work)} == {"go", "caution"}
    assert {one.result.weight for one in tried if fires(weekly, one, work)} <= {
        VERDICTS.index(name) for name in ("wait", "professional-first", "no")
    }


def test_the_shipped_folder_is_not_laid_over_itself() -> None:
    assert [layer.name for layer in lay_over(RULES).layers] == [""]
    assert [layer.name for layer in lay_over(THIRD).layers] == ["", "third"]


def test_the_answers_that_no_case_gives_are_told_in_json_one_by_one(run: Run) -> None:
    data = run("rules", "coverage", str(THIRD), "--json").json
    assert data["cases"] == 8
    assert {"treatment": "dermaplaning", "question": "blade_new", "answer": "not sure"} in rows(
        data["unseen"]
    )
    assert {one["id"] for one in rows(data["unfired"])} == {"dp-acne", "dp-bleeding", "dp-isotretinoin"}
