from __future__ import annotations

import pytest

from graded_texts import GRADED
from skinroutine.review.reading_grade import reading_grade, sentences


@pytest.mark.parametrize(("text", "grade"), GRADED)
def test_a_text_has_the_grade_by_which_the_limit_was_set(text: str, grade: float) -> None:
    assert reading_grade(text) == pytest.approx(grade, abs=0.1)


def test_a_text_is_told_apart_into_its_sentences() -> None:
    told = ["Use 0.3 mm or less.", "Is it clean?", "Then go on"]
    assert sentences("Use 0.3 mm or less. Is it clean?\nThen go on ") == told
