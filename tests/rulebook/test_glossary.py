"""The words that are explained: found in any spelling, in a text, and never overwritten."""

from __future__ import annotations

import pytest

from example_questions import glossary_of
from skinroutine.rulebook import Glossary

WORDS = glossary_of({
    "patch": "A spot.", "test patch": "A small piece of skin.", "sterilise": "To kill all germs.",
    "pass": "Once over the skin.", "anaemia": "Too little iron.", "skin colour": "How dark it is.",
})  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("Patches", "patch"),
        ("test-patch", "test patch"),
        ("TEST  PATCHES", "test patch"),
        ("sterilize", "sterilise"),
        ("passes", "pass"),
        ("anemia", "anaemia"),
        ("skin color", "skin colour"),
        ("skin colours", "skin colour"),
    ],
)
def test_a_word_is_found_in_any_case_number_and_spelling(typed: str, term: str) -> None:
    found = WORDS.find(typed)
    assert found is not None
    assert found.term == term


def test_the_words_of_a_text_are_found_in_its_order_the_longer_before_the_shorter() -> None:
    found = WORDS.in_text("One pass over a test patch, then over a test patch again")
    assert [term.term for term in found] == ["pass", "test patch"]


def test_a_far_word_is_near_to_none() -> None:
    assert WORDS.near("underarms") == []
    assert WORDS.near("what is a patch") == ["patch", "test patch"]


def test_a_word_of_own_rules_never_overwrites_one_that_is_there() -> None:
    own = glossary_of({"pass": "Mine.", "peel": "An acid."}, origin="mine")
    both = Glossary([*WORDS.terms, *own.terms])
    assert [both.find(word).means for word in ("pass", "peel")] == [("Once over the skin.",), ("An acid.",)]  # type: ignore[union-attr]
