"""What a command reads in a long history: as many statements as in a short one, and as many entries."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
import time_machine

from conftest import NOW, Run
from skinroutine.history import Draft, History
from skinroutine.history.events import payload_of
from typed import needled, needling, symptoms

pytestmark = pytest.mark.proof

COMMANDS = {
    "due": ["due"],
    "status": ["status"],
    "log": [*needled(), "--reaction", "none"],
    "log of another day": [*needled(), "--reaction", "none", "--at", "2 days ago"],
    "history": ["history"],
    "the chart": ["history", "--chart"],
    "plan": ["plan", *needling()],
    "check-symptoms": symptoms(symptoms="none"),
    "undo": ["undo"],
    "handover": ["handover"],
}
# The newest sessions of an area are all read, up to so many: a longer history has no more of them.
FEW, MANY = 120, 480


class Used:
    """How many statements were asked, and how many steps SQLite's machine took for them."""

    def __init__(self) -> None:
        self.statements = 0
        self.steps = count()


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Used]:
    used, connect = Used(), sqlite3.connect

    def asked(_: str) -> None:
        used.statements += 1

    def connecting(*arguments: object, **named: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **named)  # type: ignore[call-overload]  # as it came
        connection.set_trace_callback(asked)
        connection.set_progress_handler(lambda: next(used.steps) < 0, 100)
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", connecting)
        yield used


def lived(home: Path, fortnights: int) -> None:
    """A session each fortnight up to twelve days ago, each with a report and a check."""
    moments = (NOW - timedelta(days=12 + 14 * back) for back in reversed(range(fortnights)))
    about: dict[str, object] = {"treatment": "microneedling", "areas": ["cheeks"]}
    answers = {"device_kind": "roller", "needle_mm": 0.25, "last_reaction": "expected"}
    for when in moments:
        history = History(home / "history.db", lambda when=when: when)  # type: ignore[misc]  # the moment of each
        [done] = history.write([Draft(payload_of("session", {**about, "answers": answers}))])
        told = {"session": done.id, "hours": 24.0, "reaction": "expected", **about}
        history.write([Draft(payload_of("follow-up", told))])
        result = {"level": 0, "name": "Nothing", "reasons": []}
        history.write([Draft(payload_of("symptom-check", {**about, "answers": {}, "result": result}))])


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    with time_machine.travel(NOW, tick=False):
        found = {many: tmp_path_factory.mktemp(f"fortnights-{many}") for many in (FEW, MANY)}
        for many, home in found.items():
            lived(home, many)
    return found


@pytest.fixture
def used_by(
    run: Run, monkeypatch: pytest.MonkeyPatch, homes: dict[int, Path], tmp_path: Path
) -> Callable[[int, list[str]], Used]:
    def using(many: int, words: list[str]) -> Used:
        home = tmp_path / str(many)
        home.mkdir()
        (home / "history.db").write_bytes((homes[many] / "history.db").read_bytes())
        run("history", "--home", str(home))  # works out the dates by the rules of today, once
        with counted(monkeypatch) as used:
            run(*words, "--home", str(home))
        return used

    return using


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_asks_no_more_of_a_history_that_is_four_times_as_long(
    used_by: Callable[[int, list[str]], Used], command: str
) -> None:
    few, many = (used_by(size, COMMANDS[command]) for size in (FEW, MANY))
    assert few.statements > 0
    assert many.statements <= few.statements
    assert next(many.steps) <= next(few.steps) * 1.1 + 20
