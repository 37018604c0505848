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


class Rest(NamedTuple):
    """What one interval asks for after one session: no session before ``earliest``.

    ``counted`` is the day that it counts from, ``suggested`` the usual day for the next session.
    """

    interval: Interval
    past: Past
    earliest: date
    counted: date
    suggested: date


class _Run(NamedTuple):
    """Sessions on one area of which each but the first came too early.

    ``owed`` is the day until which the skin should rest with all that was missed, ``until`` the day that
    the person is held to: the missed rest counts only from so many sessions on.
    """

    sessions: int
    first: date
    owed: date
    until: date


def add_up_rests(intervals: Iterable[Interval], treatment: str, rests: Iterable[Rest]) -> Iterator[Rest]:
    """The rest that early sessions cut short, added to that of the newest one, by each rule that adds it up.

    Without it the tenth session of ten days would call for no more rest than the first.
    """
    adding = [interval for interval in intervals if interval.adds_up]
    if not adding:
        return
    own = [rest for rest in rests if rest.past.treatment == treatment]
    for area in dict.fromkeys(rest.past.area for rest in own):
        longest = _longest([rest for rest in own if rest.past.area == area])
        for interval in adding:
            yield from _add_up(interval, longest)


def _longest(rests: Iterable[Rest]) -> list[Rest]:
    """The longest rest of each session, oldest first. What happened in one minute is one session."""
    found: dict[float, Rest] = {}
    # By the seconds since 1970: to compare moments of different zones takes ten times as long.
    timed = [(rest.past.happened.timestamp(), rest) for rest in rests]
    for second, rest in sorted(timed, key=itemgetter(0)):
        minute = second // _MINUTE
        if minute not in found or rest.earliest > found[minute].earliest:
            found[minute] = rest
    return list(found.values())


def _add_up(interval: Interval, longest: Iterable[Rest]) -> Iterator[Rest]:
    least = interval.of_last.sessions if interval.of_last else _IN_A_ROW
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


@lru_cache(maxsize=_KNOWN)
def _in_words(say: str, sessions: int, lasted: timedelta) -> str:
    return say.replace("{sessions}", str(sessions)).replace("{days}", counted(lasted.days + 1, "day"))
