"""The same session logged twice: asked about once in a terminal, refused elsewhere, never stored unasked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import Run
from in_a_terminal import ENTER, UP, Open, answer, ended
from typed import abraded, needled, refused

QUESTION = "You already logged this session"


def entries(run: Run) -> list[Any]:
    found: Any = run("history", "--json").json["entries"]
    return list(found)


@pytest.mark.usefixtures("clock")
def test_the_same_minute_and_area_are_refused_with_how_to_log_another_one(run: Run) -> None:
    run(*needled())
    refused(run(*needled()), 2, "microneedling, cheeks, Fri 20 Nov 10:00", "Nothing was stored.", "--again")
    assert len(entries(run)) == 1


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("worse", "said"),
    [({"reaction": "severe"}, "reaction=severe"), ({"needle_mm": "1.5"}, "needle_mm=1.5")],
)
def test_what_is_said_anew_of_a_session_is_one_command_away(
    run: Run, worse: dict[str, str], said: str
) -> None:
    run(*needled())
    again = run(*needled(**worse))
    assert (again.status, f"--set {said}. To log another" in again.err) == (2, True)
    (correction,) = re.findall(r"skinroutine (history edit .*?)\. To log another", again.err)
    assert run(*correction.split()).status == 0
    (entry,) = [entry for entry in entries(run) if entry["kind"] == "session"]
    assert said.partition("=")[2] in map(str, entry["data"]["answers"].values())


@pytest.mark.usefixtures("clock")
def test_again_stores_another_one(run: Run) -> None:
    run(*needled())
    assert run(*needled(), "--again").status == 0
    assert len(entries(run)) == 2


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("second", "status"),
    [
        (needled(areas="cheeks,nose"), 2),
        (needled(needle_mm="0.2"), 2),
        (needled(areas="nose"), 0),
        (abraded(), 0),
    ],
    ids=["an area more", "another needle", "another area", "another treatment"],
)
def test_within_a_minute_a_shared_area_makes_it_the_same_session(
    run: Run, second: list[str], status: int
) -> None:
    run(*needled())
    assert run(*second).status == status


@pytest.mark.parametrize(
    ("minutes", "changes", "status"),
    [
        (1, {}, 2),
        (61, {}, 2),
        (119, {}, 2),
        (121, {}, 0),
        (1, {"needle_mm": "0.2"}, 0),
        (1, {"areas": "nose"}, 0),
    ],
)
def test_the_same_line_within_two_hours_is_the_same_session(
    run: Run, clock: time_machine.Traveller, minutes: int, changes: dict[str, str], status: int
) -> None:
    run(*needled())
    clock.shift(minutes * 60)
    assert run(*needled(**changes)).status == status


@pytest.mark.usefixtures("clock")
def test_a_removed_session_may_be_logged_anew(run: Run) -> None:
    run(*needled())
    run("undo")
    assert run(*needled()).status == 0


@pytest.mark.usefixtures("clock")
def test_importing_what_is_here_already_asks_nothing(run: Run, tmp_path: Path) -> None:
    run(*needled())
    run("export", str(tmp_path / "all.jsonl"))
    assert run("import", str(tmp_path / "all.jsonl")).status == 0
    assert len(entries(run)) == 1


def test_in_a_terminal_it_is_asked_about_and_no_is_what_enter_says(run: Run, terminal: Open) -> None:
    run(*needled(), "--at", "2026-11-18 21:00")
    started = terminal(*needled(), "--at", "2026-11-18 21:00")
    answer(started, QUESTION, ENTER)
    status, shown = ended(started)
    assert (status, "Nothing was stored." in shown) == (130, True)
    assert len(entries(run)) == 1


def test_in_a_terminal_yes_logs_it_again(run: Run, terminal: Open) -> None:
    run(*needled(), "--at", "2026-11-18 21:00")
    started = terminal(*needled(), "--at", "2026-11-18 21:00")
    answer(started, QUESTION, f"{UP}{ENTER}")
    assert ended(started)[0] == 0
    assert len(entries(run)) == 2


def test_in_a_terminal_no_input_asks_nothing(run: Run, terminal: Open) -> None:
    run(*needled(), "--at", "2026-11-18 21:00")
    status, shown = ended(terminal(*needled(), "--at", "2026-11-18 21:00", "--no-input"))
    assert (status, "--again" in shown) == (2, True)
