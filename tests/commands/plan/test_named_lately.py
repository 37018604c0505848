"""What a file of answers named of the person is spoken of where a later one leaves it out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from conftest import Run
from typed import needling

KEEP = "skinroutine profile set conditions=pregnancy"


def lately(run: Run) -> list[str]:
    found: Any = run("plan", *needling(), "--json").json["named_lately"]
    return [each["keep"] for each in found]


@pytest.fixture(autouse=True)
def _planned(run: Run, clock: time_machine.Traveller) -> None:
    """A plan for a pregnant person, an hour ago."""
    run("plan", *needling(conditions="pregnancy"))
    clock.shift(timedelta(hours=1))


def test_the_next_plan_says_what_it_leaves_out_and_how_to_have_it_count(run: Run) -> None:
    assert KEEP in " ".join(run("plan", *needling()).out.split())
    assert lately(run) == [KEEP]


def test_it_changes_no_verdict_as_a_file_may_be_anybodys(run: Run) -> None:
    assert run("plan", *needling(), "--json").json["verdict"] != "no"


def test_what_today_names_is_not_left_out(run: Run) -> None:
    assert run("plan", *needling(conditions="pregnancy"), "--json").json["named_lately"] == []


def test_what_the_person_said_of_the_list_since_counts_instead(run: Run) -> None:
    run("profile", "set", "conditions=none")
    assert lately(run) == []


def test_after_two_weeks_it_is_spoken_of_no_more(run: Run, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(days=13))
    assert lately(run) == [KEEP]
    clock.shift(timedelta(days=1))
    assert lately(run) == []
