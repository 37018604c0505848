"""Whatever the rules say today: no mistake, every case as expected, nothing untried, nothing unweighed."""

from __future__ import annotations

import importlib

import pytest

from conftest import ROOT, Run
from skinroutine.machine import here
from skinroutine.review.cases import CaseRunner, placed_cases
from skinroutine.review.catalogue import catalogue
from skinroutine.review.coverage import Coverage, coverage
from skinroutine.review.lint.concerns import summarise
from skinroutine.review.lint.run import check
from skinroutine.rulebook.book import Book
from todays_rules import LIBRARY, TREATMENTS, cases

pytestmark = pytest.mark.todays_rules


@pytest.fixture(scope="module")
def covered() -> Coverage:
    work = CaseRunner(LIBRARY, here())
    tried = [work.run(placed) for placed in placed_cases(LIBRARY, LIBRARY.layers)]
    return coverage(work, catalogue(LIBRARY).entries, tried)


def test_the_rules_have_no_mistake() -> None:
    assert check(LIBRARY).findings == ()


@pytest.mark.proof
def test_rules_check_and_rules_test_say_so(run: Run) -> None:
    checked = run("rules", "check")
    tested = run("rules", "test")
    assert (checked.status, tested.status) == (0, 0), checked.out + tested.out
    assert ": no problems\n" in checked.out
    assert tested.out == f"{len(cases())} cases: all as expected\n"


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_the_example_of_each_treatment_goes_through_plan(run: Run, treatment: str) -> None:
    assert run("plan", treatment, "--example", "--json").status == 0


def test_what_one_treatment_minds_is_weighed_for_every_other() -> None:
    found = summarise(catalogue(LIBRARY), LIBRARY.layers[0])
    assert [(one.treatment, str(one.concern)) for one in found.unweighed] == []


@pytest.mark.proof
def test_every_rule_turn_step_and_interval_is_fired_by_a_case(covered: Coverage) -> None:
    assert [unit.name for unit in covered.unfired] == []


@pytest.mark.proof
def test_every_red_flag_has_a_near_miss(covered: Coverage) -> None:
    assert [unit.name for unit in covered.not_missed] == []


def test_every_option_in_the_tables_of_the_benchmark_is_one_of_the_rules(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    chances = importlib.import_module("people").CHANCES
    options = {one.id: set(one.options) for one in Book(LIBRARY, TREATMENTS[0]).questions(None)}
    assert {
        (name, option) for name in chances for option in chances[name] if option not in options[name]
    } == set()
