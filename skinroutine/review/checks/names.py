"""Names that nothing stands behind, and questions that are read in a way that their kind does not allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from skinroutine.conditions import Leaf, Picked, Said, Within
from skinroutine.model import Device, Interval, Question, ScreeningRule, SymptomRule
from skinroutine.reading.problems import nearest
from skinroutine.review.catalogue import Entry
from skinroutine.review.checks.ruleset import Reading, Ruleset, readings
from skinroutine.review.checks.vocabulary import FILLED_BY, Unknown, Vocabulary, no_option, parent_of
from skinroutine.review.findings import Finding

_MOST_TOLD: Final = 20
"""Wrong options of one condition that are told: more would bury the rest."""


def unknown_names(ruleset: Ruleset) -> Iterator[Finding]:
    """Questions, options, symptoms and treatments that are not there, wrong kinds and impossible bounds."""
    for entry in ruleset.catalogue.entries:
        vocabulary = ruleset.vocabulary(entry.treatment)
        found = [*_of_conditions(entry, vocabulary), *_of_item(entry, vocabulary, ruleset.treatments)]
        for one in dict.fromkeys(found):
            yield entry.finding(one.code, f"{entry.id}: {one.message}", one.hint)


def unknown_sources(entries: Iterable[Entry], known: Iterable[str]) -> Iterator[Finding]:
    """Items that cite what the bibliography does not have."""
    known = frozenset(known)
    for entry in entries:
        for source in dict.fromkeys(getattr(entry.item, "sources", ())):
            if source not in known:
                hint = nearest(source, known).removeprefix("; ") or "add it to sources.yaml"
                yield entry.finding("unknown-source", f"{entry.id}: there is no source {source!r}", hint)


def _of_conditions(entry: Entry, vocabulary: Vocabulary) -> Iterator[Unknown]:
    for reading in readings(entry):
        for leaf, _ in reading.condition.leaves():
            yield from _of_leaf(leaf, reading, vocabulary)


def _of_leaf(leaf: Leaf, reading: Reading, vocabulary: Vocabulary) -> Iterator[Unknown]:
    command = reading.command
    found = vocabulary.asked(leaf.question, command) if command else vocabulary.find(leaf.question)
    if isinstance(found, Unknown):
        yield found
    elif not _fits(leaf, found):
        yield Unknown("wrong-kind", f"{leaf.question} {_wrong(leaf)}", f"write {_right(found)}")
    elif isinstance(leaf, Picked):
        wrong = sorted(option for option in leaf.options if option not in found.options)[:_MOST_TOLD]
        yield from (no_option(found.id, option, found.options) for option in wrong)
    elif isinstance(leaf, Within):
        yield from _outside(leaf, found)


def _fits(leaf: Leaf, question: Question) -> bool:
    if isinstance(leaf, Picked):
        return question.kind in {"one", "many"}
    return question.kind == ("yes_no" if isinstance(leaf, Said) else "number")


def _wrong(leaf: Leaf) -> str:
    if isinstance(leaf, Picked):
        return "has no options"
    return "is not a yes-or-no question" if isinstance(leaf, Said) else "is not a number"


def _right(question: Question) -> str:
    if question.kind == "number":
        return "bounds, such as {under: 7}"
    return "true or false" if question.kind == "yes_no" else "one of its options"


def _outside(leaf: Within, question: Question) -> Iterator[Unknown]:
    for name, bound in leaf.bounds.items():
        if not question.least <= bound <= question.most:
            asked = f"the answer is from {question.least:g} to {question.most:g} {question.unit}".strip()
            yield Unknown("out-of-range", f"{leaf.question} {name} {bound:g} is no answer", asked)


def _of_item(entry: Entry, vocabulary: Vocabulary, treatments: Iterable[str]) -> Iterator[Unknown]:
    item = entry.item
    if isinstance(item, Question):
        yield from _of_question(item, vocabulary)
    elif isinstance(item, Interval) and item.since and item.since not in treatments:
        hint = nearest(item.since, treatments).removeprefix("; ")
        yield Unknown("unknown-treatment", f"there is no treatment {item.since!r}", hint)
    elif isinstance(item, ScreeningRule | SymptomRule):
        yield from _of_rule(item, vocabulary)
    elif isinstance(item, Device):
        yield from (found for name in item.has if isinstance(found := vocabulary.find(name), Unknown))


def _of_rule(rule: ScreeningRule | SymptomRule, vocabulary: Vocabulary) -> Iterator[Unknown]:
    read = {leaf.question for leaf, _ in rule.when.leaves()}
    for name in rule.if_not_sure_about:
        if name not in read:
            hint = nearest(name, read).removeprefix("; ")
            message = f"if_not_sure_about names {name!r}, which its when does not read"
            yield Unknown("unknown-question", message, hint)
    until = rule.until if isinstance(rule, ScreeningRule) else None
    if until is not None and until.after:
        found = vocabulary.find(f"days_since.{until.after}")
        if isinstance(found, Unknown):
            yield found._replace(message=f"until counts from {until.after!r}, but {found.message}")


def _of_question(question: Question, vocabulary: Vocabulary) -> Iterator[Unknown]:
    parent, known = parent_of(question), vocabulary.questions
    if parent and parent not in known:
        yield Unknown("unknown-question", f"there is no question {parent!r} to be asked once for each option")
    if question.options_from and question.options_from not in {*FILLED_BY, *known}:
        yield Unknown(
            "unknown-question", f"there is no question {question.options_from!r} to take options from"
        )
    if question.becomes and question.becomes not in known:
        yield Unknown("unknown-question", f"there is no question {question.becomes!r} for it to become")
    if parent in known:
        options = vocabulary.filled(known[parent]).options
        yield from (no_option(parent, option, options) for option in question.only if option not in options)
    own = vocabulary.filled(question).options
    for option in (*question.after_hold, *question.after_hold.values(), *question.unread):
        if option not in own:
            yield no_option(question.id, option, own)
