"""The screen of the tests shows the same however what was written to it came."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from small_screen import SmallScreen

DRAWN = (
    "\x1b[?25l\x1b[0;1mWhich of them?\x1b[0m\r\r\n\x1b[0;36m\u203a \x1b[0m[ ] Eyelids\r\n  [ ] Nose\r\n"
    "\x1b[2mspace tick\x1b[10D\x1b[2A\x1b[?25h\x1b[?25l \x1b[3C\x1b[0mOther\x1b[J\x1b(B\r\nEnd"
)


@given(cuts=st.lists(st.integers(0, len(DRAWN)), max_size=9))
@examples(200)
def test_a_code_that_comes_in_two_parts_is_one_code(cuts: list[int]) -> None:
    whole, parted = SmallScreen(), SmallScreen()
    whole.feed(DRAWN)
    places = [0, *sorted(cuts), len(DRAWN)]
    for start, end in itertools.pairwise(places):
        parted.feed(DRAWN[start:end])
    assert (parted.text, parted.row, parted.column) == (whole.text, whole.row, whole.column)
