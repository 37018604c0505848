"""What a plan of one treatment minds, and what every other treatment says to the same answer.

A person who may not do one thing may turn to the other. So each answer that the rules of one treatment
read is either read by those of every other treatment too, or recorded there, with a source, as of no
concern.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from skinroutine.review.catalogue import PAGE, Catalogue, PlacedItem
from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.ruleset import CHOOSING, Ruleset, readings, speaking_of
from skinroutine.review.lint.satisfiable import conjuncts
from skinroutine.review.lint.vocabulary import Fault, Vocabulary
from skinroutine.rulebook import CountsAs, Device, Interval, NoConcern, ScreeningRule, Step
from skinroutine.rulebook.conditions import Condition, Leaf, Picked
from skinroutine.rulebook.counts import PROCEDURES
from skinroutine.rulebook.folders import Layer
from skinroutine.rulebook.templates import parent_of
from skinroutine.rulebook.texts import shown_path

RECORDS: Final = "no-concern"
"""The topic of what a treatment does not mind, and the code of what is wrong with it."""


class Concern(NamedTuple):
    """One option of a question, or a question as a whole where it has no options (``option`` is empty)."""

    question: str
    option: str = ""

    def __str__(self) -> str:
        return f"{self.question}={self.option}" if self.option else self.question


class Unweighed(NamedTuple):
    """What the rules of one treatment read and another neither reads nor records, and where to write it."""

    treatment: str
    concern: Concern
    readers: tuple[PlacedItem, ...]
    file: str
    line: int
    answer: str
    """How the answer is written in a condition."""

    @property
    def record(self) -> str:
        """The record to write, unless a rule is right."""
        name = self.concern.option or self.concern.question
        named = f"{self.treatment}-no-concern-{name}".replace("_", "-")
        when = f"{{{self.concern.question}: {self.answer}}}"
        return f"- {{id: {named}, no_concern: {when}, because: WHY, sources: [SOURCE]}}"


class ConcernSummary(NamedTuple):
    """How many answers the rules mind, counted for each treatment, and those that were not weighed."""

    minded: int
    unweighed: tuple[Unweighed, ...]


def summarise(read: Catalogue, layer: Layer) -> ConcernSummary:
    """What the treatments of a folder, and what its own items read, leave unweighed.

    Of the shipped folder: everything. The records that are missing belong into that folder.
    """
    treatments = dict.fromkeys(entry.treatment for entry in read.entries if entry.topic == PAGE)
    concerns = Concerns(Ruleset(read, treatments, speaking_of(read)))
    own = set(layer.treatments())
    missing = [
        gap
        for gap in concerns.unweighed(layer.folder)
        if gap.treatment in own or any(entry.layer == layer.name for entry in gap.readers)
    ]
    return ConcernSummary(concerns.minded, tuple(missing))


class Concerns:
    """What each treatment reads and records, over all of the rules."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset = ruleset

    @cached_property
    def read(self) -> dict[str, dict[Concern, list[PlacedItem]]]:
        """The items that read each concern, by treatment; what is common to all counts for each."""
        rules = self._ruleset.catalogue.of(ScreeningRule, Step, Interval, CountsAs)
        return self._by_treatment(entry for entry in rules if entry.topic != CHOOSING)

    @cached_property
    def recorded(self) -> dict[str, dict[Concern, list[PlacedItem]]]:
        """The records of what each treatment does not mind."""
        return self._by_treatment(self._ruleset.catalogue.of(NoConcern))

    def _by_treatment(self, entries: Iterable[PlacedItem]) -> dict[str, dict[Concern, list[PlacedItem]]]:
        found: dict[str, dict[Concern, list[PlacedItem]]] = {name: {} for name in self._ruleset.treatments}
        for entry in entries:
            for name in self._ruleset.scope(entry):
                for concern in self.of(entry, name):
                    found[name].setdefault(concern, []).append(entry)
        return found

    def of(self, entry: PlacedItem, treatment: str) -> list[Concern]:
        """What an item reads of what a plan of a treatment can ask for, each once."""
        vocabulary = self._ruleset.vocabulary(treatment)
        found = dict.fromkeys(
            concern for reading in readings(entry) for concern in _concerns(reading.condition, vocabulary)
        )
        if isinstance(entry.item, CountsAs):
            # Who names one of these is kept waiting as after a session.
            found |= dict.fromkeys(Concern(PROCEDURES, name) for name in entry.item.counts_as)
        return [concern for concern in found if self.may_arise(concern, treatment)]

    def may_arise(self, concern: Concern, treatment: str) -> bool:
        """Whether somebody who plans this treatment can be asked for it at all."""
        raised = {
            name for name, questions in self._questions_of_devices.items() if concern.question in questions
        }
        if raised and treatment not in raised:
            return False
        found = self._ruleset.vocabulary(treatment).asked(concern.question, "plan")
        return not isinstance(found, Fault) and (not concern.option or concern.option in found.options)

    @cached_property
    def _questions_of_devices(self) -> dict[str, set[str]]:
        """The questions that only some devices of a treatment raise: the length of a needle, suction."""
        raised: dict[str, set[str]] = {name: set() for name in self._ruleset.treatments}
        for entry, device in self._ruleset.catalogue.each(Device):
            if entry.treatment in raised:
                raised[entry.treatment].update(device.has)
        return raised

    @cached_property
    def _pairs(self) -> list[tuple[str, Concern]]:
        """Each treatment with what some rule minds and a plan of it can be asked for."""
        minded = dict.fromkeys(concern for read in self.read.values() for concern in read)
        return [
            (name, concern)
            for name in self._ruleset.treatments
            for concern in minded
            if self.may_arise(concern, name)
        ]

    @property
    def minded(self) -> int:
        """How many answers are to be weighed, counted for each treatment."""
        return len(self._pairs)

    def unweighed(self, base: Path) -> Iterator[Unweighed]:
        """What is neither read nor recorded, treatment by treatment. Records belong into ``base``."""
        for name, concern in self._pairs:
            if concern not in self.read[name] and concern not in self.recorded[name]:
                file, line = _free_line(base / name)
                answer = self._answer(concern, name)
                yield Unweighed(name, concern, self.readers(concern), file, line, answer)

    def _answer(self, concern: Concern, treatment: str) -> str:
        question = self._ruleset.ask(treatment)(concern.question)
        if question is None or question.kind != "number":
            return concern.option or "true"
        return f"{{at_least: {question.least:g}}}"

    def is_only_typed(self, concern: Concern, treatment: str) -> bool:
        """Whether the option is never offered, so that its record is what a person reads who types it."""
        question = self._ruleset.ask(treatment)(concern.question)
        return question is not None and concern.option in question.unread

    def readers(self, concern: Concern) -> tuple[PlacedItem, ...]:
        """Every item that reads a concern, each once."""
        return tuple(dict.fromkeys(entry for read in self.read.values() for entry in read.get(concern, ())))


def wrong_records(ruleset: Ruleset) -> Iterator[Finding]:
    """Records of several questions, of what a rule beside them reads, or of what no other treatment reads."""
    concerns = Concerns(ruleset)
    for entry, record in ruleset.catalogue.each(NoConcern):
        parts = tuple(conjuncts(record.no_concern))
        if len(parts) == 1 and isinstance(parts[0], Leaf):
            yield from _out_of_place(entry, concerns, ruleset.scope(entry))
        else:
            hint = "one question and its options, such as {areas: [arms, legs]}"
            yield entry.finding(RECORDS, f"{entry.id}: a record names one question", hint)


def _out_of_place(entry: PlacedItem, concerns: Concerns, scope: tuple[str, ...]) -> Iterator[Finding]:
    # A record never takes anything from a rule: where the two speak of one answer, the record is wrong.
    named = {concern for name in scope for concern in concerns.of(entry, name)}
    if scope and not named:
        message = f"{entry.id}: nobody is asked this before {entry.treatment}"
        yield entry.finding(RECORDS, message, "take the record out")
    for concern in sorted(named):
        readers = [reader for name in scope for reader in concerns.read[name].get(concern, ())]
        if readers:
            message = f"{entry.id} says that {concern} is of no concern, and {readers[0].id} reads it"
            yield entry.finding(RECORDS, message, "take it out of the record")
        elif not concerns.readers(concern) and not concerns.is_only_typed(concern, entry.treatment):
            hint = "take it out: a record is for what another treatment reads"
            yield entry.finding(RECORDS, f"{entry.id}: no treatment reads {concern}", hint)


def _free_line(folder: Path) -> tuple[str, int]:
    """The file of a treatment's records, and its first free line."""
    file = folder / f"{RECORDS}.yaml"
    lines = len(file.read_text(encoding="utf-8").splitlines()) if file.is_file() else 0
    return shown_path(file), lines + 1


def _concerns(condition: Condition, vocabulary: Vocabulary) -> Iterator[Concern]:
    """What a condition reads. How long ago something was counts as the thing itself."""
    for leaf, _ in condition.leaves():
        templates = vocabulary.templates_of(leaf.question)
        if templates:
            yield from (Concern(parent_of(template), option) for template, option in templates)
        elif isinstance(leaf, Picked):
            yield from (Concern(leaf.question, option) for option in sorted(leaf.options))
        else:
            yield Concern(leaf.question)
