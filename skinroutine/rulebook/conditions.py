"""Conditions: what a rule's ``when`` says, held against answers, with three results.

A condition is true, false, or open on questions that nobody has asked yet. The interview is built on
that alone: a question is worth asking while some rule is open on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from skinroutine.text import yes_or_no


class NotSure:
    """The answer of a person who does not know. There is one: ``NOT_SURE``."""

    def __repr__(self) -> str:
        return "not_sure"


NOT_SURE: Final = NotSure()
_NONE: Final[frozenset[str]] = frozenset()


class Chosen(NamedTuple):
    """The options chosen in a question of kind many, those that were not shown yet, and those in doubt."""

    options: frozenset[str]
    unseen: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()


Answer = str | bool | float | Chosen | NotSure


class Outcome(NamedTuple):
    """What a condition comes to.

    ``truth`` is None while it is open; ``because`` names the answers that make it true, as
    ``question=answer``; ``open`` the questions that it hangs on.
    """

    truth: bool | None
    because: tuple[str, ...] = ()
    open: frozenset[str] = frozenset()


_FALSE: Final = Outcome(truth=False)


class Facts:
    """The answers so far, and under which answers each question applies at all.

    ``guards`` gives, by question, the condition under which it is asked. One whose guard is false does
    not apply; one whose guard hangs on a "not sure" is itself "not sure". ``doubted`` limits what a "not
    sure" can put in doubt: about any other question it counts in favour of the rule in any case.
    """

    def __init__(
        self, answers: Mapping[str, Answer], guards: Mapping[str, Condition], doubted: frozenset[str] = _NONE
    ) -> None:
        self.answers = answers
        self.guards = guards
        self.doubted = doubted

    def weigh(self, question: str, test: Callable[[Answer], Outcome], *, not_sure: bool) -> Outcome:
        """Put the answer to a test; ``not_sure`` is the truth that a "not sure" counts as."""
        answer = self.answers[question] if question in self.answers else self._unasked(question)
        if isinstance(answer, Outcome):
            return answer
        if isinstance(answer, Chosen) and answer.unsure:
            answer = answer if test(answer).truth or not test(Chosen(answer.unsure)).truth else NOT_SURE
        if isinstance(answer, NotSure):
            settled = bool(self.doubted) and question not in self.doubted
            return Outcome(truth=not_sure != settled, because=(f"{question}=not_sure",))
        return test(answer)

    def _unasked(self, question: str) -> Outcome | NotSure:
        guard = self.guards.get(question)
        if guard is None:
            return Outcome(truth=None, open=frozenset({question}))
        # Whether a question applies is put in doubt by any "not sure", not only by those that a rule names.
        undoubted = Facts(self.answers, self.guards)
        firm = guard.weigh(undoubted, not_sure=False)
        if firm.truth:
            return Outcome(truth=None, open=frozenset({question}))
        asked = guard.weigh(undoubted, not_sure=True)
        if not asked.truth:
            return asked
        return NOT_SURE if firm.truth is False else firm


class Condition:
    """One part of a ``when``. Immutable once read."""

    def weigh(self, facts: Facts, *, not_sure: bool) -> Outcome:
        """What this comes to under the facts, with "not sure" counted as ``not_sure``."""
        raise NotImplementedError

    def parts(self) -> tuple[Condition, ...]:
        """The conditions inside this one."""
        return ()

    def under(self, prefix: str) -> Condition:
        """The same condition on questions whose names begin with ``prefix``."""
        raise NotImplementedError

    def leaves(self, *, positive: bool = True) -> Iterator[tuple[Leaf, bool]]:
        """Every question that is read, and whether it stands outside any ``not``."""
        for part in self.parts():
            yield from part.leaves(positive=positive)


class _Joined(Condition):
    def __init__(self, parts: Iterable[Condition]) -> None:
        self._parts = tuple(parts)

    def parts(self) -> tuple[Condition, ...]:
        return self._parts

    def under(self, prefix: str) -> Condition:
        return type(self)(part.under(prefix) for part in self._parts)


class Every(_Joined):
    """Holds when all of its parts hold."""

    def weigh(self, facts: Facts, *, not_sure: bool) -> Outcome:
        outcomes = []
        for part in self._parts:
            outcome = part.weigh(facts, not_sure=not_sure)
            if outcome.truth is False:
                return _FALSE
            outcomes.append(outcome)
        return _joined(outcomes, truth=True)


class AnyOf(_Joined):
    """Holds when at least one of its parts holds."""

    def weigh(self, facts: Facts, *, not_sure: bool) -> Outcome:
        outcomes = [part.weigh(facts, not_sure=not_sure) for part in self._parts]
        true = [outcome for outcome in outcomes if outcome.truth]
        return Outcome(truth=True, because=_because(true)) if true else _joined(outcomes, truth=False)


class Not(Condition):
    """Holds when its part does not. What counts for the part counts against this."""

    def __init__(self, part: Condition) -> None:
        self._part = part

    def parts(self) -> tuple[Condition, ...]:
        return (self._part,)

    def under(self, prefix: str) -> Condition:
        return Not(self._part.under(prefix))

    def leaves(self, *, positive: bool = True) -> Iterator[tuple[Leaf, bool]]:
        yield from self._part.leaves(positive=not positive)

    def weigh(self, facts: Facts, *, not_sure: bool) -> Outcome:
        outcome = self._part.weigh(facts, not_sure=not not_sure)
        if outcome.truth is None:
            return outcome
        # A part that does not hold names nothing: what it read is the reason.
        because = tuple(
            f"{leaf.question}={_shown(facts.answers[leaf.question])}"
            for leaf, _ in self._part.leaves()
            if leaf.question in facts.answers
        )
        return Outcome(truth=not outcome.truth, because=because if not outcome.truth else ())


class Leaf(Condition):
    """A condition on one question."""

    def __init__(self, question: str) -> None:
        self.question = question

    def leaves(self, *, positive: bool = True) -> Iterator[tuple[Leaf, bool]]:
        yield self, positive

    def weigh(self, facts: Facts, *, not_sure: bool) -> Outcome:
        return facts.weigh(self.question, self.test, not_sure=not_sure)

    def test(self, answer: Answer) -> Outcome:
        """What a known answer makes of this."""
        raise NotImplementedError

    def _found(self, *, truth: bool, answer: Answer) -> Outcome:
        return Outcome(truth=truth, because=(f"{self.question}={_shown(answer)}",) if truth else ())


class Picked(Leaf):
    """One of these options is the answer, or is among the answers."""

    def __init__(self, question: str, options: Iterable[str]) -> None:
        super().__init__(question)
        self.options = frozenset(options)

    def under(self, prefix: str) -> Condition:
        return Picked(prefix + self.question, self.options)

    def test(self, answer: Answer) -> Outcome:
        if not isinstance(answer, Chosen):
            return self._found(truth=answer in self.options, answer=answer)
        hits = sorted(self.options & answer.options)
        if hits:
            return Outcome(truth=True, because=tuple(f"{self.question}={hit}" for hit in hits))
        unseen = self.options & answer.unseen
        return Outcome(truth=None, open=frozenset({self.question})) if unseen else _FALSE


class YesNo(Leaf):
    """The answer is yes, or is no."""

    def __init__(self, question: str, *, yes: bool) -> None:
        super().__init__(question)
        self.yes = yes

    def under(self, prefix: str) -> Condition:
        return YesNo(prefix + self.question, yes=self.yes)

    def test(self, answer: Answer) -> Outcome:
        return self._found(truth=answer is self.yes, answer=answer)


BOUNDS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "under": lambda number, bound: number < bound,
    "over": lambda number, bound: number > bound,
    "at_least": lambda number, bound: number >= bound,
    "at_most": lambda number, bound: number <= bound,
}


class Within(Leaf):
    """The number lies within these bounds."""

    def __init__(self, question: str, bounds: Mapping[str, float]) -> None:
        super().__init__(question)
        self.bounds = dict(bounds)

    def under(self, prefix: str) -> Condition:
        return Within(prefix + self.question, self.bounds)

    def test(self, answer: Answer) -> Outcome:
        # For Python true is the number 1.
        if isinstance(answer, bool) or not isinstance(answer, int | float):
            return _FALSE
        inside = all(BOUNDS[name](answer, bound) for name, bound in self.bounds.items())
        return self._found(truth=inside, answer=answer)


ALWAYS: Final = Every(())


class Holding(NamedTuple):
    """Whether a rule holds: ``truth`` as in Outcome, ``sure`` False when only a "not sure" makes it."""

    truth: bool | None
    sure: bool = True
    because: tuple[str, ...] = ()
    open: frozenset[str] = frozenset()


def holding(
    condition: Condition, facts: Facts, *, milder_if_not_sure: bool = False, about: frozenset[str] = _NONE
) -> Holding:
    """Whether a rule with this condition holds.

    A "not sure" counts in favour of the rule. ``milder_if_not_sure`` says that the rule has a milder
    result for that case, so that it stays open while an unasked question could settle which applies;
    ``about`` names the questions that the milder result is for (none: all).
    """
    cautious = condition.weigh(facts, not_sure=True)
    if cautious.truth is not True:
        return Holding(cautious.truth, open=cautious.open)
    firm = condition.weigh(Facts(facts.answers, facts.guards, about), not_sure=False)
    if firm.truth is None and milder_if_not_sure:
        return Holding(None, sure=False, because=cautious.because, open=firm.open)
    return Holding(truth=True, sure=firm.truth is not False, because=cautious.because)


def _joined(outcomes: list[Outcome], *, truth: bool) -> Outcome:
    if undecided := [outcome.open for outcome in outcomes if outcome.truth is None]:
        return Outcome(truth=None, open=frozenset().union(*undecided))
    return Outcome(truth=True, because=_because(outcomes)) if truth else _FALSE


def _because(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(pair for outcome in outcomes for pair in outcome.because))


def _shown(answer: Answer) -> str:
    if isinstance(answer, Chosen):
        return "+".join(sorted(answer.options)) or "none"
    number = f"{answer:g}" if isinstance(answer, float) else str(answer)
    return yes_or_no(answer) if isinstance(answer, bool) else number
