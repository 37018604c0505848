"""A stopped interview under rules that changed since: set aside by name, and never partly used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import time_machine

from conftest import Run
from first_interview import FIRST_TIME, lines, put
from old_homes import opened

EVERYDAY = Path(__file__).with_name("homes") / "revision_1" / "everyday"
OWN = """\
- id: own-legs
  when: {areas: legs}
  verdict: wait
  say: Wait with the legs.
  sources: [judgement]
"""
FIRST = "Which areas will you treat?"


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def left_off(run: Run) -> None:
    assert run("plan", "microneedling", typed=lines(*FIRST_TIME[:3], "quit"), terminal=True).status == 130


def own_rule(home: Path) -> Path:
    file = home / "rules" / "microneedling" / "screening.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(OWN, encoding="utf-8")
    return file


def test_an_interview_under_the_same_rules_is_offered(run: Run) -> None:
    left_off(run)
    assert "Go on from" in run("plan", "microneedling", typed="no\n", terminal=True).err


def test_an_interview_under_other_rules_starts_anew_and_says_where_the_answers_are(
    run: Run, home: Path
) -> None:
    left_off(run)
    before = (home / "unfinished-plan.json").read_bytes()
    own_rule(home)
    ran = run("plan", "microneedling", typed="", terminal=True)
    aside = home / "unfinished-plan-2026-11-20T100000.json"
    assert ran.err.splitlines()[0] == (
        "The rules have changed since you stopped on Fri 20 Nov 10:00, so this starts from the beginning. "
        f"Your answers from then are in {aside}."
    )
    assert put(ran.err)[0].endswith(FIRST)
    assert aside.read_bytes() == before
    assert not (home / "unfinished-plan.json").exists()


def test_it_is_said_once(run: Run, home: Path) -> None:
    left_off(run)
    own_rule(home)
    run("plan", "microneedling", typed="", terminal=True)
    assert "The rules have changed" not in run("plan", "microneedling", typed="", terminal=True).err


def test_what_was_set_aside_is_closed_to_other_people(run: Run, home: Path) -> None:
    left_off(run)
    own_rule(home)
    run("plan", "microneedling", typed="", terminal=True)
    (aside,) = home.glob("unfinished-plan-*.json")
    assert aside.stat().st_mode & 0o777 == 0o600


def test_rules_that_are_as_they_were_again_take_it_up(run: Run, home: Path) -> None:
    file = own_rule(home)
    left_off(run)
    text = file.read_text()
    file.write_text(f"{text}\n# a thought\n")
    file.write_text(text)
    assert "Go on from" in run("plan", "microneedling", typed="no\n", terminal=True).err


def test_an_interview_of_an_earlier_revision_is_set_aside(
    run: Run, home: Path, clock: time_machine.Traveller
) -> None:
    kept = json.loads((opened(EVERYDAY, home) / "unfinished-plan.json").read_text())
    clock.move_to(kept["stopped"], tick=False)
    ran = run("plan", "microneedling", typed="", terminal=True)
    assert "The rules have changed since you stopped on Fri 20 Nov" in ran.err
    (aside,) = home.glob("unfinished-plan-*.json")
    assert json.loads(aside.read_text()) == kept
