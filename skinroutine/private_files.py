"""Files of a person's own: readable by nobody else, and written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from skinroutine.errors import SkinroutineError


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
    if folder:
        try:
            _make_folder(file.parent)
        except OSError as error:
            raise FileNotWrittenError(file, error) from error
    write_pieces(file, [content])


def write_pieces(file: Path, pieces: Iterable[bytes]) -> None:
    """The same piece by piece. An error while the pieces are made changes nothing either."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        _write_new(beside, pieces)
        beside.replace(file)
    except OSError as error:
        raise FileNotWrittenError(file, error) from error
    finally:
        with suppress(OSError):
            beside.unlink()


def _write_new(file: Path, pieces: Iterable[bytes]) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.writelines(pieces)
        stream.flush()
        os.fsync(stream.fileno())


def _make_folder(folder: Path) -> None:
    """One by one: the mode that ``parents`` takes is that of the last folder alone."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
