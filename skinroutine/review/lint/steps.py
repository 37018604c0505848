"""Checklists as a whole: steps that say opposite things, and lists that are too long to be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from math import inf
from typing import Final, NamedTuple

from skinroutine.review.catalogue import PlacedItem
from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.ruleset import Ruleset
from skinroutine.review.lint.satisfiable import Ask, Key, can_hold, key
from skinroutine.rulebook import MOST_STEPS, PHASES, Step
from skinroutine.rulebook.conditions import Condition
from skinroutine.rulebook.folders import COMMON

_MOST_TRIES: Final = 2_000
_MOST_PAIRS: Final = 5_000
"""Beyond these a file is no list of steps that a person wrote, and the search may not hang."""


def contradictions(ruleset: Ruleset) -> Iterator[Finding]:
    """A step that does what another of the same phase says to leave, at the same time."""
    for treatment, phase, steps in _phases(ruleset):
        ask, about = ruleset.ask(treatment), [pair for pair in steps if pair[1].subject]
        doing, leaving = ([pair for pair in about if pair[1].kind == kind] for kind in ("do", "avoid"))
        for do, avoid in islice(product(doing, leaving), _MOST_PAIRS):
            if _conflict(do[1], avoid[1], ask):
                earlier, later = (entry for entry, _ in sorted((do, avoid), key=steps.index))
                message = f"{later.id}: {earlier.id} says the opposite of {do[1].subject!r} in {phase}"
                yield later.finding("contradiction", message, "change a condition, a time or a subject")


def long_checklists(ruleset: Ruleset) -> Iterator[Finding]:
    """Phases of which more steps can hold at once than a person reads."""
    for treatment, phase, steps in _phases(ruleset):
        groups = _groups([step.when for _, step in steps])
        if _Longest(ruleset.ask(treatment)).steps(groups, len(steps)) > MOST_STEPS:
            message = f"more than {MOST_STEPS} steps of {phase} can hold at once for {treatment}"
            yield steps[-1][0].finding("long-checklist", message, "join some, or let fewer hold")


def _phases(ruleset: Ruleset) -> Iterator[tuple[str, str, list[tuple[PlacedItem, Step]]]]:
    for treatment in ruleset.treatments or (COMMON,):
        steps = list(ruleset.catalogue.each(Step, treatment))
        for phase in PHASES:
            found = [pair for pair in steps if pair[0].topic == phase]
            if found:
                yield treatment, phase, found


def _conflict(doing: Step, leaving: Step, ask: Ask) -> bool:
    if doing.subject != leaving.subject:
        return False
    (start, end), (other_start, other_end) = _window(doing), _window(leaving)
    meet = max(start, other_start) < min(end, other_end)
    return meet and can_hold([doing.when, leaving.when], ask, unsure=True)


def _window(step: Step) -> tuple[float, float]:
    """The hours after the session in which a step holds."""
    return step.starts.hours if step.starts else 0, step.lasts.hours if step.lasts else inf


class _StepGroup(NamedTuple):
    """Steps under one and the same condition: they hold together or not at all."""

    condition: Condition
    steps: int


def _groups(conditions: list[Condition]) -> list[_StepGroup]:
    """The largest first, those of one size as they stand in the files."""
    alike: dict[Key, list[Condition]] = {}
    for condition in conditions:
        alike.setdefault(key(condition), []).append(condition)
    return sorted((_StepGroup(same[0], len(same)) for same in alike.values()), key=lambda group: -group.steps)


class _Longest:
    """The search for a set of steps that hold at once and are too many."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.tries = 0

    def steps(self, groups: list[_StepGroup], left: int) -> int:
        """How many hold at once, as soon as that is too many; else at most the limit."""
        return self._with(groups, [], 0, left)

    # Each group is in or out, so the tries double with every group: hence the bound on them.
    def _with(self, groups: list[_StepGroup], holding: list[Condition], count: int, left: int) -> int:
        self.tries += 1
        if count > MOST_STEPS or count + left <= MOST_STEPS or not groups or self.tries > _MOST_TRIES:
            return count
        group, *rest = groups
        left -= group.steps
        best, more = count, [*holding, group.condition]
        if can_hold(more, self.ask, unsure=True):
            best = self._with(rest, more, count + group.steps, left)
        return best if best > MOST_STEPS else max(best, self._with(rest, holding, count, left))
