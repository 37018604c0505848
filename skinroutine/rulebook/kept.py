"""What the YAML of the shipped rules says, kept from one run to the next.

Reading YAML takes longer than all else that is done with the rules. What is kept are the plain values: they
pass every check that those of the YAML pass. They are used only where they match the text that is there now
and how this program reads it. What is missing, cut short, changed or of another version is read from YAML.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from skinroutine import __version__
from skinroutine.rule_files import bytes_of, digest_of
from skinroutine.rulebook.document import Document

_SIZE: Final = 32
_READERS: Final = ("yaml_text.py", "kept.py")
"""The modules that say how YAML is read, and how what it says is kept."""


def read_document(text: str, shown: str, place: Path | None) -> Document:
    """A document by what is kept at ``place``, else by its text, which is kept there then.

    With None nothing is kept: so are a person's own rules read. Raises FileProblemsError.
    """
    if place is None:
        return _from_yaml(text, shown)
    sign, digest, values = _parted(bytes_of(os.fspath(place)))
    if sign and digest == _digest(text, values):
        data, starts = msgspec.msgpack.decode(values)
        return Document(shown, data, lambda: _from_yaml(text, shown).lines, starts)
    document = _from_yaml(text, shown)
    values = msgspec.msgpack.encode((document.data, document.starts))
    _keep(place, _digest(text, values) + values)
    return document


def _parted(kept: bytes) -> tuple[bytes, bytes, bytes]:
    """The sign that it could be read, the digest, and the values."""
    return kept[:1], kept[1 : 1 + _SIZE], kept[1 + _SIZE :]


def _digest(text: str, values: bytes) -> bytes:
    return digest_of([_reader(), text.encode(), values], _SIZE).digest()


@cache
def _reader() -> bytes:
    """What changes with any change of how this program reads YAML and keeps what it says."""
    modules = (bytes_of(os.fspath(Path(__file__).with_name(name))) for name in _READERS)
    return b" ".join((__version__.encode(), *modules))


def _from_yaml(text: str, shown: str) -> Document:
    from skinroutine.rulebook.yaml_text import read_yaml  # noqa: PLC0415  not loaded for what is kept

    return read_yaml(text, shown)


def _keep(place: Path, kept: bytes) -> None:
    """Put it in place whole; where nothing can be written, the next run reads YAML too."""
    new = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        try:
            new.write_bytes(kept)
            new.replace(place)
        finally:
            new.unlink(missing_ok=True)
