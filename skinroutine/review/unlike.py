"""Whether two sets of rules can differ in what they come to at all: told from the rules, not from trials."""

from __future__ import annotations

from collections.abc import Mapping

from skinroutine.model import Command, Interval, Question, Ruling
from skinroutine.review.casework import PLAN, Casework
from skinroutine.review.checks.likeness import Key, key

Name = tuple[str, str, int]
"""The id, the words, and how many before have the same: the turns of a course share an id."""
Rules = Mapping[Name, Ruling | Interval]


def differs(old: Casework, new: Casework, treatment: str, command: Command) -> bool:
    """Whether any rule, interval, step or question that a result can turn on is another one."""
    return _all_of(old, treatment, command) != _all_of(new, treatment, command)


def named_rules(work: Casework, treatment: str, command: Command) -> dict[Name, Ruling | Interval]:
    """What decides the result of a command."""
    book = work.planning(treatment).book
    rules: list[Ruling | Interval] = (
        [*book.screening, *book.intervals] if command == PLAN else [*work.checking(treatment).book.signs]
    )
    named: dict[Name, Ruling | Interval] = {}
    for one in rules:
        before = sum(name[:2] == (one.id, one.say) for name in named)
        named[one.id, one.say, before] = one
    return named


def signed(rules: Rules) -> dict[Name, Key]:
    """Each rule with all that a result can turn on."""
    return {name: _signature(one) for name, one in rules.items()}


def _all_of(work: Casework, treatment: str, command: Command) -> Key:
    rules = named_rules(work, treatment, command)
    steps = work.planning(treatment).steps if command == PLAN else []
    return (
        tuple(signed(rules).items()),
        tuple(key(step.when) for step in steps),
        tuple(_question(one) for one in work.questions(treatment, command)),
    )


def _signature(one: Ruling | Interval) -> Key:
    if isinstance(one, Interval):
        spans = (one.every, one.never_within, one.lapsed, one.suggested, one.adds_up)
        last = one.of_last
        often = (last.sessions, last.at_least, last.past_limit) if last else ()
        return (key(one.when), one.since, one.stretch, often, *(span.hours if span else 0 for span in spans))
    until = (one.until.words, one.until.days, one.until.after) if one.until else ()
    return (key(one.when), one.group, one.weight, one.weight_if_not_sure, one.doubted, until)


def _question(one: Question) -> Key:
    asked = (one.id, one.kind, tuple(one.options), key(one.when), one.asked_by, one.always, one.remembered)
    allowed = (one.least, one.most, one.not_sure, one.at_least_one, one.left_out, repr(one.left_out_by))
    return (*asked, *allowed, tuple(one.screens.items()))
