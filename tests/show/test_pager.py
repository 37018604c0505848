"""A pager for what is longer than the screen: which one, when, and what is left where it fails."""

from __future__ import annotations

import io
import os
import shutil
import signal
import sys
from pathlib import Path

import pexpect
import pytest

from conftest import Run
from in_a_terminal import CTRL_C, Open, ended
from skinroutine.show.pager import is_longer, pager_command, show_paged

LONG = ("rules", "sources")
"""A command whose answer is longer than any screen."""


@pytest.fixture(autouse=True)
def _less(monkeypatch: pytest.MonkeyPatch) -> None:
    """Less is here, and whatever else is named ``known``."""
    where = shutil.which
    monkeypatch.setattr(
        shutil, "which", lambda name: f"/bin/{name}" if name in {"less", "known"} else where(name)
    )


@pytest.mark.parametrize(
    ("environment", "pager"),
    [
        ({}, ["less", "-FRX"]),
        ({"PAGER": "known"}, ["known"]),
        ({"PAGER": "known -a 'b c'"}, ["known", "-a", "b c"]),
        ({"PAGER": "less", "SKINROUTINE_PAGER": "known"}, ["known"]),
        ({"PAGER": "known | less"}, "known | less"),
        ({"PAGER": "LESS=R less"}, "LESS=R less"),
        ({"PAGER": ""}, None),
        ({"PAGER": " cat "}, None),
        ({"PAGER": "less", "SKINROUTINE_PAGER": ""}, None),
        ({"PAGER": "no-such-pager -x"}, None),
        ({"PAGER": "less 'open"}, None),
    ],
)
def test_the_own_pager_comes_before_the_usual_one_and_less_is_the_last(
    environment: dict[str, str], pager: object
) -> None:
    assert pager_command(environment) == pager


def test_without_less_there_is_no_pager(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert pager_command({}) is None


@pytest.mark.parametrize(
    ("text", "longer"),
    [
        ("a\n" * 23, False),
        ("a\n" * 24, True),
        ("a\n" * 22 + "b" * 80 + "\n", False),
        ("a\n" * 22 + "b" * 81 + "\n", True),
        ("a\n" * 22 + "\x1b[1m" + "b" * 80 + "\x1b[0m\n", False),
        ("", False),
    ],
)
def test_a_text_is_longer_when_it_leaves_no_line_to_type_on(text: str, longer: bool) -> None:
    assert is_longer(text, 80, 24) is longer


def paged(monkeypatch: pytest.MonkeyPatch, pager: str, text: str = "one\ntwo\n") -> bool:
    monkeypatch.setenv("SKINROUTINE_PAGER", pager)
    return show_paged(text, io.StringIO())


def test_the_pager_is_given_the_whole_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert paged(monkeypatch, f"cat > {tmp_path}/shown", "\x1b[1mone\x1b[0m\nété\n")
    assert (tmp_path / "shown").read_text(encoding="utf-8") == "\x1b[1mone\x1b[0m\nété\n"


def test_less_lets_colours_through_unless_the_person_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("LESS", raising=False)
    assert paged(monkeypatch, f"printenv LESS > {tmp_path}/set")
    assert (tmp_path / "set").read_text(encoding="utf-8").startswith("FRX")
    monkeypatch.setenv("LESS", "M")
    assert paged(monkeypatch, f"printenv LESS > {tmp_path}/set")
    assert (tmp_path / "set").read_text(encoding="utf-8") == "M\n"


def test_a_pager_that_is_left_early_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    assert paged(monkeypatch, "head -c 1 > /dev/null; exit 0", "x" * 1_000_000)


@pytest.mark.parametrize("pager", ["no-such-pager", "no-such-pager 2>/dev/null", "/dev/null"])
def test_a_pager_that_cannot_be_started_leaves_the_text_to_be_printed(
    monkeypatch: pytest.MonkeyPatch, pager: str
) -> None:
    assert not paged(monkeypatch, pager)


def test_ctrl_c_is_its_own_again_once_the_pager_was_left(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    assert paged(monkeypatch, "cat > /dev/null")
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


PAGER = "head -n 1 && echo PAGED"


def test_a_long_answer_in_a_terminal_goes_through_the_pager(terminal: Open) -> None:
    status, shown = ended(terminal(*LONG, SKINROUTINE_PAGER=PAGER))
    assert (status, shown.splitlines()[-1]) == (0, "PAGED")


@pytest.mark.parametrize("more", [["--no-pager"], ["--plain"], ["--json"]])
def test_no_pager_is_started_where_none_is_wanted(terminal: Open, more: list[str]) -> None:
    status, shown = ended(terminal(*LONG, *more, SKINROUTINE_PAGER=PAGER))
    assert (status, "PAGED" in shown, len(shown.splitlines()) > 50) == (0, False, True)


def test_a_dumb_terminal_has_no_pager_and_one_without_colours_has(terminal: Open) -> None:
    _, shown = ended(terminal(*LONG, TERM="dumb", SKINROUTINE_PAGER=PAGER))
    assert "PAGED" not in shown
    _, shown = ended(terminal(*LONG, NO_COLOR="1", SKINROUTINE_PAGER=PAGER))
    assert "PAGED" in shown


def test_a_pipe_and_a_file_are_never_paged(
    terminal: Open, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKINROUTINE_PAGER", PAGER)
    whole = run(*LONG).out
    ended(terminal(*LONG, output=tmp_path / "file", SKINROUTINE_PAGER=PAGER))
    assert (tmp_path / "file").read_text(encoding="utf-8") == whole
    assert "PAGED" not in whole


def test_a_short_answer_is_printed(terminal: Open) -> None:
    status, shown = ended(terminal("history", SKINROUTINE_PAGER=PAGER))
    assert (status, "PAGED" in shown) == (0, False)


@pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")
def test_ctrl_c_in_less_ends_nothing_and_q_gives_the_status_of_the_command(terminal: Open) -> None:
    started = terminal(*LONG, SKINROUTINE_PAGER="less -RX -PWAITS")
    started.expect_exact("WAITS")
    started.send(CTRL_C)
    started.expect_exact("WAITS")  # less throws away what was typed before Ctrl-C
    started.send("q")
    status, shown = ended(started)
    assert (status, "Traceback" in shown, "Stopped" in shown) == (0, False, False)


@pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")
def test_less_says_how_to_go_on_and_how_to_get_out(terminal: Open) -> None:
    started = terminal(*LONG, SKINROUTINE_PAGER="less")
    started.expect_exact("space: more   q: back")
    started.send("G")
    started.expect_exact("(end)   q: back")
    started.send("q")
    assert ended(started)[0] == 0


def test_a_signal_to_end_ends_the_pager_first(terminal: Open, tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text(
        f"#!{sys.executable}\n"
        "import signal, sys, time\n"
        "def end(*_): print('LEFT', flush=True); sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, end)\n"
        "sys.stdin.read(); print('WAITS', flush=True); signal.pause()\n",
        encoding="utf-8",
    )
    pager.chmod(0o755)
    started = terminal(*LONG, SKINROUTINE_PAGER=str(pager))
    started.expect_exact("WAITS")
    os.kill(started.pid, signal.SIGTERM)
    started.expect_exact("LEFT")
    started.expect(pexpect.EOF)
    started.wait()
    assert started.signalstatus == signal.SIGTERM
