"""Options of a list that a question of its own asks about: it counts there, and no list shows them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from skinroutine.light_typing import NamedTuple
from skinroutine.rulebook.answer import NOT_SURE, Answer, Chosen, NotSure

if TYPE_CHECKING:
    from skinroutine.rulebook.questions import Question


class AskedApart(NamedTuple):
    """The question that asks about an option by itself, and those of its answers that say that it is so."""

    question: str
    by: frozenset[str]


class ListApart(NamedTuple):
    """A list with such options, each with its question; all options, and what a "not sure" can stand for."""

    asked: Mapping[str, AskedApart]
    options: frozenset[str]
    unsure: frozenset[str]

    def names(self, name: str, options: Iterable[str]) -> tuple[str, ...]:
        """The questions that ask about these options of the list with this name, each once."""
        asked = (self.asked.get(option) for option in sorted(options))
        return tuple(dict.fromkeys(each.question if each else name for each in asked))


Lists = Mapping[str, ListApart]
"""Such lists, by the id of their question."""
NO_LISTS: Final[Lists] = {}


def settled(answers: Mapping[str, Answer], lists: Lists) -> Mapping[str, Answer]:
    """Answers with what the questions of their own say put into the lists.

    What a list itself names stays: of the two the one that names it counts.
    """
    new: dict[str, Answer] = {}
    for name, apart in lists.items():
        before = answers.get(name)
        answer = before
        for option, own in apart.asked.items():
            answer = _with(answer, option, answers.get(own.question), own.by, apart)
        if answer is not before and answer is not None:
            new[name] = answer
    return {**answers, **new} if new else answers


def _with(
    answer: Answer | None, option: str, own: Answer | None, by: frozenset[str], apart: ListApart
) -> Answer | None:
    """The answer to a list with what its own question says of one option."""
    if own is None or (answer is not None and not isinstance(answer, Chosen) and answer is not NOT_SURE):
        return answer
    options, unseen, unsure = answer if isinstance(answer, Chosen) else _nothing_named(answer, apart)
    if option in options:
        return answer
    new = Chosen(options, unseen - {option}, unsure - {option})
    if isinstance(own, NotSure):
        new = new._replace(unsure=new.unsure | {option})
    elif own in by:
        new = new._replace(options=options | {option})
    return answer if new == answer else new


def _nothing_named(answer: Answer | None, apart: ListApart) -> Chosen:
    """A list that names nothing: nobody was asked, or is sure."""
    none = frozenset[str]()
    return Chosen(none, apart.options) if answer is None else Chosen(none, none, apart.unsure)


def while_asking(
    answers: Mapping[str, Answer],
    lists: Lists,
    named: Mapping[str, Iterable[str]] = {},
    confirmed: Container[str] = (),
) -> Mapping[str, Answer]:
    """Answers as an interview weighs them: a "not sure" about a list is about what it showed.

    ``named`` are the options of each list that were named before and count without being said again, but for
    those whose question of their own is one of ``confirmed``.
    """
    new: dict[str, Answer] = {}
    for name, apart in lists.items():
        answer = answers.get(name)
        for option, own in apart.asked.items():
            if own.question not in answers and isinstance(answer, Chosen | NotSure | None):
                counts = option in named.get(name, ()) and own.question not in confirmed
                answer = _to_ask(answer, option, apart, counts=counts)
        if answer is not answers.get(name) and answer is not None:
            new[name] = answer
    return {**answers, **new} if new else answers


def _to_ask(answer: Answer | None, option: str, apart: ListApart, *, counts: bool) -> Answer | None:
    """The answer to a list of which one option was not asked about yet, as it has a question of its own."""
    if answer is None and not counts:
        return None
    parts = answer if isinstance(answer, Chosen) else _nothing_named(answer, apart)
    if counts:
        return Chosen(parts.options | {option}, parts.unseen - {option}, parts.unsure - {option})
    if answer is NOT_SURE:
        return Chosen(parts.options, parts.unseen | {option}, parts.unsure - {option})
    return answer


def stored(answers: Mapping[str, Answer], lists: Lists) -> dict[str, Answer]:
    """Answers as they are kept and shown to a script: a list that was answered names what its questions say.

    What is in doubt stays in doubt where that was said.
    """
    whole = settled(answers, lists)
    return {name: _firmly(whole[name], answer) for name, answer in answers.items()}


def _firmly(whole: Answer, answer: Answer) -> Answer:
    """The answer to a list that names what its own questions say, and leaves their doubt to them."""
    if isinstance(answer, Chosen) and isinstance(whole, Chosen):
        return whole._replace(unsure=answer.unsure & whole.unsure)
    return answer


def lists_apart(questions: Iterable[Question]) -> Lists:
    """The lists of which others of these questions ask about some options."""
    listed = {question.id: question for question in questions}
    found = {
        question.id: {
            option: AskedApart(name, frozenset(options))
            for option, asker in question.apart.items()
            for name, options in asker.items()
            if name in listed and option in question.options
        }
        for question in listed.values()
        if question.apart
    }
    return {
        name: ListApart(asked, frozenset(listed[name].options), _can_be_unsure_of(listed[name]))
        for name, asked in found.items()
        if asked
    }


def _can_be_unsure_of(question: Question) -> frozenset[str]:
    return frozenset(question.not_sure_can_be or question.options)
