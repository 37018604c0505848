"""What is written and never read: questions, options, symptoms, sources."""

from __future__ import annotations

from collections.abc import Iterator

from skinroutine.review.catalogue import PlacedItem
from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.ruleset import Ruleset, readings
from skinroutine.review.lint.vocabulary import Vocabulary
from skinroutine.rulebook import SYMPTOMS, Question, Source, Symptom
from skinroutine.rulebook.conditions import Condition, Picked
from skinroutine.rulebook.folders import COMMON
from skinroutine.rulebook.templates import parent_of


def unread(ruleset: Ruleset) -> Iterator[Finding]:
    """Questions that no rule reads, and options of questions with several answers that none reads."""
    read = {treatment: _names_read_in(ruleset, treatment) for treatment in ruleset.treatments}
    for entry in ruleset.catalogue.of(Question, Symptom):
        scope = ruleset.scope(entry)
        names = set().union(*(read[treatment] for treatment in scope))
        if isinstance(entry.item, Question) and scope:
            yield from _question(entry, entry.item, names)
        elif scope and f"{SYMPTOMS}={entry.id}" not in names:
            message = f"no rule or course reads the symptom {entry.id!r}"
            yield entry.finding("unread-option", message, "add its course or a rule, or take it out")


def unused_sources(ruleset: Ruleset) -> Iterator[Finding]:
    """Sources that no item cites."""
    cited = {source for entry in ruleset.catalogue.cited for source in entry.sources}
    for entry in ruleset.catalogue.of(Source):
        if entry.id not in cited:
            hint = "cite it where it is the reason, or take it out"
            yield entry.finding("unused-source", f"no item cites {entry.id!r}", hint)


def _names_read_in(ruleset: Ruleset, treatment: str) -> set[str]:
    """The names of questions, and ``question=option`` for options, that the rules of a treatment read."""
    vocabulary = ruleset.vocabulary(treatment)
    names: set[str] = set()
    for entry in ruleset.rules:
        if entry.treatment in {COMMON, treatment}:
            for reading in readings(entry):
                names |= _names_read(reading.condition, vocabulary)
    asked = [
        question for question in vocabulary.questions.values() if question.id in names or question.always
    ]
    # What a question of its own asks for is read where the list's option is.
    own = {
        name
        for question in vocabulary.questions.values()
        for option, by in question.apart.items()
        for name in by
        if f"{question.id}={option}" in names
    }
    return names.union(own, *(_names_read(question.when, vocabulary) for question in asked))


def _names_read(condition: Condition, vocabulary: Vocabulary) -> set[str]:
    names: set[str] = set()
    for leaf, _ in condition.leaves():
        names.add(leaf.question)
        if isinstance(leaf, Picked):
            names |= {f"{leaf.question}={option}" for option in leaf.options}
        for template, option in vocabulary.templates_of(leaf.question):
            names |= {template.id, parent_of(template), f"{parent_of(template)}={option}"}
    return names


def _question(entry: PlacedItem, question: Question, names: set[str]) -> Iterator[Finding]:
    # stored, known, told unasked, or a short way to say several other answers
    if question.always or question.remembered or question.means or not question.asked_by:
        return
    if question.used_for:
        return
    if question.id not in names:
        hint = "add the rule that needs the answer, or take the question out"
        yield entry.finding("unread-question", f"no rule reads {question.id!r}", hint)
    elif question.kind == "many":
        for option in question.options:
            if f"{question.id}={option}" not in names and option not in question.unread:
                message = f"no rule reads {option!r} of {question.id!r}"
                yield entry.finding("unread-option", message, "add the rule that needs it, or take it out")
