"""Rules compiled to masks of bits, to hold them against a hundred thousand combinations of answers.

Each question that some condition reads has bits: two for each test of its answer. One is set when the
answer passes, the other also when the answer is "not sure". A condition becomes clauses, each a mask of
bits that must be set and one of bits that must not. It is the meaning of ``conditions.py`` written a second
time, for answers that are complete, and ``test_proof.py`` holds one against the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rule_set import Answers
from skinroutine.rulebook import Question, Ruling
from skinroutine.rulebook.apart import lists_apart, settled
from skinroutine.rulebook.conditions import (
    NOT_SURE,
    Answer,
    AnyOf,
    Chosen,
    Condition,
    Every,
    Leaf,
    Not,
    Picked,
    Within,
    YesNo,
)


class Clause(NamedTuple):
    """Holds when all bits of ``need`` are set and none of ``forbid``."""

    need: int
    forbid: int


class Guarded(NamedTuple):
    """A question that is asked only after some answers, and the clauses by which it is."""

    name: str
    masks: Masks
    cautious: tuple[Clause, ...]
    firm: tuple[Clause, ...]


Guard = tuple[tuple[Clause, ...], tuple[Clause, ...]]
Alike = tuple[Guard, list[tuple[str, "Masks"]]]
"""Questions that are asked after the same answers."""


class Weighted(NamedTuple):
    """A ruling as clauses: those by which it holds, and those by which it holds for sure."""

    ruling: Ruling
    cautious: tuple[Clause, ...]
    firm: tuple[Clause, ...]


def holds(clauses: Iterable[Clause], bits: int) -> bool:
    for need, forbid in clauses:  # noqa: SIM110  twice as fast as any()
        if bits & need == need and not bits & forbid:
            return True
    return False


class Bits:
    """The bits of the answers to these questions, as far as these conditions read them.

    A detail that nothing reads is left out, unless it is among those to ``keep``.
    """

    def __init__(
        self, questions: Iterable[Question], conditions: Iterable[Condition], keep: Iterable[str] = ()
    ) -> None:
        self.keep = frozenset(keep)
        listed = list(questions)
        self.tests: dict[str, dict[object, tuple[Leaf, int]]] = {}
        for condition in [*(one.when for one in listed), *conditions]:
            for leaf, _ in condition.leaves():
                self._place(leaf)
        wanted = self.keep | set(self.tests)
        self.questions = {one.id: one for one in listed if one.id in wanted or not one.when.parts()}
        self.masks = {name: Masks(question, self) for name, question in self.questions.items()}
        self.apart = lists_apart(listed)
        beside = {own.question for each in self.apart.values() for own in each.asked.values()}
        self._settling = (*self.apart, *beside)
        self._lists: dict[tuple[Answer | None, ...], dict[str, Answer]] = {}
        self.guarded = {name: self._guarded(one) for name, one in self.questions.items() if one.when.parts()}
        self.free = [(name, self.masks[name]) for name in self.questions if name not in self.guarded]
        behind = {name: self._behind(name) for name, _ in self.free}
        self._behind_free = {name: found for name, found in behind.items() if found}

    def _guarded(self, question: Question) -> Guarded:
        cautious, firm = self.clauses(question.when), self.clauses(question.when, firm=True)
        return Guarded(question.id, self.masks[question.id], cautious, firm)

    def _behind(self, name: str) -> dict[object, list[Alike]]:
        """The questions that only some answers to this one bring up, by answer or option."""
        found: dict[object, dict[Guard, list[tuple[str, Masks]]]] = {}
        for guarded in self.guarded.values():
            for leaf, positive in self.questions[guarded.name].when.leaves():
                assert positive
                assert leaf.question not in self.guarded, "a question behind a question behind a question"
                if leaf.question == name:
                    assert isinstance(leaf, Picked | YesNo)
                    answers = leaf.options if isinstance(leaf, Picked) else [leaf.yes]
                    for answer in [*answers, NOT_SURE]:
                        listed = found.setdefault(answer, {}).setdefault(guarded[2:], [])
                        listed.append((guarded.name, guarded.masks))
        return {answer: [*guards.items()] for answer, guards in found.items()}

    def _place(self, leaf: Leaf) -> None:
        listed = self.tests.setdefault(leaf.question, {})
        listed.setdefault(_test_of(leaf), (leaf, 2 * sum(map(len, self.tests.values()))))

    def of(self, answers: Mapping[str, Answer]) -> int:
        """All that the rules can see of complete answers; those to questions that do not apply are let be."""
        bits = 0
        answers = self._settled(answers)
        for name, masks in self.free:
            bits |= masks[answers[name]]
        free = bits  # what brings a question up is none that is brought up itself
        for name, brings in self._behind_free.items():
            answer = answers[name]
            for one in answer.options if isinstance(answer, Chosen) else (answer,):
                for (cautious, firm), questions in brings.get(one, ()):
                    # What holds for sure holds with the help of a "not sure" too.
                    if holds(firm, free):
                        for behind, masks in questions:
                            bits |= masks[answers[behind]]
                    elif holds(cautious, free):
                        for _, masks in questions:
                            bits |= masks[NOT_SURE]
        return bits

    def _settled(self, answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
        """The answers with what was asked apart in their lists."""
        seen = tuple(answers.get(name) for name in self._settling)
        if seen not in self._lists:
            given = {name: each for name, each in zip(self._settling, seen, strict=True) if each is not None}
            whole = settled(given, self.apart)
            self._lists[seen] = {name: whole[name] for name in self.apart if name in whole}
        return {**answers, **self._lists[seen]}

    def applying(self, answers: Answers) -> Answers:
        """The same answers without those to questions that do not apply."""
        bits = self.of(answers)
        beside = {name for name, _, _, firm in self.guarded.values() if not holds(firm, bits)}
        return {name: answer for name, answer in answers.items() if name not in beside}

    def read_by(self, conditions: Iterable[Condition]) -> int:
        """The mask of all bits that these conditions look at."""
        return sum(
            3 << place
            for place in {
                self.tests[leaf.question][_test_of(leaf)][1]
                for condition in conditions
                for leaf, _ in condition.leaves()
            }
        )

    def clauses(
        self, condition: Condition, *, firm: bool = False, doubted: frozenset[str] = frozenset()
    ) -> tuple[Clause, ...]:
        """When a condition holds; ``firm``: without the help of a "not sure" about the ``doubted``."""
        return tuple(dict.fromkeys(self._clauses(condition, firm, doubted, positive=True)))

    def _clauses(
        self, condition: Condition, firm: bool, doubted: frozenset[str], *, positive: bool
    ) -> list[Clause]:
        if isinstance(condition, Leaf):
            return [self._literal(condition, firm, doubted, positive=positive)]
        if isinstance(condition, Not):
            return self._clauses(condition.parts()[0], firm, doubted, positive=not positive)
        assert isinstance(condition, Every | AnyOf)
        parts = [self._clauses(one, firm, doubted, positive=positive) for one in condition.parts()]
        if isinstance(condition, AnyOf) is positive:
            return [clause for part in parts for clause in part]
        joined = [Clause(0, 0)]
        for part in parts:
            joined = [Clause(a.need | b.need, a.forbid | b.forbid) for a in joined for b in part]
        return joined

    def _literal(self, leaf: Leaf, firm: bool, doubted: frozenset[str], *, positive: bool) -> Clause:
        place = self.tests[leaf.question][_test_of(leaf)][1]
        if doubted and leaf.question not in doubted:
            firm = False
        passed, passed_or_unsure = 1 << place, 2 << place
        if positive:
            return Clause(passed if firm else passed_or_unsure, 0)
        return Clause(0, passed_or_unsure if firm else passed)

    def weighted(self, ruling: Ruling) -> Weighted:
        """A ruling as clauses."""
        firm = self.clauses(ruling.when, firm=True, doubted=ruling.doubted)
        return Weighted(ruling, self.clauses(ruling.when), firm)


class Masks(dict[Answer, int]):
    """The bits that each answer to one question sets."""

    def __init__(self, question: Question, bits: Bits) -> None:
        super().__init__()
        self.possible = frozenset(question.not_sure_can_be)
        self.tests = list(bits.tests.get(question.id, {}).values())

    def __missing__(self, answer: Answer) -> int:
        if isinstance(answer, Chosen) and answer.unsure:
            doubted = [(leaf, place) for leaf, place in self.tests if leaf.options & answer.unsure]
            found = self[Chosen(answer.options)]
            for leaf, place in doubted:
                found |= self._unsure(leaf) << place
        elif isinstance(answer, Chosen) and len(answer.options) > 1:
            found = 0
            for option in answer.options:
                found |= self[Chosen(frozenset({option}))]
        else:
            found = sum(self._bits(answer, leaf) << place for leaf, place in self.tests)
        self[answer] = found
        return found

    def _bits(self, answer: Answer, leaf: Leaf) -> int:
        if answer is NOT_SURE:
            return self._unsure(leaf)
        return 3 if leaf.test(answer).truth else 0

    def _unsure(self, leaf: Leaf) -> int:
        """The bits of a "not sure", by what it can stand for."""
        if not self.possible or not isinstance(leaf, Picked):
            return 2
        return 3 if self.possible <= leaf.options else 2 if self.possible & leaf.options else 0


class Scales:
    """Rulings that are weighed by bits.

    ``by`` names a question with many answers: a ruling that needs one of its options is only looked at
    when that option was chosen.
    """

    def __init__(self, bits: Bits, rulings: Iterable[Ruling], by: str = "") -> None:
        self.rulings = [bits.weighted(one) for one in rulings]
        needing = {3 << place: leaf for leaf, place in bits.tests.get(by, {}).values()}
        self._by_option: dict[str, list[tuple[int, int, int]]] = {"": []}
        for clause in by_weight(self.rulings):
            leaf = next((leaf for bit, leaf in needing.items() if clause[1] & bit), None)
            for option in leaf.options if isinstance(leaf, Picked) else [""]:
                self._by_option.setdefault(option, []).append(clause)

    def weight(self, bits: int, options: Iterable[str] = ()) -> int:
        """The strictest weight that holds; 0 when nothing does."""
        found = strictest(self._by_option[""], bits)
        for option in options:
            found = strictest(self._by_option.get(option, ()), bits, found)
        return found

    def held(self, bits: int) -> set[tuple[str, str, int]]:
        """All rulings that hold and are told: id, words and weight. A not sure may leave one no weight."""
        found = set()
        for ruling, cautious, firm in self.rulings:
            if holds(cautious, bits):
                milder, sure = ruling.weight_if_not_sure, holds(firm, bits)
                counted = ruling.weight if sure or milder is None else milder
                if counted or not ruling.weight:
                    words = ruling.say if sure else ruling.say_if_not_sure or ruling.say
                    found.add((ruling.id, words, counted))
        return found


def by_weight(rulings: Iterable[Weighted]) -> list[tuple[int, int, int]]:
    """Every clause with the weight that it gives, strictest first."""
    found: list[tuple[int, int, int]] = []
    for ruling, cautious, firm in rulings:
        milder = ruling.weight_if_not_sure
        if milder is None:
            found += [(ruling.weight, *clause) for clause in cautious]
        else:
            found += [(ruling.weight, *clause) for clause in firm]
            found += [(milder, *clause) for clause in cautious]
    return sorted({one for one in found if one[0]}, reverse=True)


def strictest(clauses: Iterable[tuple[int, int, int]], bits: int, least: int = 0) -> int:
    """The weight of the first clause that holds, if it is over ``least``."""
    for weight, need, forbid in clauses:
        if weight <= least:
            break
        if bits & need == need and not bits & forbid:
            return weight
    return least


def _test_of(leaf: Leaf) -> object:
    if isinstance(leaf, Picked):
        return leaf.options
    if isinstance(leaf, YesNo):
        return leaf.yes
    assert isinstance(leaf, Within)
    return tuple(sorted(leaf.bounds.items()))
