"""What the cases of the rules leave untried: rules, near misses of red flags, answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from skinroutine.conditions import Answer, Chosen, Condition, NotSure, Picked
from skinroutine.decide.evaluate import is_excluded, required_picks
from skinroutine.model import Question
from skinroutine.review.casework import CHECK, PLAN, Casework, Tried
from skinroutine.review.catalogue import Entry
from skinroutine.review.near_misses import just_misses
from skinroutine.review.units import Unit, concerns, facts_of, fires, units_of
from skinroutine.rulebook.folders import COMMON

_NOT_SURE: Final = "not sure"
_NUMBER: Final = "a number"
_NONE: Final = "none of these"


class State(NamedTuple):
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
    states: tuple[State, ...]
    unseen: tuple[State, ...]

    @property
    def red(self) -> list[Unit]:
        """The red flags: rules and turns of level 3 and 4, and rules that say no."""
        return [unit for unit in self.units if unit.red]


def coverage(work: Casework, entries: Iterable[Entry], tried: Iterable[Tried]) -> Coverage:
    """What the cases that were run leave untried of these items."""
    ran = [one for one in tried if not one.came.problem]
    units = [unit for entry in entries for unit in units_of(entry)]
    treatments = dict.fromkeys(one.placed.treatment for one in ran)
    states = [state for treatment in treatments for state in _states(work, treatment, units)]
    seen = {state for one in ran for state in _seen(one)}
    return Coverage(
        cases=len(ran),
        units=tuple(units),
        unfired=tuple(unit for unit in units if not any(fires(unit, one, work) for one in ran)),
        not_missed=tuple(
            unit for unit in units if unit.red and not any(misses(unit, one, work) for one in ran)
        ),
        states=tuple(states),
        unseen=tuple(state for state in states if state not in seen),
    )


def misses(unit: Unit, tried: Tried, work: Casework) -> bool:
    """Whether a case that was run is a near miss of a unit."""
    if not concerns(unit, tried):
        return False
    far = sum(is_excluded(pick, tried.came.answers) for pick in required_picks(unit.when))
    return far <= 1 and just_misses(unit.when, facts_of(tried, work))


def _states(work: Casework, treatment: str, units: Iterable[Unit]) -> Iterator[State]:
    """The answers that some of these rules can tell from others, question by question."""
    own = [unit for unit in units if unit.entry.treatment in {COMMON, treatment}]
    known: set[str] = set()
    for command in (PLAN, CHECK):
        questions = [one for one in work.questions(treatment, command) if one.id not in known]
        whens = [unit.when for unit in own if unit.command == command]
        yield from _told_apart(treatment, questions, whens)
        known |= {one.id for one in questions}


def _told_apart(treatment: str, questions: Iterable[Question], whens: Iterable[Condition]) -> Iterator[State]:
    read: dict[str, set[str]] = {}
    for when in whens:
        for leaf, _ in when.leaves():
            read.setdefault(leaf.question, set()).update(leaf.options if isinstance(leaf, Picked) else ())
    for question in questions:
        if question.id in read and question.asked_by:
            for answer in _answers(question, read[question.id]):
                yield State(treatment, question.id, answer)


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


def _seen(tried: Tried) -> Iterator[State]:
    for name, answer in tried.came.answers.items():
        for words in _words(answer):
            yield State(tried.placed.treatment, name, words)


def _words(answer: Answer) -> Iterable[str]:
    if isinstance(answer, Chosen):
        return answer.options or (_NONE,)
    if isinstance(answer, NotSure):
        return (_NOT_SURE,)
    if isinstance(answer, bool):
        return ("yes" if answer else "no",)
    return (answer,) if isinstance(answer, str) else (_NUMBER,)
