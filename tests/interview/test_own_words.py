"""The words of a text that say something, in one form each."""

from __future__ import annotations

import pytest

from skinroutine.interview.own_words import content_words, in_short, words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Can I do my neck?", {"neck"}),
        ("can\u2019t I do SCARS", {"scar"}),
        ("it itches, and rashes came", {"itch", "rash", "came"}),
        ("vitamin-c make_up", {"vitamin", "c"}),
        ("what is it", set()),
        ("\u732b", set()),
    ],
)
def test_little_words_forms_and_signs_make_no_difference(text: str, words: set[str]) -> None:
    assert content_words(text) == words


def test_words_as_typed_are_in_small_letters_and_without_signs() -> None:
    assert words_in("Don't: 0.3 mm!") == ["dont", "0", "3", "mm"]


def test_a_long_text_is_named_by_its_beginning_and_steers_no_terminal() -> None:
    assert in_short("x" * 3000) == "x" * 60 + "..."
    assert in_short("a\x1b[31m\nb") == "a[31m b"
