"""Where a stricter voice is not followed, the screen of a check says so under the reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Run

CHECK = ("check-symptoms", "microneedling", "--plain", "--no-input", "--answers")


def screen(run: Run, place: Path, **symptoms: dict[str, str]) -> str:
    file = place / "answers.json"
    session = {"hours_since_session": 30, "needle_mm": 0.25, "risk_factors": []}
    file.write_text(json.dumps({**session, "symptoms": symptoms}), encoding="utf-8")
    return " ".join(run(*CHECK, str(file)).out.split())


@pytest.mark.usefixtures("home", "clock")
def test_who_says_otherwise_stands_under_the_reason(run: Run, tmp_path: Path) -> None:
    shown = screen(run, tmp_path, spreading_redness={"severity": "mild", "trend": "stable", "area": "arms"})
    assert "Sources differ: NHS Scotland lets a pharmacist look first" in shown


@pytest.mark.usefixtures("home", "clock")
def test_an_emergency_is_not_held_up_by_who_says_otherwise(run: Run, tmp_path: Path) -> None:
    shown = screen(run, tmp_path, spreading_redness={}, confusion={})
    assert shown.startswith("(x) EMERGENCY")
    assert "Sources differ" not in shown
