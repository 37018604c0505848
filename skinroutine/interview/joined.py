"""Two lists on one screen: put as one list, and answered as two questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from skinroutine.interview.asking import Asking
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, NotSure

_NOT_SURE: Final = "not_sure"


def can_be_joined(*parts: Asking) -> bool:
    """Whether each line of these lists still means one thing where they stand together."""
    names = [name for part in parts for name in _names(part)]
    return len(names) == len({*names}) and all(_is_plain_list(part.question) for part in parts)


def joined(*parts: Asking) -> Asking:
    """Lists as one: a line for "none of these" of all, and one for "not sure" of each."""
    first, questions = parts[0].question, [part.question for part in parts]
    question = replace(
        first,
        ask=first.beside.ask if first.beside else first.ask,
        why=" ".join(str(each.why) for each in questions),
        options={name: label for each in questions for name, label in each.options.items()},
        groups={name: group for each in questions for name, group in each.groups.items()},
        also={name: words for each in questions for name, words in each.also.items()},
        may_mean={word: names for each in questions for word, names in each.may_mean.items()},
        apart={name: asked for each in questions for name, asked in each.apart.items()},
        unread=tuple(name for each in questions for name in each.unread),
        of_no_concern={name: why for each in questions for name, why in each.of_no_concern.items()},
        headings={heading: names for part in parts for heading, names in _headings(part).items()},
        not_sure=all(each.not_sure for each in questions),
    )
    options = {name: label for part in parts for name, label in _lines(part).items()}
    return Asking(question, options, parts=parts)


def unsure_line(part: Asking) -> str:
    """The name of the line for "not sure" of one list among several."""
    return f"{_NOT_SURE}.{part.question.id}"


def answers_apart(asking: Asking, answer: Answer) -> Iterator[tuple[Asking, Answer]]:
    """What was put, each list by itself, with the answer to it."""
    if not asking.parts:
        yield asking, answer
    for part in asking.parts:
        yield part, _of_part(part, answer)


def answers_together(parts: Sequence[Asking], answers: Sequence[Answer]) -> Chosen:
    """The answers to several lists as one to all of them."""
    found, unseen = frozenset[str](), frozenset[str]()
    for part, answer in zip(parts, answers, strict=True):
        if isinstance(answer, NotSure):
            found |= {unsure_line(part)}
        elif isinstance(answer, Chosen):
            found, unseen = found | answer.options, unseen | answer.unseen
    return Chosen(found, unseen)


def _of_part(part: Asking, answer: Answer) -> Answer:
    if not isinstance(answer, Chosen) or unsure_line(part) in answer.options:
        return NOT_SURE
    names = _names(part)
    return Chosen(answer.options & names, answer.unseen & names)


def _names(part: Asking) -> frozenset[str]:
    """Its lines, and what may be typed into it beside them."""
    return frozenset(part.options) | frozenset(part.question.options)


def _is_plain_list(question: Question) -> bool:
    has_line = question.as_part is not None or not question.not_sure
    return question.kind == "many" and not question.at_least_one and not question.screens and has_line


def _lines(part: Asking) -> dict[str, str]:
    own = part.question.as_part
    unsure = {unsure_line(part): own.not_sure} if own and part.question.not_sure else {}
    return {**part.options, **unsure}


def _headings(part: Asking) -> dict[str, tuple[str, ...]]:
    """The headings over its lines; the last one has what stands under no other, and "not sure"."""
    question, lines = part.question, _lines(part)
    own = question.as_part.heading if question.as_part else ""
    if own or not question.headings:
        return {own or question.called: tuple(lines)}
    *before, (last, names) = question.headings.items()
    placed = {name for _, listed in before for name in listed} | {*names}
    rest = tuple(name for name in lines if name not in placed)
    return {**dict(before), last: (*names, *rest)}
