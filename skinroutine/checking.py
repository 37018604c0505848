"""A check of symptoms in the making: judges again after each answer, and knows what is still worth asking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from msgspec import structs

from skinroutine.conditions import NOT_SURE, Answer, Chosen, Facts, Within
from skinroutine.interview import guards_of
from skinroutine.model import LevelWords, Ruling
from skinroutine.rulebook import Book
from skinroutine.triage import WORST, Triage, triage

_SYMPTOMS: Final = "symptoms"
_SINCE: Final = "hours_since_session"
_LASTED: Final = ".hours"
_BEGUN: Final = "begun_before"
_JUST_OVER: Final = 0.01
"""Hours past a bound, for rules that hold beyond it."""


class Checking:
    """The rules and the time of one check."""

    def __init__(self, book: Book, now: datetime) -> None:
        self.book = book
        self.now = now
        self.questions = book.questions("check-symptoms")
        self.guards = guards_of(self.questions)
        self._ids = {question.id for question in self.questions}
        self.rulings: list[Ruling] = book.signs
        self.levels: list[LevelWords] = book.levels
        self._turns = sorted({turn for one in self.rulings for turn in _turns_of(one)})

    def judge(self, answers: Mapping[str, Answer]) -> Triage:
        """The level for these answers: the worst over the times that they could mean.

        A symptom that has lasted longer than the session is ago began before it, and is judged by its own
        time too: a new session does not make an old sign young again.
        """
        found = [
            triage(self.rulings, Facts({**answers, **time}, self.guards), self.levels, self.now)
            for time in [*_times(answers), *self._unsure_times(answers)]
        ]
        worst = max(found, key=lambda one: one.level)
        if worst.level == WORST or len(found) == 1:
            return worst
        return structs.replace(worst, open=frozenset().union(*(one.open for one in found)))

    def open_now(self, facts: Facts) -> frozenset[str]:
        """The questions that are still worth asking; the symptoms themselves always are."""
        found = self.judge(facts.answers)
        if found.level == WORST:
            return frozenset()
        still = found.open | ({_SYMPTOMS} - set(facts.answers))
        return still or self._older(facts.answers, found.level)

    def _older(self, answers: Mapping[str, Answer], level: int) -> frozenset[str]:
        """Whether a sign is older than the session, where that would make it worse; then how old."""
        named = answers.get(_SYMPTOMS)
        lasted = (
            {f"{_SYMPTOMS}.{one}{_LASTED}" for one in named.options} if isinstance(named, Chosen) else set()
        )
        unknown = {one for one in lasted & self._ids if answers.get(one, NOT_SURE) is NOT_SURE}
        if not unknown or answers.get(_BEGUN) is False or not self._worse_when_older(answers, level):
            return frozenset()
        return frozenset(unknown - answers.keys() if _BEGUN in answers else {_BEGUN} & self._ids)

    def _worse_when_older(self, answers: Mapping[str, Answer], level: int) -> bool:
        return any(
            triage(self.rulings, Facts({**answers, **time}, self.guards), self.levels, self.now).level > level
            for time in self._later(answers)
        )

    def _later(self, answers: Mapping[str, Answer]) -> list[dict[str, Answer]]:
        """Every time after that of the session at which some rule turns."""
        told = answers.get(_SINCE)
        if isinstance(told, bool) or not isinstance(told, int | float):
            return []
        return [{_SINCE: turn} for turn in self._turns if turn > told]

    def _unsure_times(self, answers: Mapping[str, Answer]) -> list[dict[str, Answer]]:
        """The times that a sign could be old which may have begun before, when nobody knows."""
        begun = answers.get(_BEGUN, False) is not False
        unsure = any(name.endswith(_LASTED) and one is NOT_SURE for name, one in answers.items())
        return self._later(answers) if begun and unsure else []


def _turns_of(ruling: Ruling) -> Iterator[float]:
    """The hours since a session at which a rule turns, and just beyond."""
    for leaf, _ in ruling.when.leaves():
        if isinstance(leaf, Within) and leaf.question == _SINCE:
            yield from (bound + more for bound in leaf.bounds.values() for more in (0, _JUST_OVER))


def _times(answers: Mapping[str, Answer]) -> list[dict[str, Answer]]:
    """The hours since the session as told, and each symptom's own hours where these are more."""
    told = answers.get(_SINCE)
    if isinstance(told, bool) or not isinstance(told, int | float):
        return [{}]
    lasted = {
        hours
        for name, hours in answers.items()
        if name.endswith(_LASTED) and isinstance(hours, int | float) and hours > told
    }
    times: list[dict[str, Answer]] = [{_SINCE: hours} for hours in sorted(lasted)]
    return [{}, *times]
