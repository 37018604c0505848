"""Answers to try rules with: most are made to meet a rule, or to just miss it, and the rest is chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Final

from skinroutine.rulebook import Question, guards_of
from skinroutine.rulebook.conditions import (
    NOT_SURE,
    Answer,
    AnyOf,
    Chosen,
    Condition,
    Facts,
    Leaf,
    Not,
    Within,
)
from skinroutine.rulebook.doubt import holding

EDGE: Final = 0.01
"""How far beside a bound a number is tried."""
_UNSURE: Final = 0.05
_MISSED: Final = 0.3
_RECALLED: Final = 0.4


class Sampler:
    """Samples for one command of one treatment.

    ``base`` are answers to start from, ``conditions`` those that rules have, ``first`` the ones that every
    other sample is about, ``numbers`` further numbers to try, by question.
    """

    def __init__(
        self,
        questions: Iterable[Question],
        base: Mapping[str, Answer],
        conditions: Sequence[Condition],
        first: Sequence[Condition] = (),
        numbers: Mapping[str, Iterable[float]] | None = None,
    ) -> None:
        self.questions = {question.id: question for question in questions}
        self.guards = guards_of(self.questions.values())
        self.base = dict(base)
        self.conditions = conditions
        self.first = first
        self.extra = {name: sorted(values) for name, values in (numbers or {}).items()}
        self.numbers = turning_points([*conditions, *first])

    def sample(self, luck: Random) -> dict[str, Answer]:
        """The answers of one person, to every question that applies."""
        answers = dict(self.base)
        for condition in self._about(luck):
            self._meet(condition, answers, luck, wanted=True)
        for name, values in self.extra.items():
            if name in answers and values and luck.random() < _RECALLED:
                answers[name] = max(0, luck.choice(values) + luck.choice((-EDGE, 0, EDGE)))
        self._fill(answers, luck)
        return answers

    def _about(self, luck: Random) -> list[Condition]:
        pools = [pool for pool in (self.first, self.conditions) if pool]
        if not pools:
            return []
        few = [luck.choice(luck.choice(pools))]
        return [*few, luck.choice(pools[-1])] if luck.random() < _MISSED else few

    def _meet(self, condition: Condition, answers: dict[str, Answer], luck: Random, *, wanted: bool) -> None:
        if isinstance(condition, Leaf):
            self._answer(condition, answers, luck, wanted=wanted != (luck.random() < _MISSED / 3))
        elif isinstance(condition, Not):
            self._meet(condition.parts()[0], answers, luck, wanted=not wanted)
        elif isinstance(condition, AnyOf) == wanted and condition.parts():
            self._meet(luck.choice(condition.parts()), answers, luck, wanted=wanted)
        else:
            for part in condition.parts():
                self._meet(part, answers, luck, wanted=wanted)

    def _answer(self, leaf: Leaf, answers: dict[str, Answer], luck: Random, *, wanted: bool) -> None:
        question = self.questions.get(leaf.question)
        if question is None:
            return
        if question.id in self.guards:
            self._guard(question.id, answers, luck)
        before = answers.get(question.id)
        if isinstance(before, Chosen) and not wanted:
            return
        fitting = [answer for answer in self._values(question) if bool(leaf.test(answer).truth) == wanted]
        if not fitting:
            return
        chosen = luck.choice(fitting)
        if isinstance(chosen, Chosen) and isinstance(before, Chosen):
            chosen = Chosen(before.options | chosen.options)
        answers[question.id] = chosen

    def _guard(self, name: str, answers: dict[str, Answer], luck: Random) -> None:
        """Answer so that the question is asked at all."""
        if holding(self.guards[name], Facts(answers, self.guards)).truth is not True:
            for leaf, positive in self.guards[name].leaves():
                self._answer(leaf, answers, luck, wanted=positive)

    def _values(self, question: Question) -> list[Answer]:
        """Every answer that could make a difference."""
        if question.kind == "yes_no":
            return [False, True]
        if question.kind == "many":
            return [Chosen(frozenset({option})) for option in question.options]
        if question.kind == "one":
            return list(question.options)
        near = [bound + step for bound in self.numbers.get(question.id, ()) for step in (-EDGE, 0, EDGE)]
        return [
            question.least,
            *(number for number in near if question.least < number < question.most),
            question.most,
        ]

    def _fill(self, answers: dict[str, Answer], luck: Random) -> None:
        for question in self.questions.values():
            if question.id in answers or not question.asked_by:
                continue
            if holding(question.when, Facts(answers, self.guards)).truth is False:
                continue
            if question.not_sure and luck.random() < _UNSURE:
                answers[question.id] = NOT_SURE
            elif question.kind == "many" and not question.at_least_one:
                answers[question.id] = Chosen(frozenset())
            elif values := self._values(question):
                answers[question.id] = luck.choice(values)


def turning_points(conditions: Iterable[Condition]) -> dict[str, list[float]]:
    """The numbers at which some condition turns, by question."""
    found: dict[str, set[float]] = {}
    for condition in conditions:
        for leaf, _ in condition.leaves():
            if isinstance(leaf, Within):
                found.setdefault(leaf.question, set()).update(leaf.bounds.values())
    return {name: sorted(bounds) for name, bounds in found.items()}
