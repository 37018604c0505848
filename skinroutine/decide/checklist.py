"""Steps candidates against answers: which stand on a checklist, and for which of the chosen areas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from skinroutine.decide.patches import is_patch, steps_of_the_day
from skinroutine.history.events import PATCH
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.sessions import AREAS
from skinroutine.rulebook import PHASES, Phase, Question, Step
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Chosen, Facts
from skinroutine.rulebook.doubt import holding
from skinroutine.text import capital, spoken, with_and

_NOWHERE: Final = ""
"""Stands for the skin that is treated where nobody has named an area."""
_SEVERAL: Final = 3
"""So many areas of a group, and they are named by its word."""


class ChecklistStep(NamedTuple):
    """A step as it stands on a checklist.

    ``areas`` are those that it is for. ``place`` names them where other areas were chosen too, else it is
    empty. ``begins_in`` are the days from now until a step that comes before the session begins: below 0
    where it should have begun already, and None for all other steps.
    """

    step: Step
    areas: tuple[str, ...]
    place: str = ""
    begins_in: int | None = None
    on_the_day: bool = True

    @property
    def is_check(self) -> bool:
        """Whether the time for it is over, so that it only asks whether it was done."""
        return self.begins_in is not None and self.on_the_day

    @property
    def text(self) -> str:
        """Its words, by how far off the session is; what should have begun already is asked as well."""
        if self.is_check:
            return self.step.text_on_the_day
        if self.begins_in is not None and self.begins_in < 0 and self.step.if_past:
            return f"{self.step.text} {self.step.if_past}"
        return self.step.text


def checklist(book: Book, facts: Facts, days_ahead: int = 0) -> dict[Phase, list[ChecklistStep]]:
    """The steps that hold, by phase, for a session in so many days. A step that is still open is shown."""
    return {phase: phase_steps(book, phase, facts, days_ahead) for phase in PHASES}


def phase_steps(book: Book, phase: Phase, facts: Facts, days_ahead: int = 0) -> list[ChecklistStep]:
    """The steps of one phase that hold; the files of the other phases are not read for it."""
    patch = facts.answers.get(PATCH) is True or is_patch(book.intervals, facts.answers)
    found = list_steps(steps_of_the_day(book.steps_of(phase), patch=patch), facts, question_of_areas(book))
    return list(in_time(found, days_ahead))


def in_time(found: Iterable[ChecklistStep], days_ahead: int) -> Iterator[ChecklistStep]:
    """What can still be done by a session in so many days, and what can only be asked any more."""
    for each in found:
        before = each.step.before
        if before is None:
            yield each
        elif days_ahead > 0 or each.step.if_past:
            yield each._replace(begins_in=days_ahead - int(before.days), on_the_day=days_ahead <= 0)


def question_of_areas(book: Book) -> Question | None:
    """The question that names the areas; None where the rules have none."""
    return next((question for question in book.questions("plan") if question.id == AREAS), None)


def list_steps(steps: Iterable[Step], facts: Facts, areas: Question | None = None) -> list[ChecklistStep]:
    """The steps of a list that hold, in its order, without those that others stand in for.

    Each of the chosen areas is given what it would be given alone. ``areas`` is the question that names
    them, by whose options they are called.
    """
    known, answer = list(steps), facts.answers.get(AREAS)
    chosen = answer.options if isinstance(answer, Chosen) and answer.options else frozenset({_NOWHERE})
    places: dict[str, set[str]] = {}
    for area in chosen:
        for step in _steps_on(area, known, facts):
            places.setdefault(step.id, set()).add(area)
    found = [(step, frozenset(places[step.id])) for step in known if step.id in places]
    return [_checklist_step(step, here, chosen, areas) for step, here in found]


def stands_in(step: Step, other: Step) -> bool:
    """Whether a step may stand in for another: rules of a person's own take no reviewed step away."""
    return other.id in step.in_place_of and step.origin in {"", other.origin}


def _steps_on(area: str, steps: Iterable[Step], facts: Facts) -> Iterator[Step]:
    """The steps for one area.

    One that is still open stands in too: it is the more careful of the two, and both would contradict.
    """
    here = Facts({**facts.answers, AREAS: Chosen(frozenset({area}))}, facts.guards) if area else facts
    candidates = [step for step in steps if holding(step.when, here).truth is not False]
    for step in candidates:
        if not any(stands_in(other, step) for other in candidates):
            yield step


def name_areas(named: Iterable[str], chosen: frozenset[str], areas: Question) -> str:
    """Areas in words: ``Neck and hands``, or the word of a group where all its chosen areas are named."""
    these = frozenset(named)
    words = dict.fromkeys(_group_of(area, these, chosen, areas) for area in _in_order(these, areas))
    return capital(with_and(list(words)))


def _checklist_step(
    step: Step, left: frozenset[str], chosen: frozenset[str], areas: Question | None
) -> ChecklistStep:
    named = left - {_NOWHERE}
    if areas is None:
        return ChecklistStep(step, tuple(sorted(named)))
    place = "" if left == chosen else name_areas(named, chosen, areas)
    return ChecklistStep(step, tuple(_in_order(named, areas)), place)


def _in_order(named: frozenset[str], areas: Question) -> list[str]:
    """As the question lists them; what it does not know comes last."""
    known = [area for area in areas.options if area in named]
    return [*known, *sorted(named - set(known))]


def _group_of(area: str, named: frozenset[str], chosen: frozenset[str], areas: Question) -> str:
    for name, group in areas.groups.items():
        members = chosen.intersection(group.options)
        if area in group.options and len(members) >= _SEVERAL and members <= named:
            return spoken(name)
    return areas.options.get(area, spoken(area)).lower()
