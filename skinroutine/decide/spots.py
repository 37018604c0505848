"""The spot of a test patch, whose own rest is longer than that of the skin round it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from skinroutine.decide.schedule import interval_reason, rests
from skinroutine.memory.sessions import Past
from skinroutine.rulebook import Interval, Reason
from skinroutine.rulebook.conditions import Condition


def spots(
    treatment: str,
    intervals: Iterable[Interval],
    pasts: Iterable[Past],
    guards: Mapping[str, Condition],
    now: datetime,
) -> list[Reason]:
    """A reason for care while the spot of a test patch still has the rest that a whole session calls for."""
    listed = list(intervals)
    whole = [past._replace(patch=False) for past in pasts if past.patch and past.treatment == treatment]
    asked = [rest for rest in rests(treatment, listed, whole, guards, now) if rest.earliest > now.date()]
    if not asked:
        return []
    latest = max(asked, key=lambda rest: rest.earliest)
    until = latest.earliest.isoformat()
    return [interval_reason(rule, latest.past, "caution", until, rule.spot) for rule in listed if rule.spot]
