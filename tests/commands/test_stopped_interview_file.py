"""The file of an interview that was broken off: private, whole after a kill, and never believed blindly."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import Ran, Run
from first_interview import (
    AGE,
    AREAS,
    DECIDE,
    FIRST_TIME,
    MEDICINES,
    PROCEDURES,
    SKIN,
    lines,
    put,
)

ON = "You stopped on Fri 20 Nov 10:00 about microneedling, after 3 answers. Go on from"


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def left_off(run: Run, answers: int = 3) -> Ran:
    """A plan that the person quits after so many answers."""
    return run("plan", "microneedling", typed=lines(*FIRST_TIME[:answers], "quit"), terminal=True)


def again(run: Run, *typed: str) -> Ran:
    return run("plan", "microneedling", "--json", typed=lines(*typed), terminal=True)


def kept(home: Path) -> list[Path]:
    """Every file of the home that an unfinished interview may lie in."""
    return [file for file in home.rglob("*.json") if file.is_file()]


def spoilt(home: Path, **keys: object) -> None:
    """The kept file with other values."""
    (file,) = kept(home)
    file.write_text(json.dumps({**json.loads(file.read_text()), **keys}))


def test_the_kept_file_is_readable_by_nobody_else(run: Run, home: Path) -> None:
    left_off(run)
    (file,) = kept(home)
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 100_000,
        '{"treatment": 1}',
        "\x00\x1b",
    ],
    ids=["empty", "cut off", "a list", "null", "deep", "keys missing", "no text"],
)
def test_a_damaged_file_is_as_good_as_none(run: Run, home: Path, text: str) -> None:
    left_off(run)
    kept(home)[0].write_text(text, encoding="utf-8")
    ran = again(run, *FIRST_TIME, DECIDE)
    assert (ran.status, put(ran.err)[0]) == (0, AREAS)


@pytest.mark.parametrize(
    "keys",
    [
        {"given": 5},
        {"given": [5, None, "x", ["y"]]},
        {"given": [{"question": {}, "screen": [], "options": 7, "answer": {}}]},
        {"given": [{"question": {}, "screen": [], "options": [[]], "answer": {}}]},
        {"changed": [1]},
        {"stopped": "2026-11-20T10:00:00"},
        {"stopped": "0001-01-01T00:00:00+14:00"},
        {"stopped": "9999-12-31T23:59:59-14:00"},
        {"treatment": "../../etc"},
        {"treatment": ["microneedling"]},
    ],
    ids=str,
)
def test_a_hostile_file_ends_in_the_questions_and_never_in_a_traceback(
    run: Run, home: Path, keys: dict[str, Any]
) -> None:
    left_off(run)
    spoilt(home, **keys)
    ran = run("plan", typed=lines("yes"), terminal=True)
    assert (ran.status, ran.out) == (130, "")
    assert ran.err.splitlines()[-1].startswith("Stopped. Nothing was decided")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("age", "NaN"),
        ("age", 1e300),
        ("age", -1),
        ("age", True),
        ("age", None),
        ("age", "not a number"),
        ("device_kind", "banana"),
        ("skin_today", ["banana"]),
        ("areas", []),
        ("areas", "not_sure"),
    ],
)
def test_an_answer_that_its_question_would_not_take_is_asked_for(
    run: Run, home: Path, question: str, answer: object
) -> None:
    left_off(run, len(FIRST_TIME))
    (file,) = kept(home)
    data = json.loads(file.read_text())
    for one in data["given"]:
        if one["question"] == question:
            one["answer"] = float("nan") if answer == "NaN" else answer
    file.write_text(json.dumps(data))
    texts = {"age": AGE, "device_kind": "Which device will you use?", "skin_today": SKIN, "areas": AREAS}
    assert put(run("plan", "microneedling", typed="yes\n", terminal=True).err)[1:] == [texts[question]]


def test_a_changed_answer_that_fits_no_question_is_left_out(run: Run, home: Path) -> None:
    left_off(run, len(FIRST_TIME))
    spoilt(home, changed={"age": float("nan"), "nobody": "x", "device_kind": "banana"})
    err = again(run, "yes", DECIDE).err
    assert ("Age: 34 years" in err, "Device: Roller" in err) == (True, True)


def test_escape_codes_in_the_file_reach_no_terminal(run: Run, home: Path) -> None:
    left_off(run)
    spoilt(home, treatment="\x1b[2Jmicroneedling")
    assert "\x1b" not in run("plan", typed="", terminal=True).err


def test_answers_are_asked_though_they_cannot_be_kept(run: Run, home: Path) -> None:
    left_off(run, 1)
    (file,) = kept(home)
    file.unlink()
    file.mkdir()
    ran = again(run, *FIRST_TIME, DECIDE)
    assert (ran.status, ran.json["verdict"]) == (0, "caution")


def test_kill_minus_nine_keeps_what_was_answered(run: Run, home: Path) -> None:
    environment = {**os.environ, "SKINROUTINE_HOME": str(home)}
    keys, terminal = os.openpty()
    told = subprocess.Popen(
        [sys.executable, "-m", "skinroutine", "plan", "microneedling"],
        stdin=terminal, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment,
    )  # fmt: skip
    assert told.stderr is not None
    os.write(keys, lines(*FIRST_TIME[:3]).encode())
    for line in told.stderr:
        if line.startswith(MEDICINES):
            break
    told.send_signal(signal.SIGKILL)
    told.wait()
    told.stderr.close()
    os.close(keys)
    os.close(terminal)
    (file,) = kept(home)
    assert [one["question"] for one in json.loads(file.read_text())["given"]] == [
        "areas",
        "skin_today",
        "conditions",
    ]
    spoilt(home, stopped="2026-11-20T10:00:00+00:00")
    assert put(run("plan", "microneedling", typed="yes\n", terminal=True).err) == [ON, MEDICINES]


def test_the_offer_to_go_on_answers_no_question_by_itself(run: Run) -> None:
    left_off(run)
    err = again(run, "", "maybe", "yes", "none").err
    assert err.count("An empty line isn't an answer.") == 1
    assert put(err) == [ON, MEDICINES, PROCEDURES]
