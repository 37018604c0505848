"""What every check looks at: the items with their places, what they may speak of, and what they read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Final, NamedTuple

from msgspec import Struct

from skinroutine.conditions import Condition
from skinroutine.model import (
    SYMPTOMS,
    Command,
    Contradiction,
    Course,
    Device,
    HeadLife,
    Interval,
    Merit,
    NoConcern,
    Question,
    ScreeningRule,
    Step,
    Symptom,
    SymptomRule,
    Watch,
)
from skinroutine.review.catalogue import Catalogue, Entry
from skinroutine.review.checks.possible import Ask
from skinroutine.review.checks.vocabulary import Unknown, Vocabulary
from skinroutine.rulebook import Library
from skinroutine.rulebook.folders import COMMON
from skinroutine.rulebook.rulings import symptom_rulings

RULES: tuple[type[Struct], ...] = (
    ScreeningRule, SymptomRule, Course, Step, Interval, HeadLife, Merit, NoConcern,
)  # fmt: skip

CHOOSING: Final = "choosing"
"""The topic of what ``device choose`` alone weighs."""


class Reading(NamedTuple):
    """One condition of an item, and the command that weighs it (None: whoever asks the question).

    ``turn`` is what a turn of a course says; empty for a condition of the whole item.
    """

    condition: Condition
    command: Command | None
    turn: str = ""


class Ruleset:
    """The items to check. ``speaking`` gives the vocabulary of a treatment, or of what is common to all."""

    def __init__(
        self, catalogue: Catalogue, treatments: Iterable[str], speaking: Callable[[str], Vocabulary]
    ) -> None:
        self.catalogue = catalogue
        self.treatments = tuple(treatments)
        self._speaking = speaking
        self._vocabularies: dict[str, Vocabulary] = {}

    def vocabulary(self, treatment: str) -> Vocabulary:
        """What conditions of this treatment may speak of."""
        if treatment not in self._vocabularies:
            self._vocabularies[treatment] = self._speaking(treatment)
        return self._vocabularies[treatment]

    def ask(self, treatment: str) -> Ask:
        """The questions of a treatment by name, None for one that there is not."""
        vocabulary = self.vocabulary(treatment)

        def asked(name: str) -> Question | None:
            found = vocabulary.find(name)
            return None if isinstance(found, Unknown) else found

        return asked

    @cached_property
    def rules(self) -> list[Entry]:
        """The rules, courses, steps and intervals."""
        return self.catalogue.of(*RULES)

    def together(self, *kinds: type[Struct]) -> Iterator[tuple[str, list[Entry]]]:
        """The entries of these kinds that are in force together: those of one treatment, and common ones."""
        for treatment in self.treatments or (COMMON,):
            yield treatment, self.catalogue.of(*kinds, treatment=treatment)


def readings(entry: Entry) -> list[Reading]:
    """Every condition of an item."""
    item = entry.item
    if isinstance(item, Course):
        first, *turns = symptom_rulings([item])
        return [
            Reading(first.when, "check-symptoms"),
            *(Reading(one.when, "check-symptoms", one.say) for one in turns),
        ]
    if isinstance(item, SymptomRule):
        return [Reading(item.when, "check-symptoms")]
    if isinstance(item, HeadLife):
        return [Reading(item.when, "device-add")]
    if isinstance(item, ScreeningRule | Step | Interval | Watch | Merit | NoConcern):
        return [Reading(item.when, "device-choose" if entry.topic == CHOOSING else "plan")]
    if isinstance(item, Contradiction):
        return [Reading(item.when, None), *([Reading(item.against, None)] if item.against else [])]
    return [Reading(item.when, None)] if isinstance(item, Question) and item.when.parts() else []


def speaking_of(catalogue: Catalogue) -> Callable[[str], Vocabulary]:
    """The vocabulary of each treatment from what could be read; the common one knows all treatments."""

    def vocabulary(treatment: str) -> Vocabulary:
        named = "" if treatment == COMMON else treatment
        return Vocabulary(
            [one.item for one in catalogue.of(Question, treatment=named) if isinstance(one.item, Question)],
            {
                "treatments": lambda: [one.treatment for one in catalogue.entries],
                "devices": lambda: [one.id for one in catalogue.of(Device, treatment=named)],
                SYMPTOMS: lambda: [one.id for one in catalogue.of(Symptom, treatment=named)],
            },
        )

    return vocabulary


def speaking_for(library: Library) -> Callable[[str], Vocabulary]:
    """The vocabulary of each treatment in force, read by topic and only as far as it is needed."""

    def vocabulary(treatment: str) -> Vocabulary:
        named = library.treatment_ids if treatment == COMMON else (treatment,)
        return Vocabulary(
            [one for name in named for one in library.questions(name)],
            {
                "treatments": lambda: library.treatment_ids,
                "devices": lambda: [one.id for name in named for one in library.treatment(name).devices],
                SYMPTOMS: lambda: [
                    one.id for name in named for one in library.items(SYMPTOMS, name, Symptom)
                ],
            },
        )

    return vocabulary
