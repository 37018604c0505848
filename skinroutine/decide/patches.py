"""The first session as one test patch: which steps are shown then, and which gap counts after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from skinroutine.memory.sessions import FIRST
from skinroutine.rulebook import Interval, Span, Step
from skinroutine.rulebook.conditions import ALWAYS, Answer, Facts
from skinroutine.rulebook.doubt import holding


def is_patch(intervals: Iterable[Interval], answers: Mapping[str, Answer]) -> bool:
    """Whether today is one test patch only: the first time, where a rule says how long to wait after."""
    return answers.get(FIRST) is True and any(interval.after_patch for interval in intervals)


def patch_waits(intervals: Iterable[Interval]) -> list[Interval]:
    """The wait after a first step, with whatever it was done, and what makes that longer."""
    listed = list(intervals)
    own = [replace(interval, when=ALWAYS) for interval in listed if interval.after_patch]
    return [*own, *(each for each in listed if each.stretch > 1 and not each.of_last)] if own else []


def steps_of_the_day(steps: Iterable[Step], *, patch: bool) -> list[Step]:
    """The steps of one phase for a patch, or for a whole session.

    Where a phase has steps for a patch, they stand in for its other things to do. What is left undone and
    what ends a session stays. A step for a patch that has a time of its own joins the others.
    """
    listed = list(steps)
    if not patch:
        return [step for step in listed if not step.patch]
    own = [step for step in listed if step.is_patch_itself]
    if not own:
        return listed
    kept = [step for step in listed if not (step.is_patch_itself or step.do)]
    first = [step for step in kept if step.avoid]
    return [*first, *own, *(step for step in kept if not step.avoid)]


def went_badly(applying: Iterable[Interval], facts: Facts) -> bool:
    """Whether a rule stretches the gap for sure: a test patch that went so is no completed first step."""
    stretching = (interval for interval in applying if interval.stretch > 1 and not interval.of_last)
    return any(holding(interval.when, facts).sure for interval in stretching)


def replaced_by(applying: Iterable[Interval]) -> frozenset[str]:
    """The intervals whose place others take after a test patch: a person's own rule takes only its own."""
    listed = list(applying)
    origins = {interval.id: interval.origin for interval in listed}
    return frozenset(
        name
        for interval in listed
        for name in interval.after_patch
        if origins.get(name) == interval.origin and name != interval.id
    )


def floors_of(interval: Interval, applying: Iterable[Interval]) -> list[Span]:
    """The floors of an interval: its own, and those of the intervals whose place it takes."""
    named = [other for other in applying if other is interval or other.id in interval.after_patch]
    return [other.never_within for other in named if other.never_within]
