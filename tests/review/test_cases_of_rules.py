"""``rules test``: cases that are as expected, and cases that are not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from conftest import Run
from rule_folders import laid_over_with, rows
from rule_set import THIRD
from shipped import LIBRARY, cases, checked, planned
from skinroutine.machine import here
from skinroutine.review.cases import CaseRunner, PlacedCase, placed_cases
from skinroutine.rulebook import Case

RULE = """\
- id: own-warts
  when: {skin_today: warts}
  verdict: "no"
  say: Leave warts alone.
  sources: [judgement]
"""
WORK = CaseRunner(LIBRARY, here())
PLACED = list(placed_cases(LIBRARY, LIBRARY.layers))


def case(text: str, name: str = "Warts are let be.") -> str:
    return f"- case: {name}\n  {text}\n"


@pytest.mark.proof
def test_all_shipped_cases_are_as_expected_within_five_seconds(run: Run) -> None:
    begin = time.process_time()
    ran = run("rules", "test")
    assert (ran.status, ran.out) == (0, f"{len(cases())} cases: all as expected\n")
    assert time.process_time() - begin < 5


def test_the_cases_of_a_treatment_of_yaml_alone_are_run_over_the_shipped_rules(run: Run) -> None:
    ran = run("rules", "test", str(THIRD))
    assert (ran.status, ran.out) == (0, "8 cases: all as expected\n")


@pytest.mark.parametrize("place", range(0, len(PLACED), 31))
def test_a_case_comes_to_what_the_command_itself_comes_to(place: int) -> None:
    placed = PLACED[place]
    came = WORK.run(placed).result
    if placed.case.symptoms is None:
        answers, verdict = planned(placed.treatment, placed.case)
        assert (came.name, came.until, came.answers) == (verdict.name, verdict.until, answers)
        assert came.reasons == verdict.reasons
    else:
        answers, found = checked(placed.treatment, placed.case)
        assert (came.weight, came.reasons, came.answers) == (found.level, found.reasons, answers)


def test_another_verdict_is_shown_as_a_diff_with_the_rule_behind_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_over_with(
        tmp_path,
        screening=RULE,
        cases__plan=case("answers: {skin_today: [warts]}\n  expect: {verdict: caution, reasons: [mn-warts]}"),
    )
    monkeypatch.chdir(tmp_path)
    ran = run("rules", "test", "own")
    assert ran.status == 1
    assert ran.out == (
        "own/microneedling/cases/plan.yaml:1: Warts are let be.\n"
        "  - verdict: caution\n"
        "  + verdict: no\n"
        "  + reason: own-warts (own/microneedling/screening.yaml:1) no, because skin_today=warts\n"
        "\n"
        "1 case, 1 differs\n"
    )


def test_a_reason_that_does_not_come_is_shown_with_all_that_came(run: Run, tmp_path: Path) -> None:
    own = laid_over_with(
        tmp_path,
        screening=RULE,
        cases__plan=case(
            'answers: {skin_today: [warts]}\n  expect: {verdict: "no", reasons: [mn-sunburn, odd]}'
        ),
    )
    lines = run("rules", "test", str(own)).out.splitlines()
    assert lines[1].startswith("  - reason: mn-sunburn (")
    assert lines[1].endswith("rules/microneedling/screening.yaml:107)")
    assert lines[2] == "  - reason: odd (no rule has this id)"
    assert [line.split()[2] for line in lines[3:5]] == ["own-warts", "mn-warts"]


def test_a_level_that_differs_is_told_in_json(run: Run, tmp_path: Path) -> None:
    story = "symptoms: {hours_since_session: 1, needle_mm: 0.2, risk_factors: [], symptoms: {seizure: {}}}"
    own = laid_over_with(
        tmp_path, screening=RULE, cases__symptoms=case(f"{story}\n  expect: {{level: 1}}", "A fit.")
    )
    ran = run("rules", "test", str(own), "--json")
    (differing,) = rows(ran.json["differing"])
    assert ran.status == 1
    assert ran.json["cases"] == 1
    assert (differing["case"], differing["expected"], differing["result"]) == ("A fit.", {"level": 1}, "4")
    assert ("flag-seizure", "level 4") in {(one["id"], one["result"]) for one in rows(differing["reasons"])}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("expect: {verdict: go}", "A case gives answers or symptoms, and not both."),
        (
            "answers: {}\n  symptoms: {}\n  expect: {level: 1}",
            "A case gives answers or symptoms, and not both.",
        ),
        (
            "answers: {}\n  expect: {reasons: []}",
            "It expects no verdict. Write one of go, caution, wait, professional-first, no under expect.",
        ),
        (
            "symptoms: {}\n  expect: {level: 7}",
            "It expects no level. Write one of 0, 1, 2, 3, 4 under expect.",
        ),
        (
            "answers: {}\n  expect: {verdict: go, level: 1}",
            "Nothing reads 'level' under expect. Write verdict and reasons.",
        ),
        ("answers: {}\n  expect: {verdict: go, reasons: mn-warts}", "Write the reasons in [ ]."),
        (
            "answers: {skin_tody: []}\n  expect: {verdict: go}",
            "skin_tody: there's no such question; did you mean 'skin_today'?",
        ),
        (
            "answers: {age: null}\n  expect: {verdict: go}",
            (
                "These answers are missing: age. Give them with --set NAME=VALUE or --answers FILE, "
                "or run the command on its own and I'll ask. age: How old are you?"
            ),
        ),
    ],
)
def test_a_case_that_cannot_be_run_says_why(run: Run, tmp_path: Path, text: str, problem: str) -> None:
    own = laid_over_with(tmp_path, screening=RULE, cases__plan=case(text))
    ran = run("rules", "test", str(own))
    assert ran.status == 1
    assert ran.out.splitlines()[1] == f"  ! {problem}"


def test_a_folder_without_cases_is_not_called_proven(run: Run, tmp_path: Path) -> None:
    own = laid_over_with(tmp_path, screening=RULE)
    ran = run("rules", "test", str(own))
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == f"{own} holds no cases. Write some in TREATMENT/cases/plan.yaml.\n"


def test_a_folder_that_is_none_is_named(run: Run) -> None:
    ran = run("rules", "test", "/nowhere")
    assert ran.status == 2
    assert ran.err.startswith("/nowhere isn't a folder of rules.")


def test_a_case_without_reasons_expects_none_in_particular() -> None:
    placed = PlacedCase(Case(case="Fine.", answers={}, expect={"verdict": "go"}), "microneedling", "x", 1)
    assert not WORK.run(placed).differs
