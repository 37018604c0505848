"""Answers in a file that don't go together: the careful one counts, and nothing else changes by it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest

from rule_set import Answers
from shipped import TREATMENTS, example, planning
from skinroutine.commands.typed import without_asking
from skinroutine.decide.conflicts import Before, Conflicts
from skinroutine.decide.plan import PlanDecision
from skinroutine.interview.answers import MissingAnswersError
from skinroutine.rulebook.conditions import Chosen


def completed(plan: PlanDecision, conflicts: Conflicts, person: Answers) -> Answers:
    """What the plan goes by where nobody is asked."""
    known = dict(person)
    without_asking("plan", plan, known, conflicts)
    return known


def people(plan: PlanDecision, treatment: str) -> Iterator[Answers]:
    """A typical person with one thing more each, who leaves out all that a file may leave out."""
    optional = {each.id for each in plan.questions if each.if_left_out("plan") == "optional"}
    person = {name: answer for name, answer in example(treatment).items() if name not in optional}
    for question in plan.questions:
        if isinstance(person.get(question.id), Chosen):
            yield from ({**person, question.id: Chosen(frozenset({option}))} for option in question.options)


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_plan_goes_by_the_same_as_if_the_careful_answer_stood_in_the_file(treatment: str) -> None:
    plan, settled = planning(treatment), []
    conflicts = Conflicts(plan.book.contradictions, plan.questions, plan.guards, Before([], plan.now))
    for person in people(plan, treatment):
        careful = dict(person)
        if not conflicts.take_cautious(careful):
            continue
        with suppress(MissingAnswersError):  # what the careful answer opens, a person would have to answer
            settled.append((completed(plan, conflicts, person), completed(plan, conflicts, careful)))
    assert settled
    assert [found for found, expected in settled] == [expected for found, expected in settled]
