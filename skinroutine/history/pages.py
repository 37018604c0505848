"""The whole history, a page at a time: a read that lasts would keep everybody from writing all the while."""

from __future__ import annotations

import json
from heapq import merge
from typing import TYPE_CHECKING, Any, Final, TypeVar

from skinroutine.history.codec import data_of, event_of, quick_reader
from skinroutine.light_typing import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterator, Sequence
    from contextlib import AbstractContextManager

    from skinroutine.history.records import Event

    Opened = Callable[[], AbstractContextManager[sqlite3.Connection]]

T = TypeVar("T")
PAGE: Final = 1000
"""How many events are read at a time."""

_EXTENT: Final = "SELECT count(*), max(seq) FROM events"
# Text that is no JSON is read as none, whoever reads it: SQLite looks at it many times faster.
_PAGE: Final = """SELECT seq, id, kind, happened, happened_offset, recorded,
CASE WHEN json_valid(data) THEN data ELSE '' END, replaces, treatment
FROM events WHERE (recorded, id) > (?, ?) AND seq <= ? ORDER BY recorded, id LIMIT ?"""
_SESSIONS: Final = """SELECT * FROM live WHERE kind = 'session' AND (happened, recorded, id) > (?, ?, ?)
ORDER BY happened, recorded, id LIMIT ?"""
# In the order of an index, which says all of it but how a check began.
_PLACES: Final = """SELECT happened, recorded, id,
CASE WHEN kind = 'symptom-check' AND instr(data, '"began_as":') AND json_valid(data)
THEN json_extract(data, '$.began_as') ELSE '' END
FROM live WHERE kind = ? ORDER BY happened DESC, recorded DESC, id DESC"""
# In the order of the names: CROSS JOIN goes through them one after the other.
_NAMED: Final = """SELECT events.* FROM json_each(?) AS named CROSS JOIN events ON events.id = named.value"""


class EntryPlace(NamedTuple):
    """An event in a list that is still to be read; of a check ``began_as`` is the id of its beginning."""

    id: str
    began_as: str


def places(db: sqlite3.Connection, kinds: Collection[str]) -> Iterator[EntryPlace]:
    """Yield which events of these kinds stand, newest first, without reading what they say."""
    listed = merge(*(db.execute(_PLACES, (kind,)) for kind in kinds), reverse=True)
    yield from (EntryPlace(event_id, began_as) for _, _, event_id, began_as in listed)


def entries(opened: Opened, ids: Sequence[str]) -> Iterator[Event]:
    """Yield the events with these ids in their order; whoever reads on slowly keeps nobody from writing.

    An event never changes and never goes, so that all are those of the moment at which they were listed.
    """
    read = quick_reader() if len(ids) > PAGE else data_of
    for start in range(0, len(ids), PAGE):
        named = json.dumps(ids[start : start + PAGE])
        with opened() as db:
            rows = db.execute(_NAMED, (named,)).fetchall()
        # One by one: to make a thousand events at once takes three times as long, and most of it is memory.
        yield from (event_of(row, read) for row in rows)


def everything(opened: Opened, make: Callable[[tuple[Any, ...]], T]) -> tuple[int, Iterator[T]]:
    """Return how many events there are, and what is made of the row of each, in the order of recording.

    What is recorded while they are read is left out.
    """
    with opened() as db:
        many, last = db.execute(_EXTENT).fetchone()
    return many, _walk(opened, make, last)


def _walk(opened: Opened, make: Callable[[tuple[Any, ...]], T], last: int | None) -> Iterator[T]:
    after = ("", "")
    while True:
        with opened() as db:
            rows = db.execute(_PAGE, (*after, last, PAGE)).fetchall()
            page = [make(row) for row in rows]
        if not rows:
            return
        yield from page
        after = (rows[-1][5], rows[-1][1])


def sessions(opened: Opened, make: Callable[[tuple[Any, ...]], T]) -> Iterator[T]:
    """Yield what is made of the row of each session that stands, oldest first."""
    after = ("", "", "")
    while True:
        with opened() as db:
            rows = db.execute(_SESSIONS, (*after, PAGE)).fetchall()
            page = [make(row) for row in rows]
        if not rows:
            return
        yield from page
        after = (rows[-1][3], rows[-1][5], rows[-1][1])
