"""What is open: the questions that apply, and what a file of answers leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from skinroutine.conditions import NOT_SURE, Answer, Condition, Facts, holding
from skinroutine.model import Command, Question

Open = Callable[[Facts], frozenset[str]]
"""The questions that could still change the result."""


def guards_of(questions: Iterable[Question]) -> dict[str, Condition]:
    """The condition under which each question is asked, for those that have one."""
    return {question.id: question.when for question in questions if question.when.parts()}


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
