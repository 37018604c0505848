"""The words of a text that say something, in one form each."""

from __future__ import annotations

import pytest

from skinroutine.interview.own_words import begins, content_words, in_short, mistyped_way, named_by, words_in


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


WAYS = {
    "metal": {"metal allergy", "allergy to steel or nickel"},
    "tan": {"tan", "fake tan"},
    "oil": {"face oil"},
}


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("fake", ["tan"]),
        ("Nickel", ["metal"]),
        ("steel allergies", ["metal"]),
        ("nick", ["metal"]),
        ("tan", ["tan"]),
        ("to or", []),
        ("a", ["metal"]),
        ("underarm", []),
    ],
)
def test_a_phrase_names_what_begins_so_then_what_has_its_words_then_what_has_words_that_begin_so(
    typed: str, names: list[str]
) -> None:
    assert named_by(typed, WAYS) == names


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fake tann", ("tan", "fake tan")),
        ("face oyl", ("oil", "face oil")),
        ("metal alergies", ("metal", "metal allergy")),
        ("tax", ("tan", "tan")),
        ("underarm", ("", "")),
    ],
)
def test_a_slip_of_the_finger_means_the_way_that_is_nearest_and_a_far_word_none(
    typed: str, meant: tuple[str, str]
) -> None:
    assert mistyped_way(typed, WAYS) == meant


def test_an_accent_makes_no_difference() -> None:
    assert words_in("D\u00e9collet\u00e9") == ["decollete"]
    assert begins("decollete", ["Le d\u00e9collet\u00e9"])
