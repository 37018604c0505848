from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skinroutine.review.condition_words import condition_words, conjunct_words, name_words
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import AnyOf, Condition, Every, Not, Picked, Within, YesNo
from skinroutine.rulebook.whens import condition

QUESTIONS = {
    "skin_today": Question(
        id="skin_today",
        kind="many",
        ask="?",
        why="?",
        asked_by=(),
        options={"sunburn": "Sunburn", "warts": "Warts"},
    ),
    "medicines": Question(
        id="medicines",
        kind="many",
        ask="?",
        why="?",
        asked_by=(),
        options={"pill": "A pill", "cream": "A cream"},
    ),
    "device": Question(
        id="device", kind="one", ask="?", why="?", asked_by=(), options={"pen": "Pen", "roller": "Roller"}
    ),
    "days_since.sunburn": Question(
        id="days_since.sunburn", kind="number", unit="days", ask="?", why="?", asked_by=()
    ),
}


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ({"skin_today": "sunburn"}, "skin today is 'Sunburn'"),
        ({"skin_today": ["warts", "sunburn"]}, "skin today is 'Sunburn' or 'Warts'"),
        ({"medicines": "pill"}, "medicines include 'A pill'"),
        ({"not": {"medicines": "pill"}}, "medicines do not include 'A pill'"),
        ({"device": "pen"}, "device is 'Pen'"),
        ({"not": {"device": "pen"}}, "device is not 'Pen'"),
        ({"device_clean": True}, "device clean is yes"),
        ({"not": {"device_clean": False}}, "device clean is not no"),
        ({"days_since.sunburn": {"under": 14}}, "days since sunburn is under 14 days"),
        ({"age": {"at_least": 18, "under": 70}}, "age is at least 18 and under 70"),
        (
            {"skin_today": "sunburn", "days_since.sunburn": {"under": 14}},
            "skin today is 'Sunburn' and days since sunburn is under 14 days",
        ),
        (
            {"device": "pen", "any": [{"age": {"under": 18}}, {"device_clean": False}]},
            "device is 'Pen' and (age is under 18 or device clean is no)",
        ),
        (
            {"not": {"device": "pen", "device_clean": True}},
            "it is not so that (device is 'Pen' and device clean is yes)",
        ),
        ({"symptoms.rash.trend": "came_back"}, "trend of rash is 'came back'"),
    ],
)
def test_a_condition_reads_as_a_sentence(when: dict[str, object], words: str) -> None:
    assert condition_words(condition(when), QUESTIONS.get) == words


def test_each_part_that_must_hold_is_told_by_itself() -> None:
    when = condition({"all": [{"device": "pen"}, {"all": [{"device_clean": True}, {"age": {"over": 70}}]}]})
    assert conjunct_words(when, QUESTIONS.get) == [
        "device is 'Pen'",
        "device clean is yes",
        "age is over 70",
    ]


def test_a_condition_that_always_holds_has_no_words() -> None:
    assert condition_words(Every(()), QUESTIONS.get) == ""


NAMES = st.sampled_from(["skin_today", "device", "age", "symptoms.rash.trend", "nobody_asks_this"])
LEAVES: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Picked, NAMES, st.lists(st.sampled_from(["sunburn", "pen", "odd one"]), min_size=1)),
    st.builds(lambda name, yes: YesNo(name, yes=yes), NAMES, st.booleans()),
    st.builds(
        Within, NAMES, st.dictionaries(st.sampled_from(["under", "over"]), st.floats(0, 99), min_size=1)
    ),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Every, st.lists(inner, max_size=3)),
        st.builds(AnyOf, st.lists(inner, max_size=3)),
        st.builds(Not, inner),
    ),
    max_leaves=6,
)


@given(CONDITIONS)
def test_whatever_a_condition_is_its_words_name_every_question_that_it_reads(
    any_condition: Condition,
) -> None:
    words = condition_words(any_condition, QUESTIONS.get)
    assert [
        leaf.question for leaf, _ in any_condition.leaves() if name_words(leaf.question) not in words
    ] == []
    assert words.count("(") == words.count(")")
