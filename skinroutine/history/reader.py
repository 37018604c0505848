"""Questions to the history: SQL in, records out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skinroutine.history.codec import data_of, date_of, moment_of, utc_text
from skinroutine.history.records import ENTRIES, Event, Hold, Standing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime

Row = tuple[Any, ...]

_BY_ID = """SELECT seq, id, kind, happened, happened_offset, recorded, data, replaces, treatment
FROM events WHERE id = ?"""
_OF_KIND = "SELECT * FROM live WHERE kind = ? ORDER BY happened DESC, seq DESC LIMIT ?"
_NEWEST = "SELECT * FROM live WHERE kind = ? ORDER BY seq DESC LIMIT 1"
_NEWEST_OF_TREATMENT = """SELECT * FROM live WHERE kind = ? AND treatment = ?
ORDER BY seq DESC LIMIT 1"""
_OF_TREATMENT = """SELECT * FROM live WHERE kind = 'session' AND treatment = ?
ORDER BY happened DESC, seq DESC LIMIT ?"""
# CROSS JOIN keeps the small indexed table outside: the newest rows come first, unsorted.
_OF_AREA = """SELECT live.* FROM session_area AS done CROSS JOIN live ON live.id = done.event_id
WHERE done.area = ? ORDER BY done.happened DESC, done.rowid DESC LIMIT ?"""
_OF_PAIR = """SELECT live.* FROM session_area AS done CROSS JOIN live ON live.id = done.event_id
WHERE done.treatment = ? AND done.area = ?
ORDER BY done.happened DESC, done.rowid DESC LIMIT ?"""
_SINCE = """SELECT * FROM live WHERE kind = 'session' AND happened >= ?
ORDER BY happened DESC, seq DESC"""
_NEXT_AREA = """SELECT treatment, area FROM session_area WHERE treatment = ? AND area > ?
ORDER BY area LIMIT 1"""
_NEXT_TREATMENT = """SELECT treatment, area FROM session_area WHERE treatment > ?
ORDER BY treatment, area LIMIT 1"""
_STANDINGS = """SELECT treatment, area, last_session, last_session_offset, earliest, overdue
FROM standing ORDER BY treatment, area"""
_HOLDS = """SELECT id, treatment, since, since_offset, rule, why, least_days
FROM hold WHERE active = 1 ORDER BY since DESC, seq DESC"""


class Reader:
    """Reads the history; ``opened`` gives the connection for as long as one question takes.

    Lists are newest first. Of two events that happened at the same time, the one that was
    recorded later counts as the newer. Replaced and voided events are left out everywhere
    but in ``event``. Every method raises HistoryTooNew, HistoryDamaged, HistoryUnwritable or
    HistoryBusy if the file cannot be read.
    """

    def __init__(self, opened: Callable[[], AbstractContextManager[sqlite3.Connection]]) -> None:
        self._opened = opened

    def events(self, kinds: Collection[str] = (), *, limit: int | None = None) -> list[Event]:
        """Return the events of these kinds (all but "void" if none is named)."""
        many = _no_limit(limit)
        with self._opened() as db:
            rows = [row for kind in _named(kinds) for row in db.execute(_OF_KIND, (kind, many))]
            rows.sort(key=lambda row: (row[3], row[0]), reverse=True)
            return [_event(row) for row in rows[:limit]]

    def event(self, event_id: str) -> Event | None:
        """Return the event with this id, even if it was replaced or voided; else None."""
        return next(iter(self._events(_BY_ID, event_id)), None)

    def newest(self, kinds: Collection[str], treatment: str | None = None) -> Event | None:
        """Return the event that was recorded last, of these kinds and of this treatment."""
        query = _NEWEST if treatment is None else _NEWEST_OF_TREATMENT
        about = () if treatment is None else (treatment,)
        with self._opened() as db:
            rows = [row for kind in _named(kinds) for row in db.execute(query, (kind, *about))]
            return _event(max(rows, key=lambda row: row[0])) if rows else None

    def last_sessions(
        self, area: str | None = None, treatment: str | None = None, limit: int = 3
    ) -> list[Event]:
        """Return the last sessions, of this area and of this treatment if they are named."""
        if area is None and treatment is None:
            return self._events(_OF_KIND, "session", limit)
        if area is None:
            return self._events(_OF_TREATMENT, treatment, limit)
        if treatment is None:
            return self._events(_OF_AREA, area, limit)
        return self._events(_OF_PAIR, treatment, area, limit)

    def sessions_since(self, moment: datetime) -> list[Event]:
        """Return the sessions that happened at this aware moment or later."""
        return self._events(_SINCE, utc_text(moment))

    def treated(self) -> list[tuple[str, str]]:
        """Return every (treatment, area) that has a session, in order of name."""
        with self._opened() as db:
            return list(_pairs(db))

    def standings(self) -> list[Standing]:
        """Return where each treatment of each area stands, in order of name."""
        with self._opened() as db:
            return [_standing(row) for row in db.execute(_STANDINGS)]

    def holds(self, treatment: str | None = None) -> list[Hold]:
        """Return the holds in force: those that no release names (of this treatment)."""
        with self._opened() as db:
            holds = [_hold(row) for row in db.execute(_HOLDS)]
        return [hold for hold in holds if treatment in (None, hold.treatment)]

    def _events(self, query: str, *values: str | int | None) -> list[Event]:
        with self._opened() as db:
            return [_event(row) for row in db.execute(query, values)]


def _pairs(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    # A jump from pair to pair costs the same at any length; DISTINCT and (a, b) > (?, ?) walk.
    pair = db.execute(_NEXT_TREATMENT, ("",)).fetchone()
    while pair:
        yield pair
        pair = db.execute(_NEXT_AREA, pair).fetchone() or db.execute(_NEXT_TREATMENT, pair[:1]).fetchone()


def _named(kinds: Collection[str]) -> Collection[str]:
    if isinstance(kinds, str):
        return (kinds,)
    return set(kinds) or ENTRIES


def _no_limit(limit: int | None) -> int:
    return -1 if limit is None else limit


def _event(row: Row) -> Event:
    _, event_id, kind, happened, offset, recorded, data, replaces, _ = row
    return Event(event_id, kind, moment_of(happened, offset), moment_of(recorded), data_of(data), replaces)


def _standing(row: Row) -> Standing:
    treatment, area, last, offset, earliest, overdue = row
    return Standing(treatment, area, moment_of(last, offset), date_of(earliest), date_of(overdue))


def _hold(row: Row) -> Hold:
    hold_id, treatment, since, offset, rule, why, least_days = row
    return Hold(hold_id, treatment, moment_of(since, offset), rule, why, least_days)
