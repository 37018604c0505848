"""What may touch the skin while aftercare is in force, for a check that tells how to care for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from skinroutine.decide.checklist import ChecklistStep, list_steps, question_of_areas
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.sessions import AREAS
from skinroutine.rulebook import Step
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Chosen, Facts
from skinroutine.rulebook.doubt import holding
from skinroutine.rulebook.rulings import HOURS
from skinroutine.text import uncapital

KEEP: Final = "Keep to your aftercare"
"""Begins what stands there while aftercare is in force."""


class SkinCare(NamedTuple):
    """The steps of aftercare that leave no room for others now, and the subjects of these others.

    ``limited`` are all of them, ``excluded`` those for which no area leaves any room.
    """

    steps: tuple[ChecklistStep, ...] = ()
    limited: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()

    def lines(self, *, beside: bool) -> Iterator[str]:
        """These steps as what to do; ``beside`` first aid, which goes before them."""
        start = f"{KEEP} for all else" if beside else KEEP
        for each in self.steps:
            place = f" ({uncapital(each.place)})" if each.place else ""
            yield f"{start}{place}: {uncapital(each.text)}"


def skin_care(book: Book, facts: Facts) -> SkinCare:
    """What is in force now. Where nobody knows the hours, the session may have just ended."""
    known = facts.answers.get(HOURS)
    hours = known if isinstance(known, int | float) and not isinstance(known, bool) else 0
    if not book.treatment:
        return SkinCare()
    wanted = [step for step in book.steps_of("aftercare") if step.excludes and _is_on(step, hours)]
    if AREAS not in facts.answers:  # a step for some areas is for nobody who named none
        wanted = [step for step in wanted if holding(step.when, facts).truth]
    found = list_steps(wanted, facts, question_of_areas(book))
    closed: dict[str, set[str]] = {}
    for each in found:
        for subject in each.step.excludes:
            closed.setdefault(subject, set()).update(each.areas)
    chosen = facts.answers.get(AREAS)
    areas = chosen.options if isinstance(chosen, Chosen) else frozenset()
    excluded = frozenset(subject for subject, there in closed.items() if areas <= there)
    return SkinCare(tuple(found), frozenset(closed), excluded)


def _is_on(step: Step, hours: float) -> bool:
    starts = step.starts.hours if step.starts else 0
    return step.kind == "do" and starts <= hours < (step.over.hours if step.over else starts)
