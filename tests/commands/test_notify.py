"""``due --notify``: what it prints is sent to the desktop's own notifier, and nothing else changes."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from conftest import Run
from skinroutine.commands.due import quickly
from skinroutine.history import History, Standing
from skinroutine.history.events import payload_of
from typed import needled, refused, symptoms

LINE = "microneedling, cheeks: ready since Fri 20 Nov, last done Fri 13 Nov"


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


class Desktop:
    """A notifier that only writes down what it was given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.given = folder / "given"

    def install(self, name: str, *, status: int = 0) -> None:
        notifier = self.folder / name
        notifier.write_text(
            f'#!{sys.executable}\nimport sys\nopen("{self.given}", "a").write(repr(sys.argv[1:]) + "\\n")\n'
            f"print('noise'); print('noise', file=sys.stderr)\nsys.exit({status})\n"
        )
        notifier.chmod(0o700)

    @property
    def notices(self) -> list[str]:
        return self.given.read_text().splitlines() if self.given.exists() else []


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Desktop:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(sys, "platform", "linux")
    return Desktop(folder)


def test_what_due_prints_is_sent_too(run: Run, desktop: Desktop) -> None:
    desktop.install("notify-send")
    run(*needled(reaction="expected"), "--at", "7 days ago")
    ran = run("due", "--notify")
    assert (ran.status, ran.out, ran.err) == (0, f"{LINE}\n", "")
    assert desktop.notices == [f"['--', 'Skin care', '{LINE}']"]


def test_on_a_mac_the_text_is_an_argument_and_no_part_of_the_script(
    run: Run, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    desktop.install("osascript")
    run(*needled(reaction="expected"), "--at", "7 days ago")
    assert run("due", "--notify").err == ""
    (notice,) = desktop.notices
    assert notice.endswith(f"'-e', 'end run', 'Skin care', '{LINE}']")
    assert LINE not in notice.split("'end run'")[0]


def test_a_private_notice_tells_nothing_and_the_terminal_tells_all(run: Run, desktop: Desktop) -> None:
    desktop.install("notify-send")
    run(*needled(reaction="expected"), "--at", "7 days ago")
    assert run("due", "--notify", "--private").out == f"{LINE}\n"
    assert desktop.notices == ["['--', 'Reminder', 'There is something to look at.']"]


def test_no_notice_is_sent_when_nothing_is_due(run: Run, desktop: Desktop) -> None:
    desktop.install("notify-send")
    run(*needled())
    assert run("due", "--notify") == run("due")
    assert desktop.notices == []


def test_no_notice_is_sent_under_a_hold(run: Run, desktop: Desktop) -> None:
    desktop.install("notify-send")
    run(*needled(), "--at", "40 days ago")
    run(*symptoms(symptoms="lump_nodule"))
    assert run("due", "--notify").out == run("due").out
    assert not any("overdue" in notice for notice in desktop.notices)


def test_a_system_without_a_notifier_is_told_and_the_answer_stands(run: Run, desktop: Desktop) -> None:
    assert not desktop.notices
    run(*needled(reaction="expected"), "--at", "7 days ago")
    ran = run("due", "--notify")
    assert (ran.status, ran.out) == (0, f"{LINE}\n")
    assert ran.err == (
        "No notice was sent: notify-send is not on this system. Install it, or leave --notify off.\n"
    )


def test_a_notifier_that_fails_is_told_in_one_line(run: Run, desktop: Desktop) -> None:
    desktop.install("notify-send", status=1)
    run(*needled(reaction="expected"), "--at", "7 days ago")
    ran = run("due", "--notify")
    assert (ran.status, ran.out, ran.err.count("\n")) == (0, f"{LINE}\n", 1)
    assert "No notice was sent" in ran.err


@pytest.mark.parametrize(("ago", "status"), [("1 hour ago", 3), ("7 days ago", 0)])
def test_the_exit_code_is_that_of_due(run: Run, desktop: Desktop, ago: str, status: int) -> None:
    desktop.install("notify-send")
    run(*needled(reaction="expected"), "--at", ago)
    assert run("due", "--notify", "--exit-code").status == status


def test_the_json_is_that_of_due(run: Run, desktop: Desktop) -> None:
    desktop.install("notify-send")
    run(*needled(reaction="expected"), "--at", "7 days ago")
    assert run("due", "--notify", "--json").json == run("due", "--json").json
    assert len(desktop.notices) == 1


def test_names_of_a_shared_history_neither_steer_the_notifier_nor_mark_up_its_text(
    run: Run, desktop: Desktop, home: Path
) -> None:
    desktop.install("notify-send")
    now = datetime.now(UTC)
    odd = Standing("-e <b>x</b>\\n\x1b[2J\u202e", "$(id)", now, now.date(), now.date())
    history = History(home / "history.db", lambda: now)
    session = {"treatment": odd.treatment, "areas": [odd.area]}
    history.record(payload_of("session", session))
    history.write([], lambda _reader: [odd])
    run("due", "--notify")
    (notice,) = desktop.notices
    assert notice.startswith("['--', 'Skin care', '-e  b x /b  n[2J, $(id): ")


def test_private_alone_is_a_wrong_use(run: Run) -> None:
    refused(run("due", "--private"), 2, "--private", "skinroutine due --notify")


@pytest.mark.parametrize("flag", ["--notify", "--private"])
def test_the_fast_way_to_due_leaves_a_notice_to_the_other(flag: str) -> None:
    assert quickly([flag]) is None
