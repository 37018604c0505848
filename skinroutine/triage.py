"""Symptoms and rules to a level: the worst that holds, its reasons, and what to do in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from skinroutine.conditions import Facts
from skinroutine.model import MOST_STEPS, LevelWords, Reason, Ruling
from skinroutine.weighing import reason, told, weigh

WORST = 4
URGENT = 3
"""From here on care cannot wait."""


class Triage(Struct, frozen=True, kw_only=True):
    """What symptoms come to. ``check_again`` is None where care comes first."""

    level: int
    words: LevelWords
    reasons: tuple[Reason, ...]
    actions: tuple[str, ...]
    check_again: datetime | None
    open: frozenset[str]


def triage(rulings: Iterable[Ruling], facts: Facts, levels: Sequence[LevelWords], now: datetime) -> Triage:
    """The level for these facts. ``levels`` holds the words of each level, 0 to 4, in order."""
    weighed = weigh(rulings, facts)
    reasons = tuple(reason(held) for held in told(weighed.held))
    level = weighed.weight
    words = levels[level]
    again = now + timedelta(hours=words.check_again.hours) if words.check_again else None
    return Triage(
        level=level,
        words=words,
        reasons=reasons,
        actions=_actions(reasons, words),
        check_again=again,
        open=_worth_asking(weighed.open, level),
    )


def _actions(reasons: Iterable[Reason], words: LevelWords) -> tuple[str, ...]:
    """What the reasons ask for, then what the level does; where care cannot wait, getting it comes first.

    At most nine: a list that is too long is not read, and what the level asks for is never dropped.
    """
    own = dict.fromkeys(step for one in reasons if one.weight == words.level for step in one.do)
    room = [step for step in own if step not in words.do][: MOST_STEPS - len(words.do)]
    first = 1 if words.level >= URGENT else 0
    return (*words.do[:first], *room, *words.do[first:])


def _worth_asking(hanging: Iterable[tuple[Ruling, frozenset[str]]], level: int) -> frozenset[str]:
    if level == WORST:
        return frozenset()
    return frozenset().union(*(questions for _, questions in hanging))
