from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skinroutine.review.coverage import just_misses
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, Facts
from skinroutine.rulebook.whens import condition

HIVES, RASH, NOBODY = Chosen(frozenset({"hives"})), Chosen(frozenset({"rash"})), Chosen(frozenset())
BOTH = Chosen(frozenset({"hives", "rash"}))
PAIR = {"signs": "hives", "risks": "pill"}
LATE = {"signs": "hives", "hours": {"at_least": 48}}
EITHER = {"signs": "hives", "any": [{"hours": {"at_least": 48}}, {"trend": "worse"}]}


@pytest.mark.parametrize(
    ("when", "answers", "near"),
    [
        (LATE, {"signs": HIVES, "hours": 47}, True),
        (LATE, {"signs": HIVES, "hours": 48}, False),
        (LATE, {"signs": RASH, "hours": 48}, True),
        (LATE, {"signs": RASH, "hours": 47}, False),
        (LATE, {"signs": HIVES}, False),
        (LATE, {"signs": HIVES, "hours": NOT_SURE}, False),
        (LATE, {"signs": NOT_SURE, "hours": 47}, False),
        (PAIR, {"signs": HIVES, "risks": NOBODY}, True),
        (EITHER, {"signs": HIVES, "hours": 47, "trend": "better"}, True),
        (EITHER, {"signs": HIVES, "hours": 47, "trend": NOT_SURE}, False),
        (EITHER, {"signs": HIVES, "hours": 50, "trend": "better"}, False),
        ({"signs": "hives"}, {"signs": RASH}, True),
        ({"signs": "hives"}, {"signs": NOBODY}, False),
        ({"signs": "hives"}, {"signs": BOTH}, False),
        ({"shared": True}, {"shared": False}, True),
        ({"shared": True}, {}, False),
        ({"signs": "hives", "not": {"trend": "better"}}, {"signs": HIVES, "trend": "better"}, True),
        ({"signs": "hives", "not": {"trend": "better"}}, {"signs": HIVES, "trend": NOT_SURE}, False),
    ],
)
def test_a_near_miss_has_one_false_condition_whose_question_was_answered(
    when: dict[str, object], answers: dict[str, Answer], near: bool
) -> None:
    assert just_misses(condition(when), Facts(answers, {})) is near


@given(
    when=st.sampled_from([PAIR, LATE, EITHER]),
    signs=st.sampled_from([HIVES, RASH, BOTH, NOBODY, NOT_SURE]),
    risks=st.sampled_from([NOBODY, Chosen(frozenset({"pill"})), NOT_SURE]),
    hours=st.one_of(st.floats(0, 100), st.just(NOT_SURE)),
    trend=st.sampled_from(["worse", "better", NOT_SURE]),
)
def test_a_rule_that_holds_is_never_just_missed(
    when: dict[str, object], signs: Answer, risks: Answer, hours: Answer, trend: Answer
) -> None:
    facts = Facts({"signs": signs, "risks": risks, "hours": hours, "trend": trend}, {})
    rule = condition(when)
    if rule.weigh(facts, not_sure=True).truth:
        assert not just_misses(rule, facts)
