"""Conditions that nothing can meet or more answers undo, and items that get in each other's way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from skinroutine.review.catalogue import PlacedItem
from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.ruleset import Ruleset, readings
from skinroutine.review.lint.satisfiable import Ask, Key, can_hold, conjuncts, key
from skinroutine.rulebook import (
    VERDICTS,
    Cited,
    Course,
    Device,
    EvidenceFact,
    Interval,
    LevelWords,
    Question,
    ScreeningRule,
    Source,
    Symptom,
    SymptomRule,
    VerdictWords,
)
from skinroutine.rulebook.conditions import Condition, Every, Leaf, Not, Picked
from skinroutine.rulebook.folders import COMMON

_JUDGED = (ScreeningRule, SymptomRule, Course, Interval)
Required = frozenset[tuple[str, str]]
"""The options that are chosen wherever a part of a condition is weighed, with their questions."""
Name = tuple[str, str]


def never_holds(ruleset: Ruleset) -> Iterator[Finding]:
    """Items, and turns of a course, that no answers can make hold."""
    for entry in ruleset.catalogue.entries:
        for reading in readings(entry):
            if not can_hold([reading.condition], ruleset.ask(entry.treatment)):
                turn = f" (turn: {reading.turn})" if reading.turn else ""
                message = f"{entry.id}: its conditions contradict each other{turn}"
                yield entry.finding("never-holds", message, "no answers meet all of them at once")
                break


def milder(ruleset: Ruleset) -> Iterator[Finding]:
    """Items that more answers could switch off, and a "not sure" that counts for more than a yes."""
    for entry in ruleset.rules:
        if isinstance(entry.item, _JUDGED):
            yield from _find_undone(entry, ruleset.ask(entry.treatment))
        for unsure, sure in _weights(entry):
            if unsure > sure:
                message = f"{entry.id}: 'not sure' counts for more than a yes"
                yield entry.finding("milder", message, "if_not_sure must be milder than the result itself")


def _find_undone(entry: PlacedItem, ask: Ask) -> Iterator[Finding]:
    named = dict.fromkeys(
        name
        for reading in readings(entry)
        for name in _undoers(reading.condition, ask, frozenset(), positive=True)
    )
    for name in named:
        question = ask(name)
        if question is not None and question.kind == "many":
            message = f"{entry.id}: 'not' stands over {name}, so one more answer there would switch it off"
            yield entry.finding("milder", message, f"say which of {name} it holds for")
        else:
            message = f"{entry.id}: 'not' stands over {name}, which is asked only after another answer"
            yield entry.finding("milder", message, "name that answer beside the 'not'")


def _undoers(condition: Condition, ask: Ask, required: Required, *, positive: bool) -> Iterator[str]:
    """The questions on which one more option chosen could make the condition false."""
    if isinstance(condition, Leaf):
        if not positive and _can_undo(ask(condition.question), ask, required):
            yield condition.question
    elif isinstance(condition, Not):
        yield from _undoers(condition.parts()[0], ask, required, positive=not positive)
    else:
        # Under a 'not' the parts are alternatives, of which none is certain to be met.
        if positive and isinstance(condition, Every):
            required |= _required_options(condition)
        for part in condition.parts():
            yield from _undoers(part, ask, required, positive=positive)


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


def _required_options(condition: Condition) -> Required:
    """The options that must be chosen for all parts to hold."""
    return frozenset(
        (part.question, option)
        for part in conjuncts(condition)
        if isinstance(part, Picked) and len(part.options) == 1
        for option in part.options
    )


def _weights(entry: PlacedItem) -> Iterator[tuple[int, int]]:
    """What "not sure" comes to, and what a yes does, wherever both are given."""
    item = entry.item
    if isinstance(item, ScreeningRule) and item.if_not_sure:
        yield VERDICTS.index(item.if_not_sure), VERDICTS.index(item.verdict)
    elif isinstance(item, SymptomRule) and item.if_not_sure is not None:
        yield item.if_not_sure, item.level
    elif isinstance(item, Course):
        yield from ((turn.if_not_sure, turn.level) for turn in item.then if turn.if_not_sure is not None)


def same_ids(entries: Iterable[PlacedItem]) -> Iterator[Finding]:
    """Items that have the id of an earlier one."""
    first: dict[Name, list[PlacedItem]] = {}
    for entry in entries:
        kind, name = name_of(entry) or ("", "")
        if not kind:
            continue
        rivals = first.setdefault((kind, name), [])
        earlier = next((rival for rival in rivals if _meet(rival, entry)), None)
        if earlier is not None:
            where = (
                f"it stands at {earlier.file}:{earlier.line}" if earlier.layer else "a shipped item has it"
            )
            named = kind if kind in {"verdict", "level"} else "id"
            yield entry.finding("same-id", f"the {named} {name!r} is taken", where)
        rivals.append(entry)


def name_of(entry: PlacedItem) -> Name | None:
    """What must be the only one of its kind: the kind and the name; None for what has no name."""
    item = entry.item
    if isinstance(item, VerdictWords):
        return "verdict", item.verdict
    if isinstance(item, LevelWords):
        return "level", str(item.level)
    if isinstance(item, Question | Symptom | Source | Device | EvidenceFact):
        return type(item).__name__, item.id
    return ("rule", item.id) if isinstance(item, Cited) else None


def _meet(entry: PlacedItem, other: PlacedItem) -> bool:
    """Whether two items of one name can be mistaken for each other: questions and devices only together."""
    if not isinstance(entry.item, Question | Symptom | Device):
        return True
    return entry.treatment == other.treatment or COMMON in {entry.treatment, other.treatment}


def shadowed(ruleset: Ruleset) -> Iterator[Finding]:
    """Rules that a stricter one with the same condition makes pointless."""
    for _, entries in ruleset.together(ScreeningRule, SymptomRule):
        alike: dict[tuple[str, Key], list[tuple[int, PlacedItem]]] = {}
        for entry in entries:
            item = entry.item
            if isinstance(item, ScreeningRule):
                weight = VERDICTS.index(item.verdict)
                alike.setdefault(("verdict", key(item.when)), []).append((weight, entry))
            elif isinstance(item, SymptomRule):
                alike.setdefault(("level", key(item.when)), []).append((item.level, entry))
        for group in alike.values():
            yield from _pointless(group)


def _pointless(group: list[tuple[int, PlacedItem]]) -> Iterator[Finding]:
    # All of a group but the strictest; as strict a one of another folder has words of its own to add.
    most, strictest = max(group, key=lambda pair: pair[0])
    for weight, entry in group:
        beaten = weight < most
        if beaten or (entry is not strictest and entry.treatment == strictest.treatment):
            how = "is stricter" if beaten else "gives the same result"
            message = f"{entry.id}: {strictest.id} holds under the same condition and {how}"
            yield entry.finding("shadowed", message, "keep one of them")
