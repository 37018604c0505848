"""What a case can exercise: a rule, a turn of a course, a step, an interval."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from skinroutine.decide.evaluate import evaluate
from skinroutine.decide.verdict import STRICTEST
from skinroutine.errors import SkinroutineError
from skinroutine.review.cases import (
    CHECK,
    PLAN,
    CaseResult,
    CaseRun,
    CaseRunner,
    PlacedCase,
)
from skinroutine.review.catalogue import PlacedItem
from skinroutine.review.lint.ruleset import CHOOSING
from skinroutine.rulebook import (
    MILDEST_REFUSAL,
    Command,
    Course,
    Interval,
    Ruling,
    ScreeningRule,
    Step,
    SymptomRule,
)
from skinroutine.rulebook.conditions import Condition, Facts
from skinroutine.rulebook.doubt import holding
from skinroutine.rulebook.folders import COMMON
from skinroutine.rulebook.rulings import is_excluded, required_picks, screening_rulings, symptom_rulings

URGENT: Final = 3
"""The level from which on a rule is a red flag."""


class Unit(NamedTuple):
    """One thing to exercise. ``turn`` is what a turn of a course says; ``red`` marks a red flag."""

    entry: PlacedItem
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

    def concerns(self, placed: PlacedCase) -> bool:
        """Whether a case is run under the rules that this belongs to."""
        return placed.command == self.command and self.entry.treatment in {COMMON, placed.treatment}


def units_of(entry: PlacedItem) -> list[Unit]:
    """What there is to exercise in an item.

    Nothing in what is no rule, in what only a purchase turns on, and in an interval that counts from another
    treatment, from a test patch, several sessions or a limit that one went past: no case can tell of those.
    """
    item = entry.item
    if entry.topic == CHOOSING:
        return []
    if isinstance(item, ScreeningRule):
        (ruling,) = screening_rulings([item])
        return [Unit(entry, PLAN, item.when, item.say, red=ruling.weight == STRICTEST, ruling=ruling)]
    if isinstance(item, SymptomRule | Course):
        return [
            Unit(entry, CHECK, sign.when, sign.say, sign.say if place else "", sign.weight >= URGENT, sign)
            for place, sign in enumerate(symptom_rulings([item]))
        ]
    if isinstance(item, Step):
        return [Unit(entry, PLAN, item.when, item.text)]
    if isinstance(item, Interval) and not (item.since or item.of_last or item.adds_up or item.after_patch):
        return [Unit(entry, PLAN, item.when, item.say)]
    return []


def fires(unit: Unit, run: CaseRun, work: CaseRunner) -> bool:
    """Whether a case that was run exercises a unit: with its own result, not a milder one for "not sure".

    A step is exercised by being shown, an interval by keeping somebody waiting, or by the day that it shows.
    """
    result, item = run.result, unit.entry.item
    if result.problem or not unit.concerns(run.placed):
        return False
    if isinstance(item, Interval):
        shown = work.planning(run.placed.treatment).still_better(result.answers) if item.suggested else {}
        return item.id in {
            *(reason.id for reason in result.reasons),
            *(rest.interval.id for rest in shown.values()),
        }
    if any(is_excluded(pick, result.answers) for pick in required_picks(unit.when)):
        return False
    facts = facts_of(run, work)
    if unit.ruling is None:
        return result.weight < MILDEST_REFUSAL and holding(unit.when, facts).truth is not False
    return any(fired.weight == unit.ruling.weight for fired in evaluate([unit.ruling], facts).fired)


def facts_of(run: CaseRun, work: CaseRunner) -> Facts:
    """The answers of a case, with what is known of when each question applies."""
    if run.placed.command == PLAN:
        return Facts(run.result.answers, work.planning(run.placed.treatment).book.guards)
    return Facts(run.result.answers, work.checking(run.placed.treatment).guards)


def cases_for(entry: PlacedItem, work: CaseRunner, cases: Iterable[PlacedCase]) -> list[PlacedCase]:
    """The cases that exercise an item, or a turn of it."""
    units = units_of(entry)
    return [placed for placed in cases if any(_exercises(unit, placed, work) for unit in units)]


def _exercises(unit: Unit, placed: PlacedCase, work: CaseRunner) -> bool:
    # A case that cannot meet the condition by what it says is not run at all.
    if not unit.concerns(placed):
        return False
    try:
        given = CaseRun(placed, CaseResult("", 0, (), work.given(placed)))
    except SkinroutineError:
        return False
    possible = unit.when.weigh(facts_of(given, work), not_sure=True).truth is not False
    return possible and fires(unit, work.run(placed), work)
