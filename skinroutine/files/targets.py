"""The files that a person names for a result, and the one guard over what is there already.

Nothing of the program's own (the history, drafts, a person's rules, the shipped rules) is ever written over,
however its path is spelled, and neither is any database: it could be the history of another home.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from skinroutine.errors import UsageError
from skinroutine.files.private import BESIDE, FileNotWrittenError, expand, write_pieces

_DATABASE: Final = b"SQLite format 3\0"


class FileInTheWay(UsageError):  # noqa: N818  the name says what is wrong
    """Something is where a result should go, and it stays."""

    code = "in-the-way"

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(f"{file} {why}")


class OwnPlaces(NamedTuple):
    """Where the program keeps what is its own.

    ``folders`` hold its files side by side, ``trees`` belong to it with all that lies in them.
    """

    folders: tuple[Path, ...]
    trees: tuple[Path, ...]

    def have(self, file: Path) -> bool:
        """Whether a path is one of these places or leads into them, by any name, link or second name."""
        return any(self._lead_to(spelled) for spelled in _spellings(file)) or self._share(file)

    def _lead_to(self, file: Path) -> bool:
        above = (file, *file.parents)
        near = any(_is_same(place, folder) for place in above[:2] for folder in self.folders)
        return near or any(_is_same(place, tree) for place in above for tree in self.trees)

    def _share(self, file: Path) -> bool:
        """Whether the file is one of these by another name: a hard link, or what their link leads to."""
        number = _number(file)
        return number is not None and any(number == _number(own) for own in self._files())

    def _files(self) -> Iterator[Path]:
        for folder in self.folders:
            yield from folder.glob("*")
        for tree in self.trees:
            yield from tree.rglob("*")


class FileKind(NamedTuple):
    """What a command writes: how such a file begins, and what is said where one cannot be put.

    ``taken`` follows the path of what is there and is something else; ``instead`` is a place to type.
    """

    taken: str
    instead: str
    starts: Sequence[bytes] = ()


class Target:
    """A file that was named for a result, with ``~`` written out. Raises NoSuchUserError.

    An earlier result of the same kind is replaced. Anything else is kept unless ``force`` is given, and
    what is the program's own in any case.
    """

    def __init__(self, named: str | Path, own: OwnPlaces, kind: FileKind, *, force: bool = False) -> None:
        self.file = expand(named)
        self._own = own
        self._kind = kind
        self._force = force

    def check(self) -> None:
        """Refuse what may not be replaced. Raises FileInTheWay and FileNotWrittenError."""
        try:
            refuse_own(self.file, self._own, self._kind.instead)
            self._refuse_special()
        except OSError as error:
            raise FileNotWrittenError(self.file, error) from error
        if not self._force and not may_replace(self.file, self._kind.starts):
            raise FileInTheWay(self.file, self._kind.taken)

    def write(self, pieces: Iterable[bytes], *, folder: bool = False) -> None:
        """Put the result in place, whole or not at all; ``folder`` makes the folders that are missing.

        Raises FileInTheWay and FileNotWrittenError.
        """
        self.check()
        write_pieces(Path(os.path.realpath(self.file)), pieces, folder=folder)  # a link stays a link

    def _refuse_special(self) -> None:
        if _is_special(self.file):
            raise FileInTheWay(self.file, f"isn't a plain file. Name another place: {self._kind.instead}")


def refuse_own(file: Path, own: OwnPlaces, instead: str) -> None:
    """Refuse a place among the program's own, and any database: it could be the history of another home.

    Raises FileInTheWay, which names ``instead``.
    """
    if own.have(file):
        raise FileInTheWay(file, f"is among skinroutine's own files. Name another place: {instead}")
    if _is_database(file):
        raise FileInTheWay(file, f"is a database. Name another place: {instead}")


def may_replace(file: Path, starts: Sequence[bytes]) -> bool:
    """Whether nothing is there, or a file that begins with one of ``starts``. Raises FileNotWrittenError."""
    if not os.path.lexists(file):
        return True
    if not starts:
        return False
    try:
        found = _beginning(file, max(map(len, starts)))
    except FileNotFoundError:  # a link that leads nowhere
        return False
    except OSError as error:
        raise FileNotWrittenError(file, error) from error
    return any(found.startswith(start) for start in starts)


def _beginning(file: Path, length: int) -> bytes:
    with file.open("rb") as stream:
        return stream.read(length)


def _is_database(file: Path) -> bool:
    """Whether a file is a database of SQLite, or would be taken for what belongs to one."""
    whole = [Path(str(file).removesuffix(ending)) for ending in BESIDE if str(file).endswith(ending)]
    return any(
        path.is_file() and _beginning(path, len(_DATABASE)) == _DATABASE
        for near in (file, *whole)
        for path in _spellings(near)
    )


def _is_special(file: Path) -> bool:
    """Whether this is a folder, a device, a pipe, or a name that the system makes up for an open file."""
    if any(path.parent == Path("/dev") or path.is_relative_to("/proc") for path in _spellings(file)):
        return True
    try:
        return not stat.S_ISREG(file.stat().st_mode)
    except FileNotFoundError:
        return False


def _spellings(file: Path) -> set[Path]:
    """Where the path itself lies, and where it leads to when it is a link."""
    return {Path(os.path.realpath(file.parent), file.name), Path(os.path.realpath(file))}


def _is_same(path: Path, other: Path) -> bool:
    """Whether two paths are one place; of what is not there yet, also where only the case differs."""
    try:
        return path.samefile(other)
    except OSError:
        # On a disk that keeps no case apart both names are one file, once it is made.
        return not os.path.lexists(other) and str(path).casefold() == os.path.realpath(other).casefold()


def _number(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino)
