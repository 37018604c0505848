"""A "not sure" that counts for too little: at most a step less than a yes, and no less in an emergency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from skinroutine.review.catalogue import PlacedItem
from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.ruleset import Ruleset
from skinroutine.rulebook import SYMPTOMS, VERDICTS, Course, ScreeningRule, SymptomRule, Turn
from skinroutine.rulebook.conditions import Picked

EMERGENCY = 4
"""The level at which a "not sure" is a yes: who waits to be sure may wait too long."""


class _Doubt(NamedTuple):
    """What a yes comes to and what a "not sure" does, as places on one scale and in words."""

    sure: int
    unsure: int
    scale: tuple[str, ...]
    emergency: int


def mild_doubts(ruleset: Ruleset) -> Iterator[Finding]:
    """Rules and turns whose ``if_not_sure`` is milder than one step, or milder than an emergency.

    One that rests on a symptom that is asked for by name is held to that symptom: it has no "not sure".
    """
    for entry in ruleset.rules:
        if isinstance(entry.item, SymptomRule) and entry.item.asked_apart:
            yield from _not_asked(entry, entry.item, ruleset)
            continue
        for doubt in _doubts(entry):
            if doubt.unsure < doubt.sure and doubt.sure == doubt.emergency:
                message = f"{entry.id}: 'not sure' counts for less than a yes, and this is an emergency"
                yield entry.finding("not-sure", message, "leave if_not_sure out")
            elif doubt.unsure < doubt.sure - 1:
                words = f"{doubt.scale[doubt.unsure]} for {doubt.scale[doubt.sure]}"
                message = f"{entry.id}: if_not_sure is more than one step milder ({words})"
                hint = f"at least {doubt.scale[doubt.sure - 1]}, or leave it out"
                yield entry.finding("not-sure", message, hint)


def _not_asked(entry: PlacedItem, rule: SymptomRule, ruleset: Ruleset) -> Iterator[Finding]:
    """A symptom that is named as asked for apart, where no rule as strict reads it."""
    as_strict = (
        other.item
        for other in ruleset.catalogue.of(SymptomRule)
        if isinstance(other.item, SymptomRule) and other.item.level >= rule.level
    )
    if not any(_names(other, rule.asked_apart) for other in as_strict):
        message = f"{entry.id}: no rule of level {rule.level} or more asks for {rule.asked_apart!r}"
        yield entry.finding(
            "not-sure", message, "name a symptom that is as serious, or leave if_not_sure out"
        )


def _names(rule: SymptomRule, symptom: str) -> bool:
    """Whether the symptom makes the rule hold, among others that may be needed too."""
    return any(
        positive and leaf.question == SYMPTOMS and isinstance(leaf, Picked) and symptom in leaf.options
        for leaf, positive in rule.when.leaves()
    )


def _doubts(entry: PlacedItem) -> Iterator[_Doubt]:
    item = entry.item
    if isinstance(item, ScreeningRule) and item.if_not_sure:
        yield _Doubt(VERDICTS.index(item.verdict), VERDICTS.index(item.if_not_sure), VERDICTS, -1)
    elif isinstance(item, SymptomRule | Course):
        for part in (item,) if isinstance(item, SymptomRule) else item.then:
            yield from _of_level(part)


def _of_level(part: SymptomRule | Turn) -> Iterator[_Doubt]:
    if part.if_not_sure is not None:
        levels = tuple(f"level {level}" for level in range(EMERGENCY + 1))
        yield _Doubt(part.level, part.if_not_sure, levels, EMERGENCY)
