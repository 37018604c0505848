"""What every screen keeps to: air, commands in one piece, and one column on the right."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from effort import examples
from skinroutine.show.blocks import (
    Banner,
    Block,
    Gauge,
    Heading,
    Item,
    Page,
    Para,
    Series,
    Sided,
    command_line,
)
from skinroutine.show.colour import fitted, show
from skinroutine.show.plain import plain_text

WIDTHS = st.integers(40, 160)
SAID = ["Leave", "it", "off", "until", "your", "skin", "is", "calm", "again", "indoors"]
WORDS = st.lists(st.sampled_from(SAID), min_size=1).map(" ".join)
COMMANDS = st.lists(
    st.sampled_from(["log", "hold", "end", "--how", "cleared", "--reaction"]), min_size=1
).map(lambda words: " ".join(["skinroutine", *words]))
WITH_A_COMMAND: st.SearchStrategy[tuple[Block, str]] = st.one_of(
    st.builds(
        lambda text, command, indent: (Para(f"{text}: {command}", indent=indent), command),
        WORDS, COMMANDS, st.sampled_from([0, 2, 4]),
    ),
    st.builds(lambda text, command: (Item("-", f"{text}: {command}"), command), WORDS, COMMANDS),
    st.builds(
        lambda text, command, indent: (command_line(f"{text}:", command, indent), command),
        WORDS, COMMANDS, st.sampled_from([0, 2, 4]),
    ),
)  # fmt: skip
ASIDES = st.sampled_from(["", "10 min", "until Tue 24 Nov 21:00", "until tomorrow 21:00, 32 h left"])
LISTS = st.lists(
    st.builds(lambda text, aside: Sided(text, aside, f"{text} {aside}"), WORDS, ASIDES), min_size=1
)
PAGES = st.lists(
    st.sampled_from([
        Para(""), Para("Some words"), Heading("A part"), Heading("A part", "5 min"), Item("-", "a point"),
        Gauge("It", "here", 0.5, "last today", "from tomorrow", "It may be done tomorrow."),
        command_line("Next:", "skinroutine log"),
    ]),
    min_size=1,
)  # fmt: skip


def drawn(page: Page, width: int) -> list[str]:
    """The lines of a page on a terminal of this width that has no colours."""
    glass = io.StringIO()
    show(page, Console(file=glass, width=width, force_terminal=True, color_system=None))
    return [line.rstrip() for line in glass.getvalue().splitlines()]


def ways_to_show(page: Page, width: int) -> list[list[str]]:
    return [drawn(page, width), plain_text(page, width).splitlines()]


@examples(200)
@given(WITH_A_COMMAND, WIDTHS)
def test_a_command_is_never_broken_so_that_it_can_be_pasted(said: tuple[Block, str], width: int) -> None:
    block, command = said
    for lines in ways_to_show([block], width):
        assert [line for line in lines if line.endswith(command)] != []


@examples(200)
@given(PAGES, WIDTHS)
def test_no_screen_has_two_empty_lines_in_a_row_or_begins_with_a_needless_one(page: Page, width: int) -> None:
    for lines in ways_to_show(page, width):
        assert [at for at in range(1, len(lines)) if not (lines[at - 1] or lines[at])] == []
        assert lines[0] or page[0] == Para("")


@examples(200)
@given(LISTS, WIDTHS)
def test_the_times_of_a_list_begin_in_one_column_or_stand_all_below(page: list[Sided], width: int) -> None:
    lines = drawn(page, width)
    timed = [line for line in page if line.aside]
    places = {line.rindex(each.aside) for each in timed for line in lines if line.endswith(each.aside)}
    assert len(places) == bool(timed)
    if places > {6}:
        assert all(line[: max(places)].endswith("  ") for line in lines if len(line) > max(places))


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_bar_shows_how_far_it_is_without_colours(encoding: str) -> None:
    glass = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    bar = Gauge("It", "here", 0.25, "last today", "from tomorrow", "It may be done tomorrow.")
    show([bar], Console(file=glass, width=80, force_terminal=True, color_system=None))
    glass.seek(0)
    bar_line = glass.read().splitlines()[1].split()[0]
    full, left = bar_line[0], bar_line[-1]
    assert (bar_line, full == left) == (full * 5 + left * 15, False)


SIGNS = st.lists(WORDS.map(lambda words: f"{words}."), min_size=1, max_size=8)
PARTS_OF_ANSWERS = st.one_of(
    st.just(Para("")),
    st.just(Heading("A part")),
    WORDS.map(Para),
    SIGNS.map(lambda signs: Series("Call if", signs)),
)
ANSWERS = st.lists(PARTS_OF_ANSWERS, max_size=20).map(lambda rest: [Banner("GO", "It may.", "go"), *rest])


def words_of(lines: list[str]) -> list[str]:
    return re.findall("[a-z]+", " ".join(lines).lower())


@examples(100)
@given(SIGNS, WIDTHS)
def test_signs_in_short_say_what_a_line_each_says(signs: list[str], width: int) -> None:
    listed = Series("Call if", signs)
    for long, short in zip(
        ways_to_show([listed], width), ways_to_show([listed._replace(short=True)], width), strict=True
    ):
        assert words_of(short) == words_of(long)
        assert len(short) <= max(len(long), 2)


def fitted_lines(page: Page, width: int, rows: int) -> list[str]:
    glass = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None)
    return drawn(fitted(page, glass, rows), width)


@examples(200)
@given(ANSWERS, WIDTHS, st.integers(4, 40))
def test_a_page_gives_up_lists_and_air_for_a_screen_that_it_can_fit_and_never_a_word(
    page: Page, width: int, rows: int
) -> None:
    whole, shown = drawn(page, width), fitted_lines(page, width, rows)
    assert words_of(shown) == words_of(whole)
    if len(whole) <= rows:
        assert shown == whole
    assert len(shown) <= rows or shown == fitted_lines(page, width, 0)


def test_a_page_that_fits_no_screen_keeps_its_air() -> None:
    page: list[Block] = [Banner("GO", "It may.", "go"), *[Para(""), Para("Some words")] * 20]
    assert fitted_lines(page, 80, 20) == drawn(page, 80)
    assert fitted_lines(page, 80, 24).count("") == 3
