"""Law 3 over the rules of today: what people call an option finds it, and what does not matter is said so."""

from __future__ import annotations

import pytest

from skinroutine.interview import Asking
from skinroutine.interview.answers import answer_of
from skinroutine.prompts.parse_line import parse_line
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import Answer, Chosen
from skinroutine.text import plain_form
from todays_rules import TREATMENTS, planning

pytestmark = pytest.mark.todays_rules

QUESTIONS = [
    (treatment, question)
    for treatment in TREATMENTS
    for question in planning(treatment).questions
    if question.also
]


def option_as_answer(question: Question, option: str) -> Answer:
    return Chosen(frozenset({option})) if question.kind == "many" else option


@pytest.mark.parametrize(("treatment", "question"), QUESTIONS, ids=lambda each: getattr(each, "id", each))
def test_every_word_beside_an_option_is_understood_as_it_in_a_file_and_in_a_line(
    treatment: str, question: Question
) -> None:
    for option in question.options:
        wanted = option_as_answer(question, option)
        for word in question.words_for(option):
            assert answer_of(question, word) == wanted, f"{treatment}: {word}"
            assert parse_line(Asking(question, question.options), word.upper()) == wanted, word


@pytest.mark.parametrize(("treatment", "question"), QUESTIONS, ids=lambda each: getattr(each, "id", each))
def test_no_word_stands_beside_two_options(treatment: str, question: Question) -> None:
    words = [
        word
        for option in question.options
        for word in {plain_form(each) for each in (option, *question.words_for(option))}
    ]
    assert len(words) == len(set(words)), treatment


@pytest.mark.parametrize(("treatment", "question"), QUESTIONS, ids=lambda each: getattr(each, "id", each))
def test_an_option_that_is_never_offered_is_answered_where_no_rule_reads_it(
    treatment: str, question: Question
) -> None:
    if question.of_no_concern:
        for option in question.unread:
            assert "doesn't matter here" in question.no_matter(option), treatment
