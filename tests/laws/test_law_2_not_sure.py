"""Law 2: not asked is not "no", and "not sure" is never the mild answer."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from rule_set import Answers, anybody, chances, somebody, values_of
from skinroutine.decide.evaluate import evaluate
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import NOT_SURE, Chosen, Facts
from todays_rules import TREATMENTS, check_edges, checking, example, plan_edges, planning, story

pytestmark = pytest.mark.todays_rules

UNSURE = [
    (treatment, question.id)
    for treatment in TREATMENTS
    for question in planning(treatment).questions
    if question.not_sure
]
DETAILS = [
    (treatment, question.id)
    for treatment in TREATMENTS
    for question in planning(treatment).questions
    if question.asked_by and not question.remembered and question.if_left_out("plan") == "not_sure"
]
SYMPTOMS = [
    (treatment, symptom.id) for treatment in TREATMENTS for symptom in checking(treatment).book.symptoms
]
PEOPLE = 8


@cache
def planners(treatment: str) -> list[Answers]:
    """A few people; the first has nothing that speaks against a session."""
    plan, luck = planning(treatment), chances(2)
    bounds = plan_edges(treatment)
    return [example(treatment), *(somebody(plan.questions, bounds, luck) for _ in range(PEOPLE))]


def with_parent(answers: Answers, question: Question) -> Answers:
    """The same person, to whom the question applies: the option that it is about is chosen."""
    changed = dict(answers)
    for leaf, _ in question.when.leaves():
        options = sorted(getattr(leaf, "options", ()))
        before = changed.get(leaf.question)
        if isinstance(before, Chosen):
            changed[leaf.question] = Chosen(before.options | set(options))
        elif options:
            changed[leaf.question] = options[0]
    return changed


@pytest.mark.parametrize(("treatment", "name"), UNSURE)
def test_not_sure_is_never_milder_in_a_plan_than_the_mildest_answer(treatment: str, name: str) -> None:
    plan = planning(treatment)
    question = next(one for one in plan.questions if one.id == name)
    values = values_of(question, plan_edges(treatment), unsure=False)
    for person in planners(treatment):
        answers = with_parent(person, question)
        mildest = min(plan.judge({**answers, name: value}).weight for value in values)
        assert plan.judge({**answers, name: NOT_SURE}).weight >= mildest


@pytest.mark.parametrize(("treatment", "name"), DETAILS)
def test_a_detail_of_a_plan_that_is_left_out_gives_the_same_reasons_as_not_sure_and_no_value_is_stricter(
    treatment: str, name: str
) -> None:
    plan = planning(treatment)
    question = next(one for one in plan.questions if one.id == name)
    values = values_of(question, plan_edges(treatment), unsure=False)
    for person in planners(treatment):
        bare = {key: answer for key, answer in with_parent(person, question).items() if key != name}
        left_out, unsure = plan.judge(bare), plan.judge({**bare, name: NOT_SURE})
        assert [(one.id, one.weight) for one in left_out.reasons] == [
            (one.id, one.weight) for one in unsure.reasons
        ]
        assert max(plan.judge({**bare, name: value}).weight for value in values) == left_out.weight


@pytest.mark.parametrize(("treatment", "symptom"), SYMPTOMS)
def test_not_sure_about_a_detail_of_a_symptom_is_never_milder_than_its_mildest_value(
    treatment: str, symptom: str
) -> None:
    check = checking(treatment)
    bounds = check_edges(treatment)
    details = [one for one in check.questions if one.id.startswith(f"symptoms.{symptom}.")]
    assert details
    luck, another = chances(symptom), anybody([*details, *_others(check.questions)], bounds)
    for question in details:
        reading = [one for one in check.rules if question.id in one.when.reads]
        values = values_of(question, bounds, unsure=False)
        for _ in range(PEOPLE if reading else 0):
            person = another(luck)
            person["symptoms"] = Chosen(frozenset({symptom, *_some(check.questions, luck)}))
            levels = [
                evaluate(reading, Facts({**person, question.id: value}, check.guards)).weight
                for value in values
            ]
            unsure = evaluate(reading, Facts({**person, question.id: NOT_SURE}, check.guards)).weight
            assert unsure >= min(levels), question.id


def _others(questions: list[Question]) -> list[Question]:
    return [one for one in questions if not one.id.startswith("symptoms")]


def _some(questions: list[Question], luck: Random) -> list[str]:
    symptoms = next(one for one in questions if one.id == "symptoms")
    return luck.sample(sorted(symptoms.options), 2)


@pytest.mark.parametrize("treatment", TREATMENTS)
@pytest.mark.parametrize("name", ["hours_since_session", "risk_factors"])
def test_not_sure_about_the_session_is_never_milder_than_the_mildest_value(treatment: str, name: str) -> None:
    check, luck = checking(treatment), chances(3)
    question = next(one for one in check.questions if one.id == name)
    values = values_of(question, check_edges(treatment), unsure=False)
    for _ in range(PEOPLE):
        told, _, _ = story(treatment, luck)
        mildest = min(check.judge({**told, name: value}).level for value in values)
        assert check.judge({**told, name: NOT_SURE}).level >= mildest


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_question_of_a_plan_says_how_to_find_out_what_one_is_not_sure_of(treatment: str) -> None:
    questions = planning(treatment).questions
    asked = [question for question in questions if question.not_sure and "plan" in question.asked_by]
    assert [question.id for question in asked if not question.find_out] == []


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_of_a_list_that_a_person_is_not_sure_of_no_detail_is_asked_or_missed(treatment: str) -> None:
    plan = planning(treatment)
    for question in plan.questions:
        if question.kind == "many" and question.not_sure:
            details = {name for name, guard in plan.guards.items() if question.id in guard.reads}
            answers = {**example(treatment), question.id: NOT_SURE}
            answers = {name: answer for name, answer in answers.items() if name not in details}
            missed = {*plan.judge(answers).left_out, *plan.undecided(Facts(answers, plan.guards))}
            assert missed & details == set(), question.id
