"""What can go wrong with the history: each error owns its sentence, one line with the next step."""

# ruff: noqa: N818  the name says what happened to the history

from __future__ import annotations

import errno
import sqlite3

from skinroutine.errors import SkinroutineError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import ClassVar


Obstacle = tuple[str, str]  # why a file cannot be used, and what to do about it

FOLDER: Obstacle = ("a folder is in its place", "Move that folder away")
NOT_A_FILE: Obstacle = ("it is not a plain file", "Move it away")
BLOCKED: Obstacle = ("a file is where a folder should be", "Move that file away")
DENIED: Obstacle = ("you may not write there", "Allow it for the file and its folder")
FULL: Obstacle = ("the disk is full", "Free some space")
ORPHAN: Obstacle = (
    "only a journal of it is left there",
    "Put the history back beside the journal, or move the file that ends in -journal away",
)
CIRCLE: Obstacle = ("its links lead round in a circle", "Point the link at the file")
BROKEN: Obstacle = ("the disk does not take it", "Check the disk and its free space")


_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_OBSTACLES = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: BROKEN,
    sqlite3.SQLITE_NOLFS: BROKEN,
    sqlite3.SQLITE_CANTOPEN: DENIED,
    sqlite3.SQLITE_READONLY: DENIED,
    sqlite3.SQLITE_PERM: DENIED,
    sqlite3.SQLITE_AUTH: DENIED,
}
_OS_OBSTACLES = {
    errno.EACCES: DENIED,
    errno.EPERM: DENIED,
    errno.EROFS: DENIED,
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.ENOTDIR: BLOCKED,
    errno.EEXIST: BLOCKED,
    errno.EISDIR: FOLDER,
    errno.ELOOP: CIRCLE,
}


def lost(link: Path, target: str) -> Obstacle:
    """The obstacle of a link that leads nowhere: what it leads to may be a history with holds in it."""
    return (
        f"{printable(link)} is a link to {printable(target)}, and nothing is there",
        f"Put that back, or point the link to where it is now (ln -sfn NEW {printable(link)})",
    )


class HistoryTooNew(SkinroutineError):
    """The file has a layout that this version does not know."""

    code: ClassVar[str] = "history-too-new"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The file at {printable(path)} is from a newer skinroutine. Update skinroutine, then try again."
        )


class HistoryDamaged(SkinroutineError):
    """The file is no history, or parts of it cannot be read."""

    code: ClassVar[str] = "history-damaged"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The file at {printable(path)} is damaged, or it is not a skinroutine history."
            " Nothing was changed: move it aside, or put a copy back in its place."
        )


class HistoryUnwritable(SkinroutineError):
    """The file cannot be created, opened or written."""

    code: ClassVar[str] = "history-unwritable"

    def __init__(self, path: Path, obstacle: Obstacle) -> None:
        why, step = obstacle
        super().__init__(
            f"Cannot use the history at {printable(path)}: {why}. Nothing was stored. {step}, then try again."
        )


class HistoryBusy(SkinroutineError):
    """Another process kept the file locked for too long."""

    code: ClassVar[str] = "history-busy"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The file at {printable(path)} is in use by something else."
            " Nothing was stored. Wait a moment, then try again."
        )


class NoSuchEntry(SkinroutineError):
    """An id names nothing that could be replaced, voided or released."""

    code: ClassVar[str] = "no-such-entry"

    def __init__(self, event_id: str) -> None:
        super().__init__(
            f"There's no entry {printable(event_id)}. Run `skinroutine history` to see them all."
        )


class EntryGone(SkinroutineError):
    """The event was replaced or voided before."""

    code: ClassVar[str] = "entry-gone"

    def __init__(self, event_id: str) -> None:
        super().__init__(
            f"Entry {printable(event_id)} was changed or removed before."
            " Run `skinroutine history` to see what is there now."
        )


class HoldStands(SkinroutineError):
    """A hold ends by a release only: it is never replaced or voided."""

    code: ClassVar[str] = "hold-stands"

    def __init__(self, event_id: str) -> None:
        super().__init__(
            f"Entry {printable(event_id)} is a hold, and a hold cannot be removed."
            " Run `skinroutine hold` to see how it ends."
        )


def failure(path: Path, error: sqlite3.DatabaseError) -> SkinroutineError:
    """What an error of SQLite means for the history."""
    # The lowest byte is the error, the others say more of it: an IOERR of a read, of a write, of a lock.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code in _BUSY:
        return HistoryBusy(path)
    obstacle = _OBSTACLES.get(code)
    return HistoryUnwritable(path, obstacle) if obstacle else HistoryDamaged(path)


def unwritable(path: Path, error: OSError) -> HistoryUnwritable:
    """What an error of the system means for it."""
    return HistoryUnwritable(path, _OS_OBSTACLES.get(error.errno or 0, BROKEN))


def printable(text: Path | str) -> str:
    """Return the text for a sentence: a line break in a file name must not break the line."""
    text = str(text)
    return text if text.isprintable() else repr(text)
