"""Answers that cannot go together: with each other, or with what was recorded not long before.

Both are put to the person once, who chooses; where nobody can be asked the careful one counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from skinroutine.interview.answers import answer_of
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.statements import LONGEST, EarlierAnswers
from skinroutine.rulebook import Contradiction, Question
from skinroutine.rulebook.answer import adding
from skinroutine.rulebook.conditions import LEFT_OUT, Answer, Chosen, Condition, Facts, Not, NotSure, Picked
from skinroutine.rulebook.doubt import holding
from skinroutine.text import capital, day, days_ago

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.interview.clash import Conflict


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
        known: Callable[[], Iterable[Question]] = tuple,
    ) -> None:
        """``known`` gives all questions there are: what was said before may answer others than these."""
        self.questions = {question.id: question for question in questions}
        self.items = [case for item in items if item.asks in self.questions for case in _each(item)]
        self.guards = guards
        self.before = before
        # In one zone: to compare moments of two of them takes a hundred times as long.
        self._now = before.now.astimezone(UTC)
        self._then = [
            (each.happened.astimezone(UTC), each, Facts(each.answers, {})) for each in before.statements
        ]
        self._known = known

    def __call__(self, answers: Mapping[str, Answer]) -> Iterator[Conflict]:
        """The conflicts in these answers. A "not sure" is in none: it is read cautiously as it is."""
        facts = Facts(answers, self.guards)
        for item in self.items:
            if item.asks in answers and _firm(item.when, facts):
                found = self._against(item)
                if found is not None or item.against is None:
                    yield self._conflict(item, answers[item.asks], found)

    def take_cautious(self, answers: dict[str, Answer]) -> list[Conflict]:
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
        oldest = self._now - _lasting(item)
        if item.after_session and self.before.since is not None:
            oldest = max(oldest, self.before.since.astimezone(UTC))
        for happened, statement, then in self._then:
            if not oldest <= happened <= self._now:
                continue
            if item.vanished and not _speaks_of(statement, item):
                continue
            if _firm(item.against, then):
                return statement
            if item.vanished:
                return None
        return None

    def _conflict(self, item: Contradiction, answer: Answer, against: EarlierAnswers | None) -> Conflict:
        from skinroutine.interview.clash import Conflict  # noqa: PLC0415  few answers conflict

        question = self.questions[item.asks]
        label = question.options.get(item.stands, item.stands)
        cautious = answer_of(question, item.stands)
        if isinstance(answer, Chosen) and isinstance(cautious, Chosen):
            cautious = adding(answer, cautious.options)
        if against is None:
            note, what = capital(item.say.replace("{option}", label)), question.options.get(item.stands, "")
            return Conflict(item.id, item.asks, note, cautious, what=what)
        today = against.happened.astimezone(self.before.now.tzinfo).date() == self.before.now.date()
        when = "earlier today" if today else days_ago(against.happened, self.before.now)
        what = self._named(item, against) or label
        note = item.say.replace("{option}", label).replace("{when}", when).replace("{then}", what)
        return Conflict(
            item.id,
            item.asks,
            capital(note.replace("{now}", _in_words(question, answer))),
            cautious,
            when=when,
            what=what,
            until=day((against.happened + _lasting(item)).date(), self.before.now.date()),
            gone=item.gone,
            can_go=item.can_go,
        )

    def _named(self, item: Contradiction, against: EarlierAnswers) -> str:
        """What was named before and cannot go with the answer of today, each with its details."""
        known = {question.id: question for question in self._known()}
        found = []
        for leaf, _ in item.against.leaves() if item.against else ():
            chosen, listed = against.answers.get(leaf.question), known.get(leaf.question)
            if isinstance(leaf, Picked) and isinstance(chosen, Chosen) and listed is not None:
                named = [option for option in listed.options if option in leaf.options & chosen.options]
                found += [
                    f"{listed.options[option]}{_details(f'{listed.id}.{option}.', against, known)}"
                    for option in named
                ]
        return "; ".join(found)


def _details(start: str, against: EarlierAnswers, known: Mapping[str, Question]) -> str:
    """The details of something that were chosen from options: `` (moderate, getting worse)``."""
    chosen = [
        known[name].options[answer].lower()
        for name, answer in against.answers.items()
        if name.startswith(start) and name in known and isinstance(answer, str)
        if answer in known[name].options
    ]
    return f" ({', '.join(chosen)})" if chosen else ""


def _in_words(question: Question, answer: Answer) -> str:
    from skinroutine.memory.fact_words import words  # noqa: PLC0415  the same

    nothing = isinstance(answer, Chosen) and not answer.options
    return "none of these" if nothing else words(question, answer)


def _speaks_of(statement: EarlierAnswers, item: Contradiction) -> bool:
    """Whether a person then said of what stands that it is so, or that it is not."""
    answer = statement.answers.get(item.asks)
    offered = statement.offered is None or item.stands in statement.offered
    unseen = isinstance(answer, Chosen) and item.stands in answer.unseen
    return answer is not None and offered and not unseen


def _lasting(item: Contradiction) -> timedelta:
    """How long what was recorded counts."""
    return min(timedelta(hours=item.within.hours) if item.within else LONGEST, LONGEST)


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
