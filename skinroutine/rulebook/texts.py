"""The texts of rules to records: each is read once, by its words and not by its path."""

# ruff: noqa: PLC0415  what reads YAML is not loaded for what is kept

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from skinroutine.rule_files import MOST_BYTES, RuleText, UnreadableFileError
from skinroutine.rulebook import Treatment
from skinroutine.rulebook.document import Document
from skinroutine.rulebook.kept import Kept, keep, read_kept
from skinroutine.rulebook.problems import FileProblemsError, Problem
from skinroutine.rulebook.regions import Turning, turning_of

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


def shown_path(file: Path) -> str:
    """The path as a person would write it: from here when it lies here. A link is told by its own name."""
    try:
        return str(file.absolute().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(file)


def words_of(text: RuleText, file: Path) -> str:
    """What a file says, as text. Raises UnreadableFileError or FileProblemsError."""
    try:
        # What is longer than any file of rules, and what cannot be read, says so itself.
        known = text.written.startswith(b"=") and len(text.written) <= MOST_BYTES
        content = text.written[1:] if known else file.read_bytes()
        return content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except OSError as error:
        raise UnreadableFileError(file, error.strerror or "unknown cause") from error
    except UnicodeDecodeError as error:
        problem = Problem(shown_path(file), 1, "", "this isn't UTF-8 text; save it as UTF-8")
        raise FileProblemsError([problem]) from error


# By its text, not by its path: a file that changed is read anew.
@lru_cache(maxsize=_KEPT)
def items_of(text: RuleText, file: str, topic: str, kept: str) -> Kept:
    """The items of a text. They are frozen, so that one text is read once in the life of the program.

    With a place to keep it they are those that are kept there, where these are of this text. Raises
    UnreadableFileError or FileProblemsError.
    """
    found = read_kept(text, topic, kept) if kept else None
    if found is None:
        from skinroutine.rulebook.parse import read_items
        from skinroutine.rulebook.topics import kind_of

        document, words = _document(text, file)
        items: list[Struct] = read_items(document, kind_of(topic))
        found = Kept(tuple(items), tuple(document.starts), turning_of(words, document.starts))
        if kept:
            keep(text, topic, kept, found)
    return found


@lru_cache(maxsize=_KEPT)
def page_of(text: RuleText, file: str, kept: str) -> tuple[Treatment, Turning]:
    """The page of a treatment that a text is, and whether it turns on the place."""
    found = read_kept(text, _PAGE, kept) if kept else None
    if found is None:
        from skinroutine.rulebook.parse import read_one

        document, words = _document(text, file)
        found = Kept((read_one(document, Treatment),), (1,), turning_of(words, (1,)))
        if kept:
            keep(text, _PAGE, kept, found)
    [page] = found.items
    assert isinstance(page, Treatment)  # noqa: S101  the digest is over the topic too
    return page, found.turning


def _document(text: RuleText, file: str) -> tuple[Document, str]:
    from skinroutine.rulebook.yaml_text import read_yaml

    words = words_of(text, Path(file))
    return read_yaml(words, shown_path(Path(file))), words


@lru_cache(maxsize=_KEPT)
def lined_items(text: RuleText, file: str, topic: str) -> tuple[tuple[Lines, Struct], ...]:
    """The items of a text, each with the lines on which it and its parts start."""
    from skinroutine.rulebook.parse import read_items
    from skinroutine.rulebook.topics import kind_of

    document, _ = _document(text, file)
    items: list[Struct] = read_items(document, kind_of(topic))
    lines = _lines_of(document, 1)
    return tuple((lines[place,], item) for place, item in enumerate(items))


@lru_cache(maxsize=_KEPT)
def lined_page(text: RuleText, file: str) -> tuple[Treatment, Mapping[Way, Lines]]:
    """The same, and the lines of each item of its lists, by list and place."""
    from skinroutine.rulebook.parse import read_one

    document, _ = _document(text, file)
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
