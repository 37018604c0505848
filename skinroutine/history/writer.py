"""Adding events: what may be added, and the rows that it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skinroutine.history import folds
from skinroutine.history.codec import (
    data_of,
    data_text,
    moment_of,
    new_id,
    offset_minutes,
    utc_text,
)
from skinroutine.history.failures import EntryGone, HoldStands, NoSuchEntry
from skinroutine.history.records import KINDS, VOID, Draft, Event

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

_SHAPES: dict[str, dict[str, type]] = {
    "session": {"treatment": str, "areas": list},
    "hold": {"treatment": str, "rule": str, "why": str, "least_days": int},
    "release": {"hold": str, "how": str},
}
_INSERT = """INSERT INTO events
(id, kind, happened, happened_offset, recorded, data, replaces, treatment)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
_TARGET = """SELECT kind, EXISTS (SELECT 1 FROM events AS later WHERE later.replaces = events.id)
FROM events WHERE id = ?"""


def checked(draft: Draft) -> Draft:
    """Return the draft with its data as it will be read back.

    Raises ValueError or TypeError for what the history cannot keep: an unknown kind, a
    moment without an offset, data that JSON lacks (NaN), a session, hold or release that
    misses a key.
    """
    if draft.kind not in KINDS or (draft.kind == VOID and draft.replaces is None):
        raise ValueError(f"no event of kind {draft.kind!r}, or a void that names none")
    if draft.happened is not None:
        utc_text(draft.happened)
    data = data_of(data_text(draft.data))
    _check_shape(draft.kind, data)
    return draft._replace(data=data)


def append(connection: sqlite3.Connection, drafts: Sequence[Draft], now: datetime) -> list[Event]:
    """Add checked drafts and carry them into the small tables; ``now`` is aware.

    Raises NoSuchEntry, EntryGone or HoldStands for an id that may not be named.
    """
    recorded = moment_of(utc_text(now))
    events = [_event(draft, now, recorded) for draft in drafts]
    for event in events:
        _append_one(connection, event)
    if any(event.replaces for event in events):
        folds.forget_untreated(connection)
    return events


def _check_shape(kind: str, data: dict[str, object]) -> None:
    for key, wanted in _SHAPES.get(kind, {}).items():
        found = data.get(key)
        if not isinstance(found, wanted):
            raise ValueError(f"a {kind} needs {key!r} as {wanted.__name__}, not {found!r}")  # noqa: TRY004
        if isinstance(found, list) and not all(isinstance(item, str) for item in found):
            raise ValueError(f"a {kind} needs {key!r} as a list of names, not {found!r}")


def _event(draft: Draft, now: datetime, recorded: datetime) -> Event:
    happened = draft.happened or now
    happened = moment_of(utc_text(happened), offset_minutes(happened))
    return Event(new_id(recorded), draft.kind, happened, recorded, dict(draft.data), draft.replaces)


def _append_one(connection: sqlite3.Connection, event: Event) -> None:
    if event.replaces is not None:
        _check_target(connection, event.replaces)
        folds.take_out(connection, event.replaces)
    if event.kind == "release":
        _check_hold(connection, str(event.data["hold"]))
    connection.execute(_INSERT, _row(event))
    folds.add(connection, event)


def _check_target(connection: sqlite3.Connection, event_id: str) -> None:
    kind, gone = connection.execute(_TARGET, (event_id,)).fetchone() or (VOID, False)
    if kind == VOID:
        raise NoSuchEntry(event_id)
    if kind == "hold":
        raise HoldStands(event_id)
    if gone:
        raise EntryGone(event_id)


def _check_hold(connection: sqlite3.Connection, hold_id: str) -> None:
    if connection.execute("SELECT 1 FROM hold WHERE id = ?", (hold_id,)).fetchone() is None:
        raise NoSuchEntry(hold_id)


def _row(event: Event) -> tuple[str | int | None, ...]:
    treatment = event.data.get("treatment")
    return (
        event.id,
        event.kind,
        utc_text(event.happened),
        offset_minutes(event.happened),
        utc_text(event.recorded),
        data_text(event.data),
        event.replaces,
        treatment if isinstance(treatment, str) else None,
    )
