"""What a case can exercise: a rule, a turn of a course, a step, an interval."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from skinroutine.conditions import Condition, Facts, holding
from skinroutine.decide.evaluate import evaluate, is_excluded, required_picks
from skinroutine.decide.verdict import STRICTEST
from skinroutine.errors import SkinroutineError
from skinroutine.model import (
    MILDEST_REFUSAL,
    Command,
    Course,
    Interval,
    Ruling,
    ScreeningRule,
    Step,
    SymptomRule,
)
from skinroutine.review.casework import (
    CHECK,
    PLAN,
    Came,
    Casework,
    Placed,
    Tried,
)
from skinroutine.review.catalogue import Entry
from skinroutine.review.checks.ruleset import CHOOSING
from skinroutine.rulebook.folders import COMMON
from skinroutine.rulebook.rulings import screening_rulings, symptom_rulings

URGENT: Final = 3
"""The level from which on a rule is a red flag."""


class Unit(NamedTuple):
    """One thing to exercise. ``turn`` is what a turn of a course says; ``red`` marks a red flag."""

    entry: Entry
    command: Command
    when: Condition
    say: str
    turn: str = ""
    red: bool = False
    ruling: Ruling | None = None

    @property
    def name(self) -> str:
        """The id of its item, and what the turn says where a course has several."""
        return f"{self.entry.id} (turn: {self.turn})" if self.turn else self.entry.id


def units_of(entry: Entry) -> list[Unit]:
    """What there is to exercise in an item.

    Nothing in what is no rule, in what only a purchase turns on, and in an interval that counts from
    another treatment, from several sessions or from a limit that one went past: no case can tell of those.
    """
    item = entry.item
    if entry.topic == CHOOSING:
        return []
    if isinstance(item, ScreeningRule):
        (ruling,) = screening_rulings([item])
        return [Unit(entry, PLAN, item.when, item.say, red=ruling.weight == STRICTEST, ruling=ruling)]
    if isinstance(item, SymptomRule | Course):
        return list(_signs(entry, item))
    if isinstance(item, Step):
        return [Unit(entry, PLAN, item.when, item.text)]
    if isinstance(item, Interval) and not _of_the_past(item):
        return [Unit(entry, PLAN, item.when, item.say)]
    return []


def _of_the_past(interval: Interval) -> bool:
    """Whether it turns on more than the answers about one session."""
    return bool(interval.since or interval.of_last or interval.adds_up)


def _signs(entry: Entry, item: SymptomRule | Course) -> Iterator[Unit]:
    for place, ruling in enumerate(symptom_rulings([item])):
        turn = ruling.say if place else ""
        yield Unit(entry, CHECK, ruling.when, ruling.say, turn, ruling.weight >= URGENT, ruling)


def fires(unit: Unit, tried: Tried, work: Casework) -> bool:
    """Whether a case that was run exercises a unit: with its own result, not a milder one for "not sure".

    A step is exercised by being shown, an interval by keeping somebody waiting.
    """
    came, item = tried.came, unit.entry.item
    if came.problem or not concerns(unit, tried):
        return False
    if isinstance(item, Interval):
        return any(one.id == item.id for one in came.reasons)
    if any(is_excluded(pick, came.answers) for pick in required_picks(unit.when)):
        return False
    facts = facts_of(tried, work)
    if unit.ruling is None:
        return came.weight < MILDEST_REFUSAL and holding(unit.when, facts).truth is not False
    return any(fired.weight == unit.ruling.weight for fired in evaluate([unit.ruling], facts).fired)


def concerns(unit: Unit, tried: Tried) -> bool:
    """Whether a case is run under the rules that a unit belongs to."""
    placed = tried.placed
    return placed.command == unit.command and unit.entry.treatment in {COMMON, placed.treatment}


def facts_of(tried: Tried, work: Casework) -> Facts:
    """The answers of a case, with what is known of when each question applies."""
    if tried.placed.command == PLAN:
        return Facts(tried.came.answers, work.planning(tried.placed.treatment).book.guards)
    return Facts(tried.came.answers, work.checking(tried.placed.treatment).guards)


def exercising(entry: Entry, work: Casework, cases: Iterable[Placed]) -> list[Placed]:
    """The cases that exercise an item, or a turn of it."""
    units = units_of(entry)
    return [placed for placed in cases if any(_exercises(unit, placed, work) for unit in units)]


def _exercises(unit: Unit, placed: Placed, work: Casework) -> bool:
    """A case that cannot meet the condition by what it says is not run at all."""
    if placed.command != unit.command or unit.entry.treatment not in {COMMON, placed.treatment}:
        return False
    try:
        given = Tried(placed, Came("", 0, (), work.given(placed)))
    except SkinroutineError:
        return False
    possible = unit.when.weigh(facts_of(given, work), not_sure=True).truth is not False
    return possible and fires(unit, work.tried(placed), work)
