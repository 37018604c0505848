"""Checklists as a whole: steps that say opposite things, and lists that are too long to be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice, product
from math import inf
from typing import Final, NamedTuple

from skinroutine.conditions import Condition
from skinroutine.model import MOST_STEPS, PHASES, Step
from skinroutine.review.catalogue import Entry
from skinroutine.review.checks.likeness import key
from skinroutine.review.checks.possible import Ask, can_hold
from skinroutine.review.checks.ruleset import Ruleset
from skinroutine.review.findings import Finding

_MOST_TRIES: Final = 2_000
_MOST_PAIRS: Final = 5_000
"""Beyond these a file is no list of steps that a person wrote, and the search may not hang."""


def contradictions(ruleset: Ruleset) -> Iterator[Finding]:
    """A step that does what another of the same phase says to leave, at the same time."""
    for treatment, phase, entries in _phases(ruleset):
        ask = ruleset.ask(treatment)
        pairs = product(_about(entries, "do"), _about(entries, "avoid"))
        for doing, leaving in islice(pairs, _MOST_PAIRS):
            if _clash(doing.item, leaving.item, ask):
                later, earlier = sorted((doing, leaving), key=entries.index, reverse=True)
                subject = getattr(doing.item, "subject", "")
                message = f"{later.id}: {earlier.id} says the opposite of {subject!r} in {phase}"
                yield later.finding("contradiction", message, "change a condition, a time or a subject")


def long_checklists(ruleset: Ruleset) -> Iterator[Finding]:
    """Phases of which more steps can hold at once than a person reads."""
    for treatment, phase, entries in _phases(ruleset):
        groups = _groups(entries)
        if _Longest(ruleset.ask(treatment)).steps(groups, sum(group.steps for group in groups)) > MOST_STEPS:
            message = f"more than {MOST_STEPS} steps of {phase} can hold at once for {treatment}"
            yield entries[-1].finding("long-checklist", message, "join some, or let fewer hold")


def _phases(ruleset: Ruleset) -> Iterator[tuple[str, str, list[Entry]]]:
    for treatment, entries in ruleset.together(Step):
        for phase in PHASES:
            found = [entry for entry in entries if entry.topic == phase]
            if found:
                yield treatment, phase, found


def _about(entries: list[Entry], kind: str) -> list[Entry]:
    return [
        entry
        for entry in entries
        if isinstance(entry.item, Step) and entry.item.subject and entry.item.kind == kind
    ]


def _clash(doing: object, leaving: object, ask: Ask) -> bool:
    assert isinstance(doing, Step)  # noqa: S101  both were picked as steps
    assert isinstance(leaving, Step)  # noqa: S101
    if doing.subject != leaving.subject:
        return False
    (start, end), (other_start, other_end) = _window(doing), _window(leaving)
    meet = max(start, other_start) < min(end, other_end)
    return meet and can_hold([doing.when, leaving.when], ask, unsure=True)


def _window(step: Step) -> tuple[float, float]:
    """The hours after the session in which a step holds."""
    return step.starts.hours if step.starts else 0, step.lasts.hours if step.lasts else inf


class _Group(NamedTuple):
    """Steps under one and the same condition: they hold together or not at all."""

    condition: Condition
    steps: int


def _groups(entries: list[Entry]) -> list[_Group]:
    conditions = [entry.item.when for entry in entries if isinstance(entry.item, Step)]
    keyed = sorted(((repr(key(one)), place) for place, one in enumerate(conditions)), key=lambda pair: pair)
    groups = [[place for _, place in alike] for _, alike in groupby(keyed, key=lambda pair: pair[0])]
    made = [_Group(conditions[places[0]], len(places)) for places in groups]
    return sorted(made, key=lambda group: -group.steps)


class _Longest:
    """The search for a set of steps that hold at once and are too many."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.tries = 0

    def steps(self, groups: list[_Group], left: int) -> int:
        """How many hold at once, as soon as that is too many; else at most the limit."""
        return self._with(groups, [], 0, left)

    def _with(self, groups: list[_Group], held: list[Condition], count: int, left: int) -> int:
        self.tries += 1
        if count > MOST_STEPS or count + left <= MOST_STEPS or not groups or self.tries > _MOST_TRIES:
            return count
        group, *rest = groups
        left -= group.steps
        best = count
        if can_hold([*held, group.condition], self.ask, unsure=True):
            best = self._with(rest, [*held, group.condition], count + group.steps, left)
        return best if best > MOST_STEPS else max(best, self._with(rest, held, count, left))
