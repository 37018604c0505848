"""Law 7: nothing recorded is lost. Law 8: local and private."""

from __future__ import annotations

import ast
import os
import re
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import pytest
from time_machine import Traveller

from conftest import ROOT, Ran, Run
from source_trees import nodes_of

WELL = (
    "areas=cheeks", "skin_today=none", "conditions=none", "medicines=none", "recent_procedures=none",
    "age=30", "device_kind=roller", "needle_mm=0.25", "device_shared=no", "device_sound=yes",
    "device_clean=yes", "products_during=none", "numbing_cream=none",
)  # fmt: skip
DONE = ("areas=cheeks", "device_kind=roller", "needle_mm=0.25", "numbing_cream=none", "products_during=none")
BOUGHT = ("device_kind=roller", "needle_mm=0.25", "device_shared=no")
RED = ("hours_since_session=12", "needle_mm=0.25", "risk_factors=none", "symptoms.redness.severity=mild")
ILL = ("hours_since_session=30", "needle_mm=0.25", "risk_factors=none", "symptoms=spreading_redness,fever")


def settings(pairs: tuple[str, ...]) -> list[str]:
    return [part for pair in pairs for part in ("--set", pair)]


COMMANDS: dict[str, list[str]] = {
    "a plan": ["plan", "microneedling", *settings(WELL)],
    "an example": ["plan", "--example"],
    "a log": ["log", "microneedling", *settings(DONE), "--reaction", "expected"],
    "a log of earlier": ["log", "microneedling", *settings(DONE), "--reaction", "none", "--at", "9 days ago"],
    "a log of a severe reaction": [
        "log",
        "microneedling",
        *settings(DONE),
        "--reaction",
        "severe",
        "--again",
    ],
    "a look at the skin": ["log", "--reaction", "prolonged"],
    "a pause": ["pause", "--until", "2 weeks", "--why", "holiday"],
    "the end of a pause": ["resume"],
    "a mild check": ["check-symptoms", "microneedling", *settings(RED)],
    "a bad check": ["check-symptoms", "microneedling", *settings(ILL)],
    "a plan under a hold": ["plan", "microneedling", *settings(WELL)],
    "the status": ["status"],
    "what is due": ["due"],
    "a change": ["history", "edit", "SESSION", "--note", "It was windy."],
    "an undo": ["undo"],
    "a redo": ["redo"],
    "a removal": ["history", "remove", "SESSION"],
    "an undo by its long name": ["history", "undo"],
    "the history": ["history"],
    "a chart": ["history", "--chart"],
    "one entry": ["history", "show", "SESSION"],
    "a head": ["device", "add", "microneedling", "--kind", "roller", "--needle", "0.25", "--name", "blue"],
    "the heads": ["device", "list"],
    "the end of a head": ["device", "retire", "blue", "--why", "worn"],
    "a device before it is bought": ["device", "choose", "microneedling", *settings(BOUGHT)],
    "a fact": ["profile", "set", "conditions=eczema"],
    "the profile": ["profile", "show"],
    "a fact forgotten": ["profile", "forget", "conditions"],
    "a calendar": ["calendar", "--output", "FILE.ics"],
    "a page for a professional": ["handover", "--output", "FILE.md"],
    "a daily reminder": ["remind", "cron"],
    "an export": ["export", "FILE.jsonl"],
    "an import of the same": ["import", "FILE.jsonl", "--no-input"],
    "an import of something new": ["import", "OTHER", "--no-input"],
    "a hold of one's own": ["hold", "add", "--why", "A doctor told me to stop"],
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
    "a plan under a hold", "a look at the skin", "a pause", "the end of a pause", "a hold of one's own",
    "a change", "an undo", "a redo", "a removal", "an undo by its long name", "a head", "the end of a head",
    "a fact", "a fact forgotten", "an import of something new",
}  # fmt: skip
WRITING = {
    "a calendar": "FILE.ics", "a page for a professional": "FILE.md", "an export": "FILE.jsonl",
    "a plan saved": "FILE.yaml",
}  # fmt: skip
OTHER = (
    '{"skinroutine":"history","version":1,"events":1}\n'
    '{"id":"018e0000-0000-7000-8000-000000000001","kind":"session","happened":"2026-09-01T10:00:00+01:00",'
    '"recorded":"2026-09-01T09:00:00+00:00","data":{"treatment":"microneedling","areas":["neck"],'
    '"answers":{}},"replaces":null}\n'
)
"""A session of another machine."""
STARTING_PROGRAMS = {"commands/notify.py", "show/pager.py"}
"""What may start another program: a notice to the desktop and the pager, the first never by a shell.

PAGER may be a line for a shell, as git reads it: the person wrote it.
"""


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
        yield name, run(*named(arguments, home)), events(home)


def named(arguments: list[str], home: Path) -> list[str]:
    """The arguments with the last session, and with files beside the home."""
    sessions = [str(row[1]) for row in events(home) if row[2] == "session"]
    other = home.parent / "other.jsonl"
    other.write_text(OTHER)
    words = {"SESSION": sessions[-1] if sessions else "", "OTHER": str(other)}
    return [words.get(one, one.replace("FILE.", f"{home.parent}/file.")) for one in arguments]


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


PACKAGE = ROOT / "skinroutine"


def imported(file: Path) -> set[str]:
    """The packages that a file imports, at the top or inside a function."""
    names: set[str] = set()
    for node in nodes_of(file):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


def importing(*packages: str) -> set[str]:
    """The files of code that import one of these packages."""
    return {
        str(file.relative_to(PACKAGE)) for file in PACKAGE.rglob("*.py") if imported(file) & set(packages)
    }


@pytest.mark.proof
def test_no_file_of_code_imports_what_can_reach_the_network() -> None:
    assert importing("sqlite3")
    assert (
        importing("socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "requests", "httpx")
        == set()
    )


def test_only_the_notice_starts_another_program_and_never_through_a_shell() -> None:
    assert importing("subprocess", "multiprocessing", "pty", "ctypes") == STARTING_PROGRAMS
    shells = {
        name: re.findall(r"shell=.*", (PACKAGE / name).read_text(encoding="utf-8"))
        for name in STARTING_PROGRAMS
    }
    assert shells == {"commands/notify.py": [], "show/pager.py": ["shell=isinstance(command, str),"]}


def test_no_file_of_code_starts_a_program_by_the_system_module() -> None:
    called = {
        node.attr
        for file in PACKAGE.rglob("*.py")
        for node in nodes_of(file)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os"
    }
    assert "fdopen" in called
    assert {name for name in called if name.startswith(("exec", "spawn", "popen", "system", "fork"))} == set()


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


@pytest.mark.usefixtures("open_umask")
def test_a_file_that_a_command_writes_where_it_is_told_is_for_the_person_alone(run: Run, home: Path) -> None:
    run(*COMMANDS["a log"])
    asked = {**COMMANDS, "a plan saved": [*COMMANDS["a plan"], "--save-answers", "FILE.yaml"]}
    for name, file in WRITING.items():
        assert run(*named(asked[name], home)).status == 0, name
        assert (home.parent / file.lower()).stat().st_mode & 0o777 == 0o600, name
