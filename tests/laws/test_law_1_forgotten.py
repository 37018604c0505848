"""Law 1: what is forgotten is over alike by the command of the profile, as a question and by --all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import time_machine

from conftest import Run
from skinroutine.memory.facts import parent_of
from skinroutine.rulebook import Question
from skinroutine.rulebook.book import Book
from todays_rules import LIBRARY, TREATMENTS
from typed import abrasion, needling, symptoms

pytestmark = pytest.mark.todays_rules
ASKED: Final = {
    question.id: question
    for treatment in TREATMENTS
    for question in (
        *Book(LIBRARY, treatment).questions("plan"),
        *Book(LIBRARY, treatment).questions("check-symptoms"),
    )
}
SINGLE: Final = sorted(
    f"{name}={list(question.options)[-1]}"
    for name, question in ASKED.items()
    if question.kept and question.kind == "one"
)
LISTS: Final = sorted(name for name, question in ASKED.items() if question.kept and question.stays)
WAYS: Final = ("the commands of the profile", "the whole question", "--all")
PLANS: Final = (needling(skin_tone="usually_burns"), abrasion(skin_tone="usually_burns"))
CHECK: Final = symptoms(risk_factors="none", skin_tone="usually_burns", symptoms="redness")


@pytest.fixture(autouse=True)
def _here(clock: time_machine.Traveller, home: Path) -> None:
    """A home of its own, on 2026-11-20 10:00 in London."""


def remember(run: Run, question: Question) -> None:
    """Set all that a list offers, with the days since each where they are asked."""
    days = [f"{name}=3" for name, other in ASKED.items() if parent_of(other) == question.id and other.grows]
    where = ["areas=cheeks"] if "areas" in question.trusted_within else []
    for treatment in TREATMENTS:
        named = f"{question.id}={','.join(question.options)}"
        ran = run("profile", "set", "--treatment", treatment, named, *where, *days)
        assert ran.status == 0, ran.err


def commands_of(run: Run) -> Iterator[list[str]]:
    """Each command by which the profile says that something is no longer so."""
    facts: Any = run("profile", "--json").json["facts"]
    for fact in facts:
        yield from (named["end"].split()[1:] for named in fact["named"])


def forget(run: Run, question: Question, way: str) -> None:
    whole = {WAYS[1]: ["profile", "forget", question.id], WAYS[2]: ["profile", "forget", "--all"]}
    for command in [whole[way]] if way in whole else list(commands_of(run)):
        ran = run(*command)
        assert ran.status == 0, ran.err


def results(run: Run) -> list[list[str]]:
    """The rules and the clashes in the plans and a check of somebody who names nothing."""
    found = []
    for typed in (*(["plan", *plan] for plan in PLANS), CHECK):
        shown: Any = run(*typed, "--json").json
        clashes = [clash["id"] for clash in shown["contradictions"]]
        found.append([reason["id"] for reason in shown["reasons"]] + clashes)
    return found


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("way", WAYS)
def test_what_is_forgotten_holds_nothing_back_any_more(run: Run, home: Path, name: str, way: str) -> None:
    fresh = results(run)
    (home / "history.db").unlink()
    remember(run, ASKED[name])
    assert results(run) != fresh

    forget(run, ASKED[name], way)

    assert list(commands_of(run)) == []
    assert results(run) == fresh


@pytest.mark.parametrize("setting", SINGLE)
def test_a_single_answer_that_is_forgotten_holds_nothing_back_either(
    run: Run, home: Path, setting: str
) -> None:
    fresh = results(run)
    (home / "history.db").unlink()
    for treatment in TREATMENTS:
        run("profile", "set", "--treatment", treatment, setting)
    results(run)

    for command in [*commands_of(run), ["profile", "forget", "--all"]]:
        run(*command)

    assert run("profile", "--json").json["facts"] == []
    assert results(run) == fresh


@pytest.mark.parametrize("name", LISTS)
def test_what_a_result_says_was_remembered_is_in_the_profile_with_its_end(run: Run, name: str) -> None:
    remember(run, ASKED[name])
    ends = {command[-1] for command in commands_of(run)}
    for typed in (*(["plan", *plan] for plan in PLANS), CHECK):
        shown: Any = run(*typed, "--json").json
        for reason in shown["reasons"]:
            for row in reason["remembered"]:
                assert row["end"].split()[-1] in ends, reason["id"]
