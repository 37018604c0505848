"""Own rules that could not be used as they stand are refused, so that none is ever silently ignored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from skinroutine.model import NoConcern
from skinroutine.reading import FileProblemsError, Problem
from skinroutine.review.catalogue import Entry, catalogue
from skinroutine.review.checks.alike import name_of, same_ids
from skinroutine.review.checks.checking import without
from skinroutine.review.checks.files import missing_pages, repeated_pages, unread_files
from skinroutine.review.checks.logic import milder, never_holds
from skinroutine.review.checks.names import unknown_names, unknown_sources
from skinroutine.review.checks.records import wrong_records
from skinroutine.review.checks.remembered import (
    replacing_contradictions,
    unlike_contradictions,
    unlike_memories,
)
from skinroutine.review.checks.ruleset import Ruleset, speaking_for
from skinroutine.review.findings import Finding
from skinroutine.rulebook import Layer, Library
from skinroutine.rulebook.folders import COMMON

_ID: Final = re.compile(r"^[- {]*(?:id|verdict|level): *[\"']?([\w.{}-]+)", re.MULTILINE)
_TOPICS: Final = {
    "Question": "questions", "Symptom": "symptoms", "Source": "sources", "Device": "treatment",
    "verdict": "verdicts", "level": "levels",
}  # fmt: skip
"""Where items are that are not rules; a rule can stand in any file."""


def refuse_unusable(library: Library) -> None:
    """Refuse a person's own rules that would do nothing or could make a result milder.

    Only the own folders are looked at, and of the shipped rules no more is read than they need. Raises
    FileProblemsError with all that is wrong, a line each.
    """
    first, *own = library.layers
    if not own:
        return
    found = set(_findings(library, first, own))
    if found:
        raise FileProblemsError(Problem(one.file, one.line, one.code, _said(one)) for one in sorted(found))


def _findings(library: Library, first: Layer, own: list[Layer]) -> Iterator[Finding]:
    read = catalogue(Library(own))
    astray = [one for layer in own for one in _astray(layer, first, library)]
    yield from astray
    yield from read.findings
    if astray or read.findings:
        return
    shipped = _Shipped(first)
    files = {entry.file for entry in read.entries}
    known = catalogue(Library([first])).entries if shipped.may_have(read.entries) else ()
    yield from (one for one in same_ids([*known, *read.entries]) if one.file in files)
    ruleset = Ruleset(read, library.treatment_ids, speaking_for(library))
    wrong = [
        *unknown_names(ruleset),
        *unlike_contradictions(ruleset),
        *unlike_memories(ruleset),
        *replacing_contradictions(ruleset),
    ]
    yield from wrong
    sources = {entry.id for entry in read.entries if entry.topic == "sources"} | shipped.ids("sources")
    yield from unknown_sources(read.entries, sources)
    sound = without(ruleset, wrong)
    yield from never_holds(sound)
    yield from milder(sound)
    if not wrong and read.of(NoConcern):
        yield from (one for one in wrong_records(_whole(library)) if one.file in files)


def _whole(library: Library) -> Ruleset:
    """All rules, shipped ones too: a record is judged by what the rules beside it read."""
    return Ruleset(catalogue(library), library.treatment_ids, speaking_for(library))


def _astray(layer: Layer, first: Layer, library: Library) -> Iterator[Finding]:
    yield from unread_files(layer)
    yield from missing_pages(layer, library)
    yield from repeated_pages(layer, first)


class _Shipped:
    """The ids of the shipped rules, found in their text: to read all of them would take too long."""

    def __init__(self, layer: Layer) -> None:
        self.layer = layer

    @cached_property
    def _by_file(self) -> dict[tuple[str, str], frozenset[str]]:
        return {
            (file.parent.name, file.stem): ids_in(file.read_text(encoding="utf-8"))
            for file in self.layer.folder.glob("*/*.yaml")
        }

    def ids(self, topic: str) -> frozenset[str]:
        """The ids of one topic, of all treatments."""
        return frozenset().union(*(ids for (_, name), ids in self._by_file.items() if name == topic))

    def may_have(self, entries: Iterable[Entry]) -> bool:
        """Whether some item could have the name of a shipped one, so that it pays to read them all."""
        names = ((entry, name_of(entry)) for entry in entries)
        return any(name[1] in ids for entry, name in names if name for ids in self._rivals(entry, name[0]))

    def _rivals(self, entry: Entry, kind: str) -> Iterator[frozenset[str]]:
        """The ids of the files that can hold items of this kind, as far as they meet this one."""
        wanted = _TOPICS.get(kind, "")
        meeting = {COMMON, entry.treatment} if kind in {"Question", "Symptom", "Device"} else set()
        for (folder, topic), ids in self._by_file.items():
            if (topic == wanted or not wanted) and (folder in meeting or not meeting):
                yield ids


def ids_in(text: str) -> frozenset[str]:
    """The names of the items of a file, found in its text."""
    return frozenset(_ID.findall(text))


def _said(finding: Finding) -> str:
    return f"{finding.message} ({finding.hint})" if finding.hint else finding.message
