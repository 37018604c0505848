"""A detail that a file leaves out: the result says which, where it could be stricter, and how to add it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Run

CHECK = ("check-symptoms", "microneedling", "--plain", "--no-input", "--answers")
TREND = "symptoms.redness.trend"
LINE = (
    "You left this out, and the result could be stricter with it: "
    f"- Redness, course: add --set {TREND}=... To see which answers fit: skinroutine why {TREND}"
)

pytestmark = pytest.mark.usefixtures("home", "clock")


@pytest.fixture
def mild(tmp_path: Path) -> str:
    """A file that says of redness only that it is mild."""
    file = tmp_path / "answers.json"
    session = {"hours_since_session": 14, "needle_mm": 0.25, "risk_factors": []}
    file.write_text(json.dumps({**session, "symptoms": {"redness": {"severity": "mild"}}}), encoding="utf-8")
    return str(file)


def test_what_was_left_out_stands_below_the_result(run: Run, mild: str) -> None:
    shown = " ".join(run(*CHECK, mild).out.split())
    assert shown.startswith(f"(ok) EXPECTED: This is a normal part of healing. {LINE}")


def test_what_was_left_out_is_named_in_json(run: Run, mild: str) -> None:
    assert run(*CHECK, mild, "--json").json["left_out"] == [TREND]


@pytest.mark.parametrize("answer", ["improving", "not_sure"])
def test_what_was_answered_is_not_left_out(run: Run, mild: str, answer: str) -> None:
    ran = run(*CHECK, mild, "--set", f"{TREND}={answer}", "--json")
    assert ran.json["left_out"] == []


def test_what_was_left_out_is_not_kept_as_a_not_sure(run: Run, mild: str) -> None:
    run(*CHECK, mild)
    (check,) = json.loads(run("history", "--json").out)["entries"]
    shown = run("history", "show", check["id"], "--json").out
    assert "symptoms.redness.severity" in shown
    assert '"not_sure"' not in shown


def test_what_can_make_nothing_worse_is_not_asked_for(run: Run, mild: str) -> None:
    ran = run(*CHECK, mild, "--set", "symptoms.confusion.trend=stable", "--json")
    assert (ran.json["level"], ran.json["left_out"]) == (4, [])
