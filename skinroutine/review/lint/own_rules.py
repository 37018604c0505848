"""Own rules that could not be used as they stand are refused, so that none is ever silently ignored.

Every command runs this where a person has own rules, so it imports and reads no more than it needs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import Final

from skinroutine.review.catalogue import PlacedItem, catalogue
from skinroutine.review.lint.counts import wrong_counts
from skinroutine.review.lint.files import missing_pages, repeated_pages, unread_files
from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.logic import milder, name_of, never_holds, same_ids
from skinroutine.review.lint.memories import replacing_contradictions
from skinroutine.review.lint.names import unknown_intervals, unknown_names, unknown_rules, unknown_sources
from skinroutine.review.lint.ruleset import Ruleset, speaking_for
from skinroutine.review.lint.steps import wrong_stand_ins
from skinroutine.rulebook import Course, LastingFinding, NoConcern, SymptomRule
from skinroutine.rulebook.folders import COMMON, Layer
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.problems import FileProblemsError, Problem

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
    found = set(_findings(library, first, own)) if own else set()
    if found:
        raise FileProblemsError(
            Problem(
                each.file,
                each.line,
                each.code,
                f"{each.message} ({each.hint})" if each.hint else each.message,
            )
            for each in sorted(found)
        )


def _findings(library: Library, first: Layer, own: list[Layer]) -> Iterator[Finding]:
    read = catalogue(Library(own))
    astray = [finding for layer in own for finding in _astray(layer, first, library)]
    yield from astray
    yield from read.findings
    if astray or read.findings:
        return
    shipped = _ShippedIds(first)
    files = {entry.file for entry in read.entries}
    known = catalogue(Library([first])).entries if shipped.may_have(read.entries) else ()
    yield from (finding for finding in same_ids([*known, *read.entries]) if finding.file in files)
    ruleset = Ruleset(read, library.treatment_ids, speaking_for(library))
    wrong = [*unknown_names(ruleset), *unknown_intervals(ruleset), *replacing_contradictions(ruleset)]
    wrong += wrong_counts(ruleset, library)
    yield from wrong
    own_sources = {entry.id for entry in read.entries if entry.topic == "sources"}
    yield from unknown_sources(read.entries, own_sources.union(*shipped.of("sources")))
    if read.of(LastingFinding):
        own_rules = {entry.id for entry in read.of(SymptomRule, Course)}
        yield from unknown_rules(read, own_rules.union(*shipped.of("red-flags"), *shipped.of("symptoms")))
    sound = ruleset.without(wrong)
    yield from wrong_stand_ins(sound)
    yield from never_holds(sound)
    yield from milder(sound)
    if not wrong and read.of(NoConcern):
        from skinroutine.review.lint.concerns import wrong_records  # noqa: PLC0415  few have such records

        # A record is judged by what the rules beside it read, shipped ones too.
        whole = Ruleset(catalogue(library), library.treatment_ids, speaking_for(library))
        yield from (finding for finding in wrong_records(whole) if finding.file in files)


def _astray(layer: Layer, first: Layer, library: Library) -> Iterator[Finding]:
    yield from unread_files(layer)
    yield from missing_pages(layer, library)
    yield from repeated_pages(layer, first)


class _ShippedIds:
    """The ids of the shipped rules, found in their text: to read all of them would take too long."""

    def __init__(self, layer: Layer) -> None:
        self.layer = layer

    @cached_property
    def _by_file(self) -> dict[tuple[str, str], frozenset[str]]:
        return {
            (file.parent.name, file.stem): ids_in(file.read_text(encoding="utf-8"))
            for file in self.layer.folder.glob("*/*.yaml")
        }

    def of(self, topic: str, folders: Collection[str] = ()) -> Iterator[frozenset[str]]:
        """The ids of each file of a topic (empty: of all), of these folders alone where some are named."""
        for (folder, name), ids in self._by_file.items():
            if topic in {"", name} and (not folders or folder in folders):
                yield ids

    def may_have(self, entries: Iterable[PlacedItem]) -> bool:
        """Whether some item could have the name of a shipped one, so that it pays to read them all."""
        for entry in entries:
            kind, name = name_of(entry) or ("", "")
            # Questions, symptoms and devices meet only those of their own treatment and the common ones.
            meeting = {COMMON, entry.treatment} if kind in {"Question", "Symptom", "Device"} else ()
            if kind and any(name in ids for ids in self.of(_TOPICS.get(kind, ""), meeting)):
                return True
        return False


def ids_in(text: str) -> frozenset[str]:
    """The names of the items of a file, found in its text."""
    return frozenset(_ID.findall(text))
