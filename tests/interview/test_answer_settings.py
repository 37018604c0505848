from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from example_questions import QUESTIONS, chosen
from skinroutine.errors import UsageError
from skinroutine.interview.answer_tree import with_settings
from skinroutine.interview.answers import BadAnswersError, MissingAnswersError, plain, read_answers
from skinroutine.memory.stored_answers import recorded, unreadable
from skinroutine.rulebook.conditions import NOT_SURE, Answer


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


def test_settings_leave_the_answers_of_the_file_as_they_are() -> None:
    raw: dict[str, object] = {"s": {"x": {}}}
    assert with_settings(raw, ["a=1", "s.x.hours=3"]) == {"a": "1", "s": {"x": {"hours": "3"}}}
    assert raw == {"s": {"x": {}}}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            ["conditions=eczema", "conditions=none"],
            "conditions: it is answered twice; keep one of the answers",
        ),
        (["needle_mm=0.2", "needle_mm=0.2"], "needle_mm: it is answered twice; keep one of the answers"),
        (
            ["needle_mm=nine", "needle_mm=0.2"],
            "needle_mm: found 'nine'; write a number of mm from 0.01 to 5 or not_sure",
        ),
    ],
)
def test_a_setting_never_hides_another(settings: list[str], said: str) -> None:
    with pytest.raises(BadAnswersError) as found:
        read_answers(with_settings({}, settings), QUESTIONS)
    assert str(found.value) == said


@pytest.mark.parametrize(
    "settings",
    [
        ["symptoms=fever", "symptoms.redness.severity=mild"],
        ["symptoms.redness.severity=mild", "symptoms=fever"],
    ],
)
def test_a_list_never_hides_the_details_that_were_set_before_or_after_it(settings: list[str]) -> None:
    assert read_answers(with_settings({}, settings), QUESTIONS) == {
        "symptoms": chosen("fever", "redness"),
        "symptoms.redness.severity": "mild",
    }


@pytest.mark.parametrize("file", [{"days_since": {"peel": 9}}, {"days_since.peel": 9}])
def test_a_setting_takes_the_place_of_what_the_file_says_however_it_is_nested(
    file: dict[str, object],
) -> None:
    assert read_answers(with_settings(file, ["days_since.peel=3"]), QUESTIONS) == {"days_since.peel": 3}


def test_a_name_of_thousands_of_dots_is_refused_in_one_short_line() -> None:
    with pytest.raises(UsageError) as found:
        with_settings({}, ["a" + ".a" * 60_000 + "=1"])
    assert str(found.value).endswith("there's no such question. Its name has too many dots.")
    assert len(str(found.value)) < 130


@pytest.mark.parametrize("setting", ["needle_mm", "=1", " =1", ""])
def test_a_setting_without_a_name_or_an_equals_sign_is_refused(setting: str) -> None:
    with pytest.raises(UsageError) as found:
        with_settings({}, [setting])
    assert str(found.value) == (f"--set {setting}: write it as question=value, such as --set needle_mm=0.25.")


def test_missing_answers_are_named_all_with_their_kind_and_options() -> None:
    error = MissingAnswersError([QUESTIONS[0], QUESTIONS[4]])
    assert error.missing == [
        {"id": "needle_mm", "kind": "number", "options": []},
        {"id": "device_kind", "kind": "one", "options": ["roller", "pen"]},
    ]
    assert str(error) == (
        "These answers are missing: needle_mm, device_kind. "
        "Give them with --set NAME=VALUE or --answers FILE, or run the command on its own and I'll ask. "
        "needle_mm: ? device_kind: ?"
    )


def test_what_was_recorded_under_other_rules_and_fits_no_longer_counts_as_not_sure() -> None:
    raw = {
        "conditions": ["eczema", "gone_by_now"],
        "needle_mm": 99,
        "suction": 3,
        "device_shared": "not_sure",
        "zzz": 1,
    }
    assert recorded(raw, QUESTIONS) == {
        "conditions": NOT_SURE,
        "needle_mm": NOT_SURE,
        "suction": NOT_SURE,
        "device_shared": NOT_SURE,
    }


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("conditions", [[]]),
        ("conditions", [None]),
        ("conditions", None),
        ("conditions", "none"),
        ("conditions", ["Eczema"]),
        ("conditions", {"eczema": {}}),
        ("suction", None),
        ("suction", "None"),
        ("suction", [["none"]]),
        ("needle_mm", "0.2"),
        ("needle_mm", True),
        ("needle_mm", -1),
        ("needle_mm", float("nan")),
        ("device_shared", 0),
        ("device_shared", "no"),
    ],
)
def test_a_stored_answer_that_cannot_be_read_is_not_sure_and_never_none(name: str, stored: object) -> None:
    assert recorded({name: stored}, QUESTIONS) == {name: NOT_SURE}
    assert [one.id for one in unreadable({name: stored}, QUESTIONS)] == [name]


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
@examples(300)
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
@examples(300)
def test_settings_of_any_text_are_merged_or_refused(
    raw: dict[str, object], settings: list[str], dotted: list[tuple[str, str, str]]
) -> None:
    listed = [*settings, *(f"{first}.{second}={value}" for first, second, value in dotted)]
    try:
        merged = with_settings(raw, listed)
    except UsageError as error:
        assert str(error)  # noqa: PT017  either outcome is right
    else:
        assert {name.split(".")[0] for name in raw} <= merged.keys()


ANSWERS: dict[str, st.SearchStrategy[Answer]] = {
    "needle_mm": st.one_of(st.floats(0.01, 5), st.just(NOT_SURE)),
    "conditions": st.one_of(
        st.sets(st.sampled_from(["eczema", "asthma"])).map(lambda one: chosen(*one)), st.just(NOT_SURE)
    ),
    "suction": st.one_of(st.sampled_from(["none", "lowest", "high"]), st.just(NOT_SURE)),
    "device_shared": st.one_of(st.booleans(), st.just(NOT_SURE)),
    "days_since.peel": st.one_of(st.integers(0, 366), st.just(NOT_SURE)),
}


@given(st.fixed_dictionaries({}, optional=ANSWERS))
@examples(200)
def test_answers_as_stored_are_read_back_the_same(answers: dict[str, Answer]) -> None:
    assert read_answers(plain(answers), QUESTIONS) == answers
    assert recorded(plain(answers), QUESTIONS) == answers
