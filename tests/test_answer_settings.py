from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skinroutine.answers import (
    BadAnswersError,
    MissingAnswersError,
    plain,
    read_answers,
    recorded,
    with_settings,
)
from skinroutine.conditions import NOT_SURE, Answer
from skinroutine.errors import UsageError
from some_questions import QUESTIONS, chosen

# ------------------------------------------------------------------ settings


@pytest.mark.parametrize(
    ("raw", "setting", "merged"),
    [
        ({}, "a=1", {"a": "1"}),
        ({"a": 1}, "a=2", {"a": "2"}),
        ({}, " a = 1 ", {"a": "1"}),
        ({}, "a=b=c", {"a": "b=c"}),
        ({}, "a=", {"a": ""}),
        ({}, "a.b=1", {"a": {"b": "1"}}),
        ({"a": {"b": 1, "c": 2}}, "a.b=5", {"a": {"b": "5", "c": 2}}),
        ({"s": ["x"]}, "s.x.severity=mild", {"s": {"x": {"severity": "mild"}}}),
        ({"s": "x, y"}, "s.z.severity=mild", {"s": {"x": {}, "y": {}, "z": {"severity": "mild"}}}),
        ({"s": {"x": {"hours": 3}}}, "s.x.severity=mild", {"s": {"x": {"hours": 3, "severity": "mild"}}}),
    ],
)
def test_a_setting_is_put_over_the_answers_of_a_file(
    raw: dict[str, object], setting: str, merged: dict[str, object]
) -> None:
    assert with_settings(raw, [setting]) == merged


def test_the_last_of_several_settings_wins_and_the_file_stays_as_it_is() -> None:
    raw: dict[str, object] = {"s": {"x": {}}}
    assert with_settings(raw, ["a=1", "a=2", "s.x.hours=3"]) == {"a": "2", "s": {"x": {"hours": "3"}}}
    assert raw == {"s": {"x": {}}}


@pytest.mark.parametrize("setting", ["needle_mm", "=1", " =1", ""])
def test_a_setting_without_a_name_or_an_equals_sign_is_refused(setting: str) -> None:
    with pytest.raises(UsageError) as found:
        with_settings({}, [setting])
    assert str(found.value) == (f"--set {setting}: write it as question=value, such as --set needle_mm=0.25.")


# ------------------------------------------------------------------ missing, stored


def test_missing_answers_are_named_all_with_their_kind_and_options() -> None:
    error = MissingAnswersError([QUESTIONS[0], QUESTIONS[4]])
    assert error.missing == [
        {"id": "needle_mm", "kind": "number", "options": []},
        {"id": "device_kind", "kind": "one", "options": ["roller", "pen"]},
    ]
    assert str(error) == (
        "These answers are missing: needle_mm, device_kind. "
        "Give them with --set NAME=VALUE or --answers FILE."
    )


def test_what_was_recorded_under_other_rules_is_kept_where_it_still_fits_and_refused_nowhere() -> None:
    raw = {
        "conditions": ["eczema", "gone_by_now"],
        "needle_mm": 99,
        "suction": 3,
        "device_shared": "not_sure",
        "zzz": 1,
    }
    assert recorded(raw, QUESTIONS) == {
        "conditions": chosen("eczema", "gone_by_now"),
        "needle_mm": 99,
        "device_shared": NOT_SURE,
    }


# ------------------------------------------------------------------ properties

LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["not_sure", "none"]),
)
NAMES = st.one_of(
    st.text(max_size=6),
    st.sampled_from([*(one.id for one in QUESTIONS), "days_since", "redness", "severity", "peel"]),
)
GARBAGE = st.dictionaries(
    NAMES,
    st.recursive(
        LEAVES,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
        max_leaves=6,
    ),
    max_size=4,
)


@pytest.mark.proof
@given(GARBAGE)
@settings(max_examples=300)
def test_garbage_gives_answers_or_complaints_and_never_another_error(raw: dict[str, object]) -> None:
    try:
        answers = read_answers(raw, QUESTIONS)
    except BadAnswersError as error:
        assert str(error)  # noqa: PT017  either outcome is right
    else:
        assert answers.keys() <= {question.id for question in QUESTIONS}
        assert all(value is not None for value in answers.values())


@given(
    GARBAGE,
    st.lists(st.text(max_size=12), max_size=2),
    st.lists(st.tuples(NAMES, NAMES, st.text(max_size=5))),
)
@settings(max_examples=300)
def test_settings_of_any_text_are_merged_or_refused(
    raw: dict[str, object], settings: list[str], dotted: list[tuple[str, str, str]]
) -> None:
    listed = [*settings, *(f"{first}.{second}={value}" for first, second, value in dotted)]
    try:
        merged = with_settings(raw, listed)
    except UsageError as error:
        assert str(error).startswith("--set ")  # noqa: PT017  either outcome is right
    else:
        assert raw.keys() <= merged.keys()


ANSWERS: dict[str, st.SearchStrategy[Answer]] = {
    "needle_mm": st.one_of(st.floats(0.01, 5), st.just(NOT_SURE)),
    "conditions": st.one_of(
        st.sets(st.sampled_from(["eczema", "asthma"])).map(lambda one: chosen(*one)), st.just(NOT_SURE)
    ),
    "suction": st.one_of(st.sampled_from(["none", "lowest", "high"]), st.just(NOT_SURE)),
    "device_shared": st.one_of(st.booleans(), st.just(NOT_SURE)),
    "symptoms.redness.severity": st.one_of(st.sampled_from(["mild", "severe"]), st.just(NOT_SURE)),
}


@given(st.fixed_dictionaries({}, optional=ANSWERS))
@settings(max_examples=200)
def test_answers_as_stored_are_read_back_the_same(answers: dict[str, Answer]) -> None:
    assert read_answers(plain(answers), QUESTIONS) == answers
    assert recorded(plain(answers), QUESTIONS) == answers
