"""The sources with the items that rest on them, and what nothing rests on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from skinroutine.model import Cited, Source
from skinroutine.review.catalogue import Catalogue, Entry
from skinroutine.rule_files import UnreadableFileError
from skinroutine.rulebook import Library
from skinroutine.rulebook.unread import FACTS


class Used(NamedTuple):
    """A source, and the ids of the items that cite it."""

    source: Source
    entry: Entry
    items: tuple[str, ...]


class Unused(NamedTuple):
    """The sources that no item cites, the facts that no item carries, and how many there are in all."""

    sources: tuple[Used, ...]
    facts: tuple[str, ...]
    of_sources: int
    of_facts: int


def bibliography(read: Catalogue) -> list[Used]:
    """Every source, in the order of the files; of two with one id the first."""
    citing: dict[str, list[str]] = {}
    for entry in read.cited:
        for name in getattr(entry.item, "sources", ()):
            citing.setdefault(name, []).append(entry.id)
    found: dict[str, Used] = {}
    for entry in read.of(Source):
        if isinstance(entry.item, Source):
            used = Used(entry.item, entry, tuple(dict.fromkeys(citing.get(entry.id, ()))))
            found.setdefault(entry.id, used)
    return list(found.values())


def unused(library: Library, read: Catalogue) -> Unused:
    """What is listed and rests behind nothing. Raises UnreadableFileError."""
    used = bibliography(read)
    facts = list(dict.fromkeys(_facts(library)))
    carried = {fact for entry in read.cited for fact in _evidence(entry)}
    return Unused(
        sources=tuple(one for one in used if not one.items),
        facts=tuple(fact for fact in facts if fact not in carried),
        of_sources=len(used),
        of_facts=len(facts),
    )


def facts_in(file: Path) -> list[str]:
    """The ids of a list of facts: one a line, comments left out. Raises UnreadableFileError."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise UnreadableFileError(file, error.strerror or "unknown cause") from error
    return [name for line in lines if (name := line.partition("#")[0].strip())]


def _facts(library: Library) -> Iterator[str]:
    for layer in library.layers:
        if (layer.folder / FACTS).is_file():
            yield from facts_in(layer.folder / FACTS)


def _evidence(entry: Entry) -> tuple[str, ...]:
    return entry.item.evidence if isinstance(entry.item, Cited) else ()
