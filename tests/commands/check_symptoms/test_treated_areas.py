"""A check knows which areas the session was on: from the history, from a file, or by asking."""

from __future__ import annotations

import json

import pytest

from conftest import Run

CHECK = ("check-symptoms", "microneedling", "--no-input", "--json", "--answers", "-")
UNTREATED = "flag-lips-swelling"

pytestmark = pytest.mark.usefixtures("home", "clock")


def answers(**more: object) -> str:
    """Slightly puffy lips in somebody who has no risk of their own."""
    swelling = {"severity": "mild", "trend": "stable", "area": "lips"}
    return json.dumps(
        {"needle_mm": 0.25, "risk_factors": [], "symptoms": {"swelling_local": swelling}, **more}
    )


def reasons(run: Run, typed: str) -> set[str]:
    found = run(*CHECK, typed=typed).json["reasons"]
    assert isinstance(found, list)
    return {reason["id"] for reason in found}


def logged(run: Run, area: str) -> None:
    device = ("--device", "roller", "--needle", "0.25")
    assert (
        run("log", "microneedling", "--area", area, *device, "--at", "1 hour ago", "--no-input").status == 0
    )


def test_a_file_says_that_the_lips_were_treated(run: Run) -> None:
    assert UNTREATED not in reasons(run, answers(hours_since_session=1, areas=["lips", "chin"]))


def test_a_file_says_that_the_lips_were_not_treated(run: Run) -> None:
    assert UNTREATED in reasons(run, answers(hours_since_session=1, areas=["cheeks"]))


def test_what_is_said_of_the_lips_themselves_comes_before_the_areas(run: Run) -> None:
    swelling = {"severity": "mild", "trend": "stable", "area": "lips", "treated": False}
    typed = answers(hours_since_session=1, areas=["lips"], symptoms={"swelling_local": swelling})
    assert UNTREATED in reasons(run, typed)


def test_the_history_says_that_the_lips_were_treated(run: Run) -> None:
    logged(run, "lips")
    assert UNTREATED not in reasons(run, answers())


def test_the_history_says_that_the_lips_were_not_treated(run: Run) -> None:
    logged(run, "cheeks")
    assert UNTREATED in reasons(run, answers())


def test_the_areas_of_the_last_session_are_not_those_of_another_one(run: Run) -> None:
    logged(run, "lips")
    assert UNTREATED in reasons(run, answers(hours_since_session=400))


def test_areas_that_are_left_out_ask_for_nothing_and_take_nothing_back(run: Run) -> None:
    ran = run(*CHECK, typed=answers(hours_since_session=1))
    assert ran.status == 0
    assert "symptoms.swelling_local.treated" not in str(ran.json.get("missing", ""))
    assert ran.json["level"] == 3
