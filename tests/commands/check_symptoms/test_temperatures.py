"""A temperature: asked and shown as it is read where the person lives, kept in °C, judged the same."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from conftest import Ran, Run
from first_interview import lines, put
from shipped import LIBRARY
from skinroutine.interview.answers import answer_of
from skinroutine.prompts.parse_line import parse_number
from skinroutine.rulebook import Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.library import Library
from typed import refused, symptoms

FEVER = ("none", "fever", *("none",) * 5)


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def question(region: str) -> Question:
    asked = Book(Library(LIBRARY.layers, lambda: region)).questions("check-symptoms")
    return next(each for each in asked if each.id == "symptoms.fever.temperature_c")


def with_fever(run: Run, degrees: str, *more: str) -> Ran:
    return run(*symptoms(symptoms="fever", symptoms__fever__temperature_c=degrees), *more)


def test_who_lives_where_it_is_read_in_fahrenheit_is_asked_so(run: Run) -> None:
    run("profile", "set", "region=us")
    ran = run("check-symptoms", "microneedling", typed=lines(*FEVER))
    assert "What did the thermometer show, in °F?" in put(ran.err)
    assert "Type a number of °F (86 to 113)" in ran.err


def test_everybody_else_is_asked_in_celsius(run: Run) -> None:
    run("profile", "set", "region=gb")
    ran = run("check-symptoms", "microneedling", typed=lines(*FEVER))
    assert "What did the thermometer show, in °C?" in put(ran.err)
    assert "Type a number of °C (30 to 45)" in ran.err


def test_an_answer_is_shown_again_as_it_was_typed(run: Run) -> None:
    run("profile", "set", "region=us")
    ran = run("check-symptoms", "microneedling", typed=lines(*FEVER, "101"))
    assert "Answer: 101 °F." in ran.err


@pytest.mark.parametrize(
    ("typed", "celsius"),
    [
        ("38.4", 38.4),
        ("38.4 °C", 38.4),
        ("101F", 38.33),
        ("101.1 °F", 38.39),
        ("100.4 f", 38),
        ("38,4c", 38.4),
    ],
)
def test_a_file_or_a_flag_may_say_the_unit_and_without_one_it_is_celsius(
    run: Run, typed: str, celsius: float
) -> None:
    told: Any = with_fever(run, typed, "--json").json
    pairs = [pair for reason in told["reasons"] for pair in reason["because"]]
    assert f"symptoms.fever.temperature_c={celsius}" in pairs


@pytest.mark.parametrize("typed", ["101", "101 °C", "38 °F", "101 K", "°F", "F", "1e2F"])
def test_a_temperature_that_nobody_has_is_refused(run: Run, typed: str) -> None:
    refused(with_fever(run, typed), 2, "a number of °C from 30 to 45, or one such as 101 °F")


@given(st.integers(860, 1130))
def test_a_reading_in_fahrenheit_is_kept_so_that_it_is_shown_again_as_typed(tenths: int) -> None:
    asked, typed = question("us"), tenths / 10
    kept = parse_number(asked, f"{typed:g}")
    assert asked.as_shown(kept) == typed
    assert answer_of(question(""), f"{typed:g} °F") == kept


@given(st.integers(300, 450))
def test_a_reading_in_celsius_may_be_typed_in_either_place(tenths: int) -> None:
    for region in ("", "gb", "us"):
        assert parse_number(question(region), f"{tenths / 10:g} °C") == tenths / 10


def test_the_hand_over_shows_it_as_it_is_read_there(run: Run) -> None:
    run("profile", "set", "region=us")
    with_fever(run, "101 °F")
    assert "101 °F" in run("handover").out
    run("profile", "set", "region=gb")
    assert "38.33 °C" in run("handover").out
