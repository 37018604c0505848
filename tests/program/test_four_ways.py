"""The same person, four ways: by arrows, by lines, by a file and by flags. The answer is the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pexpect
import pytest

from conftest import Run
from in_a_terminal import CTRL_N, DOWN, ENTER, SPACE, Open, answer

FILE = """\
treatment: microneedling
areas: [cheeks, chin]
skin_today: [old_scar]
conditions: [eczema, dark_skin]
medicines: [retinol]
days_since: {retinol: 20}
recent_procedures: []
first_session: no
days_since_last_session: 30
age: 19
device_kind: stamp
needle_mm: 0.25
device_shared: no
device_sound: yes
device_clean: yes
products_during: []
numbing_cream: none
last_reaction: not_sure
"""
FLAGS = {
    "areas": "cheeks,chin", "skin_today": "old_scar", "conditions": "eczema,dark_skin",
    "medicines": "retinol",
    "days_since.retinol": "20", "recent_procedures": "none", "first_session": "no",
    "days_since_last_session": "30", "age": "19", "device_kind": "stamp", "needle_mm": "0.25",
    "device_shared": "no", "device_sound": "yes", "device_clean": "yes", "products_during": "none",
    "numbing_cream": "none", "last_reaction": "not_sure",
}  # fmt: skip
LINES = (
    "6, chin", "none", "Eczema, brown", "retinol", "none", "20", "30", "19 years", "2", "0,25 mm",
    "none", "none", "skip", "all right",
)  # fmt: skip
KEYS = (
    ("Which areas will you treat?", f"{DOWN * 5}{SPACE}{DOWN * 3}{SPACE}{ENTER}"),
    ("What do you see there today?", f"{CTRL_N}{ENTER}"),
    ("Which of these apply to you?", f"/eczema{ENTER}/black{ENTER}{ENTER}"),
    ("in the last 12 months?", f"/retinol{ENTER}{ENTER}"),
    ("were done on that skin", f"{CTRL_N}{ENTER}"),
    ("How many days since you last used it?", f"20{ENTER}"),
    ("How many days since your last session", f"30{ENTER}"),
    ("How old are you?", f"19{ENTER}"),
    ("Which device will you use?", f"/sta{ENTER}"),
    ("How long are the needles?", f"0.25{ENTER}"),
    ("Look at the head", f"{CTRL_N}{ENTER}"),
    ("What will be on the skin", f"{CTRL_N}{ENTER}"),
    ("How did your skin take", ENTER),
    ("Are these answers right?", ENTER),
)
"""What is pressed at each question: arrows and space, a search, a key of its own, or the number of a line."""
OWN = ("questions_asked", "stored")
"""What is not of the answer: how it came about, and where it was kept."""


def decided(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name not in OWN}


@pytest.fixture
def by_flags(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """The answer to the flags, in a home of its own."""
    with monkeypatch.context() as alone:
        alone.setenv("SKINROUTINE_HOME", str(tmp_path / "flags"))
        typed = [part for name, value in FLAGS.items() for part in ("--set", f"{name}={value}")]
        return decided(run("plan", "microneedling", "--json", *typed).json)


def test_the_person_is_a_case_for_several_rules(by_flags: dict[str, Any]) -> None:
    assert by_flags["verdict"] == "professional-first"
    assert {"mn-eczema", "mn-age-18-to-21"} <= {one["id"] for one in by_flags["reasons"]}


def test_a_file_gives_the_answer_of_the_flags(run: Run, tmp_path: Path, by_flags: dict[str, Any]) -> None:
    file = tmp_path / "me.yaml"
    file.write_text(FILE, encoding="utf-8")
    assert decided(run("plan", "--answers", str(file), "--json").json) == by_flags


def test_lines_give_the_answer_of_the_flags(run: Run, by_flags: dict[str, Any]) -> None:
    typed = "".join(f"{line}\n" for line in LINES)
    assert decided(run("plan", "microneedling", "--json", typed=typed).json) == by_flags


def test_arrows_give_the_answer_of_the_flags(
    terminal: Open, tmp_path: Path, by_flags: dict[str, Any]
) -> None:
    out = tmp_path / "out.json"
    started = terminal("plan", "microneedling", "--json", output=out)
    for question, keys in KEYS:
        answer(started, question, keys)
    started.expect(pexpect.EOF)
    assert decided(json.loads(out.read_text(encoding="utf-8"))) == by_flags
