"""Rules and courses as rulings. A course is a symptom with its normal hours and what leaves them."""

from __future__ import annotations

import pytest

from skinroutine.decide.evaluate import evaluate, strictest_per_group
from skinroutine.rulebook import Course, ScreeningRule, Span, SymptomRule, Turn, Until
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, Facts, Picked, Within, YesNo
from skinroutine.rulebook.rulings import screening_rulings, symptom_rulings

MILD, SEVERE = Picked("severity", ["mild"]), Picked("severity", ["severe"])


def a_turn(level: int, say: str = "It should fade.", **keys: object) -> Turn:
    return Turn(level=level, say=say, **keys)  # type: ignore[arg-type]


def pink(*turns: Turn, **keys: object) -> Course:
    return Course(id="p", course="pink", say="Pink is normal.", sources=("s",), then=turns, **keys)  # type: ignore[arg-type]


def level(course: Course, answers: dict[str, Answer], *present: str) -> int:
    known = {"symptoms": Chosen(frozenset(present or {"pink"})), **answers}
    return evaluate(symptom_rulings([course]), Facts(known, {})).weight


def test_a_symptom_with_nothing_against_it_is_the_expected_course() -> None:
    held = evaluate(symptom_rulings([pink()]), Facts({"symptoms": Chosen(frozenset({"pink"}))}, {})).fired
    assert [(one.ruling.say, one.weight) for one in held] == [("Pink is normal.", 0)]


def test_a_course_says_nothing_where_its_symptom_is_absent() -> None:
    assert level(pink(a_turn(2)), {}, "itch") == 0
    assert level(pink(a_turn(2)), {}) == 2


@pytest.mark.parametrize(
    ("hours", "expected"), [(0, 0), (47.9, 0), (48, 1), (71, 1), (72, 3), (900, 3), (NOT_SURE, 3)]
)
def test_a_turn_counts_its_hours_from_the_session(hours: Answer, expected: int) -> None:
    course = pink(a_turn(1, since=Span(48, "48 hours")), a_turn(3, since=Span(72, "72 hours")))
    assert level(course, {"hours_since_session": hours}) == expected


@pytest.mark.parametrize(("severity", "expected"), [("mild", 0), ("severe", 2), (NOT_SURE, 2)])
def test_when_and_unless_read_the_details_of_the_same_symptom_and_not_sure_is_the_worse(
    severity: Answer, expected: int
) -> None:
    known: dict[str, Answer] = {"symptoms.pink.severity": severity, "symptoms.itch.severity": "mild"}
    assert level(pink(a_turn(2, when=SEVERE)), known) == expected
    assert level(pink(a_turn(2, unless=MILD)), known) == expected


def test_a_turn_may_be_milder_for_a_not_sure() -> None:
    course = pink(a_turn(3, when=SEVERE, if_not_sure=1))
    assert level(course, {"symptoms.pink.severity": NOT_SURE}) == 1
    assert level(course, {"symptoms.pink.severity": "severe"}) == 3


def test_a_course_for_other_answers_does_not_hold() -> None:
    course = pink(a_turn(2), when=Within("needle_mm", {"at_most": 0.5}))
    assert [level(course, {"needle_mm": length}) for length in (0.25, 1.0, NOT_SURE)] == [2, 0, 2]


def test_of_one_course_only_the_strictest_turn_is_told() -> None:
    course = pink(a_turn(1, "Rest it."), a_turn(2, "Show it."))
    held = evaluate(symptom_rulings([course]), Facts({"symptoms": Chosen(frozenset({"pink"}))}, {})).fired
    assert [one.ruling.say for one in strictest_per_group(held)] == ["Show it."]


def test_a_screening_rule_keeps_all_that_it_says() -> None:
    rule = ScreeningRule(
        id="sore",
        when=YesNo("sore", yes=True),
        verdict="professional-first",
        if_not_sure="caution",
        say="Ask first.",
        until=Until(words="it has healed"),
        instead="Rest.",
        why="It stings.",
        hold=True,
        hold_days=3,
        sources=("s",),
        disagreement="One says no.",
        origin="mine",
    )
    (ruling,) = screening_rulings([rule])
    assert (ruling.weight, ruling.weight_if_not_sure) == (3, 1)
    assert (ruling.id, ruling.group, ruling.say, ruling.instead, ruling.why) == (
        ("sore", "sore", "Ask first.", "Rest.", "It stings.")
    )
    assert (ruling.hold, ruling.hold_days, ruling.until) == (True, 3, rule.until)
    assert (ruling.sources, ruling.disagreement, ruling.origin) == (("s",), "One says no.", "mine")


def test_a_symptom_rule_keeps_all_that_it_says() -> None:
    rule = SymptomRule(
        id="fever",
        when=Picked("symptoms", ["fever"]),
        level=3,
        if_not_sure=0,
        say="Be seen.",
        do=("Drink.",),
        why="It can spread.",
        sources=("s",),
        disagreement="One waits.",
        origin="mine",
    )
    (ruling,) = symptom_rulings([rule])
    assert (ruling.weight, ruling.weight_if_not_sure, ruling.do) == (3, 0, ("Drink.",))
    assert (ruling.id, ruling.group, ruling.say, ruling.why) == (
        "fever",
        "fever",
        "Be seen.",
        "It can spread.",
    )
    assert (ruling.sources, ruling.disagreement, ruling.origin) == (("s",), "One waits.", "mine")
