"""What the shipped rules come to, kept from one run to the next.

Reading YAML and checking what it says takes longer than all else that is done with the rules. What is kept is
used only where it matches the text that is there now and how this program reads it. What is missing, cut
short, changed or of another version is read from YAML.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from skinroutine import __version__
from skinroutine.light_typing import NamedTuple
from skinroutine.rule_files import (
    MOST_BYTES,
    RuleText,
    beside_modules,
    bytes_of,
    digest_of,
    digests_of,
    write_kept,
)
from skinroutine.rulebook.packed import pack, unpack
from skinroutine.rulebook.regions import Turning

_SIZE: Final = 32
_MOST: Final = 4 * MOST_BYTES
_ROOM: Final = Path(__file__).parent
_BESIDE: Final = ("misfits.py", "text.py", "light_typing.py")
"""The modules outside of this room that say how rules are read."""


class Kept(NamedTuple):
    """The items of a file, the line on which each of them starts, and which of them turn on the place."""

    items: tuple[msgspec.Struct, ...]
    starts: tuple[int, ...]
    turning: Turning


def read_kept(text: RuleText, topic: str, place: str) -> Kept | None:
    """What is kept at ``place`` of this text; None where that is of no use."""
    sign, digest, values = _parted(bytes_of(place, _MOST))
    if not sign or digest != _digest(text, topic, values):
        return None
    groups, numbers, starts, turning = msgspec.msgpack.decode(values)
    return Kept(unpack(groups, numbers), tuple(starts), Turning(*map(tuple, turning)))


def keep(text: RuleText, topic: str, place: str, found: Kept) -> None:
    """Keep what a text came to. Where nothing can be written, the next run reads YAML too."""
    try:
        groups, numbers = pack(found.items)
    except TypeError:  # a record of a new kind, which is slower until it has a form
        return
    values = msgspec.msgpack.encode((groups, numbers, found.starts, tuple(found.turning)))
    write_kept(place, _digest(text, topic, values) + values)


def _parted(kept: bytes) -> tuple[bytes, bytes, bytes]:
    """The sign that it could be read, the digest, and the values."""
    return kept[:1], kept[1 : 1 + _SIZE], kept[1 + _SIZE :]


def _digest(text: RuleText, topic: str, values: bytes) -> bytes:
    return digest_of([_reader(), topic.encode(), text.digest, values], _SIZE).digest()


@cache
def _reader() -> bytes:
    """What changes with any change of how this program reads rules and keeps what they say."""
    beside = (os.fspath(_ROOM.parent / name) for name in _BESIDE)
    own = sorted(entry.path for entry in os.scandir(_ROOM) if entry.name.endswith(".py"))
    versions = (__version__, msgspec.__version__)
    digests = digests_of([bytes_of(file) for file in (*beside, *own)], beside_modules("modules"))
    return digest_of([*map(str.encode, versions), *digests], _SIZE).digest()
