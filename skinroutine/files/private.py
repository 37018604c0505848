"""Files of a person's own: readable by nobody else, and written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from skinroutine.errors import SkinroutineError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

BESIDE: Final = ("-journal", "-wal", "-shm")
"""What SQLite puts beside a database, and plays into it when it is opened next."""
_BINARY: Final[int] = getattr(os, "O_BINARY", 0)
"""Windows would turn each line break into two signs."""


class NoSuchUserError(UsageError):
    """A path begins with the home of somebody whom this machine does not know."""

    code = "no-user"

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"{file}: there's no user {file.parts[0].lstrip('~')} here. Write the whole path instead."
        )


def expand(named: str | Path) -> Path:
    """The path with ``~`` written out. Raises NoSuchUserError."""
    file = Path(named)
    try:
        return file.expanduser()
    except RuntimeError as error:
        raise NoSuchUserError(file) from error


def lost_link(file: Path) -> Path | None:
    """The link on the way to a file that leads nowhere; None where the file is there, or never was."""
    for part in (file, *file.parents):
        if os.path.lexists(part):
            return None if part.exists() else part
    return None


class FileNotWrittenError(SkinroutineError):
    """The disk refuses a file."""

    code = "not-written"

    def __init__(self, file: Path, cause: OSError) -> None:
        why = cause.strerror or "unknown cause"
        super().__init__(f"{file} cannot be written ({why}). Name a file in a folder of your own.")


def write_whole(file: Path, content: bytes, *, folder: bool = False) -> None:
    """Put a file in place, readable by its owner alone. Raises FileNotWrittenError; then nothing changed.

    ``folder`` makes the folders that are missing, with mode 0700.
    """
    write_pieces(file, [content], folder=folder)


def write_pieces(file: Path, pieces: Iterable[bytes], *, folder: bool = False) -> None:
    """The same piece by piece. An error while the pieces are made changes nothing either."""
    # Beside its place, not in a folder for such files: a rename is whole only within one disk.
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        if folder:
            make_folder(file.parent)
        _write_new(beside, pieces)
        beside.replace(file)
    except OSError as error:
        raise FileNotWrittenError(file, error) from error
    finally:
        with suppress(OSError):
            beside.unlink()


def _write_new(file: Path, pieces: Iterable[bytes]) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.writelines(pieces)
        stream.flush()
        # A power cut after the rename could else leave an empty file under the new name.
        os.fsync(stream.fileno())


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, each with mode 0700. Raises OSError."""
    if folder.is_dir():
        return
    # One by one: the mode that ``parents`` takes is that of the last folder alone.
    make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:  # another process made it this moment, unless it is no folder
        if not folder.is_dir():
            raise
        return
    # The umask of a careful person may have taken rights from the owner too.
    folder.chmod(0o700)


def write_folder(folder: Path, texts: Mapping[str, str]) -> None:
    """Put a folder of files in place, by their paths inside it; the whole of it or nothing. Raises OSError.

    It is made beside its place and one folder deeper, so that nobody takes half of it for a treatment.
    """
    import shutil  # noqa: PLC0415  `due` opens the history through this file, and shall not wait for it

    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = folder.parent / f".{folder.name}.{os.getpid()}"
    made = beside / folder.name
    try:
        for path, text in texts.items():
            file = made / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        made.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
