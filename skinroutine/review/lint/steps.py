"""Checklists as a whole: steps that say opposite things, and lists that are too long to be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from math import inf
from typing import Final, NamedTuple

from skinroutine.decide.checklist import stands_in
from skinroutine.decide.patches import steps_of_the_day
from skinroutine.memory.sessions import AREAS
from skinroutine.review.catalogue import PlacedItem
from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.ruleset import Ruleset
from skinroutine.review.lint.satisfiable import Ask, Key, can_hold, conjuncts, key
from skinroutine.review.lint.vocabulary import likely
from skinroutine.rulebook import MOST_STEPS, PHASES, Step
from skinroutine.rulebook.conditions import Condition, Every, Leaf
from skinroutine.rulebook.folders import COMMON
from skinroutine.rulebook.rulings import required_picks

_MOST_TRIES: Final = 2_000
_MOST_PAIRS: Final = 5_000
"""Beyond these a file is no list of steps that a person wrote, and the search may not hang."""


def contradictions(ruleset: Ruleset) -> Iterator[Finding]:
    """A step that does what another of the same phase says to leave, at the same time."""
    for treatment, phase, steps in _phases(ruleset):
        ask, about = ruleset.ask(treatment), [pair for pair in steps if pair[1].subject]
        doing, leaving = ([pair for pair in about if pair[1].kind == kind] for kind in ("do", "avoid"))
        for do, avoid in islice(product(doing, leaving), _MOST_PAIRS):
            if _meet(do[1], avoid[1]) and _conflict(do[1], avoid[1], ask):
                earlier, later = (entry for entry, _ in sorted((do, avoid), key=steps.index))
                message = f"{later.id}: {earlier.id} says the opposite of {do[1].subject!r} in {phase}"
                yield later.finding("contradiction", message, "change a condition, a time or a subject")


def long_checklists(ruleset: Ruleset) -> Iterator[Finding]:
    """Phases of which more steps can hold at once, for one area, than a person reads."""
    for treatment, phase, steps in _phases(ruleset):
        ask = ruleset.ask(treatment)
        listed = [step for _, step in steps]
        days = [steps_of_the_day(listed, patch=patch) for patch in (False, True)]
        if any(_too_long(group, ask) for day in days for group in _by_area(day, ask)):
            message = f"more than {MOST_STEPS} steps of {phase} can hold at once for {treatment}"
            yield steps[-1][0].finding("long-checklist", message, "join some, or let fewer hold")


def wrong_stand_ins(ruleset: Ruleset) -> Iterator[Finding]:
    """Steps that stand in for one that is not there, or that say less than it does.

    Only a step of the same folder can be replaced: own rules take no shipped step away.
    """
    for _, phase, steps in _phases(ruleset):
        for entry, step in steps:
            known = {other.id: other for place, other in steps if place.layer == entry.layer}
            for name in step.in_place_of:
                if name not in known.keys() - {step.id}:
                    hint = likely(name, known.keys() - {step.id}) or "name a step of the same list and folder"
                    message = f"{step.id} can't stand in for {name!r}, which isn't a step of {phase} here"
                    yield entry.finding("stand-in", message, hint)
                elif _says_less(step, known[name]):
                    hint = f"write it as {known[name].kind}, as critical and for as long"
                    message = f"{step.id} says less than {name}, which it stands in for"
                    yield entry.finding("stand-in", message, hint)


def _says_less(step: Step, other: Step) -> bool:
    """Whether what it stands in for differs in kind, holds for longer, begins sooner or is marked alone."""
    (start, end), (other_start, other_end) = _window(step), _window(other)
    shorter = start > other_start or end < other_end
    later = _lead(step) < _lead(other)
    return step.kind != other.kind or (other.critical and not step.critical) or shorter or later


def _lead(step: Step) -> float:
    """How many hours before the session it begins."""
    return step.before.hours if step.before else 0


def _by_area(steps: list[Step], ask: Ask) -> Iterator[list[Step]]:
    """The steps that can stand on the list of one area; once for areas with the same ones."""
    question = ask(AREAS)
    seen: set[tuple[str, ...]] = set()
    for area in question.options if question else ("",):
        here = [step for step in steps if not _areas_of(step) or area in _areas_of(step)]
        if (ids := tuple(step.id for step in here)) not in seen:
            seen.add(ids)
            yield here


def _too_long(steps: list[Step], ask: Ask) -> bool:
    if len(steps) <= MOST_STEPS:
        return False
    return _Longest(ask).steps(_groups(steps), len(steps)) > MOST_STEPS


def _areas_of(step: Step) -> frozenset[str]:
    """The areas that a step names as those it is for; none where it is for all."""
    picks = [pick.options for pick in required_picks(step.when) if pick.question == AREAS]
    return frozenset.intersection(*picks) if picks else frozenset()


def _elsewhere(condition: Condition) -> Condition:
    """What a condition asks beside the areas."""
    parts = [part for part in conjuncts(condition) if not (isinstance(part, Leaf) and part.question == AREAS)]
    return Every(parts)


def _meet(step: Step, other: Step) -> bool:
    """Whether two steps can be for the same skin, and neither stands in for the other."""
    if stands_in(step, other) or stands_in(other, step):
        return False
    places = _areas_of(step), _areas_of(other)
    return not all(places) or bool(places[0] & places[1])


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
    """Steps under one and the same condition: they hold together or not at all.

    ``rivals`` are steps with which they never stand on one list, as one of them stands in for the other.
    """

    condition: Condition
    ids: frozenset[str]
    rivals: frozenset[str]


def _groups(steps: list[Step]) -> list[_StepGroup]:
    """The largest first, those of one size as they stand in the files."""
    alike: dict[tuple[Key, frozenset[str]], list[Step]] = {}
    for step in steps:
        pairs = [other for other in steps if stands_in(step, other) or stands_in(other, step)]
        same = (key(_elsewhere(step.when)), frozenset(other.id for other in pairs))
        alike.setdefault(same, []).append(step)
    groups = [
        _StepGroup(_elsewhere(same[0].when), frozenset(step.id for step in same), rivals)
        for (_, rivals), same in alike.items()
    ]
    return sorted(groups, key=lambda group: -len(group.ids))


class _Longest:
    """The search for a set of steps that hold at once and are too many."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.tries = 0

    def steps(self, groups: list[_StepGroup], left: int) -> int:
        """How many hold at once, as soon as that is too many; else at most the limit."""
        return self._with(groups, [], frozenset(), left)

    # Each group is in or out, so the tries double with every group: hence the bound on them.
    def _with(
        self, groups: list[_StepGroup], holding: list[Condition], listed: frozenset[str], left: int
    ) -> int:
        self.tries += 1
        count = len(listed)
        if count > MOST_STEPS or count + left <= MOST_STEPS or not groups or self.tries > _MOST_TRIES:
            return count
        group, *rest = groups
        left -= len(group.ids)
        best, more = count, [*holding, group.condition]
        if not group.rivals & listed and can_hold(more, self.ask, unsure=True):
            best = self._with(rest, more, listed | group.ids, left)
        return best if best > MOST_STEPS else max(best, self._with(rest, holding, listed, left))
