"""Facts as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from skinroutine.memory.facts import Fact, parent_of
from skinroutine.memory.growth import grow
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import Answer, Chosen, NotSure
from skinroutine.text import NOT_SURE, answer_text


def words(question: Question, answer: Answer) -> str:
    """An answer in the words of its question."""
    kept: object = NOT_SURE if isinstance(answer, NotSure) else answer
    if isinstance(answer, Chosen):
        kept = [name for name in question.options if name in answer.options]
    return answer_text(question.as_shown(kept), question.options, question.shown_unit)


def counting(question: Question, own: Answer | None, known: Mapping[str, Answer]) -> str:
    """A question with the answer that the person gave, and the one of ``known`` that counts in its place."""
    counts = words(question, known[question.id])
    given = counts if own is None else words(question, own)
    return f"{question.called}: {given}{'' if given == counts else f' (but this counts: {counts})'}"


def line_of(fact: Fact, expired: frozenset[str], found: Mapping[str, Fact], now: datetime) -> str:
    """The line that asks whether a fact is still so: ``Medicines: Retinol, 60 days ago``.

    ``expired`` are the options whose time is up; where these are some of several, they alone are named.
    """
    question, answer = fact.question, grow(fact, now)
    if not isinstance(answer, Chosen):
        others = [(other.question, other.answer) for other in found.values()]
        parts = [
            f"{other.called.lower()} {words(other, its)}"
            for other, its in others
            if other.follows == question.id
        ]
        own = f"{question.called}: {words(question, answer)}{', as before' if fact.passing else ''}"
        return ", ".join([own, *parts])
    named = [
        option_line(question, option, found, now) for option in question.options if option in answer.options
    ]
    if expired >= fact.answered_at.keys():
        return f"{question.called}: {'; '.join(named) or 'none'}"
    listed = [option for option in question.options if option in expired]
    still = [question.options[option] for option in listed if option in answer.options]
    gone = [question.options[option] for option in listed if option not in answer.options]
    return "; ".join([*(f"{label}: yes" for label in still), *(f"{label}: no" for label in gone)])


def option_line(question: Question, option: str, found: Mapping[str, Fact], now: datetime) -> str:
    """An option with the time that is told about it, where there is one."""
    label = question.options[option]
    follower = next((other for name, other in found.items() if name.endswith(f".{option}")), None)
    if follower is None or not follower.question.grows or parent_of(follower.question) != question.id:
        return label
    days = grow(follower, now)
    return f"{label}, {words(follower.question, days)} ago" if days else f"{label}, still"
