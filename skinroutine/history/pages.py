"""The whole history, a page at a time: a read that lasts would keep everybody from writing all the while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

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
