"""A photo that is noted with a session: where it is, never the photo itself."""

from __future__ import annotations

from pathlib import Path

from skinroutine.errors import SkinroutineError


class NoPhotoError(SkinroutineError):
    """No file is where the photo should be."""

    code = "no-photo"

    def __init__(self, said: str) -> None:
        told = said if said.isprintable() else repr(said)
        super().__init__(
            f"{told}: there is no such file, so nothing was stored. Check the path of the photo."
        )


def photo_path(said: str) -> str:
    """The whole path of a photo that is there; empty for none. Raises NoPhotoError."""
    if not said:
        return ""
    try:
        file = Path(said).expanduser()
        there = file.is_file()
    except (OSError, RuntimeError, ValueError):  # no right to look, no such home, a sign that no path has
        there = False
    if not there:
        raise NoPhotoError(said)
    return str(file.absolute())
