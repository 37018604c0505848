"""All that is known of one item: in words, its evidence, the cases that try it, the questions it needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final, NamedTuple

from skinroutine.errors import UsageError
from skinroutine.model import SYMPTOMS, Cited, Question, Source, Symptom
from skinroutine.reading.problems import nearest
from skinroutine.review.bibliography import bibliography
from skinroutine.review.casework import Casework, Placed, placed_cases
from skinroutine.review.catalogue import Catalogue, Entry, catalogue
from skinroutine.review.checks.ruleset import RULES, readings
from skinroutine.review.item_words import Told, item_words
from skinroutine.review.strength import Strength, strength
from skinroutine.review.units import exercising, units_of
from skinroutine.review.wording import Ask
from skinroutine.rulebook import Book, Library
from skinroutine.rulebook.folders import COMMON

_TEMPLATE: Final = re.compile(r"\{\w+\}")


class UnknownItemError(UsageError):
    """No item has this id."""

    code = "unknown-item"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        hint = nearest(name, known) or "."
        super().__init__(f"There is no item {name!r}{hint} List the rules with: skinroutine rules list")


class Sheet(NamedTuple):
    """One item. ``strength`` is None for what rests on no source, ``cases`` for what no case can try."""

    entry: Entry
    told: Told
    sources: tuple[Source, ...]
    strength: Strength | None
    cases: tuple[Placed, ...] | None
    questions: tuple[Question, ...]
    used_by: tuple[str, ...]

    @property
    def evidence(self) -> tuple[str, ...]:
        """The facts that it carries."""
        return self.entry.item.evidence if isinstance(self.entry.item, Cited) else ()

    @property
    def disagreement(self) -> str:
        """Who says otherwise."""
        return self.entry.item.disagreement if isinstance(self.entry.item, Cited) else ""


class Sheets:
    """The sheets of one library. Nothing is read before the first is asked for."""

    def __init__(self, work: Casework) -> None:
        self.work = work
        self.library: Library = work.library

    def of(self, name: str) -> list[Sheet]:
        """Every item with this id: a device of two treatments has two. Raises UnknownItemError."""
        found = [entry for entry in self.read.entries if entry.id == name] or self._templates(name)
        if not found:
            raise UnknownItemError(name, {entry.id for entry in self.read.entries if entry.id})
        return [self._sheet(entry) for entry in found]

    @cached_property
    def read(self) -> Catalogue:
        """Every item with its place."""
        return catalogue(self.library)

    def _templates(self, name: str) -> list[Entry]:
        """The question that is asked once for each option, by the name of one of these."""
        return [
            entry
            for entry in self.read.of(Question)
            if "{" in entry.id and _pattern(entry.id).fullmatch(name)
        ]

    def _sheet(self, entry: Entry) -> Sheet:
        ask = self._asker(entry.treatment)
        sources = [self.library.sources[one] for one in _cited(entry) if one in self.library.sources]
        return Sheet(
            entry=entry,
            told=item_words(entry.item, ask),
            sources=tuple(sources),
            strength=strength(sources) if isinstance(entry.item, Cited) else None,
            cases=tuple(self._cases(entry)) if units_of(entry) else None,
            questions=tuple(_needed(entry, ask)),
            used_by=tuple(dict.fromkeys(self._used_by(entry))),
        )

    def _asker(self, treatment: str) -> Ask:
        """The questions with the labels of their options; common items may speak of any treatment's."""
        names = self.library.treatment_ids if treatment == COMMON else (treatment,)
        listed = [one for name in reversed(names) for one in Book(self.library, name).questions(None)]
        return {question.id: question for question in listed}.get

    def _cases(self, entry: Entry) -> list[Placed]:
        return exercising(entry, self.work, self._placed)

    @cached_property
    def _placed(self) -> list[Placed]:
        return list(placed_cases(self.library, self.library.layers))

    def _used_by(self, entry: Entry) -> Iterator[str]:
        """The items that cite a source, read a question or turn on a symptom."""
        item = entry.item
        if isinstance(item, Source):
            yield from next((one.items for one in bibliography(self.read) if one.source.id == item.id), ())
        elif isinstance(item, Question):
            pattern = _pattern(item.id)
            yield from (one.id for one, names in self._names if any(map(pattern.fullmatch, names)))
        elif isinstance(item, Symptom):
            wanted = {f"{SYMPTOMS}={item.id}"}
            yield from (one.id for one, names in self._names if wanted & names)

    @cached_property
    def _names(self) -> list[tuple[Entry, set[str]]]:
        """Each item with the questions, and ``question=option`` for the options, that it reads."""
        return [(entry, set(_read(entry))) for entry in self.read.of(*RULES)]


def _read(entry: Entry) -> Iterator[str]:
    for reading in readings(entry):
        for leaf, _ in reading.condition.leaves():
            yield leaf.question
            yield from (f"{leaf.question}={option}" for option in getattr(leaf, "options", ()))


def _needed(entry: Entry, ask: Ask) -> Iterator[Question]:
    """The questions that an item reads, each once."""
    names = dict.fromkeys(
        leaf.question for reading in readings(entry) for leaf, _ in reading.condition.leaves()
    )
    for name in names:
        question = ask(name)
        if question is not None:
            yield question


def _cited(entry: Entry) -> tuple[str, ...]:
    return entry.item.sources if isinstance(entry.item, Cited) else ()


def _pattern(written: str) -> re.Pattern[str]:
    """The names that a question written with {braces} stands for."""
    return re.compile("[^.]+".join(re.escape(part) for part in _TEMPLATE.split(written)))
