from __future__ import annotations

import math

import pytest

from example_questions import QUESTIONS, a_question, chosen
from skinroutine.interview.answers import BadAnswersError, answer_of, read_answers
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import NOT_SURE, Answer


def complaint(raw: dict[str, object]) -> str:
    with pytest.raises(BadAnswersError) as found:
        read_answers(raw, QUESTIONS)
    return str(found.value)


@pytest.mark.parametrize(
    "words", ["not sure", "Not sure", "not-sure", "don't know", "don\u2019t know", "dont know"]
)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_the_words_of_a_prompt_for_not_sure_are_read_wherever_not_sure_is_an_answer(
    question: Question, words: str
) -> None:
    if question.not_sure:
        assert answer_of(question, words) is answer_of(question, [words]) is NOT_SURE
    else:
        with pytest.raises(ValueError, match="isn't an answer here; write"):
            answer_of(question, words)


def test_words_that_are_an_option_or_a_text_are_no_not_sure() -> None:
    listed = a_question("mood", "one", "dont_know", not_sure=False)
    assert answer_of(listed, "don't know") == "dont_know"
    assert answer_of(a_question("name", "text", most=40, not_sure=False), "not sure") == "not sure"


@pytest.mark.parametrize(
    ("name", "written", "answer"),
    [
        ("needle_mm", 0.25, 0.25),
        ("needle_mm", "0.25", 0.25),
        ("needle_mm", 1.0, 1),
        ("needle_mm", 5, 5),
        ("needle_mm", 0.01, 0.01),
        ("needle_mm", "not_sure", NOT_SURE),
        ("needle_mm", ["not_sure"], NOT_SURE),
        ("conditions", [], chosen()),
        ("conditions", "none", chosen()),
        ("conditions", ["none"], chosen()),
        ("conditions", "[]", chosen()),
        ("conditions", "eczema", chosen("eczema")),
        ("conditions", "eczema, asthma", chosen("eczema", "asthma")),
        ("conditions", ["asthma"], chosen("asthma")),
        ("conditions", ["not_sure"], NOT_SURE),
        ("conditions", "not_sure", NOT_SURE),
        ("suction", "none", "none"),
        ("suction", ["high"], "high"),
        ("suction", "not_sure", NOT_SURE),
        ("device_shared", "yes", True),
        ("device_shared", "NO", False),
        ("device_shared", "True", True),
        ("device_shared", False, False),
        ("device_shared", "not_sure", NOT_SURE),
        ("symptoms", {}, chosen()),
        ("symptoms", {"redness": {}, "fever": {}}, chosen("redness", "fever")),
        ("symptoms", {"pain": True}, chosen("pain")),
        ("symptoms", {"pain": "yes"}, chosen("pain")),
        ("needle_mm", " 5 ", 5),
        ("needle_mm", ".25", 0.25),
        ("needle_mm", "+5", 5),
        ("conditions", ["eczema", "eczema"], chosen("eczema")),
        ("conditions", "ECZEMA", chosen("eczema")),
    ],
)
def test_an_answer_is_read_as_it_was_meant(name: str, written: object, answer: Answer) -> None:
    assert read_answers({name: written}, QUESTIONS) == {name: answer}


@pytest.mark.parametrize(
    ("name", "written", "said"),
    [
        ("needle_mm", 9, "needle_mm: found 9 mm; write a number of mm from 0.01 to 5 or not_sure"),
        ("needle_mm", 0, "needle_mm: found 0 mm; write a number of mm from 0.01 to 5 or not_sure"),
        ("needle_mm", -1, "needle_mm: found -1 mm; write a number of mm from 0.01 to 5 or not_sure"),
        ("needle_mm", math.nan, "needle_mm: found nan mm; write a number of mm from 0.01 to 5 or not_sure"),
        ("needle_mm", "inf", "needle_mm: found 'inf'; write a number of mm from 0.01 to 5 or not_sure"),
        ("needle_mm", "1e999", "needle_mm: found '1e999'; write a number of mm from 0.01 to 5 or not_sure"),
        ("needle_mm", True, "needle_mm: found yes; write a number of mm from 0.01 to 5 or not_sure"),
        ("needle_mm", "", "needle_mm: found ''; write a number of mm from 0.01 to 5 or not_sure"),
        ("needle_mm", "0,25", "needle_mm: found '0,25'; write a number of mm from 0.01 to 5 or not_sure"),
        ("needle_mm", "0_1", "needle_mm: found '0_1'; write a number of mm from 0.01 to 5 or not_sure"),
        ("needle_mm", [1], "needle_mm: found [1]; write a number of mm from 0.01 to 5 or not_sure"),
        ("conditions", "", "conditions: found ''; write any of eczema, asthma or not_sure"),
        ("conditions", [""], "conditions: found ''; write any of eczema, asthma or not_sure"),
        (
            "conditions",
            "ezcema",
            "conditions: found 'ezcema'; did you mean 'eczema'? Write any of eczema, asthma or not_sure",
        ),
        (
            "conditions",
            ["not_sure", "eczema"],
            "conditions: found 'not_sure'; write any of eczema, asthma or not_sure",
        ),
        ("conditions", 5, "conditions: found 5; write a list such as [eczema, asthma], or []"),
        ("areas", [], "areas: name at least one"),
        ("areas", "none", "areas: name at least one"),
        ("areas", "not_sure", "areas: not_sure isn't an answer here; write any of chin, nose"),
        (
            "device_kind",
            "rolller",
            "device_kind: found 'rolller'; did you mean 'roller'? Write one of roller, pen",
        ),
        ("device_kind", True, "device_kind: found 'yes'; write one of roller, pen"),
        (
            "device_kind",
            ["pen", "roller"],
            "device_kind: found ['pen', 'roller']; write one of roller, pen",
        ),
        ("device_kind", "not_sure", "device_kind: not_sure isn't an answer here; write one of roller, pen"),
        ("device_shared", "maybe", "device_shared: found 'maybe'; write yes, no or not_sure"),
        ("device_shared", 1, "device_shared: found 1; write yes, no or not_sure"),
        ("device_shared", "", "device_shared: found ''; write yes, no or not_sure"),
        ("nedle_mm", 1, "nedle_mm: there's no such question; did you mean 'needle_mm'?"),
        ("zzz", 1, "zzz: there's no such question; see their names: skinroutine plan --no-input"),
        ("days_since", 9, "days_since: there's no such question; did you mean 'days_since.peel'?"),
        (
            "symptoms",
            {"rednes": {}},
            "symptoms: found 'rednes'; did you mean 'redness'? Write any of redness, fever, pain",
        ),
        (
            "symptoms",
            {"redness": "mild"},
            "symptoms.redness: write its details in { }, such as {severity: mild}, not 'mild'",
        ),
        (
            "symptoms",
            {"redness": False},
            "symptoms.redness: write its details in { }, such as {severity: mild}, not no",
        ),
        (
            "symptoms",
            {"redness": {"severty": "mild"}},
            "symptoms.redness.severty: there's no such question; did you mean 'symptoms.redness.severity'?",
        ),
    ],
)
def test_an_answer_that_makes_no_sense_is_told_with_what_to_write(
    name: str, written: object, said: str
) -> None:
    assert complaint({name: written}) == said


def test_a_whole_number_too_large_for_a_machine_is_refused_like_any_other() -> None:
    assert complaint({"needle_mm": 10**400}).startswith("needle_mm: found 1000")


def test_all_bad_answers_are_told_at_once_a_line_each_with_the_file() -> None:
    with pytest.raises(BadAnswersError) as found:
        read_answers({"needle_mm": "x", "zzz": 1, "suction": "none"}, QUESTIONS, "my.yaml")
    assert str(found.value).splitlines() == [
        "my.yaml: needle_mm: found 'x'; write a number of mm from 0.01 to 5 or not_sure",
        "my.yaml: zzz: there's no such question; see their names: skinroutine plan --no-input",
    ]
    assert found.value.status == 2


def test_no_file_is_blamed_for_what_was_typed_with_set() -> None:
    with pytest.raises(BadAnswersError) as found:
        read_answers({"needle_mm": "x", "zzz": 1, "zz": 1}, QUESTIONS, "my.yaml", {"needle_mm", "zzz"})
    places = [line.partition(":")[0] for line in str(found.value).splitlines()]
    assert places == ["needle_mm", "zzz", "my.yaml"]


def test_a_key_without_a_value_is_refused_by_its_name() -> None:
    raw: dict[str, object] = {"needle_mm": None, "conditions": None, "days_since": None, "unknown": None}
    assert [line.split(";")[0] for line in complaint(raw).splitlines()] == [
        "needle_mm: found nothing",
        "conditions: found nothing",
        "days_since: there's no such question",
        "unknown: there's no such question",
    ]


@pytest.mark.parametrize(
    "raw", [{"days_since": {"peel": 9}}, {"days_since.peel": 9}, {"days_since": {"peel": "9"}}]
)
def test_nested_and_dotted_names_are_the_same_question(raw: dict[str, object]) -> None:
    assert read_answers(raw, QUESTIONS) == {"days_since.peel": 9}


def test_symptoms_nest_with_their_details() -> None:
    raw = {"symptoms": {"redness": {"severity": "mild"}, "fever": {"temperature_c": 38.4}, "pain": {}}}
    assert read_answers(raw, QUESTIONS) == {
        "symptoms": chosen("redness", "fever", "pain"),
        "symptoms.redness.severity": "mild",
        "symptoms.fever.temperature_c": 38.4,
    }


def test_a_detail_that_is_asked_of_another_symptom_is_kept_where_its_question_says_so() -> None:
    raw: dict[str, object] = {"symptoms": {"redness": {"count": 3}, "fever": {"count": "not_sure"}}}
    assert read_answers(raw, QUESTIONS) == {
        "symptoms": chosen("redness", "fever"),
        "symptoms.redness.count": 3,
        "symptoms.fever.count": NOT_SURE,
    }


def test_a_detail_that_is_asked_of_another_symptom_is_checked_like_any_other() -> None:
    assert complaint({"symptoms": {"redness": {"count": "lots"}}}) == (
        "symptoms.redness.count: found 'lots'; write a number of bumps from 0 to 99 or not_sure"
    )


def test_a_detail_that_only_another_symptom_has_is_refused_with_where_it_belongs() -> None:
    raw: dict[str, object] = {"symptoms": {"redness": {"temperature_c": 38, "severity": "mild"}}}
    assert complaint(raw) == (
        "symptoms.redness.temperature_c: that belongs to fever; write it there, or leave it out"
    )


def test_a_detail_without_a_value_is_refused() -> None:
    raw: dict[str, object] = {"symptoms": {"redness": {"severity": None}}}
    assert complaint(raw) == (
        "symptoms.redness.severity: found nothing; write one of mild, severe or not_sure"
    )


def test_a_symptom_without_a_value_is_refused() -> None:
    assert complaint({"symptoms": {"redness": None}}) == (
        "symptoms.redness: write its details in { }, such as {severity: mild}, not nothing"
    )


@pytest.mark.parametrize(
    "raw",
    [
        {"symptoms": {"redness": {"severity": "mild"}}, "symptoms.redness.severity": "severe"},
        {"days_since": {"peel": 9}, "days_since.peel": 90},
        {"days_since.peel": 9, "days_since": {"peel": 9}},
        {"symptoms": {"redness": {"severity": "mild"}}, "symptoms.redness": {"severity": "severe"}},
        {"symptoms": {"redness": {}, "Redness": {}}},
    ],
)
def test_no_answer_hides_another_to_the_same_question(raw: dict[str, object]) -> None:
    assert "twice" in complaint(raw)


@pytest.mark.parametrize(
    "raw",
    [
        {"symptoms": ["fever"], "symptoms.redness.severity": "mild"},
        {"symptoms": "fever", "symptoms.redness": {"severity": "mild"}},
        {"symptoms.redness.severity": "mild", "symptoms": ["fever"]},
        {"symptoms.redness.severity": "mild", "symptoms.fever": {}},
    ],
)
def test_a_list_and_the_details_beside_it_are_both_used(raw: dict[str, object]) -> None:
    assert read_answers(raw, QUESTIONS) == {
        "symptoms": chosen("fever", "redness"),
        "symptoms.redness.severity": "mild",
    }


def test_one_answer_is_checked_against_its_question() -> None:
    with pytest.raises(ValueError, match="found 'x'; write yes, no or not_sure"):
        answer_of(a_question("q", "yes_no"), "x")
