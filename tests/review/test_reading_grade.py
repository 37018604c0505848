from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textstat import textstat

from shipped import LIBRARY
from skinroutine.review.catalogue import catalogue
from skinroutine.review.checks.words import shown_texts
from skinroutine.review.reading_grade import reading_grade, sentences

SHIPPED = sorted(
    {
        sentence
        for entry in catalogue(LIBRARY).entries
        for text in shown_texts(entry)
        for sentence in sentences(text)
    }
)


def test_the_grade_of_each_shipped_sentence_is_that_of_textstat() -> None:
    assert len(SHIPPED) > 1300
    off = [one for one in SHIPPED if abs(reading_grade(one) - textstat.flesch_kincaid_grade(one)) > 0.1]
    assert off == []


@given(st.text(alphabet="aeiou bcdst-'.!?,0123 \n", max_size=120))
def test_the_grade_of_any_text_is_that_of_textstat(text: str) -> None:
    assert reading_grade(text) == pytest.approx(textstat.flesch_kincaid_grade(text), abs=0.1)


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Stop.", -3.5),
        ("Wait until the spots have healed.", 0.9),
        ("Discontinue immediately following dermatological complications.", 38.3),
        ("", -15.6),
    ],
)
def test_short_words_make_a_low_grade(text: str, grade: float) -> None:
    assert reading_grade(text) == grade


def test_a_text_is_told_apart_into_its_sentences() -> None:
    told = ["Use 0.3 mm or less.", "Is it clean?", "Then go on"]
    assert sentences("Use 0.3 mm or less. Is it clean?\nThen go on ") == told
