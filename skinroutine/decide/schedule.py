"""Sessions, interval rules and the time now to dates: when the next may be done, what aftercare holds.

Intervals run from what was really done, area by area. Two treatments on one area share its recovery: an
interval may count from the other treatment. The clock is handed in as ``now``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from math import ceil
from operator import attrgetter
from typing import Final

from msgspec import Struct

from skinroutine.decide.gaps import Gap, Gaps, Truths
from skinroutine.decide.rests import LongestRest, Rest, add_up_rests
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.sessions import Past, day_of
from skinroutine.rulebook import VERDICTS, Interval, Reason, Span, Step, VerdictName
from skinroutine.rulebook.conditions import Condition

_EARLIEST: Final = attrgetter("earliest")
_SUGGESTED: Final = attrgetter("suggested")
_KEPT: Final = 4096
"""Kinds of sessions of which is kept what holds for them: who tries many thousands needs none again."""


class Lapse(NamedTuple):
    """The day from which on the last session on an area is long ago, and the rule that says so."""

    interval: Interval
    past: Past
    counted: date
    since: date


class Next(Struct, frozen=True, kw_only=True):
    """When a treatment may be done again on an area, with the rule and the session behind each date.

    ``earliest`` is the day before which no session may be, ``suggested`` the day that a person is shown.
    ``overdue`` is None for never; so is ``lapse``, from which on one starts again gently. ``sooner`` is the
    day on which it may be once it is known how the skin took the last session, where that is not known yet.
    ``bar`` is the rule that says no to this skin or this person whatever the day, where there is one;
    ``dated`` the one that says no until ``earliest``, where no interval does so for as long.
    """

    earliest: date
    overdue: date | None
    rest: Rest
    suggested: date
    usual: Rest
    lapse: Lapse | None
    sooner: date | None = None
    bar: Reason | None = None
    dated: Reason | None = None

    @property
    def say(self) -> str:
        """Why the day that is shown is no earlier one."""
        if self.suggested > self.earliest:
            return self.usual.interval.say
        return self.dated.message if self.dated else self.rest.interval.say


class TimedStep(Struct, frozen=True, kw_only=True):
    """One step of aftercare with its times. ``ends`` is None for a step without an end."""

    id: str
    kind: str
    text: str
    starts: datetime
    ends: datetime | None
    subject: str = ""
    excludes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    """The areas that it is for, where these are not all of the session; ``place`` names them."""
    place: str = ""

    @property
    def words(self) -> str:
        """The step as it is said: behind the names of its areas, where it is not for all."""
        return f"{self.place}: {self.text}" if self.place else self.text


class Schedule:
    """The intervals of a treatment, and what they come to for sessions that were done, at one time.

    What holds for sessions that share their answers is worked out once in its life.
    """

    def __init__(
        self, treatment: str, intervals: Iterable[Interval], guards: Mapping[str, Condition], now: datetime
    ) -> None:
        self._treatment = treatment
        self._intervals = list(intervals)
        self._guards = guards
        self._now = now
        self._begin()

    def _begin(self) -> None:
        """Start with nothing worked out."""
        self._truths = Truths(self._guards)
        resting = [interval for interval in self._intervals if interval.rests]
        self._gaps = Gaps(self._treatment, resting, self._truths)
        # Kept with what they are kept by, so that nothing else takes its place.
        self._floors: dict[tuple[int, float], tuple[datetime, date]] = {}

    def rests(self, pasts: Iterable[Past]) -> list[Rest]:
        """What every interval that holds asks for, for the treatment that is planned.

        What is over is left out where a later session calls for the same until a later day.
        """
        if self._gaps.known + len(self._floors) > _KEPT:
            self._begin()
        done = [(past, past.day or day_of(past.happened, self._now)) for past in pasts]
        found: list[Rest] = []
        longest: list[LongestRest] = []
        newest: dict[int, date] = {}
        today = self._now.date()
        for (past, day), listed in zip(done, self._gaps.after(done), strict=True):
            gaps, rest, usual, by_hour = listed
            known = newest.get(id(listed), date.min)
            # All is over that it calls for, and the same counts from a later day.
            if day <= known and not by_hour and day + usual <= today:
                longest.append((past, day + rest, day))
            elif gaps:
                newest[id(listed)] = max(day, known)
                own = self._rests_after(past, day, gaps)
                longest.append((past, max(map(_EARLIEST, own)), day))
                found += own
        return [*found, *add_up_rests(self._intervals, self._treatment, longest, today)]

    def _rests_after(self, past: Past, day: date, gaps: Iterable[Gap]) -> list[Rest]:
        found = []
        for interval, rest, floors, usual in gaps:
            # By the calendar, as people count: seven days after an evening the whole day is free.
            earliest = day + rest
            for span in floors:
                earliest = max(earliest, self._floor(past.happened, span))
            suggested = earliest if usual is None else max(earliest, day + usual)
            found.append(Rest(interval, past, earliest, day, suggested))
        return found

    def next_session(self, pasts: Iterable[Past]) -> Next | None:
        """The next session on one area; None when nothing was done there that counts."""
        done = list(pasts)
        asked = self.rests(done)
        if not asked:
            return None
        latest, usual = max(asked, key=_EARLIEST), max(asked, key=_SUGGESTED)
        overdue = [
            rest.counted + _days(late)
            for rest in asked
            if (late := rest.interval.overdue) and rest.past.treatment == self._treatment
        ]
        last = max(overdue, default=None)
        return Next(
            earliest=latest.earliest,
            overdue=max(last, usual.suggested) if last else None,
            rest=latest,
            suggested=usual.suggested,
            usual=usual,
            lapse=min(self._lapses(done), key=lambda lapse: lapse.since, default=None),
        )

    def restarts(self, pasts: Iterable[Past]) -> list[Reason]:
        """A reason for care for each rule by which the last session on one of the areas is long ago."""
        today = self._now.date()
        found = {lapse.interval.id: lapse for lapse in self._lapses(pasts) if lapse.since <= today}
        return [interval_reason(lapse.interval, lapse.past, "caution") for lapse in found.values()]

    def spots(self, pasts: Iterable[Past]) -> list[Reason]:
        """A reason for care while the spot of a test patch has the rest that a whole session calls for."""
        whole = [
            past._replace(patch=False) for past in pasts if past.patch and past.treatment == self._treatment
        ]
        asked = [rest for rest in self.rests(whole) if rest.earliest > self._now.date()]
        if not asked:
            return []
        latest = max(asked, key=lambda rest: rest.earliest)
        until = latest.earliest.isoformat()
        return [
            interval_reason(rule, latest.past, "caution", until, rule.spot)
            for rule in self._intervals
            if rule.spot
        ]

    def _floor(self, happened: datetime, span: Span) -> date:
        """The first day that is so long after a session at any hour."""
        key = (id(happened), span.hours)
        if key not in self._floors:
            floor = after(happened, span).astimezone(self._now.tzinfo)
            self._floors[key] = (happened, _next_whole_day(floor))
        return self._floors[key][1]

    def _lapses(self, pasts: Iterable[Past]) -> list[Lapse]:
        """When the last session on each area is long ago, by every rule that holds for it."""
        newest: dict[str, Past] = {}
        for past in pasts:
            known = newest.get(past.area)
            if past.treatment == self._treatment and (known is None or past.happened > known.happened):
                newest[past.area] = past
        return [
            Lapse(interval, past, self._day(past), self._day(past) + _days(interval.lapsed))
            for past in newest.values()
            for interval in self._intervals
            if interval.lapsed and self._truths.of(interval.when, past)
        ]

    def _day(self, past: Past) -> date:
        return past.day or day_of(past.happened, self._now)


def waits(asked: Iterable[Rest], today: date) -> list[Reason]:
    """A reason to wait for each interval that is not over, the longest wait of each rule."""
    longest: dict[str, Rest] = {}
    for rest in asked:
        known = longest.get(rest.interval.id)
        if rest.earliest > today and (known is None or rest.earliest > known.earliest):
            longest[rest.interval.id] = rest
    return [_reason(rest) for rest in longest.values()]


def windows(steps: Iterable[Step], happened: datetime) -> list[TimedStep]:
    """The steps of aftercare that have times, counted from the session."""
    return [
        TimedStep(
            id=step.id,
            kind=step.kind,
            text=step.text,
            starts=after(happened, step.starts),
            ends=after(happened, step.over) if step.over else None,
            subject=step.subject,
            excludes=step.excludes,
        )
        for step in steps
        if step.over or step.starts
    ]


def _next_whole_day(moment: datetime) -> date:
    """The first day on which a session at any hour is late enough."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return moment.date() if moment == midnight else moment.date() + timedelta(days=1)


def _days(span: Span) -> timedelta:
    return timedelta(days=ceil(span.days))


def after(happened: datetime, span: Span | None) -> datetime:
    """The moment so long after a session, in hours that pass, whatever the clocks do meanwhile."""
    if span is None:
        return happened
    # Python adds to a local time by its clock: over a change of the clocks an hour is lost or won.
    return (happened.astimezone(UTC) + timedelta(hours=span.hours)).astimezone(happened.tzinfo)


def _reason(rest: Rest) -> Reason:
    return interval_reason(rest.interval, rest.past, "wait", rest.earliest.isoformat())


def interval_reason(
    interval: Interval, past: Past, verdict: VerdictName, until: str = "", message: str = ""
) -> Reason:
    """What an interval says after a session, or this message, as the reason that a person is told."""
    return Reason(
        id=interval.id,
        weight=VERDICTS.index(verdict),
        message=message or interval.say,
        because=(past.cause,),
        sources=interval.sources,
        until=until,
        disagreement=interval.disagreement,
        origin=interval.origin,
    )
