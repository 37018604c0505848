"""All that a command asks of the history goes through one connection, and nobody has to wait for it."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

import pytest

from history_facts import a_history, raw, session
from skinroutine.history import files
from skinroutine.history.events import payload_of

if TYPE_CHECKING:
    from pathlib import Path

    from skinroutine.history import History

FACT = payload_of("fact", {})


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were opened to be read."""
    found: list[Path] = []
    connect = files.connect_existing

    def connect_noted(path: Path) -> sqlite3.Connection:
        found.append(path)
        return connect(path)

    monkeypatch.setattr(files, "connect_existing", connect_noted)
    return found


def kept(tmp_path: Path) -> History:
    """A history with one entry that was asked before."""
    a_history(tmp_path).record(FACT)
    history = a_history(tmp_path)
    assert len(history.events()) == 1
    return history


def test_ten_questions_open_the_file_once(tmp_path: Path, opened: list[Path]) -> None:
    history = kept(tmp_path)
    for _ in range(10):
        history.events()
        history.holds()
    assert len(opened) == 1


def test_what_another_process_writes_between_two_questions_is_seen(tmp_path: Path) -> None:
    history = kept(tmp_path)
    a_history(tmp_path).record(FACT)
    assert len(history.events()) == 2


def test_what_is_written_within_a_tick_of_the_clock_of_the_disk_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    history = kept(tmp_path)
    before = path.stat()
    a_history(tmp_path).record(FACT)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert len(history.events()) == 2


def test_a_file_that_is_put_in_place_of_another_is_the_one_that_is_read(tmp_path: Path) -> None:
    history = kept(tmp_path)
    other = tmp_path / "other"
    for _ in range(3):
        a_history(other).record(FACT)
    (other / "history.db").rename(tmp_path / "history.db")
    assert len(history.events()) == 3


def test_a_file_that_is_taken_away_leaves_no_entry_behind(tmp_path: Path) -> None:
    history = kept(tmp_path)
    (tmp_path / "history.db").unlink()
    assert history.events() == []


def test_a_history_that_begins_after_the_first_question_is_read(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    assert history.events() == []
    a_history(tmp_path).record(FACT)
    assert len(history.events()) == 1


def test_between_two_questions_nobody_who_writes_has_to_wait(tmp_path: Path) -> None:
    history = kept(tmp_path)
    with raw(tmp_path / "history.db") as other:
        other.execute("PRAGMA busy_timeout = 0")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("COMMIT")
    assert len(history.events()) == 1


def test_in_one_snapshot_all_sees_the_same_moment_also_what_asks_the_history_itself(tmp_path: Path) -> None:
    history = kept(tmp_path)
    with raw(tmp_path / "history.db") as other:
        other.execute("PRAGMA journal_mode = WAL")  # where a writer need not wait for a reader
    with history.snapshot() as reader:
        seen = len(reader.events())
        a_history(tmp_path).record(payload_of("session", session()))
        assert (seen, len(reader.events()), len(history.events())) == (1, 1, 1)
    assert len(history.events()) == 2


def test_after_a_failure_the_file_is_opened_anew(tmp_path: Path, opened: list[Path]) -> None:
    history = kept(tmp_path)
    with pytest.raises(sqlite3.ProgrammingError), history.snapshot():
        raise sqlite3.ProgrammingError
    assert (len(history.events()), len(opened)) == (1, 2)


def test_what_can_only_be_read_is_copied_once_and_again_when_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(tmp_path)
    copies = []

    def connect_to_copy(path: Path) -> sqlite3.Connection:
        copies.append(path)
        copy = sqlite3.connect(":memory:", isolation_level=None)
        with raw(path) as source:
            source.backup(copy)
        return copy

    monkeypatch.setattr(files, "connect_existing", connect_to_copy)
    history = a_history(tmp_path)
    assert (len(history.events()), len(history.events()), len(copies)) == (1, 1, 1)
    a_history(tmp_path).record(FACT)
    assert (len(history.events()), len(copies)) == (2, 2)
