"""The rests that sessions call for, worked out for each session by itself: the slow road, to compare with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from math import ceil
from typing import NamedTuple

from msgspec.structs import replace

from skinroutine.decide.gaps import Day
from skinroutine.decide.patches import floors_of, replaced_by, went_badly
from skinroutine.decide.rests import Rest
from skinroutine.decide.schedule import after
from skinroutine.memory.sessions import AREAS, Past, day_of
from skinroutine.rulebook import VERDICTS, Interval, OfLast, Span
from skinroutine.rulebook.conditions import Chosen, Condition, Facts
from skinroutine.rulebook.doubt import holding
from skinroutine.text import counted


def slow_rests(
    treatment: str,
    intervals: Iterable[Interval],
    pasts: Iterable[Past],
    guards: Mapping[str, Condition],
    now: datetime,
) -> list[Rest]:
    """What every interval that holds asks for, for the treatment that is planned."""
    done, known = list(pasts), list(intervals)
    often = {item.id: _days_of_often(item, item.of_last, done, guards, now) for item in known if item.of_last}
    listed = [(interval, often.get(interval.id)) for interval in known if interval.rests]
    found = [
        rest
        for past in done
        for rest in _rests_of(past, [row for row in listed if _counts(row[0], treatment, past)], guards, now)
    ]
    return [*found, *_add_up_rests(known, treatment, found)]


def _counts(interval: Interval, treatment: str, past: Past) -> bool:
    """Whether an interval of a treatment counts from this session."""
    return (interval.since or treatment) == past.treatment and (past.patch or not interval.after_patch)


def _rests_of(
    past: Past,
    intervals: list[tuple[Interval, set[Day] | None]],
    guards: Mapping[str, Condition],
    now: datetime,
) -> Iterable[Rest]:
    facts = Facts(past.answers, guards)
    day, place = day_of(past.happened, now), (past.treatment, past.area)
    applying = [
        interval
        for interval, often in intervals
        if ((*place, day) in often if often is not None else holding(interval.when, facts).truth)
    ]
    replaced = frozenset[str]() if went_badly(applying, facts) else replaced_by(applying)
    counting = [interval for interval in applying if interval.id not in replaced]
    every = max((interval.every.days for interval in counting if interval.every), default=0.0)
    for interval in counting:
        days = interval.every.days if interval.every else 0.0
        if interval.stretch > 1:
            days = max(days, every * interval.stretch)
        # By the calendar, as people count: seven days after an evening the whole day is free.
        earliest = day + timedelta(days=ceil(days))
        for span in floors_of(interval, applying):
            floor = after(past.happened, span).astimezone(now.tzinfo)
            earliest = max(earliest, _next_whole_day(floor))
        yield Rest(interval, past, earliest, day, _usual(interval, past, earliest, day, guards))


def _usual(
    interval: Interval, past: Past, earliest: date, day: date, guards: Mapping[str, Condition]
) -> date:
    """The usual day: a longer gap for another area of the same session is none for this one.

    The earliest day minds all areas of a session, which wait for each other.
    """
    if interval.suggested is None:
        return earliest
    known = past.answers.get(AREAS)
    here = {AREAS: Chosen(frozenset({past.area}))} if past.area and isinstance(known, Chosen) else {}
    applies = holding(interval.when, Facts({**past.answers, **here}, guards)).truth
    return max(earliest, day + _days(interval.suggested)) if applies else earliest


def _days_of_often(
    interval: Interval, wanted: OfLast, pasts: Iterable[Past], guards: Mapping[str, Condition], now: datetime
) -> set[Day]:
    """The days of sessions that, with those before them, met the condition often enough.

    Sessions of one day on one area count as one: two logs move nothing twice.
    """
    least = VERDICTS.index(wanted.past_limit) if wanted.past_limit else 0
    met: dict[tuple[str, str], dict[date, bool]] = {}
    for past in pasts:
        days = met.setdefault((past.treatment, past.area), {})
        day = day_of(past.happened, now)
        days[day] = days.get(day, False) or (
            past.limit >= least and bool(holding(interval.when, Facts(past.answers, guards)).truth)
        )
    found: set[Day] = set()
    for (treatment, area), days in met.items():
        newest = sorted(days, reverse=True)
        for place, day in enumerate(newest):
            last = newest[place : place + wanted.sessions]
            if sum(days[each] for each in last) >= wanted.at_least:
                found.add((treatment, area, day))
    return found


def _next_whole_day(moment: datetime) -> date:
    """The first day on which a session at any hour is late enough."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return moment.date() if moment == midnight else moment.date() + timedelta(days=1)


def _days(span: Span) -> timedelta:
    return timedelta(days=ceil(span.days))


class _Run(NamedTuple):
    """Sessions on one area of which each but the first came too early.

    ``owed`` is the day until which the skin should rest with all that was missed, ``until`` the day that
    the person is held to: the missed rest counts only from so many sessions on.
    """

    sessions: int
    first: date
    owed: date
    until: date


def _add_up_rests(intervals: Iterable[Interval], treatment: str, rests: Iterable[Rest]) -> Iterator[Rest]:
    """The rest that early sessions cut short, added to that of the newest one."""
    adding = [interval for interval in intervals if interval.adds_up]
    own = [rest for rest in rests if rest.past.treatment == treatment]
    for area in dict.fromkeys(rest.past.area for rest in own):
        longest = _longest([rest for rest in own if rest.past.area == area])
        for interval in adding:
            yield from _add_up(interval, longest)


def _longest(rests: Iterable[Rest]) -> list[Rest]:
    """The longest rest of each session, oldest first. What happened in one minute is one session."""
    found: dict[float, Rest] = {}
    for rest in sorted(rests, key=lambda rest: rest.past.happened.timestamp()):
        minute = rest.past.happened.timestamp() // 60
        if minute not in found or rest.earliest > found[minute].earliest:
            found[minute] = rest
    return list(found.values())


def _add_up(interval: Interval, longest: Iterable[Rest]) -> Iterator[Rest]:
    least = interval.of_last.sessions if interval.of_last else 2
    run: _Run | None = None
    for rest in longest:
        if run is not None and rest.counted < run.until:
            run = _with(run, rest, interval.adds_up, least)
        else:
            run = _Run(1, rest.counted, rest.earliest, rest.earliest)
        if run.sessions >= least:
            worded = replace(interval, say=_in_words(interval.say, run.sessions, rest.counted - run.first))
            yield Rest(worded, rest.past, run.until, rest.counted, run.until)


def _with(run: _Run, rest: Rest, most: Span | None, least: int) -> _Run:
    """The run with one more session: its own rest comes on top of what was left, up to the most in all."""
    own = rest.earliest - rest.counted
    latest = rest.counted + timedelta(days=ceil(most.days)) if most else rest.earliest
    still = max(rest.earliest, run.until)
    owed = max(still, min(run.owed + own, latest))
    sessions = run.sessions + 1
    return _Run(sessions, run.first, owed, owed if sessions >= least else still)


def _in_words(say: str, sessions: int, lasted: timedelta) -> str:
    return say.replace("{sessions}", str(sessions)).replace("{days}", counted(lasted.days + 1, "day"))
