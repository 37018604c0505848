"""A session that is recorded or corrected: what its answers turn on, and the holds that they set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from skinroutine.decide.evaluate import evaluate
from skinroutine.interview.pending import always_asked, when_of
from skinroutine.rulebook import MILDEST_REFUSAL, PHASES, Question, Ruling, guards_of
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Facts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.interview.pending import Reads


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

    def idle(self, answers: Mapping[str, Answer]) -> list[Question]:
        """The questions that were answered and are none of the device.

        It has no such thing, as its page says, and with it no rule reads them, whatever else is so.
        """
        return [
            question
            for question in self.questions
            if question.id in answers
            and question.follows in answers
            and not (self._has(question, answers) or self._is_read(question, answers))
        ]

    def _has(self, question: Question, answers: Mapping[str, Answer]) -> bool:
        devices = self.book.library.treatment(self.book.treatment).devices
        named = [device for device in devices if device.id == answers[question.follows]]
        return not named or any(question.id in device.has for device in named)

    def _is_read(self, question: Question, answers: Mapping[str, Answer]) -> bool:
        facts = Facts({question.follows: answers[question.follows]}, self.guards)
        steps: Iterator[Reads] = (step for phase in PHASES for step in self.book.steps_of(phase))
        # One after the other: the files of the steps are read only where no other rule has said so.
        rules = chain(self.rules, self.book.screening, self.book.lives, steps)
        return any(question.id in when_of(rule).weigh(facts, not_sure=True).open for rule in rules)


def holds_of(book: Book, answers: Mapping[str, Answer]) -> list[Ruling]:
    """The rules by which these answers set a hold."""
    fired = evaluate((rule for rule in book.screening if rule.hold), Facts(answers, book.guards)).fired
    return [match.ruling for match in fired if match.ruling.weight == match.weight]
