"""What is open: the questions that apply, and what a file of answers leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from skinroutine.light_typing import Protocol, TypeVar
from skinroutine.rulebook import Command, Question
from skinroutine.rulebook.conditions import LEFT_OUT, Answer, Condition, Facts
from skinroutine.rulebook.doubt import holding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.rulebook import CountsAs, HeadLife, Interval, Merit, Ruling, Step

    Reads = Condition | Ruling | Step | Interval | CountsAs | HeadLife | Merit
    """Whatever turns on answers."""

Result_co = TypeVar("Result_co", covariant=True)


class Decision(Protocol[Result_co]):
    """What answers are wanted for: the rules that turn on them, and what they come to."""

    @property
    def questions(self) -> list[Question]:
        """What may be asked, in order."""

    @property
    def guards(self) -> Mapping[str, Condition]:
        """Under which answers each question applies at all."""

    @property
    def rules(self) -> Iterable[Reads]:
        """All that turn on answers: an option is offered only while one that is undecided reads it."""

    def undecided(self, facts: Facts, /) -> frozenset[str]:
        """The questions that could still change the result."""

    def judge(self, answers: Mapping[str, Answer], /) -> Result_co:
        """What these answers come to."""


def when_of(rule: Reads) -> Condition:
    """The condition under which it holds."""
    return rule if isinstance(rule, Condition) else rule.when


def always_asked(questions: Iterable[Question], facts: Facts) -> frozenset[str]:
    """The questions that are asked whatever the rules say, because their answer is stored."""
    return frozenset(
        question.id for question in questions if question.always and question.id not in facts.answers
    )


def open_questions(questions: Iterable[Question], facts: Facts, undecided: frozenset[str]) -> list[Question]:
    """The questions that are open and apply: what an answers file leaves out."""
    return [
        question
        for question in questions
        if question.asked_by and question.id in undecided and holding(question.when, facts).truth is not False
    ]


def questions_left(command: Command, decision: Decision[object], known: dict[str, Answer]) -> list[Question]:
    """What is missing where nobody can be asked.

    What a question says of being left out is put into ``known`` first: that it is not known may close some
    rules and open others. Gives the questions that need an answer.
    """
    while True:
        facts = Facts(known, decision.guards)
        left = open_questions(decision.questions, facts, decision.undecided(facts))
        unsure = [question.id for question in left if question.if_left_out(command) == "not_sure"]
        if not unsure:
            return [question for question in left if question.if_left_out(command) == "needed"]
        known |= dict.fromkeys(unsure, LEFT_OUT)
