"""Signals at a prompt: Ctrl-Z waits in the background and ``fg`` returns; ending leaves the terminal sane."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from in_a_terminal import (
    CTRL_C,
    CTRL_N,
    ECHO_AND_LINES,
    ENTER,
    STOP,
    Open,
    answer,
    ended_by,
    in_a_bash,
    local_flags,
    suspend_and_go_on,
)  # fmt: skip

FIRST = "Do you have any of these right now?"
LIST, NUMBER = ["check-symptoms"], ["plan", "microneedling"]


@pytest.fixture(autouse=True)
def _hang_up_is_heard() -> Iterator[None]:
    """Under ``nohup`` a process starts with SIGHUP ignored, and so would what a test starts."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


def up_to_a_number(started: pexpect.spawn[str]) -> None:
    answer(started, "Which areas will you treat?", f"/chee{ENTER}{ENTER}")
    for _ in range(4):
        answer(started, "None of these", f"{CTRL_N}{ENTER}")
    started.expect_exact("How many days since your last session")
    started.expect_exact(STOP)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("command", [LIST, NUMBER])
def test_a_signal_to_end_leaves_a_terminal_that_shows_what_is_typed(
    terminal: Open, command: list[str], number: signal.Signals
) -> None:
    started = terminal(*command)
    if command is NUMBER:
        up_to_a_number(started)
    else:
        started.expect_exact(STOP)
        started.expect_exact(STOP)  # drawn again by the library, once that is loaded
    assert local_flags(started.child_fd) == 0
    assert ended_by(started, number) == (number, ECHO_AND_LINES)
    assert "\x1b[?2004l" in str(started.before)


@pytest.mark.parametrize("command", [LIST, NUMBER])
@pytest.mark.parametrize("plain", [False, True])
def test_ctrl_z_gives_the_shell_back_and_fg_asks_on(home: Path, command: list[str], plain: bool) -> None:
    shell = in_a_bash(home)
    shell.sendline(f"{sys.executable} -m skinroutine {' '.join(command)} {'--plain' * plain}")
    if plain:
        shell.expect_exact("\r\n> ")
    elif command is NUMBER:
        up_to_a_number(shell)
    else:
        shell.expect_exact(STOP)
    suspend_and_go_on(shell)
    if plain:
        shell.sendline("quit")
    else:
        shell.expect_exact(STOP)
        shell.send(CTRL_C)
    shell.expect_exact("Stopped. ")
    shell.expect_exact("ready> ")
    shell.close()
