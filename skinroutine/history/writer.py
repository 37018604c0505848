"""Adding events: what may be added, and the rows that it becomes."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from skinroutine.history import briefs, projections
from skinroutine.history import fields as form
from skinroutine.history.codec import (
    both_texts,
    data_of,
    data_text,
    moment_of,
    new_action,
    new_id,
    offset_minutes,
    utc_text,
)
from skinroutine.history.events import RECORDS, payload_of
from skinroutine.history.fields import REQUIRED
from skinroutine.history.records import KINDS, VOID, Draft, Event

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from skinroutine.history.event_shapes import PlainLine

Row = tuple[str | int | None, ...]
"""An event as the columns of the file keep it."""
_NAMED = {"release": "hold", "resume": "pause", "follow-up": "session"}
"""The kind of event that an event of this kind names, which is also the key that names it."""
_INSERT = """INSERT INTO events
(id, kind, happened, happened_offset, recorded, data, replaces, treatment)
VALUES """
_PLACES = "(?, ?, ?, ?, ?, ?, ?, ?)"
_AT_A_TIME: Final = 100
"""So many rows go in by one statement: each that a trigger may stop copies every page that it changes."""
_TARGET = """SELECT kind, EXISTS (SELECT 1 FROM gone WHERE gone.event_id = events.id)
FROM events WHERE id = ?"""
_LAST = "SELECT max(recorded) FROM events WHERE recorded <= ?"
_RECORDED = "SELECT max(recorded) FROM events WHERE id = ?"
_ASTRAY = timedelta(days=1)
"""A clock that is set back by less keeps the order of what is recorded; beyond that the clock was wrong."""


def check_draft(draft: Draft) -> Draft:
    """Return the draft with its data as it will be read back.

    Raises ValueError or TypeError for what the history cannot keep: an unknown kind, a
    moment without an offset, data that JSON lacks (NaN), a session, hold or release that
    misses a key.
    """
    if draft.kind not in KINDS or (draft.kind == VOID and draft.replaces is None):
        raise ValueError(f"no event of kind {draft.kind!r}, or a void that names none")
    if draft.happened is not None:
        utc_text(draft.happened)
    stored = data_of(data_text(draft.payload.stored))
    # Of the other kinds nothing is worked out: a reader passes over what it does not know.
    if draft.kind in projections.ADDERS:
        _check_shape(draft.kind, stored)
    return draft._replace(payload=payload_of(draft.kind, stored))


def append(connection: sqlite3.Connection, drafts: Sequence[Draft], now: datetime) -> list[Event]:
    """Add checked drafts and carry them into the small tables; ``now`` is aware.

    Raises NoSuchEntry, EntryGone or HoldStands for an id that may not be named.
    """
    recorded = _record_time(connection, drafts, now)
    action = new_action(recorded)
    ids = sorted(new_id(action) for _ in drafts)  # of one time the larger id is the newer
    events = [_event(draft, now, recorded, event_id) for draft, event_id in zip(drafts, ids, strict=True)]
    for event in events:
        _append_event(connection, event)
    briefs.keep(connection, ids)
    if any(event.replaces for event in events):
        projections.forget_untreated(connection)
    return events


def _check_shape(kind: str, stored: dict[str, object]) -> None:
    for field in RECORDS[kind].fields.values():
        found, wanted = stored.get(field.key), field.form.json
        if field.need != REQUIRED:
            continue
        # JSON has one kind of number, and for Python true is one too.
        whole = wanted is float and isinstance(found, int) and not isinstance(found, bool)
        if not whole and not isinstance(found, wanted):
            raise ValueError(f"a {kind} needs {field.key!r} as {wanted.__name__}, not {found!r}")
        if field.form is form.WORDS and field.form.read(found) != found:
            raise ValueError(f"a {kind} needs {field.key!r} as a list of names, not {found!r}")


def _record_time(connection: sqlite3.Connection, drafts: Sequence[Draft], now: datetime) -> datetime:
    """Now, but after all that was recorded before, and after what is replaced: the order is told by it."""
    # What is stamped far ahead came from a clock that was wrong: nobody waits until it is past.
    found = [connection.execute(_LAST, (utc_text(now + _ASTRAY),)).fetchone()[0]]
    found += [connection.execute(_RECORDED, (draft.replaces,)).fetchone()[0] for draft in drafts]
    # A microsecond is the smallest step that the text keeps.
    before = [moment_of(text) + timedelta(microseconds=1) for text in found if text]
    return max([moment_of(utc_text(now)), *before])


def _event(draft: Draft, now: datetime, recorded: datetime, event_id: str) -> Event:
    # Through its text, as it will be read: an event is the same before and after.
    happened = draft.happened or now
    happened = moment_of(utc_text(happened), offset_minutes(happened))
    return Event(event_id, draft.kind, happened, recorded, draft.payload.stored, draft.replaces)


def _append_event(connection: sqlite3.Connection, event: Event) -> None:
    if event.replaces is not None:
        _check_target(connection, event.replaces, undone=bool(event.payload.undoes))
        projections.take_out(connection, event.replaces)
    if event.kind in _NAMED:
        _check_named(connection, _NAMED[event.kind], str(event.stored[_NAMED[event.kind]]))
    insert(connection, [row_of(event)])
    projections.add(connection, event)


def _check_target(connection: sqlite3.Connection, event_id: str, *, undone: bool) -> None:
    """A hold ends by a release, or goes with the whole action that set it as that is undone."""
    kind, gone = connection.execute(_TARGET, (event_id,)).fetchone() or (VOID, False)
    if kind == VOID or gone or (kind == "hold" and not undone):
        from skinroutine.history import errors  # noqa: PLC0415  what can go wrong is loaded where it does

        if kind == VOID:
            raise errors.NoSuchEntry(event_id)
        raise errors.HoldStands(event_id) if kind == "hold" and not undone else errors.EntryGone(event_id)


def _check_named(connection: sqlite3.Connection, kind: str, event_id: str) -> None:
    query = "SELECT 1 FROM events WHERE id = ? AND kind = ?"
    if connection.execute(query, (event_id, kind)).fetchone() is None:
        from skinroutine.history.errors import NoSuchEntry  # noqa: PLC0415  the same

        raise NoSuchEntry(event_id)


def insert(connection: sqlite3.Connection, rows: Iterable[tuple[str | int | None, ...]]) -> None:
    """Add the rows of events, and nothing that follows from them."""
    ahead = iter(rows)
    while part := list(islice(ahead, _AT_A_TIME)):
        places = ", ".join([_PLACES] * len(part))
        connection.execute(f"{_INSERT}{places}", list(chain.from_iterable(part)))


def row_of(event: Event | PlainLine, data: str = "") -> Row:
    """Return an event as the file keeps it, in the order of its columns; ``data`` is its data as text."""
    treatment = event.stored.get("treatment")
    happened, recorded = both_texts(event)
    return (
        event.id,
        event.kind,
        happened,
        offset_minutes(event.happened),
        recorded,
        data or data_text(event.stored),
        event.replaces,
        treatment if isinstance(treatment, str) else None,
    )
