"""Names that nothing stands behind, and questions that are read in a way that their kind does not allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from skinroutine.review.catalogue import Catalogue, PlacedItem
from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.memories import contradiction_faults, memory_faults
from skinroutine.review.lint.ruleset import Reading, Ruleset, readings
from skinroutine.review.lint.vocabulary import FILLED_BY, Fault, Vocabulary, likely, no_option
from skinroutine.rulebook import (
    Contradiction,
    Device,
    Interval,
    LastingFinding,
    Question,
    ScreeningRule,
    SymptomRule,
)
from skinroutine.rulebook.conditions import Leaf, Picked, Within, YesNo
from skinroutine.rulebook.templates import parent_of
from skinroutine.text import plain_form

_MOST_OPTIONS: Final = 20
"""Wrong options of one condition that are shown: more would bury the rest."""


def unknown_names(ruleset: Ruleset) -> Iterator[Finding]:
    """Questions, options, symptoms and treatments that are not there, wrong kinds and impossible bounds."""
    for entry in ruleset.catalogue.entries:
        vocabulary = ruleset.vocabulary(entry.treatment)
        faults = [*_of_conditions(entry, vocabulary), *_of_item(entry, vocabulary, ruleset.treatments)]
        for fault in dict.fromkeys(faults):
            yield entry.finding(fault.code, f"{entry.id}: {fault.message}", fault.hint)


def unknown_rules(read: Catalogue, known: Iterable[str]) -> Iterator[Finding]:
    """Findings that are left by none of the known rules, or by nothing at all."""
    known = frozenset(known)
    for entry, finding in read.each(LastingFinding):
        for rule in finding.left_by:
            if rule not in known:
                message = f"{entry.id}: there's no symptom rule {rule!r} that could leave it"
                yield entry.finding("unknown-rule", message, likely(rule, known))
        if not finding.left_by and finding.left_at_level is None:
            message = f"{entry.id}: nothing leaves it"
            yield entry.finding("unknown-rule", message, "name its rules: left_by: [...]")


def unknown_sources(entries: Iterable[PlacedItem], known: Iterable[str]) -> Iterator[Finding]:
    """Items that cite what the bibliography does not have."""
    known = frozenset(known)
    for entry in entries:
        for source in dict.fromkeys(entry.sources):
            if source not in known:
                hint = likely(source, known) or "add it to sources.yaml"
                yield entry.finding("unknown-source", f"{entry.id}: there's no source {source!r}", hint)


def unknown_intervals(ruleset: Ruleset) -> Iterator[Finding]:
    """Gaps after a test patch that are to take the place of what is not there, or not theirs to take."""
    for entry, interval in ruleset.catalogue.each(Interval):
        beside = [other for other in ruleset.catalogue.of(Interval) if other.layer == entry.layer]
        own = {other.id for other in beside if other.treatment == entry.treatment and other.id != entry.id}
        for name in interval.after_patch:
            if name not in own:
                hint = likely(name, own) or "it takes the place only of what is in the same folder"
                message = f"{entry.id}: after_patch names {name!r}, which isn't an interval beside it"
                yield entry.finding("unknown-interval", message, hint)


def _of_conditions(entry: PlacedItem, vocabulary: Vocabulary) -> Iterator[Fault]:
    for reading in readings(entry):
        for leaf, _ in reading.condition.leaves():
            yield from _of_leaf(leaf, reading, vocabulary)


def _of_leaf(leaf: Leaf, reading: Reading, vocabulary: Vocabulary) -> Iterator[Fault]:
    command = reading.command
    found = vocabulary.asked(leaf.question, command) if command else vocabulary.find(leaf.question)
    if isinstance(found, Fault):
        yield found
    elif not _fits(leaf, found):
        yield Fault("wrong-kind", f"{leaf.question} {_wrong(leaf)}", f"write {_right(found)}")
    elif isinstance(leaf, Picked):
        wrong = sorted(option for option in leaf.options if option not in found.options)[:_MOST_OPTIONS]
        yield from (no_option(found.id, option, found.options) for option in wrong)
    elif isinstance(leaf, Within):
        for name, bound in leaf.bounds.items():
            if not found.least <= bound <= found.most:
                asked = f"the answer is from {found.least:g} to {found.most:g} {found.unit}".strip()
                yield Fault("out-of-range", f"{leaf.question} {name} {bound:g} isn't an answer", asked)


def _fits(leaf: Leaf, question: Question) -> bool:
    if isinstance(leaf, Picked):
        return question.kind in {"one", "many"}
    return question.kind == ("yes_no" if isinstance(leaf, YesNo) else "number")


def _wrong(leaf: Leaf) -> str:
    if isinstance(leaf, Picked):
        return "has no options"
    return "is not a yes-or-no question" if isinstance(leaf, YesNo) else "is not a number"


def _right(question: Question) -> str:
    if question.kind == "number":
        return "bounds, such as {under: 7}"
    return "true or false" if question.kind == "yes_no" else "one of its options"


def _of_item(entry: PlacedItem, vocabulary: Vocabulary, treatments: Iterable[str]) -> Iterator[Fault]:
    item = entry.item
    if isinstance(item, Question):
        yield from _of_question(item, vocabulary)
        yield from memory_faults(item, vocabulary)
    elif isinstance(item, Contradiction):
        yield from contradiction_faults(item, vocabulary)
    elif isinstance(item, Interval) and item.since and item.since not in treatments:
        message = f"there's no treatment {item.since!r}"
        yield Fault("unknown-treatment", message, likely(item.since, treatments))
    elif isinstance(item, ScreeningRule | SymptomRule):
        yield from _of_rule(item, vocabulary)
    elif isinstance(item, Device):
        yield from (found for name in item.has if isinstance(found := vocabulary.find(name), Fault))


def _of_rule(rule: ScreeningRule | SymptomRule, vocabulary: Vocabulary) -> Iterator[Fault]:
    read = {leaf.question for leaf, _ in rule.when.leaves()}
    for name in rule.if_not_sure_about:
        if name not in read:
            message = f"if_not_sure_about names {name!r}, which its when does not read"
            yield Fault("unknown-question", message, likely(name, read))
    until = rule.until if isinstance(rule, ScreeningRule) else None
    if until is not None and until.after:
        found = vocabulary.find(f"days_since.{until.after}")
        if isinstance(found, Fault):
            yield found._replace(message=f"until counts from {until.after!r}, but {found.message}")


def _of_question(question: Question, vocabulary: Vocabulary) -> Iterator[Fault]:
    parent, known = parent_of(question), vocabulary.questions
    for name, others, use in (
        (parent, (), "to be asked once for each option"),
        (question.options_from, FILLED_BY, "to take options from"),
        (question.becomes, (), "for it to become"),
    ):
        if name and name not in {*others, *known}:
            yield Fault("unknown-question", f"there's no question {name!r} {use}")
    if parent in known:
        options = vocabulary.filled(known[parent]).options
        yield from (no_option(parent, option, options) for option in question.only if option not in options)
    own = vocabulary.filled(question).options
    for option in (
        *question.after_hold,
        *question.after_hold.values(),
        *question.unread,
        *question.not_sure_can_be,
        *(each for options in question.headings.values() for each in options),
    ):
        if option not in own:
            yield no_option(question.id, option, own)
    if question.known_by is not None and question.kind != "yes_no":
        yield Fault("wrong-kind", "known_by needs a question of kind yes_no", "take it out")
    if question.known_by is not None and "check-symptoms" not in question.asked_by:
        yield Fault("wrong-kind", "known_by counts only for what check-symptoms asks", "take it out")
    yield from _of_meanings(question, vocabulary)
    yield from _of_groups(question, own)
    filled = vocabulary.filled(question)
    yield from _of_words(question, filled)
    yield from _of_unclear_words(question, filled)


def _of_meanings(question: Question, vocabulary: Vocabulary) -> Iterator[Fault]:
    """What a yes stands for: answers to questions that are there."""
    if question.means and question.kind != "yes_no":
        yield Fault("wrong-kind", "means needs a question of kind yes_no", "take it out")
    for name, answer in question.means.items():
        found = vocabulary.find(name)
        if isinstance(found, Fault):
            yield found
            continue
        options = {"yes": "", "no": ""} if found.kind == "yes_no" else vocabulary.filled(found).options
        if answer not in options:
            yield no_option(name, answer, options)


def _of_words(question: Question, filled: Question) -> Iterator[Fault]:
    """What else people say for an option: each word means one option, and no other has that name."""
    owners = {plain_form(label): option for option, label in filled.options.items()}
    owners |= {plain_form(option): option for option in filled.options}
    for option in question.also:
        if option not in filled.options:
            yield no_option(question.id, option, filled.options)
    for option in filled.options:
        for word in filled.words_for(option):
            other = owners.setdefault(plain_form(word), option)
            if other != option:
                message = f"{word!r} means {other!r} and {option!r}"
                yield Fault("two-meanings", message, "keep it at one of them")


def _of_unclear_words(question: Question, filled: Question) -> Iterator[Fault]:
    """Words that can mean several options: two at least, all of them there, and none is called so alone."""
    for word, options in question.may_mean.items():
        for option in options:
            if option not in filled.options:
                yield no_option(question.id, option, filled.options)
        if len(set(options)) == 1:
            yield Fault("two-meanings", f"{word!r} can mean {options[0]!r} alone", "list it under also")
        taken = filled.option_of(word) or next(iter(filled.members(word)), "")
        if taken:
            message = f"{word!r} means {taken!r} and may not mean others too"
            yield Fault("two-meanings", message, "take it out of may_mean, or out of also")


def _of_groups(question: Question, own: Iterable[str]) -> Iterator[Fault]:
    """Words for several options, and headings: they need options that are there, and what names one alone."""
    options = dict.fromkeys(own)
    if question.groups and question.kind != "many":
        yield Fault("wrong-kind", "groups needs a question of kind many", "take it out")
    if question.headings and question.kind not in {"one", "many"}:
        yield Fault("wrong-kind", "headings needs a question of kind one or many", "take it out")
    placed = Counter(each for under in question.headings.values() for each in under)
    for twice in (each for each, count in placed.items() if count > 1):
        yield Fault("two-meanings", f"{twice!r} stands under two headings", "keep it under one of them")
    for name, group in question.groups.items():
        yield from (no_option(question.id, each, options) for each in group.options if each not in options)
        taken = [word for word in (name, *group.also) if word in options]
        yield from (
            Fault("wrong-kind", f"the group {word!r} is an option too", "rename it") for word in taken
        )
