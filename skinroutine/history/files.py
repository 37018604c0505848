"""The file on the disk: creating it, opening it, and saying what stands in the way."""
# ruff: noqa: PLC0415  what stands in the way is loaded where something does: `due` waits for each module

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import contextmanager, suppress

from skinroutine.files.private import BESIDE, lost_link, make_folder
from skinroutine.history.migrations import MIGRATIONS, is_foreign, migrate, version_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUSY_SECONDS = 10.0  # a write takes milliseconds; this outlasts a queue of them on a slow disk

_PART = 512  # bytes: the pages of a database have this size or a multiple
_PAUSE_SECONDS = 0.01


@contextmanager
def open_transaction(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the one transaction of a write; it is kept only if the block ends without an error.

    Creates the file (0600) and its folders (0700). Raises the same errors as ``reading``.
    """
    with explain(path):
        create(path)
        connection = _connect(path)
        try:
            _begin(connection, path)
            yield connection
            connection.execute("COMMIT")
        finally:
            connection.close()  # takes back what was not committed


def is_there(path: Path) -> bool:
    """Return whether the file exists; False only where it is certain that there is none.

    Raises HistoryUnwritable if something else is there or traces of a history that is gone,
    HistoryDamaged if the file is empty or lost its end: SQLite would take it for a new database,
    or fill the end with nothing. With a journal beside it SQLite puts it right.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        return _check_traces(path)
    except OSError as error:
        from skinroutine.history import errors

        raise errors.unwritable(path, error) from error
    if not stat.S_ISREG(found.st_mode):
        from skinroutine.history import errors

        raise errors.HistoryUnwritable(
            path, errors.FOLDER if stat.S_ISDIR(found.st_mode) else errors.NOT_A_FILE
        )
    if not found.st_size or (found.st_size % _PART and not os.path.lexists(f"{path}{BESIDE[0]}")):
        from skinroutine.history import errors

        raise errors.HistoryDamaged(path)
    return True


def _check_traces(path: Path) -> bool:
    """Refuse to take a history that is out of reach for one that was never begun."""
    link = lost_link(path)
    if link is not None:
        from skinroutine.history import errors

        raise errors.HistoryUnwritable(path, errors.lost(link, str(link.readlink())))
    if not any(os.path.lexists(f"{path}{ending}") for ending in BESIDE):
        return False
    if not os.path.lexists(path):  # in this order: a file comes before its journal
        from skinroutine.history import errors

        raise errors.HistoryUnwritable(path, errors.ORPHAN)
    return is_there(path)  # another process made it this moment


def create(path: Path) -> None:
    """Put a whole history in place if there is no file, closed to other people from its first moment."""
    if is_there(path):
        return
    try:
        make_folder(path.parent)
        # Without hard links a rename puts the file in place, and it would replace that of another process.
        with _alone_in(path.parent) as alone:
            if not os.path.lexists(path):
                _create_whole(path, alone=alone)
    except (OSError, sqlite3.OperationalError) as error:
        if is_there(path):
            return  # another process was faster
        if isinstance(error, OSError):
            from skinroutine.history import errors

            raise errors.unwritable(path, error) from error
        raise


def _create_whole(path: Path, *, alone: bool) -> None:
    # Filled under a name of its own: nobody ever opens a history that lacks its tables.
    new = path.with_name(f"{_new_prefix(path)}{os.urandom(8).hex()}")
    try:
        new.touch(mode=0o600, exist_ok=False)
        new.chmod(0o600)
        _fill(new)
        _place(new, path, alone=alone)
    finally:
        new.unlink(missing_ok=True)
    _sweep(path)  # only now: who still fills one of these finds the file in place


def _fill(new: Path) -> None:
    connection = _connect(new)
    try:
        connection.execute("PRAGMA journal_mode = MEMORY")  # a kill leaves no second file behind
        connection.execute("BEGIN")
        migrate(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()


def _place(new: Path, path: Path, *, alone: bool) -> None:
    try:
        path.hardlink_to(new)  # unlike a rename, it never replaces a file
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links
        if not alone or os.path.lexists(path):
            raise
        new.rename(path)


def _new_prefix(path: Path) -> str:
    return f".{path.name}.new-"


def _sweep(path: Path) -> None:
    """Take away what creations that were killed left beside the file."""
    with suppress(OSError):
        for left in list(path.parent.iterdir()):
            if left.name.startswith(_new_prefix(path)):
                left.unlink(missing_ok=True)


@contextmanager
def _alone_in(folder: Path) -> Iterator[bool]:
    """Let one process at a time create a file here; False if this disk or system cannot say."""
    try:
        number = os.open(folder, os.O_RDONLY)
    except OSError:
        yield False
        return
    try:
        yield _lock(number)
    finally:
        os.close(number)  # unlocks, as the end of the process does


def _lock(number: int) -> bool:
    from time import sleep

    try:
        import fcntl
    except ImportError:
        return False
    # Asked again and again: a call of flock that waits has no limit, and a writer must end some time.
    for _ in range(max(1, int(BUSY_SECONDS / _PAUSE_SECONDS))):
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sleep(_PAUSE_SECONDS)
        except OSError:
            return False
        else:
            return True
    return False


def _tidy(path: Path) -> None:
    """Close the file to other people, and drop the second name that a killed creation left it."""
    with suppress(OSError):
        found = path.stat()
        mode = stat.S_IMODE(found.st_mode)
        if mode & ~0o600:
            path.chmod(mode & 0o600)
        if found.st_nlink > 1:
            _sweep(path)


def _connect(path: Path) -> sqlite3.Connection:
    # Never mode=ro: a reader must be able to roll back what a killed writer left behind.
    address = f"{path.absolute().as_uri()}?mode=rw"
    # Without a level the module begins no transaction of its own, which would take no lock until it writes:
    # https://docs.python.org/3/library/sqlite3.html#sqlite3-transaction-control-isolation-level
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        # A build of SQLite may come with less; what was recorded must outlast a power cut.
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_existing(path: Path) -> sqlite3.Connection:
    """Return a connection to the file with all steps behind it, or to a copy where it takes no writes."""
    connection = _connect(path)
    try:
        if not is_current(connection, path):
            from skinroutine.history.copies import migrate_or_copy

            return migrate_or_copy(connection, lambda: _begin(connection, path))
    except BaseException:
        connection.close()
        raise
    return connection


def is_current(connection: sqlite3.Connection, path: Path) -> bool:
    """Return whether no step is missing. Raises HistoryTooNew, and HistoryDamaged for a file of others."""
    return _check(connection, path) == len(MIGRATIONS)


def _begin(connection: sqlite3.Connection, path: Path) -> None:
    # The lock of a writer from the first moment: who reads first and then writes beside another that does the
    # same is refused without any wait (https://www.sqlite.org/c3ref/busy_handler.html).
    connection.execute("BEGIN IMMEDIATE")
    _check(connection, path)
    _tidy(path)  # before the first change: the journal takes over the rights of the file
    migrate(connection)


def _check(connection: sqlite3.Connection, path: Path) -> int:
    version = version_of(connection)
    if version > len(MIGRATIONS):
        from skinroutine.history import errors

        raise errors.HistoryTooNew(path)
    if is_foreign(connection):
        from skinroutine.history import errors

        raise errors.HistoryDamaged(path)
    return version


@contextmanager
def explain(path: Path) -> Iterator[None]:
    """Tell what stands in the way of SQLite in our own errors."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a mistake in this program, not in the file
    except sqlite3.DatabaseError as error:
        from skinroutine.history import errors

        raise errors.failure(path, error) from error
