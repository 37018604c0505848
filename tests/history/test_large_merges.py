"""A large addition to a small history takes shorter ways, and comes to the same file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from history_facts import START, hold, session, weekly
from skinroutine.history import Draft, Event, History, merge
from skinroutine.history.events import payload_of

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"


@pytest.fixture
def events(tmp_path: Path) -> list[Event]:
    """Sessions, a report on each, checks, a hold, an edit and an undo."""
    history = History(tmp_path / "lived.db", lambda: START)
    for days in range(4):
        when = START - timedelta(days=days)
        [done] = history.write([Draft(payload_of("session", session()), when)], weekly)
        told = {"treatment": "mn", "areas": ["cheeks"], "session": done.id, "hours": 24.0}
        history.write([Draft(payload_of("follow-up", {**told, "reaction": "expected"}), when)])
        result = {"level": days, "name": "Seen", "reasons": []}
        history.write([Draft(payload_of("symptom-check", {"answers": {}, "result": result}), when)])
    history.record(payload_of("session", session(areas=["nose"])), replaces=done.id)
    history.write([Draft(payload_of("hold", hold()))])
    history.record(payload_of("fact", {"question": "age", "answer": 40}))
    history.undo(lambda reader, _: weekly(reader))
    return list(history.everything()[1])


def merged(path: Path, events: list[Event]) -> History:
    history = History(path, lambda: START)
    history.merge(events, weekly)
    return history


def rows(path: Path) -> dict[str, list[str]]:
    """All that a file holds, table by table, and how it is made."""
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found: dict[str, list[str]] = {
            name: sorted(map(repr, database.execute(f"SELECT * FROM {name}")))  # noqa: S608  a name of the file
            for (name,) in database.execute(TABLES).fetchall()
        }
        found["made by"] = sorted(map(repr, database.execute("SELECT type, name, sql FROM sqlite_master")))
        return found


def test_indexes_that_are_made_at_the_end_leave_the_same_file(
    tmp_path: Path, events: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    merged(tmp_path / "slow.db", events)
    monkeypatch.setattr(merge, "_AT_A_TIME", 5)
    merged(tmp_path / "fast.db", events)
    assert rows(tmp_path / "fast.db") == rows(tmp_path / "slow.db")


def test_an_error_in_a_large_addition_leaves_the_file_as_it_was(
    tmp_path: Path, events: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    history = History(tmp_path / "history.db", lambda: START)
    history.record(payload_of("fact", {"question": "age", "answer": 40}))
    before = rows(tmp_path / "history.db")
    monkeypatch.setattr(merge, "_AT_A_TIME", 5)

    def breaking() -> Iterator[Event]:
        yield from events
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        history.merge(breaking(), weekly)
    assert rows(tmp_path / "history.db") == before


def test_a_follow_up_is_known_by_its_session_as_it_is_when_it_is_recorded(
    tmp_path: Path, events: list[Event]
) -> None:
    history = merged(tmp_path / "history.db", events)
    told = [event for event in events if event.kind == "follow-up"]
    for event in told:
        about = str(event.stored["session"])
        stands = history.standing_of(about)
        assert stands is not None
        assert [found.id for found in history.follow_ups([stands.id])[stands.id]] == [event.id]


@pytest.mark.parametrize("named", [None, "", 5, ["a"]], ids=repr)
def test_a_follow_up_that_names_no_session_is_kept_as_it_is_when_it_is_recorded(
    tmp_path: Path, events: list[Event], named: object
) -> None:
    odd = next(event for event in events if event.kind == "follow-up")._replace(replaces=None)
    odd = odd._replace(id=f"{odd.id[:-4]}ffff", stored={**odd.stored, "session": named})
    merged(tmp_path / "history.db", [*events, odd])
    with closing(sqlite3.connect(tmp_path / "history.db")) as database:
        kept = database.execute("SELECT session FROM follow_up WHERE event_id = ?", (odd.id,)).fetchall()
    assert kept == [(str(named or ""),)]
