"""A session that is recorded or corrected: what its answers turn on, and the holds that they set."""

from __future__ import annotations

from collections.abc import Mapping

from skinroutine.decide.evaluate import evaluate
from skinroutine.interview.pending import always_asked
from skinroutine.interview.question import Reads, when_of
from skinroutine.rulebook import MILDEST_REFUSAL, Ruling, guards_of
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Facts


class SessionDecision:
    """What was done, held against the rules that set a hold or a limit, and the gaps between sessions."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.questions = book.questions("log")
        self.guards = guards_of(self.questions)
        limiting = [rule for rule in book.screening if rule.hold or rule.weight >= MILDEST_REFUSAL]
        self.rules: list[Reads] = [*limiting, *book.own_gaps, *book.counting]
        self._conditions = [when_of(rule) for rule in self.rules]
        self._ids = {question.id for question in self.questions}

    def judge(self, answers: Mapping[str, Answer]) -> list[Ruling]:
        """The rules by which these answers set a hold."""
        return holds_of(self.book, answers)

    def undecided(self, facts: Facts) -> frozenset[str]:
        """What some interval or hold could turn on, and what is stored whatever it is."""
        outcomes = [condition.weigh(facts, not_sure=True) for condition in self._conditions]
        could = frozenset().union(*(outcome.open for outcome in outcomes))
        return (could & self._ids) | always_asked(self.questions, facts)


def holds_of(book: Book, answers: Mapping[str, Answer]) -> list[Ruling]:
    """The rules by which these answers set a hold."""
    fired = evaluate((rule for rule in book.screening if rule.hold), Facts(answers, book.guards)).fired
    return [match.ruling for match in fired if match.ruling.weight == match.weight]
