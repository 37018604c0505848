"""Signs to call the emergency number for stand apart from those for which a check is made again."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import Run
from typed import symptoms

CALL = "Call 112, 911 or 999 at once if"
CHECK = "Check again at once if"
BREATH = "You find it hard to breathe or swallow."

pytestmark = pytest.mark.usefixtures("home", "clock")


def test_at_care_today_each_sign_is_one_to_call_for(run: Run) -> None:
    found: Any = run(*symptoms(symptoms="pus_discharge"), "--json").json
    assert found["level"] == 3
    assert found["call_if"] == found["back_if"]
    assert BREATH in found["call_if"]


def test_the_signs_to_call_for_stand_under_the_number(run: Run) -> None:
    shown = run(*symptoms(symptoms="pus_discharge"), "--plain").out
    assert f"{CALL}\n  - {BREATH}\n" in shown
    assert CHECK not in shown


def test_a_single_sign_to_call_for_is_one_sentence_ahead_of_the_others(run: Run) -> None:
    shown = " ".join(run(*symptoms(symptoms="pustules"), "--plain").out.split())
    assert f"{CALL} your lips, tongue or face swell." in shown
    assert shown.index(CALL) < shown.index(CHECK)


def test_the_number_is_that_of_the_place_where_a_person_lives(run: Run) -> None:
    run("profile", "set", "region=gb")
    assert "Call 999" in run(*symptoms(symptoms="pustules"), "--plain").out
