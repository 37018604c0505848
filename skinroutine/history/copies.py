"""Histories in memory: one without entries, and a copy of a file that can be read and not written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache

from skinroutine.history.migrations import migrate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def migrate_or_copy(connection: sqlite3.Connection, begin: Callable[[], None]) -> sqlite3.Connection:
    """Return the file with all steps behind it, or a copy of it where it cannot be written.

    ``begin`` starts a write and takes the steps that the file still lacks.
    """
    try:
        # The layout of an older version can be read only once the missing steps are taken.
        begin()
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            raise
        # A disk that takes no writes still shows what is on it: the steps are taken in memory.
        with closing(connection):
            return copy_of(connection)
    return connection


def copy_of(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return a copy in memory, as this version keeps it; it ends with the process."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    connection.backup(copy)
    migrate(copy)
    return copy


def without_entries() -> sqlite3.Connection:
    """Return a new history in memory that holds nothing and answers like any other."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    if hasattr(connection, "deserialize"):  # not with SQLite before 3.36
        connection.deserialize(_nothing())
    else:
        migrate(connection)
    return connection


@cache
def _nothing() -> bytes:
    # One run opens it many times, and all migrations take longer than the rest of the reading.
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        return connection.serialize()
