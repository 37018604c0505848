"""Answers as they are some days after they were told: a number of days grows by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from skinroutine.memory.facts import Fact, span_of
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import Answer, Chosen, NotSure


def grow(fact: Fact, now: datetime) -> Answer:
    """The answer as it is by now: a number of days has grown; what was never told is left open."""
    answer = fact.answer
    if isinstance(answer, Chosen):
        question = fact.question
        never = frozenset(option for option in question.options if span_of(question, option) is None)
        untold = frozenset(fact.question.options).difference(fact.answered_at)
        return Chosen(answer.options - never, never | untold)
    return growth(fact.question, answer, max(0, (now - fact.since).days))


def growth(question: Question, answer: Answer, days: int) -> Answer:
    """An answer as it is that many days later: a number of days that counts on has grown."""
    if isinstance(answer, bool | str | Chosen | NotSure) or not question.grows:
        return answer
    if question.grows == "over_zero" and not answer:
        return answer
    return min(answer + days, question.most)


def days_later(questions: Iterable[Question], answers: Mapping[str, Answer], days: int) -> dict[str, Answer]:
    """Answers to these questions as they will be that many days on."""
    return {
        question.id: growth(question, answers[question.id], days)
        for question in questions
        if question.id in answers
    }
