"""Words for several options at once: what they mean in a file of answers and in a typed line."""

from __future__ import annotations

import pytest

from example_questions import chosen
from skinroutine.interview.answers import BadAnswersError, answer_of, read_answers
from skinroutine.interview.asking import Asking
from skinroutine.prompts.labels import answer_of as answer_of_rows
from skinroutine.prompts.labels import rows
from skinroutine.prompts.parse_line import NotUnderstoodError, parse_line
from skinroutine.rulebook import OptionGroup, Question

OPTIONS = {"nose": "Nose", "chin": "Chin", "lids": "Eyelids", "seat": "Buttocks and hips"}
WHERE = Question(
    id="areas",
    kind="many",
    ask="Where?",
    why="It matters.",
    asked_by=("plan",),
    options=OPTIONS,
    groups={
        "face": OptionGroup(label="The whole face", also=("whole_face",), options=("nose", "chin")),
        "hips": OptionGroup(label="Hips", also=("bottom",), options=("seat",)),
    },
)
ASKING = Asking(WHERE, OPTIONS)


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("face", chosen("nose", "chin")),
        ("whole_face", chosen("nose", "chin")),
        ("Whole face", chosen("nose", "chin")),
        ("the whole face", chosen("nose", "chin")),
        (["face", "lids"], chosen("nose", "chin", "lids")),
        (["face", "nose"], chosen("nose", "chin")),
        ("hips", chosen("seat")),
        ("bottom, chin", chosen("seat", "chin")),
        ("seat", chosen("seat")),
    ],
)
def test_a_word_of_a_group_stands_for_its_options_and_for_no_others(written: object, answer: object) -> None:
    assert answer_of(WHERE, written) == answer
    assert read_answers({"areas": written}, [WHERE]) == {"areas": answer}


def test_a_word_that_is_nearly_one_of_a_group_is_refused_with_that_word() -> None:
    with pytest.raises(BadAnswersError, match="did you mean 'face'"):
        read_answers({"areas": "fase"}, [WHERE])


def test_a_group_of_several_options_is_a_row_after_them_and_another_name_for_one_is_none() -> None:
    assert list(rows(ASKING).values())[:6] == [
        "None of these",
        "Nose",
        "Chin",
        "Eyelids",
        "Buttocks and hips",
        "The whole face",
    ]
    assert answer_of_rows(ASKING, {"face", "lids"}) == chosen("nose", "chin", "lids")


def test_a_group_is_no_row_where_not_all_of_its_options_are_on_offer() -> None:
    assert "face" not in rows(Asking(WHERE, {"nose": "Nose", "lids": "Eyelids"}))


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("face", chosen("nose", "chin")),
        ("Whole Face", chosen("nose", "chin")),
        ("5", chosen("nose", "chin")),
        ("the whole", chosen("nose", "chin")),
        ("hips, lids", chosen("seat", "lids")),
        ("face, 3", chosen("nose", "chin", "lids")),
    ],
)
def test_a_line_may_name_a_group_by_its_word_or_its_number(line: str, answer: object) -> None:
    assert parse_line(ASKING, line) == answer


def test_a_group_that_is_not_wholly_on_offer_cannot_be_typed() -> None:
    with pytest.raises(NotUnderstoodError):
        parse_line(Asking(WHERE, {"nose": "Nose", "lids": "Eyelids"}), "face")
