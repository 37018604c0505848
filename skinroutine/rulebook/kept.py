"""What the shipped rules come to, kept from one run to the next.

Reading YAML and checking what it says takes longer than all else that is done with the rules. What is kept is
used only where it matches the text that is there now and how this program reads it. What is missing, cut
short, changed or of another version is read from YAML.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from skinroutine import __version__
from skinroutine.light_typing import NamedTuple
from skinroutine.rule_files import bytes_of, digest_of
from skinroutine.rulebook.packed import pack, unpack

_SIZE: Final = 32
_ROOM: Final = Path(__file__).parent
_BESIDE: Final = ("misfits.py", "text.py", "light_typing.py")
"""The modules outside of this room that say how rules are read."""


class Kept(NamedTuple):
    """The items of a file, and the line on which each of them starts."""

    items: tuple[msgspec.Struct, ...]
    starts: tuple[int, ...]


def read_kept(text: str, topic: str, place: Path) -> Kept | None:
    """What is kept at ``place`` of this text; None where that is of no use."""
    sign, digest, values = _parted(bytes_of(os.fspath(place)))
    if not sign or digest != _digest(text, topic, values):
        return None
    groups, numbers, starts = marshal.loads(values)  # noqa: S302  what was kept here, byte by byte
    return Kept(unpack(groups, numbers), starts)


def keep(text: str, topic: str, place: Path, items: Sequence[msgspec.Struct], starts: Sequence[int]) -> None:
    """Keep what a text came to. Where nothing can be written, the next run reads YAML too."""
    try:
        groups, numbers = pack(items)
    except TypeError:  # a record of a new kind, which is slower until it has a form
        return
    values = marshal.dumps((groups, numbers, tuple(starts)))
    _write(place, _digest(text, topic, values) + values)


def _parted(kept: bytes) -> tuple[bytes, bytes, bytes]:
    """The sign that it could be read, the digest, and the values."""
    return kept[:1], kept[1 : 1 + _SIZE], kept[1 + _SIZE :]


def _digest(text: str, topic: str, values: bytes) -> bytes:
    return digest_of([_reader(), topic.encode(), text.encode(), values], _SIZE).digest()


@cache
def _reader() -> bytes:
    """What changes with any change of how this program reads rules and keeps what they say."""
    beside = (os.fspath(_ROOM.parent / name) for name in _BESIDE)
    own = sorted(entry.path for entry in os.scandir(_ROOM) if entry.name.endswith(".py"))
    versions = (__version__.encode(), msgspec.__version__.encode(), sys.version.encode())
    return digest_of([*versions, *map(bytes_of, (*beside, *own))], _SIZE).digest()


def _write(place: Path, kept: bytes) -> None:
    # Put it in place whole.
    new = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        try:
            new.write_bytes(kept)
            new.replace(place)
        finally:
            new.unlink(missing_ok=True)
