"""What the person told about themselves: of each question the newest answer, and the day it was told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from skinroutine.commands.handover.records import Detail, HandoverDevice, HandoverFact
from skinroutine.commands.handover.wording import AnswerWords, Redaction
from skinroutine.history import Event, History
from skinroutine.history.events import answers_in
from skinroutine.memory.facts import named_in
from skinroutine.memory.heads import CLAIMED, KIND, LENGTH, SINGLE, Head, heads
from skinroutine.memory.stored_answers import are_words
from skinroutine.rulebook import SYMPTOMS, Question
from skinroutine.text import counted, spoken


class _Statement(NamedTuple):
    at: datetime
    treatment: str
    answers: Mapping[str, object]


def personal_facts(events: Iterable[Event], words: AnswerWords, redaction: Redaction) -> list[HandoverFact]:
    """The facts in plans, checks and facts of their own, in the order of the questions.

    A date that was told before the answer that it belongs to is left out: the answer has changed since.
    """
    listed = list(events)
    statements = sorted(
        (_Statement(event.happened, event.payload.treatment, answers_in(event)) for event in listed),
        key=lambda statement: statement.at,
    )
    newest: dict[str, _Statement] = {
        name: statement for statement in statements for name in statement.answers
    }
    treatments = dict.fromkeys(statement.treatment for statement in statements)
    found: dict[str, HandoverFact] = {}
    for question in _about_a_person(words, treatments):
        statement = newest.get(question.id)
        if statement is not None and question.id not in found and not redaction.hides(question):
            whole = _with_named(question, statement, listed)
            found[question.id] = _fact(question, whole, newest, words)
    return list(found.values())


def _with_named(question: Question, statement: _Statement, events: Iterable[Event]) -> _Statement:
    """What was told last, with what was named before and not ended."""
    answer = statement.answers[question.id]
    named = named_in(question, events) if question.stays else frozenset[str]()
    if not named or not (are_words(answer) or answer is None):
        return statement
    before = [option for option in question.options if option in named]
    options = list(dict.fromkeys([*(answer or ()), *before]))
    return statement._replace(answers={**statement.answers, question.id: options})


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
    shown = words.dated(
        question, {**answers, question.id: statement.answers[question.id]}, dates, statement.treatment
    )
    return HandoverFact(question=question.id, name=question.told_as, answer=shown, since=statement.at.date())


def devices_in_use(
    history: History, since: datetime, until: datetime, words: AnswerWords
) -> list[HandoverDevice]:
    """The heads that were added by then and not retired before, the newest first.

    Their uses are counted up to now. Raises the errors of the history.
    """
    return [
        _device(head, words)
        for head in heads(history, retired=True)
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
