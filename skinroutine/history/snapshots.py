"""One connection for all that a command asks; each question sees one moment of the history."""

from __future__ import annotations

from contextlib import contextmanager

from skinroutine.history import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    FileState = tuple[int, ...]
    """Which file is there (two numbers), and what it was when it was looked at."""

_WHICH = 2


class Snapshots:
    """Snapshots of the file at ``path``, of an empty history where there is none; no file is made.

    Between two questions the connection holds no lock: nobody who writes has to wait for a person who is
    asked. A file that others put in its place is opened anew.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._state: FileState | None = None
        self._is_copy = False

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """Open one snapshot; inside another one the same moment goes on.

        Raises HistoryTooNew, HistoryDamaged, HistoryUnwritable or HistoryBusy.
        """
        if self._connection is not None and self._connection.in_transaction:
            yield self._connection
            return
        with files.explain(self._path):
            connection = self._connected()
            try:
                # All that is asked in one block is answered from the same moment, whoever writes meanwhile.
                connection.execute("BEGIN")
                yield connection
                connection.execute("ROLLBACK")
            except BaseException:
                self.close()  # after an error nobody knows what it is good for
                raise

    def close(self) -> None:
        """Close the file; the next question opens it again."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def __del__(self) -> None:
        """Close the file with the last who could ask: Python 3.13 warns of one left open."""
        self.close()

    def _connected(self) -> sqlite3.Connection:
        state = _state(self._path) if files.is_there(self._path) else None
        kept = self._connection
        if kept is not None and (state == self._state or self._is_current(kept, state)):
            self._state = state
            return kept
        self.close()
        kept = _without_entries() if state is None else files.connect_existing(self._path)
        self._connection, self._state = kept, state
        self._is_copy = not kept.execute("PRAGMA database_list").fetchone()[2]
        return kept

    def _is_current(self, kept: sqlite3.Connection, state: FileState | None) -> bool:
        """Whether the open file is the one that is there, as this version keeps it; a copy has grown old."""
        if state is None or self._state is None or self._is_copy:
            return False
        return state[:_WHICH] == self._state[:_WHICH] and files.is_current(kept, self._path)


def _state(path: Path) -> FileState:
    try:
        found = path.stat()
    except OSError:  # gone this moment: what opens it next says so
        return ()
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def _without_entries() -> sqlite3.Connection:
    from skinroutine.history.copies import without_entries  # noqa: PLC0415  most people have a history

    return without_entries()
