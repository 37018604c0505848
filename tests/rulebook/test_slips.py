from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from skinroutine.rulebook.slips import is_slip, slips

WORD = st.text("abc", max_size=7)


@examples(500)
@given(WORD, WORD, st.integers(0, 4))
def test_slips_that_are_counted_no_further_than_a_limit_are_over_it_just_where_all_of_them_are(
    word: str, other: str, most: int
) -> None:
    whole, limited = slips(word, other), slips(word, other, most)
    assert (limited > most) is (whole > most)
    assert limited == whole or whole > most


LONGER = st.text("abcdefg_-'AB", max_size=16)


@st.composite
def mistyped(draw: st.DrawFn) -> tuple[str, str]:
    """A word, and the same with a few letters changed, added or left out, or another word."""
    word = draw(LONGER)
    letters = list(word)
    for place in draw(st.lists(st.integers(0, 15), max_size=4)):
        letters[place : place + draw(st.integers(0, 2))] = draw(st.text("abxyz", max_size=2))
    return word, draw(st.sampled_from(["".join(letters), draw(LONGER)]))


@examples(500)
@given(mistyped())
def test_a_word_is_a_slip_of_another_just_where_no_more_slips_lie_between_them_than_one_in_four_letters(
    words: tuple[str, str],
) -> None:
    word, other = words
    most = min(3, max(int(len(word) >= 3), len(word) // 4))
    assert is_slip(word, other) is (abs(len(word) - len(other)) <= most and slips(word, other) <= most)
