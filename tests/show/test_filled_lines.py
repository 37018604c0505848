"""Lines are filled as textwrap fills them, whatever the text, the width and the margins."""

from __future__ import annotations

from textwrap import wrap

from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from skinroutine.show.blocks import Item, Para
from skinroutine.show.plain import plain_text
from skinroutine.text import harmless

WORDS = st.text(st.sampled_from("ab-é·/.,\u00a0\u200b"), max_size=24)
TEXTS = st.lists(WORDS, max_size=20).flatmap(
    lambda words: st.sampled_from([" ", " ", " ", "  ", "\n"]).map(lambda between: between.join(words))
)


def slowly(text: str, width: int, first: str, indent: str) -> str:
    lines = wrap(
        text, width, initial_indent=first, subsequent_indent=indent,
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
    return "".join(f"{harmless(line)}\n" for line in lines or [first.rstrip()])


@examples(300)
@given(TEXTS, st.integers(20, 60), st.integers(0, 6))
def test_a_text_is_filled_as_textwrap_fills_it(text: str, width: int, indent: int) -> None:
    margin = " " * indent
    assert plain_text([Para(text, indent=indent)], width) == slowly(text, width, margin, margin)
    first = f"{margin}- "
    assert plain_text([Item("-", text, indent=indent)], width) == slowly(text, width, first, " " * len(first))
