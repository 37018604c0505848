"""A session, the rest that it calls for, and what early sessions took from a rest before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from math import ceil
from operator import itemgetter

from msgspec.structs import replace

from skinroutine.light_typing import NamedTuple
from skinroutine.memory.sessions import Past
from skinroutine.rulebook import Interval
from skinroutine.text import counted

_KNOWN = 1024
"""Sentences that are kept: a plan weighs the same sessions of its areas together, and by themselves."""
_MINUTE = 60
_IN_A_ROW = 2
"""From how many such sessions on missed rest adds up, where the rule does not say."""


LongestRest = tuple[Past, date, date]
"""A session, until when all that counts after it calls for rest, and the day that it counts from."""


class Rest(NamedTuple):
    """What one interval asks for after one session: no session before ``earliest``.

    ``counted`` is the day that it counts from, ``suggested`` the usual day for the next session.
    """

    interval: Interval
    past: Past
    earliest: date
    counted: date
    suggested: date


_AddedUp = tuple[Past, int, int, int, int]
"""A session of a row, until when the person is held to rest, from when, how many it is, and the first day."""


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
        if rest[0].treatment == treatment:
            by_area.setdefault(rest[0].area, []).append(rest)
    for longest in map(_longest, by_area.values()):
        for interval, most in adding:
            yield from _add_up(interval, ceil(most.days), longest, today.toordinal())


def _longest(rests: Iterable[LongestRest]) -> list[LongestRest]:
    """The longest rest of each session, oldest first. What happened in one minute is one session."""
    found: dict[float, LongestRest] = {}
    # By the seconds since 1970: to compare moments of different zones takes ten times as long.
    timed = [(rest[0].happened.timestamp(), rest) for rest in rests]
    for second, rest in sorted(timed, key=itemgetter(0)):
        minute = second // _MINUTE
        if minute not in found or rest[1] > found[minute][1]:
            found[minute] = rest
    return list(found.values())


def _add_up(interval: Interval, most: int, longest: Iterable[LongestRest], today: int) -> Iterator[Rest]:
    """What is added in each row of sessions of which each but the first came too early.

    Days are counted through, as a long row is a lot of them. ``owed`` is the day until which the skin should
    rest with all that was missed, up to ``most`` days, ``until`` the day that the person is held to: the
    missed rest counts only from so many sessions on.
    """
    least = interval.of_last.sessions if interval.of_last else _IN_A_ROW
    sessions = first = owed = until = until_before = day_before = 0
    before: _AddedUp | None = None
    for past, end, day in longest:
        earliest, counted_from = end.toordinal(), day.toordinal()
        if counted_from < until:
            sessions += 1
            # Its own rest comes on top of what was left, up to the most in all.
            still = max(earliest, until)
            owed = max(still, min(owed + earliest - counted_from, counted_from + most))
            until = owed if sessions >= least else still
        else:
            sessions, first, owed, until = 1, counted_from, earliest, earliest
        if sessions >= least:
            # Where a person travels, a session may count from an earlier day than the one before it.
            outdone = until_before <= today and until_before < until and day_before <= counted_from
            if before is not None and not outdone:
                yield _worded(interval, before)
            until_before, day_before = until, counted_from
            before = past, until, counted_from, sessions, first
    if before is not None:
        yield _worded(interval, before)


def _worded(interval: Interval, added: _AddedUp) -> Rest:
    past, until, counted_from, sessions, first = added
    say, last = _in_words(interval.say, sessions, counted_from - first), date.fromordinal(until)
    return Rest(replace(interval, say=say), past, last, date.fromordinal(counted_from), last)


@lru_cache(maxsize=_KNOWN)
def _in_words(say: str, sessions: int, days: int) -> str:
    return say.replace("{sessions}", str(sessions)).replace("{days}", counted(days + 1, "day"))
