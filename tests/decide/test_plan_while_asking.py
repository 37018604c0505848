"""A plan that is decided again after each answer comes to what it would come to for all of them at once."""

from __future__ import annotations

import pytest

from rule_set import Answers, chances, somebody
from shipped import TREATMENTS, plan_edges, planning
from skinroutine.decide.plan import PlanDecision
from skinroutine.memory.sessions import AREAS, FIRST, SINCE
from skinroutine.rulebook.conditions import Chosen, Facts

PEOPLE = 12


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_answers_that_are_added_count_as_if_they_had_always_been_there(treatment: str) -> None:
    plan, luck = planning(treatment), chances(f"while asking {treatment}")
    for _ in range(PEOPLE):
        person = somebody(plan.questions, plan_edges(treatment), luck)
        decision = PlanDecision(plan.book, plan.now)
        known: Answers = {SINCE: luck.choice([0, 3, 10, 25]), FIRST: False}
        known |= {AREAS: person.get(AREAS, Chosen(frozenset()))}
        for name, answer in person.items():
            known.setdefault(name, answer)  # one and the same dict, as an interview fills it
            fresh = PlanDecision(plan.book, plan.now)
            assert decision.rests(known) == fresh.rests(known)
            facts = Facts(known, plan.guards)
            assert decision.undecided(facts) == fresh.undecided(facts)
