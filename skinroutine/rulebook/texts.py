"""The texts of rules to records: each is read once, by its words and not by its path."""

# ruff: noqa: PLC0415  what reads YAML is not loaded for what is kept

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from skinroutine.rulebook import Treatment
from skinroutine.rulebook.document import Document
from skinroutine.rulebook.kept import Kept, keep, read_kept

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.rulebook.grounds import Way

_PAGE: Final = "treatment"
_KEPT: Final = 64
"""Texts that are kept as read: more than the shipped rules have files."""


class Lines:
    """The lines on which an item and its parts stand, by the name of each part, such as ``do.0``."""

    def __init__(self, first: int = 1) -> None:
        self._by_part = {"": first}

    def add(self, part: str, line: int) -> None:
        """Note where a part stands."""
        self._by_part[part] = line

    def of(self, part: str = "") -> int:
        """The line of a part, or of the nearest thing around it."""
        while part and part not in self._by_part:
            part = part.rpartition(".")[0]
        return self._by_part[part]


# By its text, not by its path: a file that changed is read anew.
@lru_cache(maxsize=_KEPT)
def items_of(text: str, shown: str, topic: str, kept: Path | None) -> Kept:
    """The items of a text. They are frozen, so that one text is read once in the life of the program.

    With a place to keep it they are those that are kept there, where these are of this text. Raises
    FileProblemsError.
    """
    found = read_kept(text, topic, kept) if kept else None
    if found is None:
        from skinroutine.rulebook.parse import read_items
        from skinroutine.rulebook.topics import kind_of

        document = _document(text, shown)
        items: list[Struct] = read_items(document, kind_of(topic))
        found = _keep(text, topic, kept, document, items)
    return found


@lru_cache(maxsize=_KEPT)
def page_of(text: str, shown: str, kept: Path | None) -> Treatment:
    """The page of a treatment that a text is."""
    found = read_kept(text, _PAGE, kept) if kept else None
    if found is None:
        from skinroutine.rulebook.parse import read_one

        document = _document(text, shown)
        found = _keep(text, _PAGE, kept, document, [read_one(document, Treatment)])
    [page] = found.items
    assert isinstance(page, Treatment)  # noqa: S101  the digest is over the topic too
    return page


def _keep(text: str, topic: str, place: Path | None, document: Document, items: Sequence[Struct]) -> Kept:
    found = Kept(tuple(items), tuple(document.starts))
    if place:
        keep(text, topic, place, *found)
    return found


def _document(text: str, shown: str) -> Document:
    from skinroutine.rulebook.yaml_text import read_yaml

    return read_yaml(text, shown)


@lru_cache(maxsize=_KEPT)
def lined_items(text: str, shown: str, topic: str) -> tuple[tuple[Lines, Struct], ...]:
    """The items of a text, each with the lines on which it and its parts start."""
    from skinroutine.rulebook.parse import read_items
    from skinroutine.rulebook.topics import kind_of

    document = _document(text, shown)
    items: list[Struct] = read_items(document, kind_of(topic))
    lines = _lines_of(document, 1)
    return tuple((lines[place,], item) for place, item in enumerate(items))


@lru_cache(maxsize=_KEPT)
def lined_page(text: str, shown: str) -> tuple[Treatment, Mapping[Way, Lines]]:
    """The same, and the lines of each item of its lists, by list and place."""
    from skinroutine.rulebook.parse import read_one

    document = _document(text, shown)
    page = read_one(document, Treatment)
    return page, _lines_of(document, 2)


def _lines_of(document: Document, depth: int) -> dict[Way, Lines]:
    """The lines of what stands so deep in a document, by its place."""
    from skinroutine.rulebook.grounds import part_of

    found: dict[Way, Lines] = {}
    for way, line in document.lines.items():
        if len(way) >= depth:
            found.setdefault(way[:depth], Lines()).add(part_of(way[depth:]), line)
    return found
