"""Whether a rule holds, and what that rests on: on answers, on a "not sure", or on what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from skinroutine.rulebook.conditions import Answer, Chosen, Condition, Facts, Guards
from skinroutine.tuples import NamedTuple

_NONE: Final[frozenset[str]] = frozenset()
_MOST_KEPT: Final = 256
"""Sets of answers of which it is kept what conditions come to: ten years have thousands of sessions."""


class Holding(NamedTuple):
    """Whether a rule holds: ``truth`` as in Outcome, ``sure`` False when only a "not sure" makes it.

    ``left_out`` is True when only what was left out makes it hold.
    """

    truth: bool | None
    sure: bool = True
    because: tuple[str, ...] = ()
    open: frozenset[str] = frozenset()
    left_out: bool = False


def holding(
    condition: Condition, facts: Facts, *, milder_if_not_sure: bool = False, about: frozenset[str] = _NONE
) -> Holding:
    """Whether a rule with this condition holds.

    A "not sure" counts in favour of the rule, and so does what was left out. ``milder_if_not_sure`` says that
    the rule has a milder result for such a case, so that it stays open while an unasked question could settle
    which applies; ``about`` names the questions that the milder result is for (none: all).
    """
    cautious = condition.weigh(facts, not_sure=True)
    if cautious.truth is not True:
        return Holding(cautious.truth, open=cautious.open)
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


def _key(answers: Mapping[str, Answer]) -> frozenset[object]:
    # With their types: for Python 1 is True.
    return frozenset(
        (name, type(answer), tuple(map(frozenset, answer)) if isinstance(answer, Chosen) else answer)
        for name, answer in answers.items()
    )


class Truths:
    """What conditions come to under answers that change no more; asked again under the same, it is known."""

    def __init__(self, answers: Mapping[str, Answer], guards: Mapping[str, Condition]) -> None:
        self.facts = Facts(answers, guards)
        self._known: dict[Condition, bool | None] = {}
        if isinstance(guards, Guards):
            if len(guards.truths) == _MOST_KEPT:
                guards.truths.clear()
            self._known = guards.truths.setdefault(_key(answers), {})

    def of(self, condition: Condition) -> bool | None:
        """Whether a rule with this condition holds, as ``holding`` says."""
        if condition not in self._known:
            self._known[condition] = holding(condition, self.facts).truth
        return self._known[condition]
