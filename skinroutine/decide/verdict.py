"""Rules and answers to a verdict: the strictest that holds, and its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from skinroutine.decide.evaluate import Fired, evaluate, reason, silent_on, strictest_per_group, undecided_by
from skinroutine.rulebook import MILDEST_REFUSAL, VERDICTS, Reason, Ruling, Step, VerdictName
from skinroutine.rulebook.conditions import Answer, Facts

STRICTEST = len(VERDICTS) - 1


class Verdict(Struct, frozen=True, kw_only=True):
    """What a plan comes to.

    ``until`` is the date (ISO) before which it cannot change, or empty. ``undecided`` names the questions
    that could still change the verdict, a reason or the checklist.
    """

    weight: int
    reasons: tuple[Reason, ...]
    until: str
    undecided: frozenset[str]
    left_out: tuple[str, ...] = ()
    """The questions that were left out and could have made it stricter."""

    @property
    def name(self) -> VerdictName:
        """The word for it."""
        return VERDICTS[self.weight]

    @property
    def allowed(self) -> bool:
        """Whether a session may go ahead."""
        return self.weight < MILDEST_REFUSAL


def screen(
    rulings: Iterable[Ruling],
    facts: Facts,
    today: date,
    *,
    others: Iterable[Reason] = (),
    steps: Iterable[Step] = (),
) -> Verdict:
    """The verdict for these facts.

    ``others`` are reasons that do not come from answers: intervals that are not over, holds. Once the
    strictest verdict is reached nothing is undecided; steps matter only while a session may go ahead.
    """
    found = evaluate((rule for rule in rulings if rule.weight or rule.milder), facts)
    reasons = [_reason(hit, facts.answers, today) for hit in strictest_per_group(found.fired) if hit.weight]
    reasons = sorted([*reasons, *others], key=lambda cause: -cause.weight)
    weight = max((cause.weight for cause in reasons), default=0)
    undecided = found.questions if weight < STRICTEST else frozenset[str]()
    if weight < MILDEST_REFUSAL:
        undecided |= undecided_by((step.when for step in steps), facts)
    return Verdict(
        weight=weight,
        reasons=tuple(reasons),
        until=_until(reasons, weight),
        undecided=undecided,
        left_out=silent_on(found.fired, facts, weight),
    )


def _reason(fired: Fired, answers: Mapping[str, Answer], today: date) -> Reason:
    made = reason(fired)
    until = fired.ruling.until
    if until is None:
        return made
    if until.words:
        return replace(made, until_words=until.words)
    passed = answers.get(f"days_since.{until.after}")
    days = passed if isinstance(passed, int | float) and not isinstance(passed, bool) else 0
    # A part of a day that is left counts as a day.
    return replace(made, until=(today + timedelta(days=ceil(until.days - days))).isoformat())


def _until(reasons: Iterable[Reason], weight: int) -> str:
    """The last date among the reasons that make the verdict what it is."""
    return max((cause.until for cause in reasons if cause.weight == weight), default="")
