"""What the person told about themselves: of each question the newest answer, and the day it was told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from skinroutine.commands.handover.records import Told
from skinroutine.commands.handover.redaction import Redaction
from skinroutine.commands.handover.wording import Words
from skinroutine.history import Event
from skinroutine.history.events import told_in
from skinroutine.rulebook import SYMPTOMS, Question


class _Telling(NamedTuple):
    told: datetime
    treatment: str
    answers: Mapping[str, object]


def told(events: Iterable[Event], words: Words, redaction: Redaction) -> list[Told]:
    """The facts in plans, checks and facts of their own, in the order of the questions.

    A date that was told before the answer that it belongs to is left out: the answer has changed since.
    """
    tellings = sorted((_telling(event) for event in events), key=lambda telling: telling.told)
    newest: dict[str, _Telling] = {name: telling for telling in tellings for name in telling.answers}
    treatments = dict.fromkeys(telling.treatment for telling in tellings)
    found: dict[str, Told] = {}
    for question in _about_a_person(words, treatments):
        telling = newest.get(question.id)
        if telling is not None and question.id not in found and not redaction.hides(question):
            found[question.id] = _told(question, telling, newest, words)
    return list(found.values())


def _about_a_person(words: Words, treatments: Iterable[str]) -> Iterator[Question]:
    """The questions whose answers belong to the person and not to one session or symptom."""
    for treatment in treatments:
        for question in words.questions(treatment).values():
            own = not question.remembered and "log" not in question.asked_by
            if own and question.told_as and "." not in question.id and question.id != SYMPTOMS:
                yield question


def _told(question: Question, telling: _Telling, newest: Mapping[str, _Telling], words: Words) -> Told:
    details = {name: other for name, other in newest.items() if "." in name and other.told >= telling.told}
    answers = {name: other.answers[name] for name, other in details.items()}
    dates = {name: other.told for name, other in details.items()}
    shown = words.dated(
        question, {**answers, question.id: telling.answers[question.id]}, dates, telling.treatment
    )
    return Told(question=question.id, name=question.told_as, answer=shown, told=telling.told.date())


def _telling(event: Event) -> _Telling:
    return _Telling(event.happened, event.payload.treatment, told_in(event))
