"""The keys below an answer: one press each, and the terminal is as it was when they are done."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pexpect
import pytest

from in_a_terminal import (
    CTRL_C,
    CTRL_D,
    ECHO_AND_LINES,
    ENTER,
    KEYS,
    SPACE,
    Open,
    answer,
    done,
    ended,
    ended_by,
    in_a_bash,
    suspend_and_go_on,
)  # fmt: skip
from skinroutine.prompts.key_prompt import key_lines

EMERGENCY = "Do you have any of these right now?"
ESCAPE = "\x1b"


def answered(terminal: Open, **environment: str) -> pexpect.spawn[str]:
    """A check that ended in an emergency, with the keys below it."""
    started = terminal("check-symptoms", **environment)
    answer(started, EMERGENCY, SPACE + ENTER)
    started.expect_exact("EMERGENCY")
    started.expect(KEYS)
    return started


def lines(keys: dict[str, str], width: int) -> list[str]:
    return [line.text for line in key_lines(keys, width)]


def test_the_keys_stand_on_one_line_and_break_between_two() -> None:
    keys = {"enter": "checklist", "w": "why", "q": "done"}
    assert lines(keys, 79) == ["enter checklist   w why   q done"]
    assert lines(keys, 20) == ["enter checklist", "w why   q done"]


@pytest.mark.parametrize("key", ["q", ESCAPE, CTRL_C, CTRL_D], ids=["q", "escape", "ctrl-c", "ctrl-d"])
def test_each_key_that_means_done_ends_with_the_status_of_the_answer(terminal: Open, key: str) -> None:
    started = answered(terminal)
    started.send(key)
    status, shown = ended(started)
    assert (status, "Stopped" in shown) == (0, False)


def test_ctrl_z_gives_the_shell_back_and_fg_shows_the_keys_again(home: Path) -> None:
    shell = in_a_bash(home)
    shell.sendline(f"{sys.executable} -m skinroutine check-symptoms")
    answer(shell, EMERGENCY, SPACE + ENTER)
    shell.expect(KEYS)
    suspend_and_go_on(shell)
    shell.expect(KEYS)
    shell.send("w")
    shell.expect_exact("What decided it")
    shell.expect(KEYS)
    shell.send("q")
    shell.expect_exact("ready> ")
    shell.sendline("stty -a; echo status $?")
    shell.expect(r" icanon .* echo .*status 0")
    shell.close()


def test_exit_code_is_kept_behind_the_keys(terminal: Open) -> None:
    started = terminal("check-symptoms", "--exit-code")
    answer(started, EMERGENCY, SPACE + ENTER)
    assert done(started)[0] == 3


def test_a_key_shows_its_part_and_the_keys_come_again(terminal: Open) -> None:
    started = answered(terminal)
    started.send("x")  # no key of this line
    started.send("w")
    started.expect_exact("What decided it")
    started.expect_exact("skinroutine why WORD")
    assert done(started)[0] == 0


def test_what_is_longer_than_the_screen_goes_through_the_pager(terminal: Open) -> None:
    started = answered(terminal, SKINROUTINE_PAGER="head -n 1 && echo PAGED", LINES="8")
    started.send("w")
    started.expect_exact("PAGED")
    assert done(started)[0] == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_leaves_a_terminal_that_shows_what_is_typed(
    terminal: Open, number: signal.Signals
) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    started = answered(terminal)
    signal.signal(signal.SIGHUP, before)
    assert ended_by(started, number) == (number, ECHO_AND_LINES)


@pytest.mark.parametrize("more", [["--full"], ["--plain"], ["--json"]])
def test_nobody_waits_for_a_key_where_the_whole_answer_stands(terminal: Open, more: list[str]) -> None:
    status, shown = ended(terminal("plan", "--example", *more))
    assert (status, "q done" in shown) == (0, False)


def test_given_answers_wait_for_no_key_and_say_how_to_see_the_rest(terminal: Open) -> None:
    status, shown = ended(terminal("check-symptoms", "--set", "symptoms=seizure"))
    assert (status, "q done" in shown) == (0, False)
    assert shown.splitlines()[-2].split() == ["The", "reasons", "and", "sources", "skinroutine", "why"]
