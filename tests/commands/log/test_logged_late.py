"""A session that is logged after later ones were: those that came too early after it are past a limit."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from conftest import Run
from typed import abraded, needled, needling


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


@pytest.fixture
def late(run: Run) -> dict[str, Any]:
    """Needling two days ago, and one of four days ago that was logged after it."""
    assert run(*needled(), "--at", "2 days ago", "--json").json["past_limits"] == []
    document: dict[str, Any] = run(*needled(areas="cheeks,neck"), "--at", "4 days ago", "--json").json
    return document


def watched(run: Run) -> list[str]:
    listed: Any = run("status", "--json").json["watch"]
    return [row["id"] for row in listed]


def test_log_names_the_later_session_that_came_too_early(late: dict[str, Any]) -> None:
    (early,) = late["later_too_early"]
    assert (early["areas"], early["at"][:10], early["until"]) == (["cheeks"], "2026-11-18", "2026-11-23")
    assert late["too_early_until"] is None


@pytest.mark.usefixtures("late")
def test_the_later_session_is_past_a_limit_from_then_on(run: Run) -> None:
    assert watched(run) == ["watch-past-a-limit"]
    reasons: Any = run("plan", *needling(areas="forehead"), "--json").json["reasons"]
    assert "watch-past-a-limit" in {reason["id"] for reason in reasons}


@pytest.mark.usefixtures("late")
def test_with_the_late_entry_its_effect_is_taken_back(run: Run) -> None:
    run("undo")
    assert watched(run) == []
    run("redo")
    assert watched(run) == ["watch-past-a-limit"]


def test_a_later_session_on_other_skin_is_not_too_early(run: Run) -> None:
    run(*needled(), "--at", "2 days ago")
    assert run(*needled(areas="neck"), "--at", "4 days ago", "--json").json["later_too_early"] == []


def test_a_session_of_another_treatment_may_come_too_early_too(run: Run) -> None:
    run(*abraded(), "--at", "2 days ago")
    found: Any = run(*needled(), "--at", "9 days ago", "--json").json["later_too_early"]
    (early,) = found
    assert (early["treatment"], early["until"]) == ("microdermabrasion", "2026-12-09")


def test_the_screen_names_it(run: Run) -> None:
    run(*needled(), "--at", "2 days ago")
    page = " ".join(run(*needled(), "--at", "4 days ago").out.split())
    assert "So this came too early: microneedling, cheeks, Wed 18 Nov. The rest ran until Mon 23 Nov." in page
