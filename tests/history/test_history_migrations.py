from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from history_facts import a_history, raw
from skinroutine.history import files
from skinroutine.history.events import payload_of
from skinroutine.history.migrations import MIGRATIONS, migrate, version_of

if TYPE_CHECKING:
    from skinroutine.history import History

# A file of version 1 as it was released: it must open for ever.
VERSION_1 = Path(__file__).with_name("version_1.sql").read_text()
NEXT = (*MIGRATIONS, ("CREATE TABLE extra (a TEXT) STRICT", "INSERT INTO extra VALUES ('b')"))


def layout(path: Path) -> tuple[int, int, list[tuple[str, ...]]]:
    with raw(path) as db:
        numbers = [
            int(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("application_id", "user_version")
        ]
        rows = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name")
        return numbers[0], numbers[1], rows.fetchall()


def released(tmp_path: Path) -> History:
    with raw(tmp_path / "history.db") as db:
        db.executescript(VERSION_1)
    return a_history(tmp_path)


def test_a_fresh_file_equals_one_that_was_migrated_step_by_step(tmp_path: Path) -> None:
    a_history(tmp_path).record(payload_of("fact", {}))
    stepwise = tmp_path / "stepwise.db"
    for done in range(len(MIGRATIONS) + 1):
        with raw(stepwise) as db:
            migrate(db, MIGRATIONS[:done])
            assert version_of(db) == done
    assert layout(stepwise) == layout(tmp_path / "history.db")


def test_a_fresh_file_equals_a_released_one_after_its_next_write(tmp_path: Path) -> None:
    released(tmp_path).record(payload_of("fact", {}))
    (tmp_path / "fresh").mkdir()
    a_history(tmp_path / "fresh").record(payload_of("fact", {}))
    assert layout(tmp_path / "history.db") == layout(tmp_path / "fresh" / "history.db")


def test_a_released_file_is_read_whole(tmp_path: Path) -> None:
    history = released(tmp_path)
    assert [event.kind for event in history.events()] == ["release", "session", "hold", "hold"]
    assert [(row.treatment, row.area) for row in history.standings()] == [("mn", "cheeks")]
    assert [found.treatment for found in history.holds()] == ["md"]


@pytest.mark.parametrize("way", ["reading", "writing"])
def test_an_older_file_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    history = released(tmp_path)
    monkeypatch.setattr(files, "MIGRATIONS", NEXT)
    monkeypatch.setattr(files, "migrate", lambda db: migrate(db, NEXT))
    assert history.events() if way == "reading" else history.record(payload_of("fact", {}))
    with raw(tmp_path / "history.db") as db:
        assert (version_of(db), db.execute("SELECT a FROM extra").fetchall()) == (len(NEXT), [("b",)])


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    with raw(tmp_path / "history.db") as db:
        migrate(db, NEXT)
        migrate(db, NEXT)
        assert db.execute("SELECT a FROM extra").fetchall() == [("b",)]


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    released(tmp_path)
    before = (tmp_path / "history.db").read_bytes()
    with raw(tmp_path / "history.db") as db:
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="syntax"):
            migrate(db, (*NEXT, ("CREATE NONSENSE",)))
    assert (tmp_path / "history.db").read_bytes() == before


def test_every_table_is_strict(tmp_path: Path) -> None:
    a_history(tmp_path).record(payload_of("fact", {}))
    tables = [row for row in layout(tmp_path / "history.db")[2] if row[0] == "table"]
    assert [row[1] for row in tables if "STRICT" not in row[3]] == []
