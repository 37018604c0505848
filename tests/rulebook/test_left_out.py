"""What was left out is not a "not sure", and a "not sure" stands only for what a person can be unsure of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skinroutine.decide.evaluate import evaluate, silent_on
from skinroutine.rulebook import Ruling
from skinroutine.rulebook.conditions import (
    LEFT_OUT,
    NOT_SURE,
    Answer,
    AnyOf,
    Every,
    Facts,
    Not,
    Picked,
    YesNo,
)
from skinroutine.rulebook.doubt import holding
from skinroutine.rulebook.guards import Guards

A, B = YesNo("a", yes=True), YesNo("b", yes=True)
BACK = Picked("way", ["back"])
GUARDS = Guards({}, {"way": frozenset({"up", "down"})})
RULE = Ruling(
    id="r",
    group="r",
    when=Every([A, B]),
    weight=3,
    weight_if_not_sure=2,
    weight_if_left_out=0,
    say=".",
    sources=(),
)


def weight(**answers: Answer) -> int:
    return evaluate([RULE], Facts(answers, {})).weight


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (True, True, 3),
        (True, NOT_SURE, 2),
        (True, LEFT_OUT, 0),
        (NOT_SURE, LEFT_OUT, 0),
        (LEFT_OUT, NOT_SURE, 0),
        (NOT_SURE, NOT_SURE, 2),
        (False, LEFT_OUT, 0),
    ],
)
def test_a_rule_counts_by_the_weakest_of_its_answers(a: Answer, b: Answer, expected: int) -> None:
    assert weight(a=a, b=b) == expected


def test_without_a_weight_of_its_own_what_was_left_out_counts_as_a_not_sure() -> None:
    rule = Ruling(id="r", group="r", when=A, weight=3, weight_if_not_sure=2, say=".", sources=())
    assert evaluate([rule], Facts({"a": LEFT_OUT}, {})).weight == 2


def test_a_not_sure_that_is_enough_by_itself_outweighs_what_was_left_out() -> None:
    held = holding(AnyOf([A, B]), Facts({"a": NOT_SURE, "b": LEFT_OUT}, {}))
    assert (held.truth, held.sure, held.left_out) == (True, False, False)


def test_a_question_whose_guard_was_left_out_counts_as_left_out_too() -> None:
    held = holding(B, Facts({"a": LEFT_OUT}, {"b": A}))
    assert (held.truth, held.left_out) == (True, True)


def test_a_rule_that_may_be_worse_names_what_was_left_out_and_no_more() -> None:
    facts = Facts({"a": NOT_SURE, "b": LEFT_OUT, "c": LEFT_OUT}, {})
    assert silent_on(evaluate([RULE], facts).fired, facts, 0) == ("b",)
    assert silent_on(evaluate([RULE], facts).fired, facts, 3) == ()


@pytest.mark.parametrize(
    ("condition", "answer", "expected"),
    [
        (BACK, NOT_SURE, False),
        (BACK, LEFT_OUT, True),
        (Not(BACK), NOT_SURE, True),
        (Picked("way", ["up", "back"]), NOT_SURE, True),
        (Picked("way", ["up", "down"]), NOT_SURE, True),
    ],
)
def test_a_not_sure_stands_for_what_a_person_can_be_unsure_of(
    condition: Picked | Not, answer: Answer, *, expected: bool
) -> None:
    assert holding(condition, Facts({"way": answer}, GUARDS)).truth is expected


def test_a_not_sure_that_fits_whatever_it_stands_for_is_a_sure_yes() -> None:
    assert holding(Picked("way", ["up", "down"]), Facts({"way": NOT_SURE}, GUARDS)).sure


KNOWN = st.sampled_from([True, False, NOT_SURE, LEFT_OUT])


@given(st.dictionaries(st.sampled_from("ab"), KNOWN, min_size=2), st.sampled_from("ab"))
def test_what_was_left_out_never_counts_for_more_than_a_not_sure(
    answers: dict[str, Answer], name: str
) -> None:
    assert weight(**{**answers, name: LEFT_OUT}) <= weight(**{**answers, name: NOT_SURE})
