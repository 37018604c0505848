"""Which question comes next, and when there is nothing left to ask.

``ask`` is handed in: this room knows neither a terminal nor a line of input. A question is asked only
while some rule is open on it, which the conditions decide by proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from skinroutine.conditions import NOT_SURE, Answer, Chosen, Condition, Facts, Leaf, NotSure, Picked, holding
from skinroutine.model import Command, Question, Ruling


class Asking(NamedTuple):
    """One question as it is put to a person: the options on offer, by id, with their labels."""

    question: Question
    options: dict[str, str]
    screen: str = ""

    @property
    def text(self) -> str:
        """How it is asked: each screen of a question may have words of its own."""
        return self.question.screen_asks.get(self.screen, self.question.ask)


Ask = Callable[[Asking], Answer]
Open = Callable[[Facts], frozenset[str]]
"""The questions that could still change the result."""


def conduct(
    questions: Iterable[Question],
    known: dict[str, Answer],
    open_now: Open,
    ask: Ask,
    conditions: Iterable[Condition | Ruling] = (),
) -> int:
    """Ask until no answer could change anything; ``known`` takes the answers as they come.

    ``conditions`` are all rules in force: an option is offered only while an open one reads it.
    Gives how many questions were put.
    """
    asked, listed, rules = 0, list(questions), list(conditions)
    guards = guards_of(listed)
    while True:
        facts = Facts(known, guards)
        following = next_asking(listed, facts, open_now(facts), rules)
        if following is None:
            return asked
        answer = ask(following)
        asked += 1
        known[following.question.id] = merged(known, following, answer)


def guards_of(questions: Iterable[Question]) -> dict[str, Condition]:
    """The condition under which each question is asked, for those that have one."""
    return {question.id: question.when for question in questions if question.when.parts()}


def next_asking(
    questions: Iterable[Question],
    facts: Facts,
    open_now: frozenset[str],
    conditions: Iterable[Condition | Ruling],
) -> Asking | None:
    """The first question, in the order of the file, that is worth asking now."""
    for question in questions:
        if question.asked_by and question.id in open_now and holding(question.when, facts).truth:
            following = _asking(question, facts, conditions)
            if following is not None:
                return following
    return None


def always_asked(questions: Iterable[Question], facts: Facts) -> frozenset[str]:
    """The questions that are asked whatever the rules say, because their answer is stored."""
    return frozenset(
        question.id for question in questions if question.always and question.id not in facts.answers
    )


def unasked(questions: Iterable[Question], facts: Facts, open_now: frozenset[str]) -> list[Question]:
    """The questions that are open and apply: what an answers file leaves out."""
    return [
        question
        for question in questions
        if question.asked_by and question.id in open_now and holding(question.when, facts).truth is not False
    ]


def left_out(
    command: Command, questions: list[Question], known: dict[str, Answer], open_now: Open
) -> list[Question]:
    """What is missing where nobody can be asked.

    What a question says of being left out is put into ``known`` first: "not sure" may close some rules
    and open others. Gives the questions that need an answer.
    """
    guards = guards_of(questions)
    while True:
        facts = Facts(known, guards)
        left = unasked(questions, facts, open_now(facts))
        unsure = [question.id for question in left if question.if_left_out(command) == "not_sure"]
        if not unsure:
            return [question for question in left if question.if_left_out(command) == "needed"]
        known |= dict.fromkeys(unsure, NOT_SURE)


def _asking(question: Question, facts: Facts, conditions: Iterable[Condition | Ruling]) -> Asking | None:
    if question.kind != "many":
        return Asking(question, question.options)
    unseen = _unseen(question, facts.answers.get(question.id))
    offered = unseen if question.always else unseen & _read(question.id, facts, conditions)
    for screen, ids in question.screens.items() or {"": tuple(question.options)}.items():
        options = {option: question.options[option] for option in ids if option in offered}
        if options:
            return Asking(question, options, screen)
    return None


def _unseen(question: Question, answer: Answer | None) -> frozenset[str]:
    if answer is None:
        return frozenset(question.options)
    return answer.unseen if isinstance(answer, Chosen) else frozenset()


def _read(question: str, facts: Facts, conditions: Iterable[Condition | Ruling]) -> frozenset[str]:
    """The options of a question that some open rule reads."""
    return frozenset().union(
        *(
            leaf.options
            for one in conditions
            if question in _open(one, facts)
            for leaf in _leaves(one.when if isinstance(one, Ruling) else one, facts.guards)
            if isinstance(leaf, Picked) and leaf.question == question
        )
    )


def _open(one: Condition | Ruling, facts: Facts) -> frozenset[str]:
    """What it hangs on: a ruling with a milder weight also on what could still settle which applies."""
    if isinstance(one, Condition):
        return holding(one, facts).open
    milder = one.weight_if_not_sure is not None
    return holding(one.when, facts, milder_if_not_sure=milder, about=one.doubted).open


def _leaves(condition: Condition, guards: Mapping[str, Condition]) -> Iterator[Leaf]:
    """Every question that a condition reads, itself or to know whether another applies."""
    for leaf, _ in condition.leaves():
        yield leaf
        if leaf.question in guards:
            yield from _leaves(guards[leaf.question], guards)


def merged(known: Mapping[str, Answer], asking: Asking, answer: Answer) -> Answer:
    """An answer to one screen of a question, joined with those to its other screens."""
    if not isinstance(answer, Chosen) or isinstance(answer, NotSure):
        return answer
    question, before = asking.question, known.get(asking.question.id)
    chosen = before.options if isinstance(before, Chosen) else frozenset[str]()
    shown = frozenset(asking.options)
    unseen = _unseen(question, before) - shown if question.screens else frozenset[str]()
    return Chosen(chosen | answer.options, unseen)
