"""A check of symptoms in the making: judges again after each answer, and knows what is still worth asking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from skinroutine.conditions import Answer, Facts
from skinroutine.interview import guards_of
from skinroutine.model import LevelWords, Ruling
from skinroutine.rulebook import Book
from skinroutine.triage import WORST, Triage, triage

_SYMPTOMS: Final = "symptoms"


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
        """The level for these answers."""
        return triage(self.rulings, Facts(answers, self.guards), self.levels, self.now)

    def open_now(self, facts: Facts) -> frozenset[str]:
        """The questions that are still worth asking; the symptoms themselves always are."""
        found = self.judge(facts.answers)
        if found.level == WORST:
            return frozenset()
        return found.open | ({_SYMPTOMS} - set(facts.answers))
