"""What a person was not sure about: the worst that each could mean, and how to find out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from skinroutine.light_typing import NamedTuple
from skinroutine.rulebook import Question, Reason, Ruling
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import LEFT_OUT, Answer, NotSure, Picked
from skinroutine.text import with_and

SHOWN: Final = 3
"""So many things that an answer could be are named; a longer list is what the question itself shows."""


class Doubt(NamedTuple):
    """A question with a "not sure" that counts: what a yes would mean at worst, and what it means for now.

    ``options`` are the words of what would mean ``worst``, a verdict as a weight; none for a question without
    options. ``weight`` is the verdict that hangs on the "not sure", ``message`` that of the strictest rule.
    """

    question: Question
    weight: int
    worst: int
    options: Sequence[str]
    message: str
    reasons: Sequence[str] = ()
    """The ids of the rules that hang on it."""
    left_out: bool = False
    """Whether nobody was asked, so that nobody was unsure."""
    advice: Sequence[str] = ()
    """What the strictest rules say to whoever is not sure, beside how to find out."""


def doubts_of(book: Book, reasons: Sequence[Reason], answers: Mapping[str, Answer]) -> list[Doubt]:
    """What reasons that are no facts hang on, by question, the strictest first.

    A detail of something that the person was not sure about was not asked: the list that names it is.
    """
    unsure = {name for name, answer in answers.items() if isinstance(answer, NotSure)}
    hung = [(reason, unsure & {*_with_guards(book, reason.doubts)}) for reason in reasons]
    # Where the strictest verdict was reached, nobody was asked for the details any more.
    hung = [(reason, names or {*reason.doubts} - answers.keys()) for reason, names in hung]
    rulings = {ruling.id: ruling for ruling in book.screening}
    by_question = [
        (question, [reason for reason, names in hung if question.id in names])
        for question in book.questions("plan")
    ]
    named = {name for _, names in hung for name in names}
    silent = {name for name in named if answers.get(name, LEFT_OUT) is LEFT_OUT}
    doubts = [
        _doubt(question, found, rulings)._replace(left_out=question.id in silent)
        for question, found in by_question
        if found
    ]
    return sorted(doubts, key=lambda doubt: -doubt.weight)


def _with_guards(book: Book, names: Iterable[str]) -> Iterator[str]:
    """These questions and those that decide whether they are asked."""
    for name in names:
        yield name
        if name in book.guards:
            yield from _with_guards(book, (leaf.question for leaf, _ in book.guards[name].leaves()))


def _doubt(question: Question, reasons: Sequence[Reason], rulings: Mapping[str, Ruling]) -> Doubt:
    known = [(rulings[reason.id].weight, reason) for reason in reasons if reason.id in rulings]
    worst, strictest = max(known, key=lambda pair: pair[0], default=(reasons[0].weight, reasons[0]))
    read = {
        option
        for weight, reason in known
        if weight == worst
        for option in _read_options(rulings[reason.id], question.id)
    }
    options = [label for option, label in question.options.items() if option in read]
    weight = max(reason.weight for reason in reasons)
    advice = [reason.message for at, reason in known if at == worst and rulings[reason.id].say_if_not_sure]
    ids = [reason.id for reason in reasons]
    return Doubt(question, weight, worst, options, strictest.message, ids, advice=advice)


def _read_options(ruling: Ruling, question: str) -> Iterator[str]:
    for leaf, positive in ruling.when.leaves():
        if positive and isinstance(leaf, Picked) and leaf.question == question:
            yield from leaf.options


def known_reasons(reasons: Iterable[Reason], doubts: Iterable[Doubt]) -> list[Reason]:
    """The reasons that no doubt speaks of, so that each is shown once."""
    doubted = {name for doubt in doubts for name in doubt.reasons}
    return [reason for reason in reasons if not (reason.doubts and reason.id in doubted)]


def doubt_text(doubt: Doubt, title: str, title_at_worst: str) -> str:
    """One doubt in words, with the titles of its two verdicts, such as WAIT."""
    worst = f"At worst: {doubt.message}"
    if doubt.options:
        worst = f"{_named(doubt.options)} would mean {title_at_worst}"
        worst += "." if title == title_at_worst else f", so for now it is {title}."
    state = "you didn't say" if doubt.left_out else "you weren't sure"
    advice = doubt.advice if doubt.options and not doubt.left_out else ()
    parts = [f"{doubt.question.called}: {state}.", worst, doubt.question.find_out, *advice]
    return " ".join(part for part in parts if part)


def _named(options: Sequence[str]) -> str:
    named = [f'"{label}"' for label in options[:SHOWN]]
    more = len(options) - SHOWN
    if more > 0:
        named.append(f"one of {more} more on the list" if more > 1 else f'"{options[-1]}"')
    return with_and(named, "or")
