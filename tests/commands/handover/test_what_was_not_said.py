"""The more careful answer that counts in place of what a person said is never shown as said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import Run
from shipped import LIBRARY, TREATMENTS
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Picked
from typed import RESTED, needled, needling, symptoms

SIGNS = sorted(
    {
        option
        for item in Book(LIBRARY, TREATMENTS[0]).contradictions
        for leaf, _ in (item.against.leaves() if item.against and item.asks == "skin_today" else ())
        for option in (leaf.options if isinstance(leaf, Picked) and leaf.question == "symptoms" else ())
    }
)


@pytest.fixture(autouse=True)
def _here(clock: time_machine.Traveller, home: Path) -> None:
    """A home of its own, on 2026-11-20 10:00 in London."""


def fact(run: Run, question: str) -> dict[str, Any]:
    facts: Any = run("handover", "--json").json["person"]
    return next(fact for fact in facts if fact["question"] == question)


def planned_after(run: Run, sign: str) -> list[str]:
    """A check with that sign, then a plan of somebody who names nothing; what counted of skin_today."""
    run(*symptoms(symptoms=sign))
    clashes: Any = run("plan", *needling(**RESTED), "--json").json["contradictions"]
    return [option for clash in clashes if clash["question"] == "skin_today" for option in clash["stands"]]


@pytest.mark.parametrize("sign", SIGNS)
def test_the_page_says_what_was_said_and_apart_from_it_what_counted(run: Run, sign: str) -> None:
    counting = planned_after(run, sign)
    shown = fact(run, "skin_today")
    assert (shown["answer"], bool(shown["counted"])) == ("none", bool(counting))


def test_the_page_names_the_more_careful_answer_as_what_it_is(run: Run) -> None:
    run(*needled(), "--at", "20 hours ago")
    planned_after(run, "pus_discharge")
    assert "Skin on that day: none (but the more careful answer counted: " in run("handover").out


def test_history_show_marks_it_too_and_says_what_did_not_agree(run: Run) -> None:
    planned_after(run, "pus_discharge")
    entries: Any = run("history", "--json").json["entries"]
    listed: Any = run("history", "--all", "--json").json["entries"]
    plan = next(entry["id"] for entry in [*entries, *listed] if entry["kind"] == "plan")
    shown = run("history", "show", plan).out
    assert "(the more careful" in shown
    assert "Your answers didn't agree, and the more careful one counted" in shown
