"""What the person told about themselves: of each question the newest answer, and the day it was told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from skinroutine.commands.handover.records import Detail, HandoverDevice, HandoverFact
from skinroutine.commands.handover.wording import AnswerWords, Redaction
from skinroutine.history import Event
from skinroutine.history.events import answers_in, result_of
from skinroutine.memory.facts import named_in
from skinroutine.memory.heads import CLAIMED, KIND, LENGTH, SINGLE, Head
from skinroutine.memory.stored_answers import are_words
from skinroutine.rulebook import SYMPTOMS, Question
from skinroutine.text import counted, spoken


class _Statement(NamedTuple):
    at: datetime
    treatment: str
    answers: Mapping[str, object]
    counted: Sequence[object] = ()
    """What of the answer in question was not said then, and counted as the more careful answer."""


def personal_facts(events: Iterable[Event], words: AnswerWords, redaction: Redaction) -> list[HandoverFact]:
    """The facts in plans, checks and facts of their own, in the order of the questions.

    A date that was told before the answer that it belongs to is left out: the answer has changed since.
    """
    listed = list(events)
    newest = _newest(listed)
    treatments = dict.fromkeys(event.payload.treatment for event in _oldest_first(listed))
    found: dict[str, HandoverFact] = {}
    for question in _about_a_person(words, treatments):
        statement = newest.get(question.id)
        if statement is not None and question.id not in found and not redaction.hides(question):
            whole = _without_apart(question, _with_named(question, statement, listed), newest)
            found[question.id] = _fact(question, whole, newest, words)
    return list(found.values())


def _oldest_first(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: event.happened)


def _newest(events: Iterable[Event]) -> dict[str, _Statement]:
    """What was told last of each question."""
    found: dict[str, _Statement] = {}
    for event in _oldest_first(events):
        answers, result = answers_in(event), result_of(event)
        for name in answers:
            counted = result.careful_answers(name) if result else ()
            found[name] = _Statement(event.happened, event.payload.treatment, answers, counted)
    return found


def _with_named(question: Question, statement: _Statement, events: Iterable[Event]) -> _Statement:
    """What was told last, with what was named before and not ended."""
    answer = statement.answers[question.id]
    named = named_in(question, events) if question.stays else frozenset[str]()
    statement = statement._replace(counted=[each for each in statement.counted if each not in named])
    if not named or not (are_words(answer) or answer is None):
        return statement
    before = [option for option in question.options if option in named]
    options = list(dict.fromkeys([*(answer or ()), *before]))
    return statement._replace(answers={**statement.answers, question.id: options})


def _without_apart(question: Question, statement: _Statement, newest: Mapping[str, _Statement]) -> _Statement:
    """The same without what a question of its own says on a line of its own."""
    answer = statement.answers[question.id]
    twice = {
        option
        for option, askers in question.apart.items()
        for name, by in askers.items()
        if name in newest and newest[name].answers[name] in by
    }
    if not twice or not are_words(answer):
        return statement
    rest = [option for option in answer if option not in twice]
    return statement._replace(answers={**statement.answers, question.id: rest})


def _about_a_person(words: AnswerWords, treatments: Iterable[str]) -> Iterator[Question]:
    """The questions whose answers belong to the person and not to one session or symptom."""
    for treatment in treatments:
        for question in words.questions(treatment).values():
            own = not question.remembered and "log" not in question.asked_by
            if own and question.told_as and "." not in question.id and question.id != SYMPTOMS:
                yield question


def _fact(
    question: Question, statement: _Statement, newest: Mapping[str, _Statement], words: AnswerWords
) -> HandoverFact:
    details = {name: other for name, other in newest.items() if "." in name and other.at >= statement.at}
    answers = {name: other.answers[name] for name, other in details.items()}
    dates = {name: other.at for name, other in details.items()}

    def shown(answer: object) -> str:
        return words.dated(question, {**answers, question.id: answer}, dates, statement.treatment)

    typed, counted = _typed_and_counted(statement.answers[question.id], statement.counted)
    return HandoverFact(
        question=question.id,
        name=question.told_as,
        answer="not kept" if typed is None else shown(typed),
        since=statement.at.date(),
        lasting=_is_lasting(question),
        counted=None if counted is None else shown(counted),
    )


def _typed_and_counted(answer: object, careful: Sequence[object]) -> tuple[object, object]:
    """An answer as it was said, and what of it was not said and counted; None where there is nothing."""
    if are_words(answer):
        counted = [option for option in answer if option in careful]
        return [option for option in answer if option not in careful], counted or None
    return (None, answer) if answer in careful else (answer, None)


def unknown_facts(
    known: Iterable[HandoverFact], events: Iterable[Event], words: AnswerWords, redaction: Redaction
) -> list[str]:
    """What is asked about a person before a session and was never said, by its short names."""
    found = {fact.question for fact in known}
    treatments = dict.fromkeys(event.payload.treatment for event in events) or {"": None}
    names = (
        question.told_as
        for question in _about_a_person(words, treatments)
        if _is_lasting(question) and "plan" in question.asked_by and question.id not in found
        if not question.when.parts()
        if not redaction.hides(question)
    )
    return list(dict.fromkeys(names))


def _is_lasting(question: Question) -> bool:
    """Whether an answer is about the person: it is remembered, and not about the head in use."""
    return question.kept and not question.listed_in


def head_names(owned: Iterable[Head]) -> dict[str, str]:
    """The names of the heads that have one, by the id that a session keeps."""
    return {head.id: head.name for head in owned if head.name}


def devices_in_use(
    owned: Iterable[Head], since: datetime, until: datetime, words: AnswerWords
) -> list[HandoverDevice]:
    """The heads that were added by then and not retired before, in their order.

    Their uses are counted up to now.
    """
    return [
        _device(head, words)
        for head in owned
        if head.added <= until and (head.retired is None or head.retired >= since)
    ]


def _device(head: Head, words: AnswerWords) -> HandoverDevice:
    answers = {KIND: head.kind, LENGTH: head.needle_mm, SINGLE: head.single_use, CLAIMED: head.certified}
    known = {name: answer for name, answer in answers.items() if answer not in (None, "")}
    return HandoverDevice(
        name=head.name,
        added=head.added,
        details=[*words.pairs(head.treatment, known), Detail(name="Used", answer=counted(head.uses, "use"))],
        retired=head.retired,
        why=spoken(head.why),
    )
