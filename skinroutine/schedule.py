"""Sessions, interval rules and the time now to dates: when the next may be done, what aftercare holds.

Intervals run from what was really done, area by area. Two treatments on one area share its recovery: an
interval may count from the other treatment. The clock is handed in as ``now``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from math import ceil
from typing import NamedTuple

from msgspec import Struct

from skinroutine.conditions import Answer, Condition, Facts, holding
from skinroutine.model import VERDICTS, Interval, Reason, Span, Step


class Past(NamedTuple):
    """A session that was done on one area, with the answers that its interval depends on.

    ``told`` is how it is named as a cause: ``microneedling cheeks=2026-11-18``.
    """

    treatment: str
    area: str
    happened: datetime
    answers: Mapping[str, Answer]
    told: str


class Rest(NamedTuple):
    """What one interval asks for after one session: no session before ``earliest``."""

    interval: Interval
    past: Past
    earliest: date


class Next(Struct, frozen=True, kw_only=True):
    """When a treatment may be done again on an area, and from when it is overdue (None: never)."""

    earliest: date
    overdue: date | None
    rest: Rest


class Window(Struct, frozen=True, kw_only=True):
    """One step of aftercare with its times. ``ends`` is None for a step without an end."""

    id: str
    kind: str
    text: str
    starts: datetime
    ends: datetime | None


def rests(
    treatment: str,
    intervals: Iterable[Interval],
    pasts: Iterable[Past],
    guards: Mapping[str, Condition],
    now: datetime,
) -> list[Rest]:
    """What every interval that holds asks for, for the treatment that is planned."""
    listed = list(intervals)
    return [
        rest
        for past in pasts
        for rest in _rests_of(
            past, [one for one in listed if (one.since or treatment) == past.treatment], guards, now
        )
    ]


def following(
    treatment: str,
    intervals: Iterable[Interval],
    pasts: Iterable[Past],
    guards: Mapping[str, Condition],
    now: datetime,
) -> Next | None:
    """The next session on one area; None when nothing was done there that counts."""
    listed, done = list(intervals), list(pasts)
    asked = rests(treatment, listed, done, guards, now)
    if not asked:
        return None
    latest = max(asked, key=lambda rest: rest.earliest)
    own = [rest for rest in asked if rest.past.treatment == treatment]
    overdue = [_date(rest.past, now) + _days(rest.interval.overdue) for rest in own if rest.interval.overdue]
    last = max(overdue, default=None)
    return Next(earliest=latest.earliest, overdue=max(last, latest.earliest) if last else None, rest=latest)


def waits(asked: Iterable[Rest], today: date) -> list[Reason]:
    """A reason to wait for each interval that is not over, the longest wait of each rule."""
    longest: dict[str, Rest] = {}
    for rest in asked:
        known = longest.get(rest.interval.id)
        if rest.earliest > today and (known is None or rest.earliest > known.earliest):
            longest[rest.interval.id] = rest
    return [_reason(rest) for rest in longest.values()]


def windows(steps: Iterable[Step], happened: datetime) -> list[Window]:
    """The steps of aftercare that have times, counted from the session."""
    return [
        Window(
            id=step.id,
            kind=step.kind,
            text=step.text,
            starts=_after(happened, step.starts),
            ends=_after(happened, step.lasts) if step.lasts else None,
        )
        for step in steps
        if step.lasts or step.starts
    ]


def _rests_of(
    past: Past, intervals: list[Interval], guards: Mapping[str, Condition], now: datetime
) -> Iterable[Rest]:
    facts = Facts(past.answers, guards)
    held = [one for one in intervals if holding(one.when, facts).truth]
    every = max((one.every.days for one in held if one.every), default=0.0)
    day = _date(past, now)
    for one in held:
        days = one.every.days if one.every else 0.0
        if one.stretch > 1:
            days = max(days, every * one.stretch)
        earliest = day + timedelta(days=ceil(days))
        if one.never_within:
            floor = _after(past.happened, one.never_within).astimezone(now.tzinfo)
            earliest = max(earliest, _next_whole_day(floor))
        yield Rest(one, past, earliest)


def _next_whole_day(moment: datetime) -> date:
    """The first day on which a session at any hour is late enough."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return moment.date() if moment == midnight else moment.date() + timedelta(days=1)


def _date(past: Past, now: datetime) -> date:
    """The day of a session: there and then, or here and now when that is later."""
    return max(past.happened.date(), past.happened.astimezone(now.tzinfo).date())


def _days(span: Span) -> timedelta:
    return timedelta(days=ceil(span.days))


def _after(happened: datetime, span: Span | None) -> datetime:
    """Counted in hours that pass, whatever the clocks do meanwhile."""
    if span is None:
        return happened
    return (happened.astimezone(UTC) + timedelta(hours=span.hours)).astimezone(happened.tzinfo)


def _reason(rest: Rest) -> Reason:
    interval = rest.interval
    return Reason(
        id=interval.id,
        weight=VERDICTS.index("wait"),
        message=interval.say,
        because=(rest.past.told,),
        sources=interval.sources,
        until=rest.earliest.isoformat(),
        disagreement=interval.disagreement,
        origin=interval.origin,
    )
