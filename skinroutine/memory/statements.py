"""What a person said lately, in whatever they recorded: it may stand against what they answer now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from skinroutine.history import Event
from skinroutine.history.events import FactRecord, PlanRecord, ResultRecord, answers_in
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.past import SessionHistory
from skinroutine.memory.stored_answers import answers_by_shape
from skinroutine.rulebook.conditions import Answer

LONGEST: Final = timedelta(days=14)
"""Nothing older is held against an answer: skin that was sore a fortnight ago may well be calm."""
_TELLING: Final = ("session", "symptom-check", "plan", "fact")


class EarlierAnswers(NamedTuple):
    """What was recorded at some time before."""

    happened: datetime
    answers: Mapping[str, Answer]
    offered: frozenset[str] | None = None
    """The options that were on offer, where that is known: of all others it says nothing."""


def statements(history: SessionHistory, now: datetime) -> list[EarlierAnswers]:
    """What a person told in the last two weeks, newest first: in sessions, checks, plans and facts.

    A plan counts when its questions were asked: a file of answers may be anybody's.
    """
    return [
        EarlierAnswers(event.happened, _answers_in(event), _offered_in(event))
        for event in recorded_lately(history, now - LONGEST)
        if event.kind != "plan" or _was_asked(event)
    ]


def recorded_lately(history: SessionHistory, since: datetime) -> list[Event]:
    """All that tells something since then, newest first: a script that plans each hour pushes nothing out."""
    found = [event for kind in _TELLING for event in history.since(kind, since)]
    return sorted(found, key=lambda event: (event.happened, event.recorded, event.id), reverse=True)


def _answers_in(event: Event) -> dict[str, Answer]:
    return answers_by_shape(answers_in(event), ResultRecord.of(event).unseen)


def _offered_in(event: Event) -> frozenset[str] | None:
    options = FactRecord.of(event).options
    return None if options is None else frozenset(options)


def _was_asked(event: Event) -> bool:
    return bool(PlanRecord.of(event).result.questions_asked)
