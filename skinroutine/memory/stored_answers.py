"""Answers as the history and an interrupted interview keep them, read again under the rules of today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeGuard

from skinroutine.interview.answers import answer_of
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen

_NOT_SURE: Final = "not_sure"


def recorded(raw: Mapping[str, object], questions: Iterable[Question]) -> dict[str, Answer]:
    """Answers as ``plain`` wrote them, perhaps under other rules.

    What fits no question is left out. What no longer fits its own is "not sure": nobody knows by now what
    was meant, so that it must not count as the mildest answer.
    """
    return recorded_to(raw, {question.id: question for question in questions})


def recorded_to(raw: Mapping[str, object], known: Mapping[str, Question]) -> dict[str, Answer]:
    """The same for questions by their ids."""
    return {name: _recorded(known[name], value) for name, value in raw.items() if name in known}


def unreadable(raw: Mapping[str, object], questions: Iterable[Question]) -> list[Question]:
    """The questions whose stored answer no longer fits them, so that it counts as "not sure"."""
    found = [question for question in questions if question.id in raw and raw[question.id] != _NOT_SURE]
    return [question for question in found if _recorded(question, raw[question.id]) is NOT_SURE]


def answers_by_shape(
    raw: Mapping[str, object], unseen: Mapping[str, Iterable[str]] | None
) -> dict[str, Answer]:
    """Answers as ``plain`` wrote them, by their shape alone: whatever question they once were to.

    ``unseen`` are the options of each list that nobody was asked about, where that was kept.
    """
    hidden = unseen or {}
    found = {name: _by_shape(value, hidden.get(name, ())) for name, value in raw.items()}
    return {name: answer for name, answer in found.items() if answer is not None}


def _by_shape(value: object, unseen: Iterable[str]) -> Answer | None:
    if value == _NOT_SURE:
        return NOT_SURE
    if are_words(value):
        return Chosen(frozenset(value), frozenset(unseen))
    return value if isinstance(value, str | bool | int | float) else None


def are_words(value: object) -> TypeGuard[list[str]]:
    """Whether this is a list of words: what ``plain`` writes for several options."""
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _recorded(question: Question, value: object) -> Answer:
    """It was written with the ids of its day, so that a word near one of today is not taken for it."""
    fits = {
        "many": are_words(value) and set(value) <= question.options.keys(),
        "one": isinstance(value, str) and value in question.options,
        "number": isinstance(value, int | float),
        "yes_no": isinstance(value, bool),
        "text": isinstance(value, str),
    }
    try:
        return answer_of(question, value) if fits[question.kind] else NOT_SURE
    except ValueError:
        return NOT_SURE


def settled_options(session: Mapping[str, Answer], question: Question) -> Chosen:
    """Of a list what a session settles: the options that are so; those that it does not know are unseen."""
    known = {
        option: any(session[name] in options for name, options in by.items())
        for option, by in question.logged_as.items()
        if all(isinstance(session.get(name), str) for name in by)
    }
    named = frozenset(option for option, is_so in known.items() if is_so)
    return Chosen(named, frozenset(question.options).difference(known))


def with_settled(answer: Answer | None, settled: Chosen) -> Answer:
    """An answer to a list with what the session settles: it takes nothing away that a person names."""
    if not isinstance(answer, Chosen):
        return settled if answer is None else answer
    return Chosen(answer.options | settled.options, answer.unseen & settled.unseen, answer.unsure)
