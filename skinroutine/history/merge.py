"""The union of the events of two machines: what is new is added, what is known stays as it is.

Two machines may have changed one entry without each other. Everything that replaces, voids or brings back
one entry hangs together with it. Of the ends of these chains the one that was recorded last counts, and of
two at one time the one with the larger id: the same on every machine, whatever came first. A hold
gives way to the undo of its action alone: else only a release ends it.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, nullcontext
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from skinroutine.history import projections
from skinroutine.history.codec import data_text, event_of, quick_reader
from skinroutine.history.writer import Row, insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from skinroutine.history.records import Event

NEW: Final = "new"
KNOWN: Final = "known"
CONFLICT: Final = "conflict"
"""An entry with this id is there already, and says something else."""

_STORED = """SELECT events.id, kind, happened, happened_offset, recorded, data, replaces, treatment
FROM json_each(?) AS named CROSS JOIN events ON events.id = named.value"""
# Nothing follows from a check that found nothing, and most did: it is not even read.
_LIVE = f"""SELECT * FROM live WHERE kind IN (SELECT value FROM json_each(?)) AND NOT (kind = 'symptom-check'
AND instr(data, '"reasons":[]') AND NOT instr(data, '"reasons":[{{'))
AND NOT ({projections.IS_PLAIN_FOLLOW_UP})"""  # noqa: S608  a part from there
_AT_A_TIME: Final = 500
"""How many events are looked up and added in one go. For a history of fewer, so many are a large addition."""
_INDEXES: Final = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'events' AND sql <> ''"
)
Change = tuple[str, str, str]  # the id of an event, the id of the one it changes, when it was recorded

# A void stays: what says that it replaces one changes nothing. Of a hold only an undo and a redo may say so.
_CHANGES = """SELECT later.id, old.id, later.recorded FROM events AS later
JOIN events AS old ON old.id = later.replaces
WHERE later.replaces IS NOT NULL AND (old.kind NOT IN ('hold', 'void') OR (
old.kind = 'hold' AND later.kind = 'void' AND instr(later.data, '"undoes":')))"""
_AGAIN = """SELECT later.id, old.id, later.recorded FROM events AS later
JOIN json_each(later.data, '$.again') AS earlier JOIN events AS old ON old.id = earlier.value
WHERE instr(later.data, '"again":') AND (old.kind NOT IN ('hold', 'void') OR (
old.kind = 'hold' AND later.kind = 'hold'))"""
_OVER = """SELECT later.id, old.id, later.recorded FROM events AS later
JOIN json_each(later.data, '$.over') AS earlier JOIN events AS old ON old.id = earlier.value
WHERE instr(later.data, '"over":') AND old.kind = 'void'"""
# No command rewrites a check: it is taken out whole, or stays.
_REWRITTEN = """SELECT later.id, old.id FROM events AS later JOIN events AS old ON old.id = later.replaces
WHERE old.kind = 'symptom-check' AND later.kind <> 'void'"""
_GONE = "INSERT INTO gone SELECT id FROM events WHERE id = ? AND kind <> 'void'"


class Merged(NamedTuple):
    """What came of a union: how many events were new and known, and the ids that were in conflict."""

    new: int
    known: int
    conflicts: tuple[str, ...]


def states_of(connection: sqlite3.Connection, rows: Iterable[Row]) -> list[str]:
    """Return what each row of an event is to this history: NEW, KNOWN or CONFLICT."""
    listed = list(rows)
    stored = _stored(connection, listed) if _last(connection) else {}
    return [_state(stored.get(row[0]), row) for row in listed] if stored else [NEW] * len(listed)


def _stored(connection: sqlite3.Connection, rows: Iterable[Row]) -> dict[object, Row]:
    named = json.dumps([row[0] for row in rows])
    return {row[0]: row for row in connection.execute(_STORED, (named,))}


def _state(stored: Row | None, row: Row) -> str:
    if stored is None:
        return NEW
    return KNOWN if stored == row else CONFLICT


def merge(connection: sqlite3.Connection, rows: Iterable[Row]) -> Merged:
    """Add the rows of events that are new, in any order, and work out again what follows from all of them."""
    ahead = iter(rows)
    first = list(islice(ahead, _AT_A_TIME))
    with _indexed_later(connection) if _is_large(connection, first) else nullcontext():
        merged = _add(connection, chain(first, ahead))
    # They may be older than what is there: all that follows from any event is worked out again.
    if merged.new:
        settle(connection)
        projections.rebuild(connection, _live(connection))
    return merged


def _is_large(connection: sqlite3.Connection, first: Sequence[Row]) -> bool:
    return len(first) == _AT_A_TIME and _last(connection) < _AT_A_TIME


def _last(connection: sqlite3.Connection) -> int:
    """How many events there are; nothing ever goes."""
    return connection.execute("SELECT max(seq) FROM events").fetchone()[0] or 0


@contextmanager
def _indexed_later(connection: sqlite3.Connection) -> Iterator[None]:
    """Leave the indexes of the events out until all are there: made as a whole they take half the time.

    What looks events up by their ids stays. All is one transaction: nobody ever meets a file without them.
    """
    indexes = connection.execute(_INDEXES).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _, making in indexes:
        connection.execute(making)


def _add(connection: sqlite3.Connection, rows: Iterable[Row]) -> Merged:
    many, known = 0, 0
    conflicts = []
    ahead = iter(rows)
    while chunk := list(islice(ahead, _AT_A_TIME)):
        seen = _stored(connection, chunk)
        new = []
        for row in chunk:
            stored = seen.get(row[0])
            if stored is None:
                seen[row[0]] = row
                new.append(row)
            elif stored == row:
                known += 1
            else:
                conflicts.append(str(row[0]))
        insert(connection, new)
        many += len(new)
    return Merged(many, known, tuple(conflicts))


def _live(connection: sqlite3.Connection) -> Iterator[Event]:
    kinds, read = data_text({kind: kind for kind in projections.ADDERS}), quick_reader()
    return (event_of(row, read) for row in connection.execute(_LIVE, (kinds,)))


def settle(connection: sqlite3.Connection) -> None:
    """Work out from scratch which events are gone."""
    connection.execute("DELETE FROM gone")
    changes = [change for query in (_CHANGES, _AGAIN, _OVER) for change in connection.execute(query)]
    rewritten = set(connection.execute(_REWRITTEN))
    counting = [change for change in changes if change[:2] not in rewritten]
    connection.executemany(_GONE, ((event_id,) for event_id in beaten(counting)))


def beaten(changes: Iterable[Change]) -> Iterator[str]:
    """Yield the ids of the events that do not count, of all that these changes join."""
    listed = list(changes)
    changed = {old for _, old, _ in listed}
    recorded = {event_id: when for event_id, _, when in listed}
    for entry in _entries(listed):
        ends = [event_id for event_id in entry if event_id not in changed]
        # Only a file that was written by hand goes in a circle; even then one event stays.
        counts = max(ends or entry, key=lambda event_id: (recorded.get(event_id, ""), event_id))
        yield from (event_id for event_id in entry if event_id != counts)


def _entries(changes: Iterable[Change]) -> list[list[str]]:
    """The ids that hang together, in groups."""
    over: dict[str, str] = {}
    for event_id, old, _ in changes:
        over[_top(over, event_id)] = _top(over, old)
    groups: dict[str, list[str]] = {}
    for event_id in over:
        groups.setdefault(_top(over, event_id), []).append(event_id)
    return list(groups.values())


def _top(over: dict[str, str], event_id: str) -> str:
    """The id that stands for a group; each look shortens the way to it."""
    over.setdefault(event_id, event_id)
    while over[event_id] != event_id:
        over[event_id] = over[over[event_id]]
        event_id = over[event_id]
    return event_id
