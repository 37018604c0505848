"""Which of several events of one entry counts, where two machines changed it without each other.

Everything that replaces, voids or brings back one entry hangs together with it. Of the ends of these
chains the one that was recorded last counts, and of two at one time the one with the larger id: the same
on every machine, whatever came first. A hold never gives way: only a release ends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

Change = tuple[str, str, str]  # the id of an event, the id of the one it changes, when it was recorded

# A void stays: what says that it replaces one, or a hold, changes nothing.
_CHANGES = """SELECT later.id, old.id, later.recorded FROM events AS later
JOIN events AS old ON old.id = later.replaces
WHERE later.replaces IS NOT NULL AND old.kind NOT IN ('hold', 'void')"""
_AGAIN = """SELECT later.id, old.id, later.recorded FROM events AS later
JOIN json_each(later.data, '$.again') AS earlier JOIN events AS old ON old.id = earlier.value
WHERE later.data LIKE '%"again":%' AND old.kind NOT IN ('hold', 'void')"""
_OVER = """SELECT later.id, old.id, later.recorded FROM events AS later
JOIN json_each(later.data, '$.over') AS earlier JOIN events AS old ON old.id = earlier.value
WHERE later.data LIKE '%"over":%' AND old.kind = 'void'"""
_GONE = "INSERT INTO gone SELECT id FROM events WHERE id = ? AND kind NOT IN ('hold', 'void')"


def settle(connection: sqlite3.Connection) -> None:
    """Work out from scratch which events are gone."""
    connection.execute("DELETE FROM gone")
    changes = [change for query in (_CHANGES, _AGAIN, _OVER) for change in connection.execute(query)]
    connection.executemany(_GONE, ((event_id,) for event_id in beaten(changes)))


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
