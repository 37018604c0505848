"""The union of the events of two machines: what is new is added, what is known stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from skinroutine.history import folds, rivals
from skinroutine.history.reader import event_of
from skinroutine.history.writer import insert, row_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from skinroutine.history.records import Event

NEW: Final = "new"
KNOWN: Final = "known"
CONFLICT: Final = "conflict"
"""An entry with this id is there already, and says something else."""

_STORED = """SELECT id, kind, happened, happened_offset, recorded, data, replaces, treatment
FROM events WHERE id = ?"""
_LIVE = "SELECT * FROM live WHERE kind <> 'plan'"


class Merged(NamedTuple):
    """What came of a union: how many events were new and known, and the ids that were in conflict."""

    new: int
    known: int
    conflicts: tuple[str, ...]


def state_of(connection: sqlite3.Connection, event: Event) -> str:
    """Return what an event is to this history: NEW, KNOWN or CONFLICT."""
    stored = connection.execute(_STORED, (event.id,)).fetchone()
    if stored is None:
        return NEW
    return KNOWN if stored == row_of(event) else CONFLICT


def merge(connection: sqlite3.Connection, events: Iterable[Event]) -> Merged:
    """Add the events that are new, in any order, and work out again what follows from all of them."""
    counts = {NEW: 0, KNOWN: 0}
    conflicts = []
    for event in events:
        state = state_of(connection, event)
        if state == CONFLICT:
            conflicts.append(event.id)
            continue
        counts[state] += 1
        if state == NEW:
            insert(connection, event)
    if counts[NEW]:
        rivals.settle(connection)
        folds.rebuild(connection, _live(connection))
    return Merged(counts[NEW], counts[KNOWN], tuple(conflicts))


def _live(connection: sqlite3.Connection) -> Iterator[Event]:
    return (event_of(row) for row in connection.execute(_LIVE))
