"""``log`` offers the heads that a person has; what the chosen one is need not be asked."""

from __future__ import annotations

import pytest
import time_machine

from conftest import Run
from first_interview import lines, put

WHICH = "Which head did you use?"
ADDED = ("device", "add", "microneedling", "--kind", "roller", "--needle", "0.25", "--name")


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def test_the_heads_of_the_treatment_are_offered_and_the_chosen_one_is_counted(run: Run) -> None:
    run(*ADDED, "blue")
    run(*ADDED, "green")
    ran = run("log", "microneedling", typed=lines("blue", "cheeks", "none", "not yet"))
    assert put(ran.err)[0] == WHICH
    assert "blue: microneedling, roller, 0.25 mm" in ran.err
    assert "How long are the needles?" not in ran.err
    assert "blue, 1 of 8 uses" in ran.out


def test_another_head_asks_what_it_is(run: Run) -> None:
    run(*ADDED, "blue")
    ran = run("log", "microneedling", typed=lines("another one", "cheeks", "pen", "0.25"))
    assert "Which device did you use?" in ran.err


def test_without_a_head_or_where_one_is_named_nobody_is_asked(run: Run) -> None:
    assert WHICH not in run("log", "microneedling", typed=lines("cheeks")).err
    run(*ADDED, "blue")
    assert WHICH not in run("log", "--head", "blue", "--area", "cheeks").err
