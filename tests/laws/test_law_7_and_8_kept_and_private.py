"""Law 7: nothing recorded is lost. Law 8: local and private."""

from __future__ import annotations

import ast
import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import pytest
from time_machine import Traveller

from conftest import ROOT, Ran, Run

WELL = (
    "areas=cheeks", "skin_today=none", "conditions=none", "medicines=none", "recent_procedures=none",
    "age=30", "device_kind=roller", "needle_mm=0.25", "device_shared=no", "device_sound=yes",
    "device_clean=yes", "products_during=none", "numbing_cream=none",
)  # fmt: skip
DONE = ("areas=cheeks", "device_kind=roller", "needle_mm=0.25", "numbing_cream=none", "products_during=none")
RED = ("hours_since_session=12", "needle_mm=0.25", "risk_factors=none", "symptoms.redness.severity=mild")
ILL = ("hours_since_session=30", "needle_mm=0.25", "risk_factors=none", "symptoms=spreading_redness,fever")


def settings(pairs: tuple[str, ...]) -> list[str]:
    return [part for pair in pairs for part in ("--set", pair)]


COMMANDS: dict[str, list[str]] = {
    "a plan": ["plan", "microneedling", *settings(WELL)],
    "an example": ["plan", "--example"],
    "a log": ["log", "microneedling", *settings(DONE), "--reaction", "expected"],
    "a log of earlier": ["log", "microneedling", *settings(DONE), "--reaction", "none", "--at", "9 days ago"],
    "a log of a severe reaction": ["log", "microneedling", *settings(DONE), "--reaction", "severe"],
    "a mild check": ["check-symptoms", "microneedling", *settings(RED)],
    "a bad check": ["check-symptoms", "microneedling", *settings(ILL)],
    "a plan under a hold": ["plan", "microneedling", *settings(WELL)],
    "the status": ["status"],
    "what is due": ["due"],
    "the holds": ["hold"],
    "the end of a hold": ["hold", "end", "--how", "seen"],
    "the reasons": ["why"],
    "about one": ["about", "microneedling"],
    "about all": ["about"],
    "a refused answer": ["plan", "microneedling", "--set", "age=a lot"],
    "missing answers": ["log", "microdermabrasion", "--no-input"],
    "an unknown command": ["undo-everything"],
}
STORING = {
    "a plan", "a log", "a log of earlier", "a log of a severe reaction", "a mild check", "a bad check",
    "a plan under a hold",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        pytest.fail("the program reached for the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def open_umask() -> Iterator[None]:
    """New files would be open to all, if nobody saw to it."""
    before = os.umask(0)
    yield
    os.umask(before)


def events(home: Path) -> list[tuple[object, ...]]:
    file = home / "history.db"
    if not file.exists():
        return []
    with closing(sqlite3.connect(file)) as database:
        return list(database.execute("SELECT * FROM events ORDER BY seq"))


def ran_all(run: Run, home: Path) -> Iterator[tuple[str, Ran, list[tuple[object, ...]]]]:
    """Every command once, in an order in which each has something to do, and the events after it."""
    for name, arguments in COMMANDS.items():
        yield name, run(*arguments), events(home)


def test_no_command_changes_or_takes_away_an_event(run: Run, home: Path, clock: Traveller) -> None:
    before: list[tuple[object, ...]] = []
    for name, _, after in ran_all(run, home):
        assert after[: len(before)] == before, name
        before = after
        clock.shift(60)
    assert len(before) > len(STORING)


def test_each_command_that_stores_adds_events_and_no_other_does(run: Run, home: Path) -> None:
    before = 0
    for name, _, after in ran_all(run, home):
        if name != "the end of a hold":
            assert (len(after) > before) is (name in STORING), name
        before = len(after)


def test_no_command_reaches_for_the_network(run: Run, home: Path) -> None:
    statuses = {name: ran.status for name, ran, _ in ran_all(run, home)}
    refused = {"a refused answer", "missing answers", "an unknown command", "the end of a hold"}
    assert {name for name, status in statuses.items() if status} <= refused


def test_a_network_attempt_would_fail_these_tests() -> None:
    with pytest.raises(pytest.fail.Exception, match="reached for the network"):
        socket.create_connection(("192.0.2.1", 80))


def test_no_file_of_code_imports_what_can_reach_the_network() -> None:
    reaching = {
        "socket",
        "ssl",
        "http",
        "urllib",
        "ftplib",
        "smtplib",
        "asyncio",
        "requests",
        "httpx",
        "subprocess",
    }
    imported = {
        name.split(".")[0]
        for file in (ROOT / "skinroutine").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert "sqlite3" in imported
    assert imported & reaching == set()


@pytest.mark.usefixtures("open_umask")
@pytest.mark.parametrize("name", ["a plan", "a log", "a bad check"])
def test_files_are_for_the_person_alone_whatever_the_umask_is(run: Run, home: Path, name: str) -> None:
    assert run(*COMMANDS[name]).status == 0
    modes = {file.name: file.stat().st_mode & 0o777 for file in [home, *home.rglob("*")]}
    assert modes == {"home": 0o700, "history.db": 0o600}


@pytest.mark.parametrize("name", ["an example", "the status", "what is due", "the holds", "about all"])
def test_a_command_that_only_reads_leaves_no_file(run: Run, home: Path, name: str) -> None:
    run(*COMMANDS[name])
    assert not home.exists()
