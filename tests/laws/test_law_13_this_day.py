"""Law 13: a plan is for this day: what is over is only asked, and what comes later stands at its hour."""

from __future__ import annotations

import re
from itertools import product

import pytest

from rule_set import Answers
from skinroutine.decide.checklist import ChecklistStep, phase_steps
from skinroutine.memory.sessions import AREAS
from skinroutine.review.grade import reading_grade
from skinroutine.rulebook import PHASES, Question, Step
from skinroutine.rulebook.conditions import Answer, Chosen, Facts
from skinroutine.text import uncapital
from todays_rules import TREATMENTS, example, planning

pytestmark = pytest.mark.todays_rules
BEFORE = re.compile(
    r"\b(days?|hours?|weeks?|nights?|evening) (before|ahead|earlier)\b|\bin advance\b", re.IGNORECASE
)
"""What an order says of a time before the session."""
THIS_DAY = re.compile(r"\btoday\b|\btomorrow\b", re.IGNORECASE)
DAYS = (0, 1, 2, 5, 30)


def before_of(treatment: str, answers: Answers, days_ahead: int = 0) -> list[ChecklistStep]:
    book = planning(treatment).book
    return phase_steps(book, "prep", Facts(answers, book.guards), days_ahead)


def everybody(treatment: str) -> list[Answers]:
    """The example on each area alone, with every mix of answers that the list before reads."""
    plan = planning(treatment)
    read = {leaf.question for step in plan.book.steps["prep"] for leaf, _ in step.when.leaves()} | {AREAS}
    choices = [
        [(question.id, value) for value in values_of(question)]
        for question in plan.questions
        if question.id in read and question.kind != "number"
    ]
    return [{**example(treatment), **dict(mix)} for mix in product(*choices)]


def values_of(question: Question) -> list[Answer]:
    if question.kind == "yes_no":
        return [True, False]
    if question.kind == "many" and question.id != AREAS:
        return [Chosen(frozenset()), Chosen(frozenset(question.options))]
    return [Chosen(frozenset({name})) if question.kind == "many" else name for name in question.options]


def steps_of(treatment: str) -> list[Step]:
    book = planning(treatment).book
    return [step for phase in PHASES for step in book.steps[phase]]


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_no_step_orders_in_its_words_what_belongs_to_a_day_before(treatment: str) -> None:
    assert [step.id for step in steps_of(treatment) if BEFORE.search(step.do + step.avoid)] == []


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_no_step_calls_its_day_today_or_tomorrow(treatment: str) -> None:
    assert [step.id for step in steps_of(treatment) if THIS_DAY.search(step.text)] == []


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_plan_for_today_orders_nothing_of_the_days_before(treatment: str) -> None:
    found = [each for answers in everybody(treatment) for each in before_of(treatment, answers)]
    begun = [each for each in found if each.step.before]
    assert {each.step.id for each in begun if each.text != each.step.if_past} == set()
    assert {each.step.id for each in begun} == {step.id for step in steps_of(treatment) if step.if_past}


@pytest.mark.parametrize("treatment", TREATMENTS)
@pytest.mark.parametrize("days_ahead", DAYS[1:])
def test_a_plan_for_a_later_day_orders_all_of_it(treatment: str, days_ahead: int) -> None:
    before = {step.id for step in steps_of(treatment) if step.before}
    found = [each for answers in everybody(treatment) for each in before_of(treatment, answers, days_ahead)]
    assert {each.step.id for each in found if each.step.before} == before
    assert [each.step.id for each in found if each.step.before and each.step.text not in each.text] == []


@pytest.mark.parametrize("treatment", TREATMENTS)
@pytest.mark.parametrize("days_ahead", DAYS)
def test_the_list_before_has_nine_steps_at_most_on_every_day_and_ends_with_a_stopping_point(
    treatment: str, days_ahead: int
) -> None:
    found = [before_of(treatment, answers, days_ahead) for answers in everybody(treatment)]
    assert max(len(steps) for steps in found) <= 9
    assert {steps[-1].step.kind for steps in found} == {"pause"}


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_what_is_over_is_asked_before_the_first_thing_is_done(treatment: str) -> None:
    for answers in everybody(treatment):
        kinds = [each.is_check for each in before_of(treatment, answers)]
        assert kinds == sorted(kinds, reverse=True)


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_an_order_with_its_day_is_as_easy_to_read_as_any_sentence(treatment: str) -> None:
    ahead = [f"From Sun 29 Nov on: {uncapital(step.text)}" for step in steps_of(treatment) if step.before]
    assert [text for text in ahead if reading_grade(text) > 8] == []


LENGTH = re.compile(
    r"\bfor (?:at least )?(?P<part>the first )?(?P<many>\d+) (?P<unit>hour|day|week)s?\b", re.IGNORECASE
)
"""How long something is left out, as the words of a step say it."""
HOURS = {"hour": 1, "day": 24, "week": 168}


def unclear_times(text: str, hours: float) -> list[str]:
    """The times in a text shorter than that of its step, but for a first part of what lasts.

    The end of a step stands behind its words: they speak of a first part last, or of the whole time.
    """
    shorter = [
        found for found in LENGTH.finditer(text) if int(found["many"]) * HOURS[found["unit"].lower()] < hours
    ]
    opening, *rest = re.split(r"[.;]", text.removesuffix("."))
    told = bool(rest) and rest[-1].endswith("the whole time")
    return [found[0] for found in shorter if not found["part"] or (found[0] in opening and not told)]


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_step_names_a_shorter_time_only_as_the_first_part_of_its_own(treatment: str) -> None:
    """A step has one end, and of two times in its words a reader can't tell which that is."""
    lasting = [(step, step.lasts.hours) for step in steps_of(treatment) if step.lasts]
    assert lasting
    assert [
        step.id
        for step, hours in lasting
        for text in (step.do + step.avoid, step.in_short)
        if unclear_times(text, hours)
    ] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Skip sport for 24 hours. Stay out of saunas the whole time.", ["for 24 hours"]),
        ("Skip sport for at least 48 hours.", ["for at least 48 hours"]),
        ("Skip sport for the first 24 hours. Stay out of saunas.", ["for the first 24 hours"]),
        ("Skip sport for at least the first 24 hours. Stay out of saunas the whole time.", []),
        ("Stay out of saunas. For the first 2 days, skip sport too.", []),
        ("No saunas; no sport for the first 24 hours", []),
        ("Leave make-up off for 7 days.", []),
    ],
)
def test_a_second_time_in_one_step_would_be_noticed(text: str, found: list[str]) -> None:
    assert unclear_times(text, 120) == found
