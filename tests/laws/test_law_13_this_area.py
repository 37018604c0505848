"""Law 13: a plan is for this area, and says so of each that may be chosen."""

from __future__ import annotations

from itertools import combinations

import pytest

from rule_set import Answers, conditions_of
from skinroutine.decide.checklist import ChecklistStep, checklist
from skinroutine.memory.sessions import AREAS
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import Chosen, Facts, Picked
from todays_rules import TREATMENTS, example, planning

pytestmark = pytest.mark.todays_rules


def question_of(treatment: str) -> Question:
    return next(question for question in planning(treatment).questions if question.id == AREAS)


def steps_of(treatment: str, answers: Answers, *areas: str) -> list[ChecklistStep]:
    book = planning(treatment).book
    lists = checklist(book, Facts({**answers, AREAS: Chosen(frozenset(areas))}, book.guards))
    return [found for steps in lists.values() for found in steps]


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_area_that_may_be_chosen_is_named_by_some_rule_step_or_interval(treatment: str) -> None:
    leaves = [leaf for condition in conditions_of(planning(treatment)) for leaf, _ in condition.leaves()]
    named = {
        each
        for leaf in leaves
        if isinstance(leaf, Picked) and leaf.question == AREAS
        for each in leaf.options
    }
    assert set(question_of(treatment).options) - named == set()


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_plan_for_one_area_names_it_before_no_step(treatment: str) -> None:
    answers = example(treatment)
    found = {area: steps_of(treatment, answers, area) for area in question_of(treatment).options}
    assert [area for area, steps in found.items() if any(step.place for step in steps)] == []


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_each_of_two_areas_is_given_what_it_is_given_alone(treatment: str) -> None:
    answers, areas = example(treatment), question_of(treatment).options
    alone = {area: [found.step.id for found in steps_of(treatment, answers, area)] for area in areas}
    for pair in combinations(areas, 2):
        together = steps_of(treatment, answers, *pair)
        for area in pair:
            assert [found.step.id for found in together if area in found.areas] == alone[area], pair


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_step_that_is_not_for_both_of_two_areas_begins_with_the_one_that_it_is_for(treatment: str) -> None:
    answers, areas = example(treatment), question_of(treatment).options
    for pair in combinations(areas, 2):
        for found in steps_of(treatment, answers, *pair):
            expected = areas[found.areas[0]].lower() if len(found.areas) == 1 else ""
            assert found.place.lower() == expected


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_word_for_several_areas_means_none_that_a_typical_person_is_refused(treatment: str) -> None:
    plan, groups = planning(treatment), question_of(treatment).groups.values()
    answers = example(treatment)
    verdicts = {
        group.label: plan.judge({**answers, AREAS: Chosen(frozenset(group.options))}).name
        for group in groups
        if len(group.options) > 1
    }
    assert verdicts
    assert set(verdicts.values()) == {"go"}
