"""The program itself in a pseudo terminal, driven by keys."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from checkout import ROOT
from skinroutine.__main__ import main

PATIENCE = 300
"""Seconds after which what is waited for will not come any more, on the busiest machine."""
UP, DOWN, ENTER, SPACE, CTRL_C, CTRL_D, CTRL_N, CTRL_Z = (
    "\x1b[A", "\x1b[B", "\r", " ", "\x03", "\x04", "\x0e", "\x1a",
)  # fmt: skip
STOP = "ctrl-c stop"
KEYS = r"q(\x1b\[0m)? done"
"""The end of the line of keys below an answer."""
ECHO_AND_LINES = termios.ECHO | termios.ICANON
"""What a terminal does with keys while no question stands on it."""
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x08")

Open = Callable[..., "pexpect.spawn[str]"]
OnScreen = Callable[..., tuple[int, str]]


@pytest.fixture
def terminal(home: Path) -> Open:
    """Start the program in a terminal of 80 columns and 50 rows, in a home of its own."""

    def opened(
        *arguments: str, columns: int = 80, rows: int = 50, output: Path | None = None, **environment: str
    ) -> pexpect.spawn[str]:
        surroundings = {
            "PATH": os.environ["PATH"],
            "HOME": str(home.parent),
            "SKINROUTINE_HOME": str(home),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "SKINROUTINE_PAGER": "",  # the answer ends the program, however long it is
            **{name: os.environ[name] for name in ("PYTHONPATH", "PYTHONSAFEPATH") if name in os.environ},
            **environment,
        }
        program = shlex.join([sys.executable, "-m", "skinroutine", *arguments])
        sent = f" > {shlex.quote(str(output))}" if output else ""
        started = pexpect.spawn(
            "/bin/sh",
            ["-c", f"exec {program}{sent}"],
            cwd=str(ROOT),
            env=surroundings,
            dimensions=(rows, columns),
            encoding="utf-8",
            timeout=PATIENCE,
        )
        started.delaybeforesend = None  # keys are sent only after the program has drawn its question
        started.delayafterclose = started.delayafterterminate = 0.01
        return started

    return opened


class Glass(io.StringIO):
    """What a terminal with colours is given."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def on_screen(monkeypatch: pytest.MonkeyPatch) -> OnScreen:
    """Run the program where its answer goes to a terminal and no key can be pressed, without a child.

    Gives the exit status and what stands on the screen, without its colours.
    """

    def running(*arguments: str, columns: int = 80, typed: str = "") -> tuple[int, str]:
        glass = Glass()
        with monkeypatch.context() as here:
            here.setattr(sys, "argv", ["skinroutine", *arguments])
            here.setattr(sys, "stdin", io.StringIO(typed))
            here.setattr(sys, "stdout", glass)
            here.setenv("TERM", "xterm-256color")
            here.setenv("COLUMNS", str(columns))
            with pytest.raises(SystemExit) as left:
                main()
        return int(left.value.code or 0), ESCAPES.sub("", glass.getvalue())

    return running


def letters_of(text: str) -> str:
    """The letters and figures of a screen or of plain text, however lines are broken, marked and begun."""
    return "".join(filter(str.isalnum, text)).lower()


def ended(started: pexpect.spawn[str]) -> tuple[int | None, str]:
    """The exit status, and what was shown since the last expectation, without escape codes."""
    started.expect(pexpect.EOF)
    started.wait()  # the terminal closes before the process ends, and close() would end it by a signal
    started.close()
    return started.exitstatus, ESCAPES.sub("", str(started.before)).replace("\r", "")


def answer(started: pexpect.spawn[str], question: str, keys: str) -> None:
    """Wait for a question and the keys that it names; press these."""
    started.expect_exact(question)
    started.expect_exact(STOP)
    started.send(keys)


def done(started: pexpect.spawn[str]) -> tuple[int | None, str]:
    """Wait for the keys below an answer, press q, and give what ``ended`` gives, with the answer."""
    started.expect(KEYS)
    shown = ESCAPES.sub("", str(started.before)).replace("\r", "")
    started.send("q")
    status, rest = ended(started)
    return status, shown + rest


def in_a_shell(arguments: list[str], folder: Path, environment: dict[str, str]) -> pexpect.spawn[str]:
    """A shell as a person has it, with the prompt ``ready> ``, in this folder."""
    shell = pexpect.spawn(
        str(shutil.which(arguments[0])),
        arguments[1:],
        cwd=str(folder),
        env={**environment, "PS1": "ready> "},
        dimensions=(50, 300),
        encoding="utf-8",
        timeout=PATIENCE,
    )
    shell.delaybeforesend = None
    return shell


def in_a_bash(home: Path) -> pexpect.spawn[str]:
    """A shell with job control, in which the program works in this home."""
    surroundings = {
        "PATH": os.environ["PATH"],
        "SKINROUTINE_HOME": str(home),
        "SKINROUTINE_PAGER": "",
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        **{name: os.environ[name] for name in ("PYTHONPATH", "PYTHONSAFEPATH") if name in os.environ},
    }
    shell = in_a_shell(["bash", "--norc", "--noediting", "-i"], home.parent, surroundings)
    shell.expect_exact("ready> ")
    return shell


def local_flags(terminal: int) -> int:
    """What the terminal of a file descriptor does with keys now."""
    flags = termios.tcgetattr(terminal)[3]
    assert isinstance(flags, int)
    return flags & ECHO_AND_LINES


def ended_by(started: pexpect.spawn[str], number: int) -> tuple[int | None, int]:
    """End the program by a signal: the one that it ended by, and what its terminal does with keys then."""
    kept = os.dup(started.child_fd)
    started.kill(number)
    started.expect(pexpect.EOF)
    started.wait()
    flags = local_flags(kept)
    os.close(kept)
    return started.signalstatus, flags


def suspend_and_go_on(shell: pexpect.spawn[str]) -> None:
    """Press Ctrl-Z, type into the shell that this gives back, and go on with ``fg``."""
    shell.send(CTRL_Z)
    shell.expect_exact("Stopped")
    shell.expect_exact("ready> ")
    shell.sendline("echo still $((40 + 2))")
    shell.expect_exact("still 42")
    shell.sendline("fg")
