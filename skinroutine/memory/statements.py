"""What the person said in the last two weeks, against which the answers of today are held.

Beside it what answers files said in that time and the answers of today leave out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from skinroutine.history import Event
from skinroutine.history.events import FactRecord, PlanRecord, ResultRecord, answers_in
from skinroutine.memory.facts import AREAS, FACT
from skinroutine.memory.past import SessionHistory
from skinroutine.memory.stored_answers import answers_by_shape, recorded
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import Answer, Chosen
from skinroutine.tuples import NamedTuple

LONGEST: Final = timedelta(days=14)
"""Nothing older is held against an answer: skin that was sore a fortnight ago may well be calm."""
_TELLING: Final = ("session", "symptom-check", "plan", "fact")
Option = tuple[str, str]
"""A question, and an option of it."""


class EarlierAnswers(NamedTuple):
    """What was recorded at some time before."""

    happened: datetime
    answers: Mapping[str, Answer]
    offered: frozenset[str] | None = None
    """The options that were on offer, where that is known: of all others it says nothing."""


def statements(
    history: SessionHistory, now: datetime, known: Callable[[], Iterable[Question]] = tuple
) -> list[EarlierAnswers]:
    """What a person told in the last two weeks, newest first: in sessions, checks, plans and facts.

    A plan counts when its questions were asked: a file of answers may be anybody's. What was ended by name
    is left out of all that is older, in each list in which it counts; ``known`` gives their questions.
    """
    found: list[EarlierAnswers] = []
    over: set[Option] = set()
    for event in recorded_lately(history, now - LONGEST):
        if event.kind != "plan" or _was_asked(event):
            answers = _without(_answers_in(event), over)
            found.append(EarlierAnswers(event.happened, answers, _offered_in(event)))
        if event.kind == FACT and FactRecord.of(event).no_longer:
            over |= set(_other_names(FactRecord.of(event), known()))
    return found


def recorded_lately(history: SessionHistory, since: datetime) -> list[Event]:
    """All that tells something since then, newest first: a script that plans each hour pushes nothing out."""
    found = [event for kind in _TELLING for event in history.since(kind, since)]
    return sorted(found, key=lambda event: (event.happened, event.recorded, event.id), reverse=True)


def _answers_in(event: Event) -> dict[str, Answer]:
    if _only_ends(event):
        return {FactRecord.of(event).question: Chosen(frozenset())}
    return answers_by_shape(answers_in(event), ResultRecord.of(event).unseen)


def _offered_in(event: Event) -> frozenset[str] | None:
    fact = FactRecord.of(event)
    options = fact.no_longer if _only_ends(event) else fact.options
    return None if options is None else frozenset(options)


def _only_ends(event: Event) -> bool:
    """Whether it gives no answer and ends options by name: of these alone it says that they are not so."""
    fact = FactRecord.of(event)
    return event.kind == FACT and fact.answer is None and bool(fact.no_longer)


def _was_asked(event: Event) -> bool:
    return bool(PlanRecord.of(event).result.questions_asked)


def _other_names(fact: FactRecord, questions: Iterable[Question]) -> Iterator[Option]:
    """The options of other lists that counted because of what this fact ends.

    A check or a plan of then was stored with them, though nobody named them there.
    """
    for question in questions:
        for option, sources in question.counts_from.items():
            if not set(fact.no_longer).isdisjoint(sources.get(fact.question, ())):
                yield question.id, option


def _without(answers: Mapping[str, Answer], over: Iterable[Option]) -> dict[str, Answer]:
    """Answers without these options."""
    found = dict(answers)
    for name, option in over:
        answer = found.get(name)
        if isinstance(answer, Chosen):
            found[name] = Chosen(answer.options - {option}, answer.unseen, answer.unsure)
    return found


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
