"""Files of a person's own: readable by nobody else, and written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from skinroutine.errors import SkinroutineError


class UnwritableFileError(SkinroutineError):
    """A file cannot be written where it was asked for."""

    code = "unwritable-file"

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(f"{file}: cannot be written ({why}). Choose another place, or check its rights.")


def write_whole(file: Path, text: str) -> None:
    """Write UTF-8 text with mode 0600 beside the file, and put it in its place when it is complete.

    The folder is made with mode 0700 where it is missing. Raises UnwritableFileError.
    """
    new = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(
            os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
        ) as out:
            out.write(text)
        new.replace(file)
    except OSError as error:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise UnwritableFileError(file, error.strerror or "unknown") from error
