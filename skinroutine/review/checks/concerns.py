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

from skinroutine.conditions import Condition, Picked
from skinroutine.model import Device, Interval, NoConcern, ScreeningRule, Step
from skinroutine.review.catalogue import PAGE, Catalogue, Entry
from skinroutine.review.checks.ruleset import CHOOSING, Ruleset, readings, speaking_of
from skinroutine.review.checks.vocabulary import Unknown, Vocabulary, parent_of
from skinroutine.rulebook import Layer
from skinroutine.rulebook.folders import COMMON
from skinroutine.rulebook.library import shown_path

RECORDS: Final = "no-concern"
"""The topic of what a treatment does not mind."""


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
    readers: tuple[Entry, ...]
    file: str
    line: int
    answer: str
    """How the answer is written in a condition."""

    @property
    def record(self) -> str:
        """The record to write, unless a rule is right."""
        name = self.concern.option or self.concern.question
        named = f"{self.treatment}-no-concern-{name}".replace("_", "-")
        told = f"{{{self.concern.question}: {self.answer}}}"
        return f"- {{id: {named}, no_concern: {told}, because: WHY, sources: [SOURCE]}}"


class ConcernSummary(NamedTuple):
    """How many answers the rules mind, counted for each treatment, and those that were not weighed."""

    minded: int
    unweighed: tuple[Unweighed, ...]


def summarise(read: Catalogue, told: Layer) -> ConcernSummary:
    """What the treatments of a folder, and what its own items read, leave unweighed.

    Of the shipped folder: everything. The records that are missing belong into that folder.
    """
    treatments = dict.fromkeys(one.treatment for one in read.entries if one.topic == PAGE)
    concerns = Concerns(Ruleset(read, treatments, speaking_of(read)))
    own = set(told.treatments())
    missing = [
        one
        for one in concerns.unweighed(told.folder)
        if one.treatment in own or any(entry.layer == told.name for entry in one.readers)
    ]
    return ConcernSummary(concerns.minded, tuple(missing))


class Concerns:
    """What each treatment reads and records, over all of the rules."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset = ruleset

    @cached_property
    def read(self) -> dict[str, dict[Concern, list[Entry]]]:
        """The items that read each concern, by treatment; what is common to all counts for each."""
        found: dict[str, dict[Concern, list[Entry]]] = {name: {} for name in self._ruleset.treatments}
        for entry in self._ruleset.catalogue.of(ScreeningRule, Step, Interval):
            if entry.topic != CHOOSING:
                for name in self._scope(entry):
                    for concern in self.of(entry, name):
                        found[name].setdefault(concern, []).append(entry)
        return found

    @cached_property
    def recorded(self) -> dict[str, set[Concern]]:
        """What each treatment records as of no concern."""
        found: dict[str, set[Concern]] = {name: set() for name in self._ruleset.treatments}
        for entry in self._ruleset.catalogue.of(NoConcern):
            for name in self._scope(entry):
                found[name].update(self.of(entry, name))
        return found

    def of(self, entry: Entry, treatment: str) -> list[Concern]:
        """What an item reads of what a plan of a treatment can ask for, each once."""
        vocabulary = self._ruleset.vocabulary(treatment)
        found = (one for reading in readings(entry) for one in _concerns(reading.condition, vocabulary))
        return [one for one in dict.fromkeys(found) if self.may_arise(one, treatment)]

    def may_arise(self, concern: Concern, treatment: str) -> bool:
        """Whether somebody who plans this treatment can be asked for it at all."""
        if self._is_raised_elsewhere(concern.question, treatment):
            return False
        found = self._ruleset.vocabulary(treatment).asked(concern.question, "plan")
        return not isinstance(found, Unknown) and (not concern.option or concern.option in found.options)

    @cached_property
    def _arising(self) -> list[tuple[str, Concern]]:
        """Each treatment with what some rule minds and a plan of it can be asked for."""
        minded = dict.fromkeys(concern for read in self.read.values() for concern in read)
        return [
            (name, one) for name in self._ruleset.treatments for one in minded if self.may_arise(one, name)
        ]

    @property
    def minded(self) -> int:
        """How many answers are to be weighed, counted for each treatment."""
        return len(self._arising)

    def unweighed(self, base: Path) -> Iterator[Unweighed]:
        """What is neither read nor recorded, treatment by treatment. Records belong into ``base``."""
        for name, concern in self._arising:
            if not self._is_weighed(concern, name):
                place = _free_line(base / name)
                yield Unweighed(name, concern, self.readers(concern), *place, self._answer(concern, name))

    def _answer(self, concern: Concern, treatment: str) -> str:
        question = self._ruleset.vocabulary(treatment).find(concern.question)
        if isinstance(question, Unknown) or question.kind != "number":
            return concern.option or "true"
        return f"{{at_least: {question.least:g}}}"

    def readers(self, concern: Concern) -> tuple[Entry, ...]:
        """Every item that reads a concern, each once."""
        return tuple(dict.fromkeys(entry for read in self.read.values() for entry in read.get(concern, ())))

    def _is_weighed(self, concern: Concern, treatment: str) -> bool:
        return concern in self.read[treatment] or concern in self.recorded[treatment]

    def _scope(self, entry: Entry) -> Iterable[str]:
        treatments = self._ruleset.treatments
        return treatments if entry.treatment == COMMON else {entry.treatment} & set(treatments)

    @cached_property
    def _raised(self) -> dict[str, frozenset[str]]:
        """The questions that only some devices of a treatment raise: the length of a needle, suction."""
        devices = [(one.treatment, one.item) for one in self._ruleset.catalogue.of(Device)]
        return {
            name: frozenset(
                question
                for treatment, device in devices
                if treatment == name and isinstance(device, Device)
                for question in device.has
            )
            for name in self._ruleset.treatments
        }

    def _is_raised_elsewhere(self, question: str, treatment: str) -> bool:
        """Whether only devices of other treatments raise a question."""
        return question not in self._raised[treatment] and any(
            question in one for one in self._raised.values()
        )


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
