"""How many questions people are asked: the benchmark on fewer people, and what it makes of the figures."""

from __future__ import annotations

import importlib
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

from conftest import ROOT
from rule_set import chances
from shipped import LIBRARY, TREATMENTS
from skinroutine.rulebook.book import Book

PEOPLE = 160
Rows = dict[str, Any]


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "bench"))
        return importlib.import_module("questions")


@pytest.fixture(scope="module")
def rows(bench: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The rows about plans, of both treatments together, by name without the treatment."""
    luck, lives = chances(bench.SEED), []
    for treatment in TREATMENTS:
        folder, book = tmp_path_factory.mktemp("lives"), Book(LIBRARY, treatment)
        for one in range(PEOPLE // len(TREATMENTS)):
            own = chances(luck.randint(0, 10**9))
            lives.append(bench.life(book, folder / f"{one}.db", own, checking=False))
    return {row.name.rpartition(": ")[2].strip(): row for row in bench.plan_rows("", lives)}


@pytest.mark.proof
@pytest.mark.parametrize("plans", ["first plan", "no session before", "sessions before, not logged"])
def test_nine_in_ten_first_plans_ask_at_most_fourteen_questions(rows: Rows, plans: str) -> None:
    assert len(rows[plans].counts) >= 50
    assert rows[plans].ninth <= 14


@pytest.mark.proof
def test_nine_in_ten_returning_plans_ask_at_most_five_questions(rows: Rows) -> None:
    assert len(rows["returning plan"].counts) >= 20
    assert rows["returning plan"].ninth <= 5


@pytest.mark.proof
def test_a_returning_plan_asks_less_than_half_of_a_first_one(rows: Rows) -> None:
    assert sum(rows["returning plan"].counts) / len(rows["returning plan"].counts) < 6
    assert sum(rows["first plan"].counts) / PEOPLE > 10


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_each_sign_that_is_an_emergency_alone_is_found_on_the_first_screen(
    bench: ModuleType, treatment: str
) -> None:
    checking = bench.SymptomDecision(Book(LIBRARY, treatment), bench.START)
    signs = bench.lone_signs(checking)
    assert {"seizure", "breathing_difficulty", "confusion"} <= signs
    symptoms = next(one for one in checking.questions if one.id == "symptoms")
    assert signs <= set(symptoms.screens["red-flags"])
    for sign in sorted(signs):
        assert bench.screens(checking, {"symptoms": bench.Chosen(frozenset({sign, "redness"}))}) == 1


def test_the_same_seed_gives_the_same_people(bench: ModuleType, tmp_path: Path) -> None:
    book = Book(LIBRARY, TREATMENTS[0])
    lives = [bench.life(book, tmp_path / f"{one}.db", Random(5)) for one in range(2)]  # noqa: S311  no secrets
    assert lives[0] == lives[1]


@pytest.mark.usefixtures("bench")
@pytest.mark.parametrize(
    ("counts", "of_all", "missed"),
    [([14] * 9 + [20], False, False), ([14] * 8 + [15] * 2, False, True), ([14] * 99 + [15], True, True)],
)
def test_a_target_is_missed_when_more_than_one_in_ten_are_asked_more(
    bench: ModuleType, counts: list[int], of_all: bool, missed: bool
) -> None:
    assert bench.Counted("", counts, 14, of_all).missed is missed


@pytest.mark.parametrize(("counts", "missed"), [([12] * 5 + [14] * 4, False), ([12] * 4 + [13] * 5, True)])
def test_a_target_for_half_of_the_people_is_missed_by_the_median(
    bench: ModuleType, counts: list[int], missed: bool
) -> None:
    assert bench.Counted("", counts, 14, middle=12).missed is missed


def test_a_missed_target_is_the_exit_status(
    bench: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["questions.py", "--people", "3"])
    for target, status in [(1, 1), (5, 0)]:
        monkeypatch.setattr(
            bench, "measured", lambda *_, most=target: [bench.Counted("plan", [2, 3, 4], most)]
        )
        assert bench.main() == status
        assert ("MISSED" in capsys.readouterr().out) is bool(status)
