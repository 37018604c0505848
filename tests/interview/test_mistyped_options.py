"""A word that is no option is refused in one line: with a near one, or with what shows all that fit."""

from __future__ import annotations

import pytest

from rule_overlay import SHIPPED
from skinroutine.interview.answers import answer_of
from skinroutine.rulebook import Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.regions import REGIONS
from skinroutine.rulebook.slips import slips

LISTED = [
    question
    for treatment in SHIPPED.treatment_ids
    for question in Book(SHIPPED, treatment).questions(None)
    if question.kind in {"one", "many"} and question.options_from != REGIONS
]
FAR = "qqqqq"


def refusal(question: Question, typed: str) -> str:
    """What is said of a word that fits none of the options."""
    with pytest.raises(ValueError, match=r"^found ") as refused:
        answer_of(question, typed)
    return str(refused.value)


def test_a_word_that_is_near_none_lists_eight_options_at_most_else_the_command_that_shows_them() -> None:
    for question in LISTED:
        fit = [each for each in question.options if each not in question.unread]
        unsure = " or not_sure" if question.not_sure else ""
        many = "any" if question.kind == "many" else "one"
        listed = f"write {many} of {', '.join(fit)}{unsure}"
        shown = listed if len(fit) <= 8 else f"see what fits: skinroutine why {question.id}"
        assert refusal(question, FAR) == f"found '{FAR}'; {shown}"


@pytest.mark.proof
def test_an_option_with_a_letter_typed_twice_is_refused_with_a_word_that_is_one_slip_away() -> None:
    for question in LISTED:
        for option in question.options:
            typed = f"{option[:2]}{option[1:]}"
            if not question.option_of(typed):
                meant = refusal(question, typed).partition("did you mean '")[2].partition("'")[0]
                assert (meant in question.known_words, slips(typed, meant)) == (True, 1), typed
