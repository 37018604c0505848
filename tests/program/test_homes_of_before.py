"""Homes that an earlier revision left: each opens, nothing is lost, no answer falls by the upgrade."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest
import time_machine

from old_homes import ASKED_ON, QUESTIONS, answered, kept, opened
from person import run_program
from skinroutine.rulebook import VERDICTS

pytestmark = pytest.mark.todays_rules

HOMES: Final = Path(__file__).with_name("homes")
STORIES: Final = sorted(folder.parent for folder in HOMES.glob("*/*/answered.json"))


def milder(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What of an answer has become milder, or comes earlier."""
    fallen = []
    if "verdict" in before and VERDICTS.index(now["verdict"]) < VERDICTS.index(before["verdict"]):
        fallen.append("verdict")
    fallen += [name for name in ("level", "hold") if name in before and now[name] < before[name]]
    if before.get("verdict") == now.get("verdict"):
        dates = ("until", "next_earliest")
        fallen += [name for name in dates if before.get(name) and now[name] and now[name] < before[name]]
    return fallen + [name for name in ("due", "next") if name in before and _earlier(before[name], now[name])]


def _earlier(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return [area for area, date in now.items() if area not in before or date < before[area]]


@pytest.mark.parametrize(
    "moment",
    [ASKED_ON[0], *(pytest.param(moment, marks=pytest.mark.proof) for moment in ASKED_ON[1:])],
    ids=lambda moment: f"{moment:%d %b}",
)
@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_no_answer_of_a_home_of_before_falls(tmp_path: Path, folder: Path, moment: datetime) -> None:
    before = json.loads((folder / "answered.json").read_text())[f"{moment:%Y-%m-%d}"]
    home = opened(folder, tmp_path / "left")
    with time_machine.travel(moment, tick=False):
        if moment != ASKED_ON[0]:
            answered(home, ["due"])  # on later days it was used once since the upgrade
        now = {
            name: kept(answered(shutil.copytree(home, tmp_path / name.replace(" ", "-")), QUESTIONS[name]))
            for name in before
        }
    assert {name: fallen for name in before if (fallen := milder(before[name], now[name]))} == {}


@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)
def test_no_entry_of_a_home_of_before_is_lost(tmp_path: Path, folder: Path) -> None:
    home = opened(folder, tmp_path / "home")
    with time_machine.travel(ASKED_ON[0], tick=False):
        run_program(home, "export", str(tmp_path / "all.jsonl"))
    lines = (tmp_path / "all.jsonl").read_text().splitlines()
    assert set((folder / "export.jsonl").read_text().splitlines()[1:]) <= set(lines)


@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)
def test_an_export_of_before_makes_a_home_that_answers_the_same(tmp_path: Path, folder: Path) -> None:
    with time_machine.travel(ASKED_ON[0], tick=False):
        home = opened(folder, tmp_path / "home")
        other = tmp_path / "other"
        (other / "rules").mkdir(parents=True)
        if (home / "rules").exists():
            (other / "rules").rmdir()
            (home / "rules").rename(other / "rules")
        run_program(other, "import", str(folder / "export.jsonl"))
        asked = {name: one for name, one in QUESTIONS.items() if "{" not in one[-1]}
        found = {name: kept(answered(other, one)) for name, one in asked.items()}
    before = json.loads((folder / "answered.json").read_text())[f"{ASKED_ON[0]:%Y-%m-%d}"]
    assert {name: milder(before[name], found[name]) for name in found} == {name: [] for name in found}
