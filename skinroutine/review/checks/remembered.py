"""Conflicts, and what questions say of being remembered or listed: names, times, careful answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from skinroutine.answers import answer_of
from skinroutine.conditions import Picked
from skinroutine.memory.sessions import LONGEST
from skinroutine.model import Contradiction, Question
from skinroutine.review.catalogue import Entry
from skinroutine.review.checks.ruleset import Ruleset
from skinroutine.review.checks.vocabulary import Unknown, Vocabulary, no_option
from skinroutine.review.findings import Finding

_UNSURE: Final = "not_sure"


def unlike_contradictions(ruleset: Ruleset) -> Iterator[Finding]:
    """Conflicts that name what is not there, count too long, or could make a result milder."""
    for entry in ruleset.catalogue.of(Contradiction):
        assert isinstance(entry.item, Contradiction)  # noqa: S101  asked for by kind
        for one in _of_contradiction(entry.item, ruleset.vocabulary(entry.treatment)):
            yield _told(entry, one)


def replacing_contradictions(ruleset: Ruleset) -> Iterator[Finding]:
    """Conflicts that put another answer in place of one: a person's own may only add to a list."""
    for entry in ruleset.catalogue.of(Contradiction):
        assert isinstance(entry.item, Contradiction)  # noqa: S101  the same
        found = ruleset.vocabulary(entry.treatment).find(entry.item.asks)
        if isinstance(found, Question) and found.kind != "many":
            message = f"stands would replace the answer to {found.id}"
            yield _told(entry, Unknown("milder", message, "ask about a question of kind many"))


def unlike_memories(ruleset: Ruleset) -> Iterator[Finding]:
    """Questions that are listed, trusted or grow in a way that cannot be."""
    for entry in ruleset.catalogue.of(Question):
        assert isinstance(entry.item, Question)  # noqa: S101  the same
        for one in _of_question(entry.item, ruleset.vocabulary(entry.treatment)):
            yield _told(entry, one)


def _told(entry: Entry, one: Unknown) -> Finding:
    return entry.finding(one.code, f"{entry.id}: {one.message}", one.hint)


def _of_contradiction(item: Contradiction, vocabulary: Vocabulary) -> Iterator[Unknown]:
    found = vocabulary.find(item.asks)
    if isinstance(found, Unknown):
        yield found
        return
    if item.within is not None and item.within.days > LONGEST.days:
        message = f"within is {item.within.words}; nothing is held against an answer so long"
        yield Unknown("out-of-range", message, f"write at most {LONGEST.days} days")
    if not item.vanished and item.against is None and not item.when.parts():
        yield Unknown("wrong-kind", "it holds for everybody", "say under which answers, with when or against")
    if bool(item.vanished) == bool(item.stands):
        yield Unknown("wrong-kind", "it needs either vanished or stands", "write one of the two")
    if item.vanished and found.kind != "many":
        yield Unknown("wrong-kind", f"vanished needs a list, and {item.asks} is none", "write stands")
    yield from (no_option(found.id, one, found.options) for one in item.vanished if one not in found.options)
    if item.stands:
        yield from _of_stands(item, found)


def _of_stands(item: Contradiction, question: Question) -> Iterator[Unknown]:
    try:
        answer_of(question, item.stands)
    except ValueError as error:
        yield Unknown("unknown-option", f"stands: {error}")
        return
    if question.kind == "many" and item.stands == _UNSURE:
        yield Unknown(
            "milder", f"stands not_sure would replace all that {question.id} names", "write an option"
        )
    if question.kind != "many" and item.stands != _UNSURE and not _later(item, question):
        yield Unknown(
            "milder",
            f"stands {item.stands!r} is not the more careful answer to {question.id}",
            "write not_sure, or an option that stands after those of when",
        )


def _later(item: Contradiction, question: Question) -> bool:
    """Whether the answer stands after those that clash, where the options are in rising order."""
    ranks = {option: rank for rank, option in enumerate(question.options)}
    clashing = [
        rank
        for leaf, _ in item.when.leaves()
        if isinstance(leaf, Picked) and leaf.question == question.id
        for option, rank in ranks.items()
        if option in leaf.options
    ]
    rising = bool(question.remembered or question.becomes)
    return rising and bool(clashing) and ranks.get(item.stands, -1) > max(clashing)


def _of_question(question: Question, vocabulary: Vocabulary) -> Iterator[Unknown]:
    options = vocabulary.filled(question).options
    yield from (
        no_option(question.id, one, options) for one in question.trusted_options if one not in options
    )
    if question.trusted_options and question.kind != "many":
        yield Unknown("wrong-kind", "trusted_options needs a question of kind many", "write trusted")
    if question.grows and question.kind != "number":
        yield Unknown("wrong-kind", "grows needs a question of kind number", "take it out")
    if question.listed_in:
        yield from _of_list(question, vocabulary)
    if question.never:
        yield from _of_never(question, vocabulary)


def _of_list(question: Question, vocabulary: Vocabulary) -> Iterator[Unknown]:
    whole = vocabulary.questions.get(question.listed_in)
    if question.listed_options:
        yield from _of_lines(question, whole)
        return
    if whole is None or whole.options_from != "listed":
        message = f"listed_in names {question.listed_in!r}, which is no question with options_from: listed"
        yield Unknown("unknown-question", message)
    if question.kind != "yes_no" or not question.listed_as:
        yield Unknown("wrong-kind", "a line of a list is a yes-or-no question with listed_as")


def _of_lines(question: Question, whole: Question | None) -> Iterator[Unknown]:
    """Options that are lines of the list of another question."""
    if whole is None or whole.kind != "many":
        yield Unknown("unknown-question", f"listed_in names {question.listed_in!r}, which is no list")
    if question.kind != "one":
        yield Unknown("wrong-kind", "listed_options needs a question of kind one", "take it out")
    for option in (*question.listed_options, question.listed_rest):
        if option not in question.options:
            yield no_option(question.id, option, question.options)


def _of_never(question: Question, vocabulary: Vocabulary) -> Iterator[Unknown]:
    found = vocabulary.questions.get(question.never)
    if found is None or found.kind != "yes_no" or question.kind != "number":
        message = f"never names {question.never!r}: it takes a number's question and a yes-or-no question"
        yield Unknown("unknown-question", message)
