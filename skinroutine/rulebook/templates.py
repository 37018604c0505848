"""Questions as written to questions as asked: options filled in, one question for each option chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from skinroutine.rulebook import Command, Question, Symptom
from skinroutine.rulebook.conditions import Every, Picked

_TEMPLATE: Final = re.compile(r"\{(\w+)\}")
Labels = Mapping[str, str]


def asked_questions(
    questions: Iterable[Question], command: Command | None, fillings: Mapping[str, Labels]
) -> list[Question]:
    """The questions of a command (None: of all), in order.

    ``fillings`` gives the labels for ``options_from``: treatments, devices, symptoms. Of two that come
    to the same id the first stands, so that no later folder can hide a shipped question.
    """
    written = {question.id: question for question in questions}
    filled = {name: _fill(question, written, fillings) for name, question in written.items()}
    first: dict[str, Question] = {}
    for question in filled.values():
        if _is_asked(question, command):
            for concrete in _expand(_with_words(question, command), filled):
                first.setdefault(concrete.id, concrete)
    return list(first.values())


def is_needed(question: Question, command: Command | None, questions: Iterable[Question]) -> bool:
    """Whether a command asks a question, or may ask another one that takes its options."""
    if _is_asked(question, command):
        return True
    return any(question.id in {each.options_from, parent_of(each)} for each in questions)


def _is_asked(question: Question, command: Command | None) -> bool:
    return command is None or command in {*question.asked_by, *question.told_to} or not question.asked_by


def parent_of(question: Question) -> str:
    """The question whose options this one is asked for; empty when it is asked once."""
    found = _TEMPLATE.search(question.id)
    return found[1] if found else ""


def names_of(written: str) -> re.Pattern[str]:
    """The names that a question written with {braces} stands for; the first group is the option."""
    return re.compile("([^.]+)".join(re.escape(part) for part in _TEMPLATE.split(written)[::2]))


def for_option(question: Question, parent: Question, option: str) -> Question | None:
    """A question that is asked once for each option, as asked for one; None where it never is."""
    if option not in parent.options or (question.only and option not in question.only):
        return None
    label = parent.options[option]
    return replace(
        question,
        id=_TEMPLATE.sub(option, question.id),
        ask=question.ask.replace("{option}", label),
        name=question.name.replace("{option}", label),
        option=label,
        when=Every([Picked(parent.id, [option]), question.when]),
    )


def screens_of(symptoms: Iterable[Symptom]) -> dict[str, tuple[str, ...]]:
    """The symptoms that are shown together, by screen, in the order of the file."""
    screens: dict[str, tuple[str, ...]] = {}
    for symptom in symptoms:
        screens[symptom.screen] = (*screens.get(symptom.screen, ()), symptom.id)
    return screens


def _with_words(question: Question, command: Command | None) -> Question:
    unasked = command in question.told_to
    after = question.ask_log if unasked or command == "log" else ""
    found = replace(question, ask=after) if after else question
    return replace(found, asked_by=()) if unasked else found


def _fill(question: Question, written: Mapping[str, Question], fillings: Mapping[str, Labels]) -> Question:
    place = question.options_from
    if not place:
        return question
    other = written.get(place)
    labels: Labels | None = fillings.get(place)
    if labels is None and place == "listed":
        labels = {line.id: line.listed_as for line in written.values() if line.listed_in == question.id}
    elif labels is None:
        labels = other.options if other else {}
    # Its own words come before those that are filled in.
    return with_words_of(replace(question, options={**labels, **question.options}), other)


def with_words_of(question: Question, other: Question | None) -> Question:
    """A question that takes its options from another one, what people call them there and its headings."""
    if other is None or other.id == question.id:
        return question
    also = {option: other.words_for(option) for option in other.options}
    return replace(
        question,
        also={**also, **question.also},
        may_mean={**other.may_mean, **question.may_mean},
        headings=question.headings or other.headings,
    )


def _expand(question: Question, filled: Mapping[str, Question]) -> Iterator[Question]:
    name = parent_of(question)
    if not name:
        yield question
        return
    parent = filled[name]
    yield from filter(None, (for_option(question, parent, option) for option in parent.options))
