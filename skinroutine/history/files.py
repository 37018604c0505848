"""The file on the disk: creating it, opening it, and saying what stands in the way."""

from __future__ import annotations

import errno
import sqlite3
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

from skinroutine.history import failures
from skinroutine.history.failures import (
    HistoryBusy,
    HistoryDamaged,
    HistoryTooNew,
    HistoryUnwritable,
)
from skinroutine.history.migrations import MIGRATIONS, is_foreign, migrate, version_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from skinroutine.errors import SkinroutineError

BUSY_SECONDS = 10.0  # a write takes milliseconds; this outlasts a queue of them on a slow disk

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_OBSTACLES = {
    sqlite3.SQLITE_FULL: failures.FULL,
    sqlite3.SQLITE_IOERR: failures.BROKEN,
    sqlite3.SQLITE_NOLFS: failures.BROKEN,
    sqlite3.SQLITE_CANTOPEN: failures.DENIED,
    sqlite3.SQLITE_READONLY: failures.DENIED,
    sqlite3.SQLITE_PERM: failures.DENIED,
    sqlite3.SQLITE_AUTH: failures.DENIED,
}
_OS_OBSTACLES = {
    errno.EACCES: failures.DENIED,
    errno.EPERM: failures.DENIED,
    errno.EROFS: failures.DENIED,
    errno.ENOSPC: failures.FULL,
    errno.EDQUOT: failures.FULL,
    errno.ENOTDIR: failures.BLOCKED,
    errno.EEXIST: failures.BLOCKED,
    errno.EISDIR: failures.FOLDER,
}


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open one snapshot of the history; with no file an empty one, and no file is made.

    Raises HistoryTooNew, HistoryDamaged, HistoryUnwritable or HistoryBusy.
    """
    with _explained(path):
        connection = _connect_existing(path) if is_there(path) else _connect_nothing()
        try:
            connection.execute("BEGIN")
            yield connection
        finally:
            connection.close()


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the one transaction of a write; it is kept only if the block ends without an error.

    Creates the file (0600) and its folders (0700). Raises the same errors as ``reading``.
    """
    with _explained(path):
        create(path)
        connection = _connect(path)
        try:
            connection.execute("BEGIN IMMEDIATE")
            _check(connection, path)
            migrate(connection)
            yield connection
            connection.execute("COMMIT")
        finally:
            connection.close()  # takes back what was not committed


def is_there(path: Path) -> bool:
    """Return whether the file exists; raises HistoryUnwritable if something else is there."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _unwritable(path, error) from error
    if stat.S_ISREG(mode):
        return True
    raise HistoryUnwritable(path, failures.FOLDER if stat.S_ISDIR(mode) else failures.NOT_A_FILE)


def create(path: Path) -> None:
    """Create the empty file if there is none, closed to other people from its first moment."""
    if is_there(path):
        return
    try:
        _make_folder(path.parent)
        path.touch(mode=0o600, exist_ok=False)
        path.chmod(0o600)
    except FileExistsError:
        is_there(path)  # another process was faster, which is fine if it made a file
    except OSError as error:
        raise _unwritable(path, error) from error


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        return
    folder.chmod(0o700)


def _connect(path: Path) -> sqlite3.Connection:
    # Never mode=ro: a reader must be able to roll back what a killed writer left behind.
    address = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def _connect_existing(path: Path) -> sqlite3.Connection:
    connection = _connect(path)
    try:
        version = _check(connection, path)
        if 0 < version < len(MIGRATIONS):
            connection.execute("BEGIN IMMEDIATE")
            migrate(connection)
            connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    if version:
        return connection
    connection.close()
    return _connect_nothing()


def _connect_nothing() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> int:
    version = version_of(connection)
    if version > len(MIGRATIONS):
        raise HistoryTooNew(path)
    if is_foreign(connection):
        raise HistoryDamaged(path)
    return version


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a mistake in this program, not in the file
    except sqlite3.DatabaseError as error:
        raise _failure(path, error) from error


def _failure(path: Path, error: sqlite3.DatabaseError) -> SkinroutineError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code in _BUSY:
        return HistoryBusy(path)
    obstacle = _OBSTACLES.get(code)
    return HistoryUnwritable(path, obstacle) if obstacle else HistoryDamaged(path)


def _unwritable(path: Path, error: OSError) -> HistoryUnwritable:
    return HistoryUnwritable(path, _OS_OBSTACLES.get(error.errno or 0, failures.BROKEN))
