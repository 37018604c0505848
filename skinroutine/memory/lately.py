"""What answers files said of a person in the last two weeks that the answers of today leave out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from skinroutine.history import Event
from skinroutine.history.events import FactRecord, PlanRecord
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.facts import AREAS, FACT
from skinroutine.memory.past import SessionHistory
from skinroutine.memory.statements import LONGEST, recorded_lately
from skinroutine.memory.stored_answers import recorded
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import Answer, Chosen


class NamedLately(NamedTuple):
    """An option that the answers of a plan named and those of today leave out, and when that plan was."""

    question: Question
    option: str
    happened: datetime

    @property
    def label(self) -> str:
        """Its words."""
        return self.question.options[self.option]

    @property
    def keep(self) -> str:
        """The command that makes it count from now on."""
        return f"skinroutine profile set {self.question.id}={self.option}"


def left_out_lately(
    history: SessionHistory, questions: Iterable[Question], answers: Mapping[str, Answer], now: datetime
) -> list[NamedLately]:
    """What plans of the last two weeks named of lists that stay and these answers do not, each once.

    A file may be anybody's, so that it counts for nothing. What the person said of the same list since, in
    an interview or in the profile, counts instead.
    """
    listed = [each for each in questions if each.stays and AREAS not in each.trusted_within]
    found: dict[tuple[str, str], NamedLately] = {}
    for question, event in _plans(recorded_lately(history, now - LONGEST), listed):
        then = recorded(event.payload.answers, [question]).get(question.id)
        today = answers.get(question.id)
        if isinstance(then, Chosen) and isinstance(today, Chosen):
            for option in sorted(then.options - today.options - today.unseen - today.unsure):
                found.setdefault((question.id, option), NamedLately(question, option, event.happened))
    return list(found.values())


def _plans(events: Iterable[Event], questions: Iterable[Question]) -> Iterator[tuple[Question, Event]]:
    """Each plan, newest first, with the lists of which nothing was said since but in plans."""
    since = {question.id: question for question in questions}
    for event in events:
        if event.kind == FACT:
            since.pop(FactRecord.of(event).question, None)
        if event.kind == PlanRecord.kind:
            yield from ((question, event) for question in since.values())
