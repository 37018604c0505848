"""Whether a rule holds, and what that rests on: on answers, on a "not sure", or on what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from skinroutine.rulebook.conditions import Answer, Chosen, Condition, Facts, NotSure, Picked
from skinroutine.rulebook.guards import Guards, Seen
from skinroutine.rulebook.outcome import NOT_HELD, Holding

_NONE: Final[frozenset[str]] = frozenset()
_MOST_KEPT: Final = 256
"""Sets of answers of which it is kept what a condition comes to: ten years have thousands of sessions."""


def holding(
    condition: Condition, facts: Facts, *, milder_if_not_sure: bool = False, about: frozenset[str] = _NONE
) -> Holding:
    """Whether a rule with this condition holds.

    A "not sure" counts in favour of the rule, and so does what was left out. ``milder_if_not_sure`` says that
    the rule has a milder result for such a case, so that it stays open while an unasked question could settle
    which applies; ``about`` names the questions that the milder result is for (none: all).
    """
    guards = facts.guards
    if not isinstance(guards, Guards) or facts.doubted or facts.left_out_only:
        return _find_holding(condition, facts, about, milder_if_not_sure=milder_if_not_sure)
    kept = guards.kept.get(condition)
    if kept is None:
        if condition not in guards.met:
            guards.met.add(condition)  # most are asked about once: to look at what they see takes longer
            return _find_holding(condition, facts, about, milder_if_not_sure=milder_if_not_sure)
        kept = guards.kept[condition] = (_seen_by(condition, guards), {})
    (seen, known), find = kept, facts.answers.get
    # A word is seen whole: to ask for that here saves half of the time, a million times.
    sights = [
        answer if (answer := find(name)).__class__ is str else _sight(answer, wanted) for name, wanted in seen
    ]
    key = (milder_if_not_sure, about, *sights)
    if key not in known:
        if len(known) == _MOST_KEPT:
            known.clear()
        known[key] = _find_holding(condition, facts, about, milder_if_not_sure=milder_if_not_sure)
    return known[key]


def _find_holding(
    condition: Condition, facts: Facts, about: frozenset[str], *, milder_if_not_sure: bool
) -> Holding:
    cautious = condition.weigh(facts, not_sure=True)
    if cautious.truth is False:
        return NOT_HELD
    if cautious.truth is None:
        return Holding(None, open=cautious.open)
    if not facts.in_doubt:
        return Holding(truth=True, because=cautious.because)
    firm = condition.weigh(Facts(facts.answers, facts.guards, about), not_sure=False)
    if firm.truth:
        return Holding(truth=True, because=cautious.because)
    asked = condition.weigh(Facts(facts.answers, facts.guards, about, left_out_only=True), not_sure=False)
    silent, hanging = asked.truth is not True, firm.open | asked.open
    if hanging and milder_if_not_sure:
        return Holding(None, sure=False, because=cautious.because, open=hanging, left_out=silent)
    return Holding(
        truth=True, sure=firm.truth is not False, because=cautious.because, left_out=asked.truth is False
    )


def _seen_by(condition: Condition, guards: Mapping[str, Condition]) -> Seen:
    """The questions that a condition can see, itself or to know whether another applies.

    With each are the options that it looks for, or None where all of the answer counts.
    """
    found: dict[str, frozenset[str] | None] = {}
    for each in _with_guards(condition, guards):
        for leaf, _ in each.leaves():
            known = found.get(leaf.question, _NONE)
            # What does not hold is told with all that was answered.
            if known is not None and isinstance(leaf, Picked) and leaf.question not in each.denied:
                found[leaf.question] = known | leaf.options
            else:
                found[leaf.question] = None
    return tuple(found.items())


def _with_guards(condition: Condition, guards: Mapping[str, Condition]) -> Iterator[Condition]:
    yield condition
    for name in condition.reads & guards.keys():
        yield from _with_guards(guards[name], guards)


def _sight(answer: Answer | None, wanted: frozenset[str] | None) -> object:
    """As much of an answer as a condition can see."""
    if answer is None or isinstance(answer, str | NotSure):
        return answer
    if not isinstance(answer, Chosen):
        return type(answer), answer  # for Python true is the number 1
    # Some are sets that can be changed, and no key; what is common with a frozen one is frozen.
    parts: tuple[AbstractSet[str], ...] = answer
    if wanted is None:
        return tuple(map(frozenset, parts))
    options, unseen, unsure = parts  # by name: a loop over three takes twice as long, a million times
    return wanted & options, wanted & unseen, wanted & unsure
