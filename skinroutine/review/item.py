"""All that is known of one item: in words, its evidence, the cases that try it, the questions it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from skinroutine.errors import UsageError
from skinroutine.review.cases import CaseRunner, PlacedCase, placed_cases
from skinroutine.review.catalogue import Catalogue, PlacedItem, catalogue
from skinroutine.review.item_words import ItemInWords, item_words
from skinroutine.review.lint.ruleset import RULES, readings
from skinroutine.review.lint.satisfiable import Ask
from skinroutine.review.sources import Strength, bibliography, strength
from skinroutine.review.units import cases_for, units_of
from skinroutine.rulebook import SYMPTOMS, Cited, EvidenceFact, Grounded, Question, Source, Symptom
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.folders import COMMON
from skinroutine.rulebook.grounds import PlacedSentence, sentences_of
from skinroutine.rulebook.slips import nearest
from skinroutine.rulebook.templates import names_of, parent_of


class UnknownItemError(UsageError):
    """No item has this id."""

    code = "unknown-item"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        hint = nearest(name, known) or "."
        super().__init__(f"There's no item {name!r}{hint} See them all: skinroutine rules list")


class Sheet(NamedTuple):
    """One item. ``strength`` is None for what rests on no source, ``cases`` for what no case can try."""

    entry: PlacedItem
    words: ItemInWords
    sources: tuple[Source, ...]
    strength: Strength | None
    cases: tuple[PlacedCase, ...] | None
    questions: tuple[Question, ...]
    used_by: tuple[str, ...]
    sentences: tuple[PlacedSentence, ...]
    facts: tuple[EvidenceFact, ...]

    @property
    def evidence(self) -> tuple[str, ...]:
        """The facts that it carries."""
        return self.entry.evidence

    @property
    def disagreement(self) -> str:
        """Who says otherwise."""
        return self.entry.item.disagreement if isinstance(self.entry.item, Cited) else ""


class Sheets:
    """The sheets of one library. Nothing is read before the first is asked for."""

    def __init__(self, work: CaseRunner) -> None:
        self.work = work
        self.library = work.library

    def of(self, name: str) -> list[Sheet]:
        """Every item with this id: a device of two treatments has two. Raises UnknownItemError.

        The name of a question that is asked once for each option leads to how that one is written.
        """
        found = [entry for entry in self.read.entries if entry.id == name] or [
            entry
            for entry, question in self.read.each(Question)
            if parent_of(question) and names_of(question.id).fullmatch(name)
        ]
        if not found:
            raise UnknownItemError(name, {entry.id for entry in self.read.entries if entry.id})
        return [self._sheet(entry) for entry in found]

    @cached_property
    def read(self) -> Catalogue:
        """Every item with its place."""
        return catalogue(self.library)

    def _sheet(self, entry: PlacedItem) -> Sheet:
        ask = self._asker(entry.treatment)
        known, known_facts = self.library.sources, self.library.facts
        sources = tuple(known[name] for name in entry.sources if name in known)
        read = dict.fromkeys(name for name in _questions_read(entry) if "=" not in name)
        return Sheet(
            entry=entry,
            words=item_words(entry.item, ask),
            sources=sources,
            strength=strength(sources) if isinstance(entry.item, Cited) else None,
            cases=tuple(cases_for(entry, self.work, self._cases)) if units_of(entry) else None,
            questions=tuple(question for name in read if (question := ask(name)) is not None),
            used_by=tuple(dict.fromkeys(self._users(entry))),
            sentences=tuple(sentences_of(entry.item)) if isinstance(entry.item, Grounded) else (),
            facts=tuple(known_facts[name] for name in entry.facts if name in known_facts),
        )

    def _asker(self, treatment: str) -> Ask:
        """The questions with the labels of their options; common items may speak of any treatment's."""
        names = self.library.treatment_ids if treatment == COMMON else (treatment,)
        books = [Book(self.library, name) for name in reversed(names)]
        return {question.id: question for book in books for question in book.questions(None)}.get

    @cached_property
    def _cases(self) -> list[PlacedCase]:
        return list(placed_cases(self.library, self.library.layers))

    def _users(self, entry: PlacedItem) -> Iterator[str]:
        """The items that cite a source or a fact, read a question or turn on a symptom."""
        item = entry.item
        if isinstance(item, Source):
            yield from next((used.items for used in bibliography(self.read) if used.source.id == item.id), ())
        elif isinstance(item, EvidenceFact):
            yield from (user.id for user in self.read.entries if item.id in user.facts)
        elif isinstance(item, Question):
            pattern = names_of(item.id)
            yield from (user.id for user, names in self._names if any(map(pattern.fullmatch, names)))
        elif isinstance(item, Symptom):
            yield from (user.id for user, names in self._names if f"{SYMPTOMS}={item.id}" in names)

    @cached_property
    def _names(self) -> list[tuple[PlacedItem, set[str]]]:
        """Each item with the questions, and ``question=option`` for the options, that it reads."""
        return [(entry, set(_questions_read(entry))) for entry in self.read.of(*RULES)]


def _questions_read(entry: PlacedItem) -> Iterator[str]:
    for reading in readings(entry):
        for leaf, _ in reading.condition.leaves():
            yield leaf.question
            yield from (f"{leaf.question}={option}" for option in getattr(leaf, "options", ()))
