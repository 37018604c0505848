"""Law 1: advice only goes up."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rule_set import THIRD, Answers, conditions_of, somebody, values_of
from skinroutine.app import App
from skinroutine.decide.plan import PlanDecision
from skinroutine.history import Hold
from skinroutine.rulebook import Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Chosen, Facts, Within
from skinroutine.rulebook.doubt import holding
from todays_rules import LIBRARY, TREATMENTS, checking, example, plan_edges, planning, story

pytestmark = pytest.mark.todays_rules
luck = st.randoms(use_true_random=False)
treatments = st.sampled_from(TREATMENTS)


def many_in(treatment: str) -> set[str]:
    """The questions of a plan with many answers."""
    return {one.id for one in planning(treatment).questions if one.kind == "many"}


def with_option(answers: Answers, question: str, option: str, details: Answers) -> Answers:
    before = answers[question]
    assert isinstance(before, Chosen)
    return {**details, **answers, question: Chosen(before.options | {option})}


def planner(treatment: str, chance: Random, *, gaps: float) -> tuple[Answers, Answers]:
    """Answers of a person, some left out, and what they would say if asked for more."""
    plan = planning(treatment)
    full = somebody(plan.questions, plan_edges(treatment), chance)
    # Someone against whom all speaks cannot be refused more; most of these people are sound.
    sound = chance.choice([0.6, 0.9, 1])
    full |= {name: one for name, one in example(treatment).items() if chance.random() < sound}
    many = many_in(treatment)
    kept = {name: one for name, one in full.items() if name in many or chance.random() >= gaps}
    return kept, {name: one for name, one in full.items() if name not in kept}


def question_of(listed: list[Question], name: str) -> Question:
    return next(one for one in listed if one.id == name)


@pytest.mark.proof
@settings(max_examples=200)
@given(chance=luck, treatment=treatments, asked=st.booleans())
def test_one_more_option_of_any_question_never_makes_a_plan_milder(
    chance: Random, treatment: str, asked: bool
) -> None:
    plan = planning(treatment)
    name = chance.choice(sorted(many_in(treatment)))
    answers, more = planner(treatment, chance, gaps=0.1)
    option = chance.choice(sorted(question_of(plan.questions, name).options))
    after = with_option(answers, name, option, more if asked else {})
    assert plan.judge(after).weight >= plan.judge(answers).weight


@pytest.mark.proof
@settings(max_examples=200)
@given(chance=luck, treatment=treatments, asked=st.booleans())
def test_one_more_symptom_never_makes_a_check_milder(chance: Random, treatment: str, asked: bool) -> None:
    check = checking(treatment)
    told, details, symptom = story(treatment, chance)
    after = with_option(told, "symptoms", symptom, details if asked else {})
    assert check.judge(after).level >= check.judge(told).level


@pytest.mark.proof
@settings(max_examples=200)
@given(chance=luck, treatment=treatments)
def test_one_more_risk_factor_never_makes_a_check_milder(chance: Random, treatment: str) -> None:
    check = checking(treatment)
    told, _, _ = story(treatment, chance)
    factor = chance.choice(sorted(question_of(check.questions, "risk_factors").options))
    after = with_option(told, "risk_factors", factor, {})
    assert check.judge(after).level >= check.judge(told).level


@settings(max_examples=100)
@given(chance=luck, treatment=treatments, held=treatments)
def test_a_hold_never_makes_a_plan_milder_and_blocks_its_own_treatment(
    chance: Random, treatment: str, held: str
) -> None:
    answers, _ = planner(treatment, chance, gaps=0)
    place = App()
    place.library = LIBRARY
    hold = Hold("h1", held, datetime(2026, 11, 1).astimezone(), "flag-airway", "Swollen lips.", 0)
    blocked = PlanDecision(planning(treatment).book, place.now(), None, [hold]).judge(answers)
    assert blocked.weight >= planning(treatment).judge(answers).weight
    assert not blocked.allowed
    assert held != treatment or blocked.name == "no"


@pytest.mark.proof
@settings(max_examples=100)
@given(chance=luck, treatment=treatments)
def test_a_folder_of_rules_beside_the_shipped_ones_never_makes_a_result_milder(
    chance: Random, treatment: str
) -> None:
    answers, _ = planner(treatment, chance, gaps=0)
    told, _, _ = story(treatment, chance)
    assert planning(treatment, THIRD).judge(answers).weight >= planning(treatment).judge(answers).weight
    assert checking(treatment, THIRD).judge(told).level >= checking(treatment).judge(told).level


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_no_rule_asks_for_the_lack_of_an_option_of_a_question_with_many_answers(treatment: str) -> None:
    plan, check = planning(treatment), checking(treatment)
    many = {one.id for one in [*plan.questions, *check.questions] if one.kind == "many"}
    lacking = {
        ruling.id
        for ruling in [*plan.book.screening, *check.rules]
        for leaf, positive in ruling.when.leaves()
        if leaf.question in many and not positive
    }
    assert many >= {"conditions", "medicines", "symptoms", "risk_factors"}
    assert lacking == set()


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_the_values_that_are_tried_reach_both_sides_of_every_number_in_a_rule(treatment: str) -> None:
    plan = planning(treatment)
    asked = {one.id: one for one in plan.questions}
    for condition in conditions_of(plan):
        for leaf, _ in condition.leaves():
            if isinstance(leaf, Within) and leaf.question in asked:
                tried = values_of(asked[leaf.question], plan_edges(treatment), unsure=False)
                sides = {holding(leaf, Facts({leaf.question: value}, {})).truth for value in tried}
                assert sides == {True, False}, (leaf.question, leaf)


def test_the_third_folder_holds_rules() -> None:
    assert Path(THIRD, "dermaplaning", "screening.yaml").is_file()


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_whatever_else_is_so_nothing_named_is_never_said_to_be_normal(treatment: str) -> None:
    check = checking(treatment)
    normal = check.levels[0]
    factors = next(one for one in check.questions if one.id == "risk_factors")
    for named in [frozenset[str](), *(frozenset({option}) for option in factors.options)]:
        found = check.judge({"symptoms": Chosen(frozenset()), factors.id: Chosen(named)})
        assert found.words.say != normal.say
        assert not set(found.actions) & set(normal.do)
        assert found.back_if
    assert check.judge({"symptoms": Chosen(frozenset())}).level == 0


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_person_or_a_device_that_is_a_reason_alone_says_what_to_look_for(treatment: str) -> None:
    check = checking(treatment)
    alone = [
        rule
        for rule in check.rules
        if not any(leaf.question.startswith("symptoms") for leaf, _ in rule.when.leaves())
    ]
    assert [rule.id for rule in alone if not rule.look_for or rule.weight > 1] == []


def test_what_was_said_before_is_believed_to_be_over_only_about_the_skin_as_it_is_now() -> None:
    believed = [one for one in Book(LIBRARY).contradictions if one.can_go]
    assert [one.id for one in believed if one.vanished or one.against is None or not one.gone] == []
