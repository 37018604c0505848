"""A reason of a check that hangs on what is not known says so, and claims no "not sure"."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from conftest import Run

HANGS = "so the more careful answer counts."


@pytest.fixture(autouse=True)
def _clock(clock: object) -> None:
    """Every check is made on 2026-11-20 at 10:00."""


def check(run: Run, tmp_path: Path, **details: str) -> str:
    """The screen of a check of hot skin a day after a session."""
    answers = {
        "treatment": "microneedling",
        "hours_since_session": 30,
        "needle_mm": 0.25,
        "risk_factors": [],
        "symptoms": {"warmth": {"severity": "mild", "area": "cheeks", **details}},
    }
    file = tmp_path / "answers.yaml"
    file.write_text(yaml.safe_dump(answers), encoding="utf-8")
    return " ".join(run("check-symptoms", "--answers", str(file)).out.split())


def test_a_reason_that_hangs_on_a_not_sure_says_so(run: Run, tmp_path: Path) -> None:
    assert HANGS in check(run, tmp_path, trend="not_sure")


def test_a_reason_that_is_a_fact_says_nothing_of_the_kind(run: Run, tmp_path: Path) -> None:
    assert HANGS not in check(run, tmp_path, trend="worsening")


def test_what_a_file_left_out_is_not_known_and_not_called_not_sure(run: Run, tmp_path: Path) -> None:
    shown = check(run, tmp_path)
    assert HANGS in shown
    assert "sure" not in shown
