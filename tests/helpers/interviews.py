"""An interview in one line, and people who answer whatever is put to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from skinroutine.interview.asking import NEVER, Ask, Asking
from skinroutine.interview.joined import answers_together
from skinroutine.interview.run import Interview
from skinroutine.interview.subject import Subject
from skinroutine.rulebook import Question, guards_of
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, Condition, Facts, NotSure

if TYPE_CHECKING:
    from skinroutine.interview.pending import Reads

Undecided = Callable[[Facts], frozenset[str]]


@dataclass
class Wanted:
    """Questions, and which of them are still wanted; nothing is decided with the answers."""

    questions: list[Question]
    undecided: Undecided
    rules: Iterable[Reads] = ()

    @cached_property
    def guards(self) -> Mapping[str, Condition]:
        """Under which answers each question applies."""
        return guards_of(self.questions)

    def judge(self, answers: Mapping[str, Answer]) -> None:
        """Nothing."""


def conduct(
    questions: Iterable[Question],
    known: dict[str, Answer],
    undecided: Undecided,
    ask: Ask,
    rules: Iterable[Reads] = (),
) -> int:
    """Ask until nothing is open; ``known`` takes the answers. Gives how many questions were put."""
    return Interview(Subject(Wanted(list(questions), undecided, rules)), known, ask).run()


def answered(person: Mapping[str, Answer], asking: Asking) -> Answer:
    """What a person says to whom all of this applies; ``person`` has an answer to every question."""
    if asking.parts:
        return answers_together(asking.parts, [answered(person, part) for part in asking.parts])
    if asking.tells:
        return ticked(person, asking)
    if asking.never and person[asking.never] is True:
        return NEVER
    answer = person[asking.question.id]
    if not isinstance(answer, Chosen):
        return answer
    extras = [person[name] for name in asking.extras]
    if any(isinstance(one, NotSure) for one in extras):
        return NOT_SURE
    lines = {f"{name}.{one}" for name, one in zip(asking.extras, extras, strict=True)}
    return Chosen((answer.options | lines) & asking.options.keys())


def ticked(person: Mapping[str, Answer], asking: Asking) -> Answer:
    """The lines of a list that are so; who is not sure about one says so of the list."""
    if any(isinstance(person[name], NotSure) for name in asking.tells):
        return NOT_SURE
    return Chosen(frozenset(name for name, told in asking.tells.items() if person[name] == told.ticked))
