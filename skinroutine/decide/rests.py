"""A session, the rest that it calls for, and what early sessions took from a rest before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from math import ceil
from operator import itemgetter

from msgspec.structs import replace

from skinroutine.light_typing import NamedTuple
from skinroutine.memory.sessions import Past
from skinroutine.rulebook import Interval, Span
from skinroutine.text import counted

_KNOWN = 1024
"""Sentences that are kept: a plan weighs the same sessions of its areas together, and by themselves."""
_MINUTE = 60
_IN_A_ROW = 2
"""From how many such sessions on missed rest adds up, where the rule does not say."""


class LongestRest(NamedTuple):
    """Until when all that counts after a session calls for rest, from the day that it counts from."""

    past: Past
    earliest: date
    counted: date


class Rest(NamedTuple):
    """What one interval asks for after one session: no session before ``earliest``.

    ``counted`` is the day that it counts from, ``suggested`` the usual day for the next session.
    """

    interval: Interval
    past: Past
    earliest: date
    counted: date
    suggested: date


def add_up_rests(
    intervals: Iterable[Interval], treatment: str, rests: Iterable[LongestRest], today: date
) -> Iterator[Rest]:
    """The rest that early sessions cut short, added to that of the newest one, by each rule that adds it up.

    Without it the tenth session of ten days would call for no more rest than the first. Of each session its
    longest rest is enough. What is over ``today`` is left out where a later session was held to a later day:
    nothing turns on it any more.
    """
    adding = [(interval, most) for interval in intervals if (most := interval.adds_up)]
    if not adding:
        return
    by_area: dict[str, list[LongestRest]] = {}
    for rest in rests:
        if rest.past.treatment == treatment:
            by_area.setdefault(rest.past.area, []).append(rest)
    for longest in map(_longest, by_area.values()):
        for interval, most in adding:
            yield from _counting(interval, _add_up(interval, most, longest), today)


def _longest(rests: Iterable[LongestRest]) -> list[LongestRest]:
    """The longest rest of each session, oldest first. What happened in one minute is one session."""
    found: dict[float, LongestRest] = {}
    # By the seconds since 1970: to compare moments of different zones takes ten times as long.
    timed = [(rest.past.happened.timestamp(), rest) for rest in rests]
    for second, rest in sorted(timed, key=itemgetter(0)):
        minute = second // _MINUTE
        if minute not in found or rest.earliest > found[minute].earliest:
            found[minute] = rest
    return list(found.values())


class _AddedUp(NamedTuple):
    """Until when a person is held to rest after a session of a row, and how long the row is by then."""

    until: date
    past: Past
    counted: date
    sessions: int
    lasted: timedelta


def _add_up(interval: Interval, most: Span, longest: Iterable[LongestRest]) -> Iterator[_AddedUp]:
    """What is added in each row of sessions of which each but the first came too early.

    ``owed`` is the day until which the skin should rest with all that was missed, ``until`` the day that
    the person is held to: the missed rest counts only from so many sessions on.
    """
    least = interval.of_last.sessions if interval.of_last else _IN_A_ROW
    limit = timedelta(days=ceil(most.days))
    sessions, first, owed, until = 0, date.min, date.min, date.min
    for past, earliest, counted_from in longest:
        if counted_from < until:
            sessions += 1
            # Its own rest comes on top of what was left, up to the most in all.
            still = max(earliest, until)
            owed = max(still, min(owed + (earliest - counted_from), counted_from + limit))
            until = owed if sessions >= least else still
        else:
            sessions, first, owed, until = 1, counted_from, earliest, earliest
        if sessions >= least:
            yield _AddedUp(until, past, counted_from, sessions, counted_from - first)


def _counting(interval: Interval, added: Iterable[_AddedUp], today: date) -> Iterator[Rest]:
    """Those that still count, as rests; of a long row that is over only the last is put into words."""
    before: _AddedUp | None = None
    for each in added:
        if before is not None and (before.until > today or before.until >= each.until):
            yield _worded(interval, before)
        before = each
    if before is not None:
        yield _worded(interval, before)


def _worded(interval: Interval, added: _AddedUp) -> Rest:
    until, past, counted_from, sessions, lasted = added
    return Rest(
        replace(interval, say=_in_words(interval.say, sessions, lasted)), past, until, counted_from, until
    )


@lru_cache(maxsize=_KNOWN)
def _in_words(say: str, sessions: int, lasted: timedelta) -> str:
    return say.replace("{sessions}", str(sessions)).replace("{days}", counted(lasted.days + 1, "day"))
