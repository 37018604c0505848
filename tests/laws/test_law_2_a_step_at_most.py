"""Law 2: a "not sure" counts for at most a step less than a yes, what was left out for no more than it."""

from __future__ import annotations

from functools import cache

import pytest

from rule_set import Answers, chances, values_of
from skinroutine.decide.triage import Triage
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import LEFT_OUT, NOT_SURE, Answer, Chosen, Picked
from todays_rules import TREATMENTS, check_edges, checking, example, plan_edges, planning, story

pytestmark = pytest.mark.todays_rules

STORIES = 4
UNSURE = [
    (treatment, question.id)
    for treatment in TREATMENTS
    for question in planning(treatment).questions
    if question.not_sure and question.asked_by
]
SYMPTOMS = [
    (treatment, symptom.id) for treatment in TREATMENTS for symptom in checking(treatment).book.symptoms
]


def possible(question: Question, edges: dict[str, list[float]]) -> list[Answer]:
    """Every answer that a "not sure" can stand for."""
    values = values_of(question, edges, unsure=False)
    return [one for one in values if not question.not_sure_can_be or one in question.not_sure_can_be]


@cache
def stories(treatment: str, symptom: str) -> list[Answers]:
    """Stories with this symptom, all of whose details are known."""
    check, luck, edges = checking(treatment), chances(symptom), check_edges(treatment)
    details = [one for one in check.questions if one.id.startswith(f"symptoms.{symptom}.")]
    sure = {one.id: values_of(one, edges, unsure=False) for one in check.questions}
    found = []
    for _ in range(STORIES):
        told, _, _ = story(treatment, luck)
        known = {name: luck.choice(sure[name]) if one is NOT_SURE else one for name, one in told.items()}
        before = told["symptoms"]
        assert isinstance(before, Chosen)
        own = {one.id: luck.choice(values_of(one, edges, unsure=False)) for one in details}
        found.append({**known, **own, "symptoms": Chosen(before.options | {symptom})})
    return found


@cache
def read_by_rules(treatment: str) -> frozenset[str]:
    return frozenset().union(*(rule.when.reads for rule in checking(treatment).rules))


@cache
def doubts(treatment: str, symptom: str) -> list[tuple[Question, dict[Answer, Triage]]]:
    """Each detail of a symptom that some rule reads, in each of its stories: what each answer comes to."""
    check, edges = checking(treatment), check_edges(treatment)
    return [
        (question, {each: check.judge({**told, question.id: each}) for each in answers})
        for question in check.questions
        # What no rule reads only tells how old a sign is: another question asks whether it began before.
        if question.id.startswith(f"symptoms.{symptom}.")
        and question.not_sure
        and question.id in read_by_rules(treatment)
        for answers in [[*values_of(question, edges, unsure=False), NOT_SURE, LEFT_OUT]]
        for told in stories(treatment, symptom)
    ]


@pytest.mark.parametrize(("treatment", "symptom"), SYMPTOMS)
def test_not_sure_about_a_detail_is_at_most_a_level_less_than_the_worst_it_can_be(
    treatment: str, symptom: str
) -> None:
    edges = check_edges(treatment)
    for question, found in doubts(treatment, symptom):
        worst = max(found[one].level for one in possible(question, edges))
        assert found[NOT_SURE].level >= worst - 1, question.id


@pytest.mark.parametrize(("treatment", "symptom"), SYMPTOMS)
def test_a_detail_that_is_left_out_never_counts_for_more_than_a_not_sure(
    treatment: str, symptom: str
) -> None:
    for question, found in doubts(treatment, symptom):
        if not question.not_sure_can_be:
            assert found[LEFT_OUT].level <= found[NOT_SURE].level, question.id


@pytest.mark.parametrize(("treatment", "symptom"), SYMPTOMS)
def test_a_result_that_a_left_out_detail_could_make_worse_names_the_detail(
    treatment: str, symptom: str
) -> None:
    edges = check_edges(treatment)
    for question, found in doubts(treatment, symptom):
        left = found[LEFT_OUT]
        worst = max(found[one].level for one in values_of(question, edges, unsure=False))
        assert question.id in left.left_out or left.level >= worst, question.id


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_red_flag_takes_a_not_sure_for_a_yes(treatment: str) -> None:
    flags = [rule for rule in checking(treatment).rules if rule.id.startswith("flag-")]
    assert flags != []
    assert [rule.id for rule in flags if rule.weight_if_not_sure is not None] == []


@pytest.mark.parametrize(("treatment", "name"), UNSURE)
def test_not_sure_in_a_plan_is_at_most_a_step_less_than_the_worst_it_can_be(
    treatment: str, name: str
) -> None:
    plan, edges = planning(treatment), plan_edges(treatment)
    question = next(one for one in plan.questions if one.id == name)
    told = dict(example(treatment))
    for leaf, _ in question.when.leaves():
        if isinstance(leaf, Picked):
            options = leaf.options
            listed = next(one for one in plan.questions if one.id == leaf.question).kind == "many"
            told[leaf.question] = Chosen(options) if listed else min(options)
    worst = max(plan.judge({**told, name: one}).weight for one in possible(question, edges))
    assert plan.judge({**told, name: NOT_SURE}).weight >= worst - 1
