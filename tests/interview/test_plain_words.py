"""Figures as people write them."""

from __future__ import annotations

import re
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from skinroutine.interview.plain_words import figure

NUMBER: Final = r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"
"""The same as a pattern: no exponent, no figures of another script."""
WRITTEN: Final = st.text("+-.0123456789e_ \t\n\u0663\uff17\u00b2a", max_size=8)


@examples(500)
@given(WRITTEN | st.from_regex(NUMBER, fullmatch=True))
def test_a_text_is_a_number_where_it_is_figures_with_a_sign_and_a_point_at_the_most(text: str) -> None:
    found = re.fullmatch(NUMBER, text.strip())
    assert figure(text) == (float(text) if found else None)
