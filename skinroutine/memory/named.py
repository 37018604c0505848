"""What a person named of themselves and has not ended by name, laid under the answers of today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from skinroutine.light_typing import NamedTuple
from skinroutine.memory.facts import AREAS, Fact, Telling, parent_of, span_of
from skinroutine.memory.growth import growth
from skinroutine.rule_files import short_name
from skinroutine.rulebook import Question
from skinroutine.rulebook.answer import adding
from skinroutine.rulebook.apart import lists_apart, settled
from skinroutine.rulebook.conditions import LEFT_OUT, Answer, Chosen, NotSure
from skinroutine.text import days_ago

FORGET: Final = "skinroutine profile forget"


class NamedOption(NamedTuple):
    """An option of a list that stays, with the facts that named it, newest first."""

    question: Question
    option: str
    tellings: tuple[Telling, ...]

    @property
    def happened(self) -> datetime:
        """When it was last named."""
        return self.tellings[0].happened

    @property
    def label(self) -> str:
        """Its words."""
        return self.question.options[self.option]

    @property
    def areas(self) -> frozenset[str]:
        """The areas that it is about; none where it is about any."""
        return frozenset().union(*(telling.areas for telling in self.tellings))

    @property
    def end(self) -> str:
        """The command that says that it is so no longer."""
        return f"{FORGET} {self.tellings[0].named_as or f'{self.question.id}={self.option}'}"


def said_before(fact: Fact) -> list[NamedOption]:
    """Of a question with one answer, what it was before and counts in a list until it is ended by name."""
    if fact.question.kind == "many":
        return []
    named = (NamedOption(fact.question, option, tellings) for option, tellings in fact.named.items())
    return [row for row in named if row.option != fact.answer]


class Memory(NamedTuple):
    """The facts about a person at a moment, as far as they count whatever is typed."""

    found: Mapping[str, Fact]
    questions: Iterable[Question]
    now: datetime

    def named(self, areas: Iterable[str]) -> list[NamedOption]:
        """What counts on these areas; what is over by itself is left out."""
        return [row for row in self.all_named() if any(each.is_on(areas) for each in row.tellings)]

    def all_named(self) -> Iterator[NamedOption]:
        """What counts on some area."""
        for fact in self.found.values():
            for option in fact.question.options if fact.question.kind == "many" else ():
                tellings = tuple(
                    each for each in fact.named.get(option, ()) if self._lasts(fact, option, each)
                )
                if tellings:
                    yield NamedOption(fact.question, option, tellings)

    @property
    def signature(self) -> list[str]:
        """What all of it can be told by, in a few characters."""
        named = [telling.event for row in self.all_named() for telling in row.tellings]
        days = [
            f"{name}={each.since.isoformat()}"
            for name, fact in self.found.items()
            if fact.question.grows
            for each in (fact, *fact.elsewhere)
        ]
        if not named:
            return []
        return [short_name("|".join(sorted([*named, *days])))]

    @property
    def passing(self) -> dict[str, date]:
        """The first day without each option that is over by itself, by the answer that a rule names."""
        return {
            f"{row.question.id}={row.option}": _first_day(
                row.happened + timedelta(hours=span.hours), self.now
            )
            for row in self.all_named()
            if (span := row.question.passes.get(row.option))
        }

    def _lasts(self, fact: Fact, option: str, telling: Telling) -> bool:
        """Whether an option still counts: what is asked each time, and what has passed, does not."""
        passes = fact.question.passes.get(option)
        over = passes is not None and self.now - telling.happened >= timedelta(hours=passes.hours)
        return span_of(fact.question, option) is not None and not over

    def under(
        self, typed: Mapping[str, Answer], ended: Mapping[str, frozenset[str]] = {}
    ) -> dict[str, Answer]:
        """Answers with what was named before added to them; ``ended`` is what was ended by name just now.

        A number of days goes with it: nothing was longer ago than what was told of it.
        """
        answers = dict(typed)
        areas = _areas(answers)
        for row in self.named(areas):
            if row.option not in ended.get(row.question.id, ()) and not self._says_so(row, answers):
                answers[row.question.id] = _with(row, answers.get(row.question.id))
                self._add_days(row, areas, answers)
        return answers

    def _says_so(self, row: NamedOption, answers: Mapping[str, Answer]) -> bool:
        """Whether a question of its own says it anyway; a list that is in doubt is left as it is then."""
        if row.option not in row.question.apart or row.question.id not in answers:
            return False
        whole = settled(answers, lists_apart(self.questions))
        return row.option in _options(whole[row.question.id])

    def _add_days(self, row: NamedOption, areas: Iterable[str], answers: dict[str, Answer]) -> None:
        for question in self.questions:
            if parent_of(question) == row.question.id and question.id.endswith(f".{row.option}"):
                known = answers.get(question.id)
                if known is None:
                    answers[question.id] = self._days(question, row, areas)
                elif not isinstance(known, bool | str | Chosen | NotSure):
                    answers[question.id] = min(known, self._most_days(question, row, areas))

    def _days(self, question: Question, row: NamedOption, areas: Iterable[str]) -> Answer:
        """How long ago by what was told; where nothing was, on the day on which it was named.

        What may be in use still is "not sure".
        """
        known = [growth(question, fact.answer, since) for fact, since in self._told(question, row, areas)]
        numbers = [days for days in known if not isinstance(days, bool | str | Chosen | NotSure)]
        unknown = question.grows != "daily"
        return min(numbers, default=LEFT_OUT if unknown else max(0, (self.now - row.happened).days))

    def _most_days(self, question: Question, row: NamedOption, areas: Iterable[str]) -> float:
        """The most days that it can be ago: what was in use on a day was in use since then or later."""
        known = [
            fact.answer + since
            for fact, since in self._told(question, row, areas)
            if not isinstance(fact.answer, bool | str | Chosen | NotSure)
        ]
        return min(known, default=question.most)

    def _told(self, question: Question, row: NamedOption, areas: Iterable[str]) -> Iterator[tuple[Fact, int]]:
        """What was told of the days since, the newest of each area, and how many days ago that was."""
        fact = self.found.get(question.id)
        if fact is None or not question.grows:
            return
        scoped = AREAS in question.trusted_within
        seen: set[str] = set()
        for each in (fact, *fact.elsewhere):
            fits = not scoped or bool((each.areas & frozenset(areas)) - seen)
            seen |= each.areas
            since = max((each.happened for each in row.tellings if each.is_on(areas)), default=row.happened)
            if fits and each.since >= since:
                yield each, max(0, (self.now - each.since).days)

    def lines(self, known: Mapping[str, Answer]) -> dict[str, dict[str, str]]:
        """What counts under these answers, by question and option, each in the words that ask about it."""
        found: dict[str, dict[str, str]] = {}
        for row in self.named(_areas(known)):
            line = f"{row.label} ({days_ago(row.happened, self.now)})"
            found.setdefault(row.question.id, {})[row.option] = line
        return found

    def ends(
        self, known: Mapping[str, Answer], ended: Mapping[str, frozenset[str]]
    ) -> dict[str, dict[str, list[str]]]:
        """The options that are ended now, by question, each with the facts that named it on these areas."""
        areas = _areas(known)
        found: dict[str, dict[str, list[str]]] = {}
        for row in self.named(areas):
            if row.option in ended.get(row.question.id, frozenset()) - _options(known.get(row.question.id)):
                ids = [telling.event for telling in row.tellings if telling.is_on(areas)]
                found.setdefault(row.question.id, {})[row.option] = ids
        return found

    def because(self, areas: Iterable[str], typed: Mapping[str, Answer]) -> dict[str, NamedOption]:
        """What counts although it was not typed, by the answer that a rule names as its cause."""
        return {
            f"{row.question.id}={row.option}": row
            for row in self.named(areas)
            if row.option not in _options(typed.get(row.question.id))
        }

    def counting(
        self, known: Mapping[str, Answer], ended: Mapping[str, Mapping[str, object]]
    ) -> dict[str, NamedOption]:
        """The same after an interview: all that was named before today and is not ended now."""
        found = self.because(_areas(known), {})
        return {
            cause: row for cause, row in found.items() if row.option not in ended.get(row.question.id, {})
        }


def _first_day(end: datetime, now: datetime) -> date:
    """The first day that is wholly after a moment."""
    return end.astimezone(now.tzinfo).date() + timedelta(days=1)


def _areas(answers: Mapping[str, Answer]) -> frozenset[str]:
    return _options(answers.get(AREAS))


def _options(answer: Answer | None) -> frozenset[str]:
    return answer.options if isinstance(answer, Chosen) else frozenset()


def _with(row: NamedOption, answer: Answer | None) -> Chosen:
    """An answer to a list with an option that was named before."""
    if isinstance(answer, Chosen):
        return adding(answer, {row.option})
    others = frozenset(row.question.options) - {row.option}
    if isinstance(answer, NotSure):
        return Chosen(frozenset({row.option}), unsure=others)
    return Chosen(frozenset({row.option}), others)
