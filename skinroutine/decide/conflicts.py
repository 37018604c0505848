"""Answers that cannot go together: with each other, or with what was recorded not long before.

The question is asked once more with both answers named; if they still conflict the cautious one stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from skinroutine.interview import Conflict
from skinroutine.interview.answers import answer_of
from skinroutine.memory.sessions import LONGEST, EarlierAnswers
from skinroutine.rulebook import Contradiction, Question
from skinroutine.rulebook.conditions import LEFT_OUT, Answer, Chosen, Condition, Facts, Not, NotSure, Picked
from skinroutine.rulebook.doubt import holding
from skinroutine.rulebook.lists import adding
from skinroutine.text import capital, days_ago


class Before(NamedTuple):
    """What was recorded before, newest first, the time now, and when the last session was."""

    statements: list[EarlierAnswers]
    now: datetime
    since: datetime | None = None


class Conflicts:
    """The contradictions of one command, and what was recorded before."""

    def __init__(
        self,
        items: Iterable[Contradiction],
        questions: Iterable[Question],
        guards: Mapping[str, Condition],
        before: Before,
    ) -> None:
        self.questions = {question.id: question for question in questions}
        self.items = [case for item in items if item.asks in self.questions for case in _each(item)]
        self.guards = guards
        self.before = before

    def __call__(self, answers: Mapping[str, Answer]) -> Iterator[Conflict]:
        """The conflicts in these answers. A "not sure" is in none: it is read cautiously as it is."""
        facts = Facts(answers, self.guards)
        for item in self.items:
            if item.asks in answers and _firm(item.when, facts):
                found = self._against(item)
                if found is not None or item.against is None:
                    yield self._conflict(item, answers[item.asks], found)

    def settled(self, answers: dict[str, Answer]) -> list[Conflict]:
        """Put the cautious answers in place where nobody can be asked once more. Gives the conflicts."""
        settled: dict[str, Conflict] = {}
        # One at a time: a cautious answer may end another conflict, or begin one.
        while (conflict := next((new for new in self(answers) if new.id not in settled), None)) is not None:
            # Nobody said "not sure" here: what is not known then counts as left out.
            unknown = isinstance(conflict.stands, NotSure)
            answers[conflict.question] = LEFT_OUT if unknown else conflict.stands
            settled[conflict.id] = conflict
        return list(settled.values())

    def _against(self, item: Contradiction) -> EarlierAnswers | None:
        if item.against is None:
            return None
        oldest = self.before.now - min(
            timedelta(hours=item.within.hours) if item.within else LONGEST, LONGEST
        )
        if item.after_session and self.before.since is not None:
            oldest = max(oldest, self.before.since)
        for statement in self.before.statements:
            if not oldest <= statement.happened <= self.before.now:
                continue
            unsaid = statement.offered is not None and item.stands not in statement.offered
            if item.vanished and (item.asks not in statement.answers or unsaid):
                continue
            if _firm(item.against, Facts(statement.answers, {})):
                return statement
            if item.vanished:
                return None
        return None

    def _conflict(self, item: Contradiction, answer: Answer, against: EarlierAnswers | None) -> Conflict:
        question = self.questions[item.asks]
        words = days_ago(against.happened, self.before.now) if against else ""
        label = question.options.get(item.stands, item.stands)
        note = item.say.replace("{option}", label).replace("{when}", words)
        cautious = answer_of(question, item.stands)
        if isinstance(answer, Chosen) and isinstance(cautious, Chosen):
            cautious = adding(answer, cautious.options)
        return Conflict(item.id, item.asks, capital(note), cautious)


def _each(item: Contradiction) -> Iterator[Contradiction]:
    """A contradiction for each option that cannot have vanished; the item itself when it names none."""
    if not item.vanished:
        yield item
    for option in item.vanished:
        named = Picked(item.asks, [option])
        yield replace(item, id=f"{item.id}.{option}", when=Not(named), against=named, stands=option)


def _firm(condition: Condition, facts: Facts) -> bool:
    found = holding(condition, facts)
    return found.truth is True and found.sure
