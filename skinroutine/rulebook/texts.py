"""The texts of rules to records: each is read once, by its words and not by its path."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from skinroutine.rulebook import Treatment
from skinroutine.rulebook.document import Document
from skinroutine.rulebook.grounds import Way, part_of
from skinroutine.rulebook.kept import read_document
from skinroutine.rulebook.parse import read_items, read_one
from skinroutine.rulebook.topics import kind_of

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
def items_of(text: str, shown: str, topic: str, kept: Path | None) -> tuple[Struct, ...]:
    """The items of a text. They are frozen, so that one text is read once in the life of the program."""
    items: list[Struct] = read_items(read_document(text, shown, kept), kind_of(topic))
    return tuple(items)


@lru_cache(maxsize=_KEPT)
def starts_of(text: str, shown: str, kept: Path | None) -> tuple[int, ...]:
    """The line on which each item of a text starts."""
    return tuple(read_document(text, shown, kept).starts)


@lru_cache(maxsize=_KEPT)
def lined_items(text: str, shown: str, topic: str) -> tuple[tuple[Lines, Struct], ...]:
    """The items of a text, each with the lines on which it and its parts start."""
    document = read_document(text, shown, None)
    items: list[Struct] = read_items(document, kind_of(topic))
    lines = _lines_of(document, 1)
    return tuple((lines[place,], item) for place, item in enumerate(items))


@lru_cache(maxsize=_KEPT)
def page_of(text: str, shown: str, kept: Path | None) -> Treatment:
    """The page of a treatment that a text is."""
    return read_one(read_document(text, shown, kept), Treatment)


@lru_cache(maxsize=_KEPT)
def lined_page(text: str, shown: str) -> tuple[Treatment, Mapping[Way, Lines]]:
    """The same, and the lines of each item of its lists, by list and place."""
    document = read_document(text, shown, None)
    page = read_one(document, Treatment)
    return page, _lines_of(document, 2)


def _lines_of(document: Document, depth: int) -> dict[Way, Lines]:
    """The lines of what stands so deep in a document, by its place."""
    found: dict[Way, Lines] = {}
    for way, line in document.lines.items():
        if len(way) >= depth:
            found.setdefault(way[:depth], Lines()).add(part_of(way[depth:]), line)
    return found
