"""A check of symptoms in the making: judges again after each answer, and knows what is still worth asking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from msgspec import structs

from skinroutine.conditions import Answer, Facts
from skinroutine.interview import guards_of
from skinroutine.model import LevelWords, Ruling
from skinroutine.rulebook import Book
from skinroutine.triage import WORST, Triage, triage

_SYMPTOMS: Final = "symptoms"
_SINCE: Final = "hours_since_session"
_LASTED: Final = ".hours"


class Checking:
    """The rules and the time of one check."""

    def __init__(self, book: Book, now: datetime) -> None:
        self.book = book
        self.now = now
        self.questions = book.questions("check-symptoms")
        self.guards = guards_of(self.questions)
        self.rulings: list[Ruling] = book.signs
        self.levels: list[LevelWords] = book.levels

    def judge(self, answers: Mapping[str, Answer]) -> Triage:
        """The level for these answers: the worst over the times that they could mean.

        A symptom that has lasted longer than the session is ago began before it, and is judged by its own
        time too: a new session does not make an old sign young again.
        """
        found = [
            triage(self.rulings, Facts({**answers, **time}, self.guards), self.levels, self.now)
            for time in _times(answers)
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
        return found.open | ({_SYMPTOMS} - set(facts.answers))


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
