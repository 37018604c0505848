"""All checks over a library, in an order in which one mistake is told once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from skinroutine.model import Source
from skinroutine.review.catalogue import Catalogue, catalogue
from skinroutine.review.checks.alike import same_ids, shadowed
from skinroutine.review.checks.files import (
    missing_pages,
    missing_proof,
    poor_examples,
    repeated_pages,
    rule_files,
    unread_files,
    unreadable_proof,
)
from skinroutine.review.checks.logic import milder, never_holds
from skinroutine.review.checks.names import unknown_names, unknown_sources
from skinroutine.review.checks.numbers import gaps_and_overlaps
from skinroutine.review.checks.records import wrong_records
from skinroutine.review.checks.remembered import unlike_contradictions, unlike_memories
from skinroutine.review.checks.ruleset import RULES, Ruleset, speaking_of
from skinroutine.review.checks.steps import contradictions, long_checklists
from skinroutine.review.checks.usage import unread, unused_sources
from skinroutine.review.checks.words import hard_sentences
from skinroutine.review.findings import Finding
from skinroutine.rulebook import Layer, Library

_NAMING: Final = frozenset({"questions", "symptoms", "sources", "treatment"})
"""Topics that other files name things from: where one cannot be read, every name would seem unknown."""
_LOGIC: Final = (never_holds, milder, shadowed, gaps_and_overlaps, contradictions, long_checklists)


class Checked(NamedTuple):
    """What was found, and how much was looked at."""

    findings: tuple[Finding, ...]
    files: int
    rules: int


def check(library: Library) -> Checked:
    """Check all rules of a library."""
    return _checked(library, library.layers)


def check_folder(library: Library) -> Checked:
    """Check the last folder of a library as it lies over the others: only what is wrong in it is told."""
    return _checked(library, library.layers[-1:])


def _checked(library: Library, told: tuple[Layer, ...]) -> Checked:
    read = catalogue(library)
    inside = _Inside(told)
    found = {one for one in _findings(library, read, told) if inside[one.file]}
    rules = [entry for entry in read.of(*RULES) if inside[entry.file]]
    files = sum(len(rule_files(layer)) for layer in told)
    return Checked(tuple(sorted(found)), files, len(rules))


class _Inside(dict[str, bool]):
    """Whether a file, as it is shown, lies in one of the folders that are told about."""

    def __init__(self, layers: Iterable[Layer]) -> None:
        super().__init__()
        self._folders = [_whole(layer.folder) for layer in layers]

    def __missing__(self, file: str) -> bool:
        self[file] = any(_whole(Path(file)).is_relative_to(folder) for folder in self._folders)
        return self[file]


def _whole(path: Path) -> Path:
    """The whole path, links as they are: a file behind a link lies where the link does."""
    return Path(os.path.normpath(path.absolute()))


def _findings(library: Library, read: Catalogue, told: tuple[Layer, ...]) -> Iterator[Finding]:
    yield from read.findings
    yield from same_ids(read.entries)
    for layer in told:
        yield from _of_files(layer, library)
    treatments = [entry.treatment for entry in read.entries if entry.topic == "treatment"]
    ruleset = Ruleset(read, dict.fromkeys(treatments), speaking_of(read))
    yield from hard_sentences(ruleset)
    broken = {Path(one.file).stem for one in read.findings}
    if broken & _NAMING:
        return
    wrong = list(_of_names(ruleset))
    yield from wrong
    yield from _of_logic(without(ruleset, wrong))
    if not broken:
        yield from unread(ruleset)
        yield from wrong_records(without(ruleset, wrong))
        yield from unused_sources(ruleset)
    if not broken and not wrong:
        for layer in told:
            yield from poor_examples(layer, library, ruleset.treatments)


def _of_files(layer: Layer, library: Library) -> Iterator[Finding]:
    yield from unread_files(layer)
    yield from missing_pages(layer, library)
    yield from missing_proof(layer, library)
    yield from unreadable_proof(layer, library)
    if layer is not library.layers[0]:
        yield from repeated_pages(layer, library.layers[0])


def _of_names(ruleset: Ruleset) -> Iterator[Finding]:
    yield from unknown_names(ruleset)
    yield from unlike_contradictions(ruleset)
    yield from unlike_memories(ruleset)
    sources = [entry.id for entry in ruleset.catalogue.of(Source)]
    yield from unknown_sources(ruleset.catalogue.entries, sources)


def _of_logic(sound: Ruleset) -> Iterator[Finding]:
    for each in _LOGIC:
        yield from each(sound)


def without(ruleset: Ruleset, wrong: Iterable[Finding]) -> Ruleset:
    """The ruleset without the items that something was found about: one mistake is told once."""
    places = {(one.file, one.line) for one in wrong}
    left = tuple(one for one in ruleset.catalogue.entries if (one.file, one.line) not in places)
    return Ruleset(ruleset.catalogue._replace(entries=left), ruleset.treatments, ruleset.vocabulary)
