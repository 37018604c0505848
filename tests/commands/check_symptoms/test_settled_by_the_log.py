"""What the log of the session settles is not asked by a check, and what it says counts."""

from __future__ import annotations

import json
from typing import Any

import pytest
import time_machine

from conftest import Run
from typed import abraded, needled

ROUGH = "crystals_device"
HEATED = "A radiofrequency or heated device was used"


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London, a Friday."""


def asked(run: Run, treatment: str) -> str:
    """What a person is asked who hurts on the treated skin, line by line, until the lines run out."""
    lines = "none\nnone\npain\nnone\nnone\nnone\nmild\nstable\nnot sure\n1\nno\n"
    return run("check-symptoms", treatment, typed=lines).err


def checked(run: Run, **answers: object) -> Any:
    told = {"treatment": "microdermabrasion", "hours_since_session": 3, "risk_factors": [], **answers}
    return judged(run, told)


def judged(run: Run, told: object) -> Any:
    return run("check-symptoms", "--answers", "-", "--json", typed=json.dumps(told)).json


def test_a_device_that_the_log_rules_out_is_not_offered(run: Run) -> None:
    assert HEATED in asked(run, "microneedling")
    run(*needled(), "--at", "3 hours ago")
    shown = asked(run, "microneedling")
    assert "Which of these apply to you, or to the session?" in shown
    assert HEATED not in shown


def test_a_device_that_the_log_names_counts_though_a_file_leaves_it_out(run: Run) -> None:
    coughing = {"cough_dust": {"severity": "mild", "trend": "improving"}}
    before = checked(run, symptoms=coughing)
    run(*abraded(device_kind="crystal", eye_and_mouth_cover="yes"), "--at", "3 hours ago")
    after = checked(run, symptoms=coughing)
    named = {cause for reason in after["reasons"] for cause in reason["because"]}
    assert after["level"] >= before["level"]
    assert all(ROUGH not in cause for cause in named) or f"risk_factors={ROUGH}" in named


def test_a_device_that_the_person_names_counts_against_the_log(run: Run) -> None:
    run(*needled(), "--at", "3 hours ago")
    sore = {"open_sore": {"severity": "mild", "trend": "stable", "area": "cheeks"}}
    told = {"treatment": "microneedling", "hours_since_session": 3, "needle_mm": 0.25, "symptoms": sore}
    found = judged(run, {**told, "risk_factors": ["rf_device"]})
    assert "risk_factors=rf_device" in {cause for reason in found["reasons"] for cause in reason["because"]}


def test_what_the_log_does_not_settle_is_still_needed_from_a_file(run: Run) -> None:
    run(*needled(), "--at", "3 hours ago")
    found = judged(run, {"treatment": "microneedling", "symptoms": {"fever": {"temperature_c": 38.2}}})
    assert [each["id"] for each in found["missing"]] == ["risk_factors"]


def test_a_log_of_long_ago_settles_nothing_for_a_session_of_today(run: Run) -> None:
    coughing = {"cough_dust": {"severity": "mild", "trend": "improving"}}
    before = checked(run, symptoms=coughing)
    run(*abraded(device_kind="crystal", eye_and_mouth_cover="yes"), "--at", "20 days ago")
    assert checked(run, symptoms=coughing)["reasons"] == before["reasons"]
