"""Answers as they were given, and what they say to a question that comes again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from skinroutine.interview.asking import Asking, as_listed, lines_of, take, with_lines
from skinroutine.light_typing import NamedTuple
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import Answer, Chosen, NotSure

Key = tuple[str, str]
"""A question and the screen of it that was shown."""


class GivenAnswer(NamedTuple):
    """An answer, the screen that it was given to, and the options that were on offer there."""

    question: str
    screen: str
    options: frozenset[str]
    answer: Answer

    @property
    def key(self) -> Key:
        """The question and the screen of it."""
        return self.question, self.screen


class Replay:
    """What was given before, in its order. Each answer is taken once: a question may come more than once."""

    def __init__(self, given: Iterable[GivenAnswer]) -> None:
        self.left = list(given)

    def find(self, fits: Callable[[GivenAnswer], bool]) -> GivenAnswer | None:
        """The first that fits."""
        return next(filter(fits, self.left), None)

    def take(self, fits: Callable[[GivenAnswer], bool]) -> GivenAnswer | None:
        """The first that fits, which is not left then."""
        found = self.find(fits)
        if found is not None:
            self.left.remove(found)
        return found


class Answered(NamedTuple):
    """One answer as it was given, and what was known before it.

    ``beside`` says that it was given on the screen of the answer before it.
    """

    asking: Asking
    answer: Answer
    before: dict[str, Answer]
    beside: bool = False

    @property
    def key(self) -> Key:
        """The question and the screen of it."""
        return self.asking.question.id, self.asking.screen

    @property
    def given(self) -> GivenAnswer:
        """What was said, without the question."""
        return GivenAnswer(*self.key, frozenset(self.asking.options), self.answer)


def screens(trail: Iterable[Answered]) -> int:
    """On how many screens these answers were given."""
    return sum(not step.beside for step in trail)


def as_it_was(given: GivenAnswer, questions: Iterable[Question]) -> Asking | None:
    """How something was put that was answered before; None for what is no question of this interview."""
    listed = list(questions)
    question = next((each for each in listed if each.id == given.question), None)
    if question is None:
        return None
    members = [each for each in listed if each.listed_in == question.id]
    if any(each.listed_as for each in members):
        return as_listed(question, [each for each in members if each.id in given.options])
    # A draft keeps no more than the options: they tell which lines were there.
    extras = [each for each in members if lines_of(each).keys() & given.options]
    many = question.kind == "many"
    options = {name: label for name, label in question.options.items() if name in given.options or not many}
    return with_lines(Asking(question, options, never=question.never), extras)


def lines_apart(given: GivenAnswer, questions: Iterable[Question]) -> Iterator[GivenAnswer]:
    """What the lines of a list said of other questions, as if each had been asked by itself."""
    listed = {each.id: each for each in questions}
    asking = as_it_was(given, listed.values())
    if asking is None or not asking.extras:
        return
    for name, answer in take({}, asking, given.answer).items():
        if name in asking.extras and answer is not None:
            yield GivenAnswer(name, "", frozenset(listed[name].options), answer)


def followers_of(name: str, questions: Iterable[Question]) -> Iterator[str]:
    """The questions that are told anew with this one, and the lists that ask them as lines."""
    for each in questions:
        if name and each.follows == name:
            yield from (each.id, each.listed_in)


def before_of_list(asking: Asking, before: Mapping[Key, Answer]) -> Answer | None:
    """The answer given before to a list with lines of other questions; None where a part was never told.

    An answer to half of the list must not be kept as one to all of it.
    """
    own = before.get((asking.question.id, asking.screen))
    lines = {name: before.get((name, "")) for name in asking.extras}
    if own is not None and all(isinstance(part, NotSure) for part in (own, *lines.values())):
        return own
    if not isinstance(own, Chosen) or not all(isinstance(option, str) for option in lines.values()):
        return None
    ticked = {f"{name}.{option}" for name, option in lines.items()} & asking.options.keys()
    return Chosen(own.options.intersection(asking.question.options) | ticked, own.unseen)


def with_more(given: GivenAnswer, asking: Asking) -> Answer:
    """An answer that was given when less was on offer: what is new is still to be said."""
    if isinstance(given.answer, Chosen):
        return Chosen(given.answer.options, frozenset(asking.options) - given.options)
    return given.answer


def still_offered(answer: Answer, asking: Asking) -> Answer:
    """An answer as far as it was given to what is on offer now: other lines of the list are settled."""
    if not isinstance(answer, Chosen) or asking.question.screens:
        return answer
    # What has a question of its own may be named here all the same.
    known = asking.options.keys() | asking.question.apart.keys()
    return Chosen(answer.options & known, answer.unseen)


def join_answers(corrected: Answer, now: Answer | None) -> Answer:
    """What was corrected before the interruption, with what was said since: nothing named is lost."""
    if isinstance(corrected, Chosen) and isinstance(now, Chosen):
        return Chosen(corrected.options | now.options)
    return corrected if now is None else now
