"""What every check looks at: the items with their places, what they may speak of, and what they read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from typing import Final, NamedTuple

from msgspec import Struct

from skinroutine.review.catalogue import Catalogue, PlacedItem
from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.satisfiable import Ask
from skinroutine.review.lint.vocabulary import Vocabulary
from skinroutine.rulebook import (
    SYMPTOMS,
    Command,
    Contradiction,
    CountsAs,
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
from skinroutine.rulebook.conditions import Condition
from skinroutine.rulebook.folders import COMMON
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.regions import REGIONS, Region
from skinroutine.rulebook.rulings import symptom_rulings

RULES: tuple[type[Struct], ...] = (
    ScreeningRule, SymptomRule, Course, Step, Interval, CountsAs, HeadLife, Merit, NoConcern,
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
        self.vocabulary = speaking
        """What conditions of a treatment may speak of; it is cached where it is made."""

    def ask(self, treatment: str) -> Ask:
        """The questions of a treatment by name, None for one that there is not."""
        return self.vocabulary(treatment).ask

    @cached_property
    def rules(self) -> list[PlacedItem]:
        """The rules, courses, steps and intervals."""
        return self.catalogue.of(*RULES)

    def together(self, *kinds: type[Struct]) -> Iterator[tuple[str, list[PlacedItem]]]:
        """The entries of these kinds that are in force together: those of one treatment, and common ones."""
        for treatment in self.treatments or (COMMON,):
            yield treatment, self.catalogue.of(*kinds, treatment=treatment)

    def scope(self, entry: PlacedItem) -> tuple[str, ...]:
        """The treatments for which an item is in force; none where no file describes its own."""
        return tuple(name for name in self.treatments if entry.treatment in {COMMON, name})

    def without(self, wrong: Iterable[Finding]) -> Ruleset:
        """The same without the items that something was found about: one mistake is told once."""
        places = {(finding.file, finding.line) for finding in wrong}
        return self.only(lambda entry: (entry.file, entry.line) not in places)

    def only(self, wanted: Callable[[PlacedItem], bool]) -> Ruleset:
        """The same with some of the items; they may speak of what they did before."""
        left = tuple(filter(wanted, self.catalogue.entries))
        return Ruleset(self.catalogue._replace(entries=left), self.treatments, self.vocabulary)


def readings(entry: PlacedItem) -> list[Reading]:
    """Every condition of an item."""
    item = entry.item
    if isinstance(item, Course):
        first, *turns = symptom_rulings([item])
        return [
            Reading(first.when, "check-symptoms"),
            *(Reading(turn.when, "check-symptoms", turn.say) for turn in turns),
        ]
    if isinstance(item, SymptomRule):
        return [Reading(item.when, "check-symptoms")]
    if isinstance(item, CountsAs | HeadLife):
        return [Reading(item.when, "log" if isinstance(item, CountsAs) else "device-add")]
    if isinstance(item, ScreeningRule | Step | Interval | Watch | Merit | NoConcern):
        return [Reading(item.when, "device-choose" if entry.topic == CHOOSING else "plan")]
    if isinstance(item, Contradiction):
        return [Reading(item.when, None), *([Reading(item.against, None)] if item.against else [])]
    return _of_question(item) if isinstance(item, Question) else []


def _of_question(question: Question) -> list[Reading]:
    """When it is asked, what settles it, and which of its answers name an option."""
    whens = (question.when if question.when.parts() else None, question.tells)
    settled = [] if question.known_by is None else [Reading(question.known_by, "check-symptoms")]
    return [*(Reading(when, None) for when in whens if when is not None), *settled]


def speaking_of(catalogue: Catalogue) -> Callable[[str], Vocabulary]:
    """The vocabulary of each treatment from what could be read; the common one knows all treatments."""

    @cache
    def vocabulary(treatment: str) -> Vocabulary:
        named = "" if treatment == COMMON else treatment
        return Vocabulary(
            [question for _, question in catalogue.each(Question, named)],
            {
                "treatments": lambda: [entry.treatment for entry in catalogue.entries],
                "devices": lambda: [device.id for _, device in catalogue.each(Device, named)],
                SYMPTOMS: lambda: [symptom.id for _, symptom in catalogue.each(Symptom, named)],
                REGIONS: lambda: [region.id for _, region in catalogue.each(Region)],
            },
        )

    return vocabulary


def speaking_for(library: Library) -> Callable[[str], Vocabulary]:
    """The vocabulary of each treatment in force, read by topic and only as far as it is needed."""

    @cache
    def vocabulary(treatment: str) -> Vocabulary:
        named = library.treatment_ids if treatment == COMMON else (treatment,)
        return Vocabulary(
            [question for name in named for question in library.questions(name)],
            {
                "treatments": lambda: library.treatment_ids,
                "devices": lambda: [each.id for name in named for each in library.treatment(name).devices],
                REGIONS: lambda: list(library.regions),
                SYMPTOMS: lambda: [
                    each.id for name in named for each in library.items(SYMPTOMS, name, Symptom)
                ],
            },
        )

    return vocabulary
