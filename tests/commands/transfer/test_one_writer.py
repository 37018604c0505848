"""A large write locks the file for all others: nothing else may be asked of it before it is over."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from conftest import Run
from typed import needled


def asked_meanwhile(run: Run, monkeypatch: pytest.MonkeyPatch, *command: str) -> list[str]:
    """What other connections ask while one of them writes."""
    writing: list[int] = []
    found: list[str] = []
    connect = sqlite3.connect

    def connect_noted(address: str, **options: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(address, **options)  # type: ignore[call-overload]  # as it came

        def note(statement: str) -> None:
            if statement == "BEGIN IMMEDIATE":
                writing.append(id(connection))
            elif statement in {"COMMIT", "ROLLBACK"} and id(connection) in writing:
                writing.remove(id(connection))
            elif writing and id(connection) not in writing:
                found.append(statement)

        connection.set_trace_callback(note)
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect_noted)
        run(*command)
    return found


@pytest.mark.usefixtures("clock", "library_of_its_own")
@pytest.mark.parametrize("command", ["import", "undo"])
def test_nothing_is_asked_of_the_history_while_an_import_or_an_undo_writes_it(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    run("profile", "--set", "region=uk")
    run(*needled())
    file = str(tmp_path / "export.jsonl")
    run("export", file)
    where = ["--home", str(home if command == "undo" else tmp_path / "other")]
    words = [command, *([file] if command == "import" else []), *where]
    assert asked_meanwhile(run, monkeypatch, *words) == []
