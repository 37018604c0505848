"""Conditions: what a rule's ``when`` says, held against answers, with three results.

A condition is true, false, or open on questions that nobody has asked yet: they are worth asking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import chain
from operator import ge, gt, le, lt
from typing import Final

from skinroutine.rulebook.answer import LEFT_OUT, NOT_SURE, Answer, Chosen, NotSure
from skinroutine.rulebook.apart import settled
from skinroutine.rulebook.guards import Guards
from skinroutine.rulebook.outcome import FALSE, Outcome, in_words, joined, reasons_of
from skinroutine.rulebook.tree import Leaves, Tree

__all__ = [
    "ALWAYS", "BOUNDS", "LEFT_OUT", "NOT_SURE", "Answer", "AnyOf", "Chosen", "Condition", "Every", "Facts",
    "Leaf", "Not", "NotSure", "Picked", "Within", "YesNo",
]  # fmt: skip
_NONE: Final[frozenset[str]] = frozenset()


class Facts:
    """The answers so far, and under which answers each question applies at all.

    ``guards`` gives, by question, the condition under which it is asked. One whose guard is false does not
    apply; one whose guard hangs on a "not sure" is itself "not sure". ``doubted`` limits what a "not sure"
    can put in doubt: of others it counts for the rule. With ``left_out_only`` only what was left out can.
    """

    def __init__(
        self,
        answers: Mapping[str, Answer],
        guards: Mapping[str, Condition],
        doubted: frozenset[str] = _NONE,
        *,
        left_out_only: bool = False,
    ) -> None:
        self.apart = guards.apart if isinstance(guards, Guards) else {}
        self.answers = settled(answers, self.apart) if self.apart else answers
        self.guards = guards
        self.doubted = doubted
        self.left_out_only = left_out_only
        self._possible = guards.possible if isinstance(guards, Guards) else {}
        self._applying: dict[str, Outcome | NotSure] = {}

    @cached_property
    def in_doubt(self) -> bool:
        """Whether any of the answers is a "not sure": without one it makes no difference how that counts."""
        known = self.answers.values()
        return any(each.unsure if isinstance(each, Chosen) else isinstance(each, NotSure) for each in known)

    def weigh(self, leaf: Leaf, *, not_sure: bool) -> Outcome:
        """Put the answer to its test; ``not_sure`` is the truth that a "not sure" counts as."""
        question = leaf.question
        answer = self.answers[question] if question in self.answers else self._unasked(question)
        if isinstance(answer, Outcome):
            return answer
        named: tuple[str, ...] = (question,)
        if isinstance(answer, Chosen) and answer.unsure and leaf.test(Chosen(answer.unsure)).truth:
            named = self._askers(leaf, answer.unsure)
            answer = answer if leaf.test(answer).truth else NOT_SURE
        if not isinstance(answer, NotSure):
            return self._test(leaf, answer)
        truth = None if answer.left_out else leaf.take_cautious(self._possible.get(question, _NONE))
        if truth is None:
            truth = not_sure != self._counts(question, answer)
        return Outcome(truth=truth, because=tuple(f"{name}=not_sure" for name in named))

    def _test(self, leaf: Leaf, answer: Answer) -> Outcome:
        """What a known answer makes of it; open on the questions that ask about what is still unsaid."""
        found = leaf.test(answer)
        if found.truth is None and isinstance(answer, Chosen):
            return found._replace(open=frozenset(self._askers(leaf, answer.unseen)))
        return found

    def _askers(self, leaf: Leaf, options: frozenset[str]) -> tuple[str, ...]:
        """The questions that ask about those of these options that are wanted."""
        apart = self.apart.get(leaf.question)
        return apart.names(leaf.question, leaf.options & options) if apart else (leaf.question,)

    def _counts(self, question: str, answer: NotSure) -> bool:
        """Whether a "not sure" counts in favour of the rule in any case."""
        sure = self.left_out_only and not answer.left_out
        return sure or (bool(self.doubted) and question not in self.doubted)

    def _unasked(self, question: str) -> Outcome | NotSure:
        """What stands for an answer that is not there; many rules ask for the same one."""
        if question not in self._applying:
            self._applying[question] = self._find_unasked(question)
        return self._applying[question]

    def _find_unasked(self, question: str) -> Outcome | NotSure:
        guard = self.guards.get(question)
        if guard is None:
            return Outcome(truth=None, open=frozenset({question}))
        # Whether a question applies is put in doubt by any "not sure", not only by those that a rule names.
        undoubted = Facts(self.answers, self.guards)
        firm = guard.weigh(undoubted, not_sure=False)
        if firm.truth:
            return Outcome(truth=None, open=frozenset({question}))
        asked = guard.weigh(undoubted, not_sure=True) if self.in_doubt else firm
        if not asked.truth:
            return asked
        if firm.truth is None:
            return firm
        known = guard.weigh(Facts(self.answers, self.guards, left_out_only=True), not_sure=False)
        return LEFT_OUT if known.truth is False else NOT_SURE


class Condition(Tree):
    """One part of a ``when``. Immutable once read."""

    def weigh(self, facts: Facts, *, not_sure: bool) -> Outcome:
        """What this comes to under the facts, with "not sure" counted as ``not_sure``."""
        raise NotImplementedError

    def under(self, prefix: str) -> Condition:
        """The same condition on questions whose names begin with ``prefix``."""
        raise NotImplementedError


class _Joined(Condition):
    def __init__(self, parts: Iterable[Condition]) -> None:
        self._parts = tuple(parts)

    def parts(self) -> tuple[Condition, ...]:
        return self._parts

    def under(self, prefix: str) -> Condition:
        return type(self)(part.under(prefix) for part in self._parts)


class Every(_Joined):
    """Holds when all of its parts hold."""

    @cached_property
    def flat(self) -> tuple[Condition, ...]:
        """The parts, and in place of those that are of the same kind the parts of these."""
        flat = (part.flat if isinstance(part, Every) else (part,) for part in self._parts)
        return tuple(chain.from_iterable(flat))

    def weigh(self, facts: Facts, *, not_sure: bool) -> Outcome:
        outcomes = []
        for part in self.flat:
            outcome = part.weigh(facts, not_sure=not_sure)
            if outcome.truth is False:
                return FALSE
            outcomes.append(outcome)
        return joined(outcomes, truth=True)


class AnyOf(_Joined):
    """Holds when at least one of its parts holds."""

    def weigh(self, facts: Facts, *, not_sure: bool) -> Outcome:
        outcomes = [part.weigh(facts, not_sure=not_sure) for part in self._parts]
        true = [outcome for outcome in outcomes if outcome.truth]
        return Outcome(truth=True, because=reasons_of(true)) if true else joined(outcomes, truth=False)


class Not(Condition):
    """Holds when its part does not. What counts for the part counts against this."""

    def __init__(self, part: Condition) -> None:
        self._part = part

    def parts(self) -> tuple[Condition, ...]:
        return (self._part,)

    def under(self, prefix: str) -> Condition:
        return Not(self._part.under(prefix))

    @cached_property
    def kept_leaves(self) -> Leaves:
        return tuple((leaf, not positive) for leaf, positive in self._part.leaves())

    @cached_property
    def denied(self) -> frozenset[str]:
        return self._part.reads

    def weigh(self, facts: Facts, *, not_sure: bool) -> Outcome:
        outcome = self._part.weigh(facts, not_sure=not not_sure)
        if outcome.truth is None:
            return outcome
        # A part that does not hold names nothing: what it read is the reason.
        because = tuple(
            f"{leaf.question}={in_words(facts.answers[leaf.question])}"
            for leaf, _ in self._part.leaves()
            if leaf.question in facts.answers
        )
        return Outcome(truth=not outcome.truth, because=because if not outcome.truth else ())


class Leaf(Condition):
    """A condition on one question. ``options`` are those that it looks for, if it looks for some."""

    options: frozenset[str] = _NONE

    def __init__(self, question: str) -> None:
        self.question = question

    def leaves(self) -> Leaves:
        return ((self, True),)

    def weigh(self, facts: Facts, *, not_sure: bool) -> Outcome:
        answer = facts.answers.get(self.question)
        if answer is None or facts.in_doubt or self.question in facts.apart:
            return facts.weigh(self, not_sure=not_sure)
        return self.test(answer)

    def take_cautious(self, possible: frozenset[str]) -> bool | None:  # noqa: ARG002  only options are named
        """What this comes to whichever of these options it is; None where that differs."""
        return None

    def test(self, answer: Answer) -> Outcome:
        """What a known answer makes of this."""
        raise NotImplementedError

    def _outcome(self, *, truth: bool, answer: Answer) -> Outcome:
        return Outcome(truth=True, because=(f"{self.question}={in_words(answer)}",)) if truth else FALSE


class Picked(Leaf):
    """One of these options is the answer, or is among the answers."""

    def __init__(self, question: str, options: Iterable[str]) -> None:
        super().__init__(question)
        self.options = frozenset(options)

    def under(self, prefix: str) -> Condition:
        return Picked(prefix + self.question, self.options)

    def take_cautious(self, possible: frozenset[str]) -> bool | None:
        """Whether all of these options are among those wanted, or none of them is."""
        if not possible or (possible & self.options and possible - self.options):
            return None
        return bool(possible & self.options)

    def test(self, answer: Answer) -> Outcome:
        if not isinstance(answer, Chosen):
            return self._outcome(truth=answer in self.options, answer=answer)
        if not self.options.isdisjoint(answer.options):
            hits = sorted(self.options & answer.options)
            return Outcome(truth=True, because=tuple(f"{self.question}={hit}" for hit in hits))
        unseen = not self.options.isdisjoint(answer.unseen)
        return Outcome(truth=None, open=frozenset({self.question})) if unseen else FALSE


class YesNo(Leaf):
    """The answer is yes, or is no."""

    def __init__(self, question: str, *, yes: bool) -> None:
        super().__init__(question)
        self.yes = yes

    def under(self, prefix: str) -> Condition:
        return YesNo(prefix + self.question, yes=self.yes)

    def test(self, answer: Answer) -> Outcome:
        return self._outcome(truth=answer is self.yes, answer=answer)


BOUNDS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "under": lt, "over": gt, "at_least": ge, "at_most": le,
}  # fmt: skip


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
            return FALSE
        inside = all(BOUNDS[name](answer, bound) for name, bound in self.bounds.items())
        return self._outcome(truth=inside, answer=answer)


ALWAYS: Final = Every(())
