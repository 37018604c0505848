"""The small tables that follow from the events, kept in the transaction of the event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skinroutine.history.codec import offset_minutes, utc_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from skinroutine.history.records import Event, Standing

_ADD_AREA = "INSERT INTO session_area (event_id, treatment, area, happened) VALUES (?, ?, ?, ?)"
_ADD_HOLD = """INSERT INTO hold
(id, treatment, since, since_offset, rule, why, least_days, active) VALUES (?, ?, ?, ?, ?, ?, ?, 1)"""
_ADD_RELEASE = "INSERT INTO hold_release (release_id, hold_id) VALUES (?, ?)"
_HOLD_OF = "SELECT hold_id FROM hold_release WHERE release_id = ?"
_SETTLE = """UPDATE hold
SET active = NOT EXISTS (SELECT 1 FROM hold_release WHERE hold_id = hold.id) WHERE id = ?"""
_FORGET = """DELETE FROM standing WHERE NOT EXISTS (
SELECT 1 FROM session_area AS done
WHERE done.treatment = standing.treatment AND done.area = standing.area)"""
_RESTATE = """INSERT OR REPLACE INTO standing
(treatment, area, last_session, last_session_offset, earliest, overdue)
VALUES (?, ?, ?, ?, ?, ?)"""


def add(connection: sqlite3.Connection, event: Event) -> None:
    """Carry a new event into the small tables."""
    if event.kind in _ADDERS:
        _ADDERS[event.kind](connection, event, event.data)


def take_out(connection: sqlite3.Connection, event_id: str) -> None:
    """Take a replaced or voided event out of the small tables; a hold is never taken out."""
    connection.execute("DELETE FROM session_area WHERE event_id = ?", (event_id,))
    released = connection.execute(_HOLD_OF, (event_id,)).fetchall()
    connection.execute("DELETE FROM hold_release WHERE release_id = ?", (event_id,))
    connection.executemany(_SETTLE, released)


def forget_untreated(connection: sqlite3.Connection) -> None:
    """Drop the standing of a treatment and area whose last session was taken out."""
    connection.execute(_FORGET)


def restate(connection: sqlite3.Connection, standings: Iterable[Standing]) -> None:
    """Put these rows in place of those of the same treatment and area."""
    connection.executemany(_RESTATE, [_standing_row(standing) for standing in standings])


def _standing_row(standing: Standing) -> tuple[str | int, ...]:
    last = standing.last_session
    dates = (standing.earliest.isoformat(), standing.overdue.isoformat())
    return (standing.treatment, standing.area, utc_text(last), offset_minutes(last), *dates)


def _add_session(connection: sqlite3.Connection, event: Event, data: dict[str, Any]) -> None:
    happened = utc_text(event.happened)
    areas = dict.fromkeys(data["areas"])
    rows = [(event.id, data["treatment"], area, happened) for area in areas]
    connection.executemany(_ADD_AREA, rows)


def _add_hold(connection: sqlite3.Connection, event: Event, data: dict[str, Any]) -> None:
    since = (utc_text(event.happened), offset_minutes(event.happened))
    why = (data["rule"], data["why"], data["least_days"])
    connection.execute(_ADD_HOLD, (event.id, data["treatment"], *since, *why))


def _add_release(connection: sqlite3.Connection, event: Event, data: dict[str, Any]) -> None:
    connection.execute(_ADD_RELEASE, (event.id, data["hold"]))
    connection.execute(_SETTLE, (data["hold"],))


_ADDERS: dict[str, Callable[[sqlite3.Connection, Event, dict[str, Any]], None]] = {
    "session": _add_session,
    "hold": _add_hold,
    "release": _add_release,
}
