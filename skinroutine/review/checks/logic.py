"""Conditions that no answer can meet, and conditions that more answers can undo."""

from __future__ import annotations

from collections.abc import Iterator

from skinroutine.conditions import AnyOf, Condition, Every, Leaf, Not, Picked
from skinroutine.model import VERDICTS, Course, Interval, Question, ScreeningRule, SymptomRule
from skinroutine.review.catalogue import Entry
from skinroutine.review.checks.likeness import conjuncts
from skinroutine.review.checks.possible import Ask, can_hold
from skinroutine.review.checks.ruleset import Ruleset, readings
from skinroutine.review.findings import Finding

_JUDGED = (ScreeningRule, SymptomRule, Course, Interval)
Required = frozenset[tuple[str, str]]
"""The options that are chosen wherever a part of a condition is weighed, with their questions."""


def never_holds(ruleset: Ruleset) -> Iterator[Finding]:
    """Items, and turns of a course, that no answers can make hold."""
    for entry in ruleset.catalogue.entries:
        ask = None
        for reading in readings(entry):
            ask = ask or ruleset.ask(entry.treatment)
            if not can_hold([reading.condition], ask):
                turn = f" (turn: {reading.turn})" if reading.turn else ""
                message = f"{entry.id}: its conditions contradict each other{turn}"
                yield entry.finding("never-holds", message, "no answers meet all of them at once")
                break


def milder(ruleset: Ruleset) -> Iterator[Finding]:
    """Items that more answers could switch off, and a "not sure" that counts for more than a yes."""
    for entry in ruleset.rules:
        if isinstance(entry.item, _JUDGED):
            ask = ruleset.ask(entry.treatment)
            yield from _undone(entry, ask)
        yield from _stricter_if_not_sure(entry)


def _undone(entry: Entry, ask: Ask) -> Iterator[Finding]:
    named = dict.fromkeys(
        name
        for reading in readings(entry)
        for name in _undoing(reading.condition, ask, frozenset(), positive=True)
    )
    for name in named:
        question = ask(name)
        if question is not None and question.kind == "many":
            message = f"{entry.id}: 'not' stands over {name}, so one more answer there would switch it off"
            yield entry.finding("milder", message, f"say which of {name} it holds for")
        else:
            message = f"{entry.id}: 'not' stands over {name}, which is asked only after another answer"
            yield entry.finding("milder", message, "name that answer beside the 'not'")


def _undoing(condition: Condition, ask: Ask, required: Required, *, positive: bool) -> Iterator[str]:
    """The questions on which one more option chosen could make the condition false."""
    if isinstance(condition, Leaf):
        if not positive and _can_undo(ask(condition.question), ask, required):
            yield condition.question
    elif isinstance(condition, Not):
        yield from _undoing(condition.parts()[0], ask, required, positive=not positive)
    else:
        if isinstance(condition, Every if positive else AnyOf):
            required |= _demanded(condition, positive=positive)
        for part in condition.parts():
            yield from _undoing(part, ask, required, positive=positive)


def _can_undo(question: Question | None, ask: Ask, required: Required) -> bool:
    """Whether a negated question is of kind many, or comes up only once another option is chosen."""
    if question is None:
        return False
    if question.kind == "many":
        return True
    guards = [part for part in conjuncts(question.when) if isinstance(part, Picked)]
    return any(
        (parent := ask(guard.question)) is not None
        and parent.kind == "many"
        and not any((guard.question, option) in required for option in guard.options)
        for guard in guards
    )


def _demanded(condition: Condition, *, positive: bool) -> Required:
    """The options that must be chosen for all parts to be as wanted."""
    parts = conjuncts(condition) if positive else ()
    return frozenset(
        (part.question, option)
        for part in parts
        if isinstance(part, Picked) and len(part.options) == 1
        for option in part.options
    )


def _stricter_if_not_sure(entry: Entry) -> Iterator[Finding]:
    for unsure, sure in _weights(entry):
        if unsure > sure:
            message = f"{entry.id}: 'not sure' counts for more than a yes"
            yield entry.finding("milder", message, "if_not_sure must be milder than the result itself")


def _weights(entry: Entry) -> Iterator[tuple[int, int]]:
    """What "not sure" comes to, and what a yes does, wherever both are given."""
    item = entry.item
    if isinstance(item, ScreeningRule) and item.if_not_sure:
        yield VERDICTS.index(item.if_not_sure), VERDICTS.index(item.verdict)
    elif isinstance(item, SymptomRule) and item.if_not_sure is not None:
        yield item.if_not_sure, item.level
    elif isinstance(item, Course):
        yield from ((turn.if_not_sure, turn.level) for turn in item.then if turn.if_not_sure is not None)
