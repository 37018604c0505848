from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from skinroutine.rulebook.slips import slips

WORD = st.text("abc", max_size=7)


@examples(500)
@given(WORD, WORD, st.integers(0, 4))
def test_slips_that_are_counted_no_further_than_a_limit_are_over_it_just_where_all_of_them_are(
    word: str, other: str, most: int
) -> None:
    whole, limited = slips(word, other), slips(word, other, most)
    assert (limited > most) is (whole > most)
    assert limited == whole or whole > most
