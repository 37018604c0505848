"""The installed command leaves without Python's clean-up: it says and keeps what ``python -m`` does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Run
from skinroutine import __version__
from typed import needled

INSTALLED = [str(Path(sys.executable).with_name("skinroutine"))]
MODULE = [sys.executable, "-m", "skinroutine"]


def answered(program: list[str], *typed: str) -> tuple[int, str, str]:
    """The status, and what stands on both streams."""
    ran = subprocess.run(
        [*program, *typed], cwd=ROOT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    return ran.returncode, ran.stdout, ran.stderr


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        (["--version"], 0), (["due"], 0), (["due", "--exit-code"], 3), (["status"], 0), (["history"], 0),
        (["export", "-"], 0), (["history", "show", "0"], 2), (["nonsense"], 2), (["plan", "--help"], 0),
    ],
)  # fmt: skip
def test_the_installed_command_says_what_the_module_says(
    run: Run, home: Path, typed: list[str], status: int
) -> None:
    run(*needled(), "--at", "3 days ago")
    named = [*typed, "--home", str(home)] if typed != ["--version"] else typed
    assert answered(INSTALLED, *named) == answered(MODULE, *named)
    assert answered(INSTALLED, *named)[0] == status


def test_the_installed_command_keeps_what_it_logs(home: Path) -> None:
    assert answered(INSTALLED, *needled(), "--home", str(home))[0] == 0
    assert answered(MODULE, "history", "--json", "--home", str(home))[1].count('"kind": "session"') == 1


def test_the_installed_command_is_of_this_version() -> None:
    assert answered(INSTALLED, "--version")[1] == f"skinroutine {__version__}\n"


@pytest.mark.parametrize("command", [["history"], ["export", "-"]], ids=["history", "export"])
def test_the_installed_command_ends_as_the_module_does_where_nobody_reads_on(
    run: Run, home: Path, command: list[str]
) -> None:
    run(*needled(), "--at", "3 days ago")
    ends = [unread(program, *command, "--home", str(home)) for program in (INSTALLED, MODULE)]
    assert ends[0] == ends[1]
    assert ends[0][1] == b""


def unread(program: list[str], *typed: str) -> tuple[int, bytes]:
    """The status, and what stands on standard error, where standard output is closed at once."""
    with subprocess.Popen(
        [*program, *typed], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as begun:
        assert begun.stdout
        assert begun.stderr
        begun.stdout.close()
        said = begun.stderr.read()
    return begun.returncode, said
