"""A "not sure" that counts for too little: a step less than a yes at most, and no less for a red flag."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from skinroutine.review.catalogue import PlacedItem
from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.ruleset import Ruleset
from skinroutine.rulebook import VERDICTS, Course, ScreeningRule, SymptomRule, Turn

EMERGENCY: Final = 4
"""The level at which a "not sure" is a yes: who waits to be sure may wait too long."""
RED_FLAGS: Final = "red-flags"
"""The topic whose rules take a "not sure" for a yes."""
_LEVELS: Final = tuple(f"level {level}" for level in range(EMERGENCY + 1))


class _Doubt(NamedTuple):
    """What a yes comes to, a "not sure" and what was left out, as places on one scale."""

    sure: int
    unsure: int
    silent: int
    scale: tuple[str, ...]


def mild_doubts(ruleset: Ruleset) -> Iterator[Finding]:
    """Rules and turns for which a "not sure" counts for too little, or for less than what was left out."""
    for entry in ruleset.rules:
        for doubt in _doubts(entry):
            for message, hint in _poor(doubt, urgent=_is_urgent(entry, doubt)):
                yield entry.finding("not-sure", f"{entry.id}: {message}", hint)


def _is_urgent(entry: PlacedItem, doubt: _Doubt) -> bool:
    return doubt.scale is _LEVELS and (entry.topic == RED_FLAGS or doubt.sure == EMERGENCY)


def _poor(doubt: _Doubt, *, urgent: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with a doubt, and what to write instead."""
    if urgent and doubt.unsure < doubt.sure:
        kind = "an emergency" if doubt.sure == EMERGENCY else "a red flag"
        yield f"'not sure' counts for less than a yes, and this is {kind}", "leave if_not_sure out"
    elif doubt.unsure < doubt.sure - 1:
        words = f"{doubt.scale[doubt.unsure]} for {doubt.scale[doubt.sure]}"
        message = f"if_not_sure is more than one step milder ({words})"
        yield message, f"at least {doubt.scale[doubt.sure - 1]}, or leave it out"
    if doubt.silent > doubt.unsure:
        words = f"{doubt.scale[doubt.silent]} and {doubt.scale[doubt.unsure]}"
        message = f"what was left out counts for more than a 'not sure' ({words})"
        yield message, "make if_left_out as mild as that, or leave it out"


def _doubts(entry: PlacedItem) -> Iterator[_Doubt]:
    item = entry.item
    if isinstance(item, ScreeningRule):
        unsure = item.if_not_sure or item.verdict
        sure, doubt, silent = map(VERDICTS.index, (item.verdict, unsure, item.if_left_out or unsure))
        yield _Doubt(sure, doubt, silent, VERDICTS)
    elif isinstance(item, SymptomRule | Course):
        yield from map(_of_level, (item,) if isinstance(item, SymptomRule) else item.then)


def _of_level(part: SymptomRule | Turn) -> _Doubt:
    unsure = part.level if part.if_not_sure is None else part.if_not_sure
    return _Doubt(part.level, unsure, unsure if part.if_left_out is None else part.if_left_out, _LEVELS)
