"""What the cases of the rules leave untried: rules, near misses, answers.

A case just misses a rule when all of its conditions but one hold for sure, and that one is false although its
question was answered. Where the one is a list of alternatives, all of them are false and at least one of them
just so. A rule with a single condition is not missed by everybody whom it does not concern, but only by those
who named something else there, gave the other answer, or a number beyond the bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from skinroutine.review.cases import CHECK, PLAN, CaseRun, CaseRunner
from skinroutine.review.catalogue import PlacedItem
from skinroutine.review.lint.satisfiable import conjuncts
from skinroutine.review.units import Unit, facts_of, fires, units_of
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import (
    Answer,
    AnyOf,
    Chosen,
    Condition,
    Every,
    Facts,
    Leaf,
    NotSure,
    Picked,
)
from skinroutine.rulebook.folders import COMMON
from skinroutine.rulebook.rulings import is_excluded, required_picks

_NOT_SURE: Final = "not sure"
_NUMBER: Final = "a number"
_NONE: Final = "none of these"


class AnswerState(NamedTuple):
    """One way to answer a question: yes, no, not sure, an option, a number."""

    treatment: str
    question: str
    answer: str


class Coverage(NamedTuple):
    """What was tried, and what was not, in the order of the files."""

    cases: int
    units: tuple[Unit, ...]
    unfired: tuple[Unit, ...]
    not_missed: tuple[Unit, ...]
    """Those with a condition that no case just misses, red flags and all others."""
    states: tuple[AnswerState, ...]
    unseen: tuple[AnswerState, ...]

    @property
    def red(self) -> list[Unit]:
        """The red flags: rules and turns of level 3 and 4, and rules that say no."""
        return [unit for unit in self.units if unit.red]

    @property
    def red_not_missed(self) -> list[Unit]:
        """The red flags that no case just misses."""
        return [unit for unit in self.not_missed if unit.red]

    @property
    def mild_not_missed(self) -> list[Unit]:
        """All others that no case just misses."""
        return [unit for unit in self.not_missed if not unit.red]

    @property
    def conditional(self) -> list[Unit]:
        """What holds under a condition, so that it can be missed at all."""
        return [unit for unit in self.units if _can_be_missed(unit)]


def coverage(work: CaseRunner, entries: Iterable[PlacedItem], runs: Iterable[CaseRun]) -> Coverage:
    """What the cases that were run leave untried of these items."""
    runs = [run for run in runs if not run.result.problem]
    units = [unit for entry in entries for unit in units_of(entry)]
    treatments = dict.fromkeys(run.placed.treatment for run in runs)
    states = [state for treatment in treatments for state in _states(work, treatment, units)]
    seen = {state for run in runs for state in _states_of(run)}
    return Coverage(
        cases=len(runs),
        units=tuple(units),
        unfired=tuple(unit for unit in units if not any(fires(unit, run, work) for run in runs)),
        not_missed=tuple(
            unit
            for unit in units
            if _can_be_missed(unit) and not any(misses(unit, run, work) for run in runs)
        ),
        states=tuple(states),
        unseen=tuple(state for state in states if state not in seen),
    )


def _can_be_missed(unit: Unit) -> bool:
    return any(True for _ in unit.when.leaves())


def misses(unit: Unit, run: CaseRun, work: CaseRunner) -> bool:
    """Whether a case that was run is a near miss of a unit."""
    if not unit.concerns(run.placed):
        return False
    far = sum(is_excluded(pick, run.result.answers) for pick in required_picks(unit.when))
    return far <= 1 and just_misses(unit.when, facts_of(run, work))


def just_misses(condition: Condition, facts: Facts) -> bool:
    """Whether these answers are a near miss of a rule with this condition."""
    parts = list(conjuncts(condition))
    failing = [part for part in parts if not part.weigh(facts, not_sure=False).truth]
    return len(failing) == 1 and _just_false(failing[0], facts, alone=len(parts) == 1)


def _just_false(part: Condition, facts: Facts, *, alone: bool) -> bool:
    if part.weigh(facts, not_sure=True).truth is not False:
        return False
    if isinstance(part, Leaf):
        return _answers_otherwise(part, facts, alone=alone)
    if isinstance(part, AnyOf):
        return any(just_misses(alternative, facts) for alternative in part.parts())
    if isinstance(part, Every):
        return just_misses(part, facts)
    return part.parts()[0].weigh(facts, not_sure=False).truth is True


def _answers_otherwise(leaf: Leaf, facts: Facts, *, alone: bool) -> bool:
    # An empty list is an answer only where the other conditions already speak of the same person.
    answer = facts.answers.get(leaf.question)
    if answer is None or isinstance(answer, NotSure):
        return False
    return bool(answer.options) or not alone if isinstance(answer, Chosen) else True


def _states(work: CaseRunner, treatment: str, units: Iterable[Unit]) -> Iterator[AnswerState]:
    """The answers that some of these rules can tell from others, question by question."""
    own = [unit for unit in units if unit.entry.treatment in {COMMON, treatment}]
    known: set[str] = set()
    for command in (PLAN, CHECK):
        read: dict[str, set[str]] = {}
        for leaf in (leaf for unit in own if unit.command == command for leaf, _ in unit.when.leaves()):
            read.setdefault(leaf.question, set()).update(leaf.options if isinstance(leaf, Picked) else ())
        for question in work.questions(treatment, command):
            if question.id in read and question.asked_by and question.id not in known:
                for answer in _answers(question, read[question.id]):
                    yield AnswerState(treatment, question.id, answer)
            known.add(question.id)


def _answers(question: Question, read: set[str]) -> Iterator[str]:
    if question.kind == "yes_no":
        yield from ("yes", "no")
    elif question.kind == "number":
        yield _NUMBER
    else:
        yield from (option for option in question.options if option in read)
    if question.kind == "many" and not question.at_least_one:
        yield _NONE
    if question.not_sure:
        yield _NOT_SURE


def _states_of(run: CaseRun) -> Iterator[AnswerState]:
    for name, answer in run.result.answers.items():
        for words in _words(answer):
            yield AnswerState(run.placed.treatment, name, words)


def _words(answer: Answer) -> Iterable[str]:
    if isinstance(answer, Chosen):
        return answer.options or (_NONE,)
    if isinstance(answer, NotSure):
        return (_NOT_SURE,)
    if isinstance(answer, bool):
        return ("yes" if answer else "no",)
    return (answer,) if isinstance(answer, str) else (_NUMBER,)
