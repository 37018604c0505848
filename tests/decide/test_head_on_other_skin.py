"""One head on skin that should not share it, on different days: the next plan says so, as one for both."""

from __future__ import annotations

import pytest
import time_machine

from conftest import Run
from heads_typed import BLUE, add, planned
from typed import needled


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London, a Friday."""


def reasons(run: Run, **changes: str) -> set[str]:
    return {reason["id"] for reason in planned(run, **changes)["reasons"]}


def on(area: str, when: str) -> list[str]:
    return [*needled(areas=area), "--at", when, "--again"]


def test_a_head_that_was_on_the_scalp_is_not_for_the_cheeks_on_a_later_day(run: Run) -> None:
    add(run, *BLUE)
    run(*on("scalp", "14 days ago"))
    assert "any-head-from-scalp" in reasons(run)
    assert planned(run)["verdict"] == "caution"


def test_a_head_that_was_on_the_cheeks_is_not_for_the_scalp(run: Run) -> None:
    add(run, *BLUE)
    run(*on("cheeks", "14 days ago"))
    assert "any-head-from-face" in reasons(run, areas="scalp")
    assert "any-head-from-face" not in reasons(run)


def test_a_new_head_ends_it(run: Run) -> None:
    add(run, *BLUE)
    run(*on("scalp", "14 days ago"))
    add(run, "--kind", "roller", "--needle", "0.25", "--name", "green roller")
    assert "any-head-from-scalp" not in reasons(run)


def test_who_has_a_head_for_each_is_told_nothing(run: Run) -> None:
    add(run, *BLUE)
    run(*on("scalp", "14 days ago"))
    add(run, "--kind", "roller", "--needle", "0.25", "--name", "green roller", "--opened", "10 days ago")
    run(*on("cheeks", "9 days ago"))
    assert not reasons(run, areas="scalp") & {"any-head-from-face", "any-head-from-scalp"}
    assert not reasons(run) & {"any-head-from-face", "any-head-from-scalp"}


def test_a_head_of_another_length_gives_no_reason(run: Run) -> None:
    add(run, *BLUE)
    run(*on("scalp", "14 days ago"))
    assert "any-head-from-scalp" not in reasons(run, needle_mm="0.2")


def test_who_has_no_head_on_the_list_may_name_its_skin(run: Run) -> None:
    assert "any-head-from-scalp" in reasons(run, head_used_on="scalp")


def test_what_a_file_says_takes_nothing_away_from_what_was_logged(run: Run) -> None:
    add(run, *BLUE)
    run(*on("scalp", "14 days ago"))
    assert "any-head-from-scalp" in reasons(run, head_used_on="[]")
