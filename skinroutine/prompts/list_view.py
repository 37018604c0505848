"""A list as lines of text for a screen of a known size: nothing is cut, and long lists show a part."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

from skinroutine.interview.asking import Asking
from skinroutine.prompts.find import FoundRow, TypedWords
from skinroutine.prompts.labels import (
    NONE,
    UNSURE,
    WIDEST,
    found_rows,
    headings,
    near_label,
    notes_on,
    progress,
    rows,
    rows_before,
    together,
    typed_words,
    unsure_rows,
    words_elsewhere,
    wrap_label,
)
from skinroutine.prompts.list_state import ListState

BOLD: Final = "class:strong"
ACCENT: Final = "class:accent"
DIM: Final = "class:dim"
_LONG: Final = 5
"""A list of more rows says that it can be searched."""
_AIRY: Final = 16
"""A terminal with so many rows has room for empty lines between the parts."""
POINTER: Final = "\u203a"
_KEYS: Final = {NONE: "ctrl-n", UNSURE: "ctrl-u"}
"""The rows of a list of several that have a key of their own."""

Part = tuple[str, str]
"""A style and a text, as the library draws them."""


class ScreenLine(NamedTuple):
    """One line of a screen in parts, each with its style.

    ``pointed`` where the cursor belongs, ``row`` the row of a list that it is of.
    """

    parts: tuple[Part, ...] = ()
    pointed: bool = False
    row: str = ""

    @property
    def text(self) -> str:
        """The line without its styles."""
        return "".join(text for _, text in self.parts)


class Size(NamedTuple):
    """How many columns and rows a terminal has; ``tight`` where no row is left for empty lines."""

    columns: int
    rows: int
    tight: bool = False

    @property
    def width(self) -> int:
        """How many columns are used: the last stays free, and no line is over 80."""
        return min(self.columns - 1, WIDEST)

    @property
    def air(self) -> list[ScreenLine]:
        """An empty line between two parts, where there is room for it."""
        return [ScreenLine()] if self.rows >= _AIRY and not self.tight else []


def line_of(text: str, style: str = "") -> ScreenLine:
    """A line in one style."""
    return ScreenLine(((style, text),))


def head(asking: Asking, size: Size, *, why: bool, pointed: str = "") -> list[ScreenLine]:
    """The question, how far it is, and what the person wants to know: why it is asked, what words mean."""
    far, width = progress(asking), size.width
    asked = wrap_label(asking.text, width - len(far) - 3 if far else width)
    first = [line_of(asked[0], BOLD)]
    if far and len(asked[0]) + len(far) + 2 <= width:
        first = [ScreenLine(((BOLD, asked[0]), (DIM, far.rjust(width - len(asked[0])))))]
    lines = [*size.air, *first, *(line_of(line, BOLD) for line in asked[1:])]
    if asking.screen_note:
        lines += [line_of(line) for line in wrap_label(asking.screen_note, width)]
    return lines + ([line_of(line) for line in _told(asking, size, pointed)] if why else [])


def _told(asking: Asking, size: Size, pointed: str) -> list[str]:
    """Why it is asked, and what its words mean: no more than half of the screen, so that the rows stay."""
    lines = wrap_label(asking.why, size.width, "  ")
    for part in asking.explained(pointed):
        more = wrap_label(part, size.width, "  ", "    ")
        if len(lines) + len(more) > size.rows // 2:
            return [*lines, "  More words: skinroutine explain"]
        lines += more
    return lines


def list_state(asking: Asking) -> ListState:
    """The list of a question as it is before any key."""
    offered, many = rows(asking), asking.question.kind == "many"
    waits = [name for name in (asking.start, UNSURE) if name in offered and not many]
    found = found_rows(asking)
    return ListState(
        offered,
        many=many,
        before=rows_before(asking) or waits[:1],
        typed=TypedWords(
            typed_words(asking),
            {name: FoundRow(label, *notes_on(asking, {name})) for name, label in found.items()},
            words_elsewhere(asking),
            partial(near_label, asking),
        ),
        unsure=unsure_rows(asking),
    )


def list_lines(asking: Asking, state: ListState, size: Size, *, why: bool) -> list[ScreenLine]:
    """The whole prompt: question, rows, search, what to know, and which keys there are."""
    over = {} if state.filter else headings(asking)
    blocks = [_row(state, name, size.width, over) for name in state.shown]
    sizes = [len(block) for block in blocks]
    above, below, room = _frame(asking, state, size, why=why)
    if sum(sizes) > room:
        # What is not on the screen was not asked: rows come before empty lines.
        above, below, room = _frame(asking, state, size._replace(tight=True), why=why)
    pointed = state.shown.index(state.pointer) if state.pointer in state.shown else 0
    first, last = _in_sight(sizes, pointed, room, on_top=state.turned)
    return above + _part(blocks, first, last, _more_below(state, last, size.width)) + below


def rows_drawn(lines: Sequence[ScreenLine], drawn: Collection[int]) -> set[str]:
    """The rows of the list of which all lines are among those that were drawn, each given by its place.

    One with the pointer may have more lines than the terminal: it counts with the line that is pointed at.
    """
    missing = {line.row for place, line in enumerate(lines) if place not in drawn}
    pointed = {line.row for place, line in enumerate(lines) if line.pointed and place in drawn}
    return {line.row for line in lines if line.row} - (missing - pointed)


def _frame(
    asking: Asking, state: ListState, size: Size, *, why: bool
) -> tuple[list[ScreenLine], list[ScreenLine], int]:
    """What stands above the rows and below them, and how many lines are left between."""
    at = state.rows.get(state.pointer or "", "")
    above, below = [*head(asking, size, why=why, pointed=at), *size.air], _foot(asking, state, size)
    return above, below, size.rows - 1 - len(above) - len(below)


def hints(asking: Asking, *answering: str) -> list[str]:
    """The keys that do something now, one each: those that answer first."""
    back = ["← back"] if asking.can_go_back and asking.question.kind != "number" else []
    back = ["esc back"] if asking.can_go_back and not back else back
    return [*answering, *back, "? why", "ctrl-c stop"]


def foot_lines(message: str, keys: Sequence[str], width: int) -> list[ScreenLine]:
    """What the person should know now, and the keys."""
    lines = [line_of(line, BOLD) for line in wrap_label(message, width)] if message else []
    return lines + [line_of(line, DIM) for line in together(keys, width)]


def _foot(asking: Asking, state: ListState, size: Size) -> list[ScreenLine]:
    search = [ScreenLine(((ACCENT, "/"), ("", state.filter)))] if state.finding else []
    keys = hints(asking, *_keys_that_choose(state))
    return [*size.air, *search, *foot_lines(state.message, keys, size.width)]


def _keys_that_choose(state: ListState) -> list[str]:
    if state.finding:
        return [f"enter {'tick' if state.many else 'choose'}", "↑↓ move", "esc show all"]
    find = ["/ find"] if len(state.names) > _LONG else []
    return (["space tick", "enter next"] if state.many else ["↑↓ move", "enter choose"]) + find


def _row(state: ListState, name: str, width: int, over: Mapping[str, str]) -> list[ScreenLine]:
    here, ticked = state.pointer == name, name in state.ticked
    box = ("[x] " if ticked else "[ ] ") if state.many else ""
    number = next((str(number) for number, row in state.numbers.items() if row == name), "")
    number = f"{number:>{len(str(len(state.names)))}}  "
    pointer = f"{POINTER} " if here else "  "
    lines = wrap_label(state.rows[name], width, f"{pointer}{box}{number}")
    start = len(pointer + box + number)
    label = (BOLD if here else "", lines[0][start:])
    parts: tuple[Part, ...] = ((ACCENT, pointer), (ACCENT if ticked else "", box), (DIM, number), label)
    key = _KEYS.get(UNSURE if name in state.unsure_of else name, "")
    if state.many and key and len(lines[0]) + len(key) + 2 <= width:
        parts += ((DIM, key.rjust(width - len(lines[0]))),)
    heading = [line_of(line, DIM) for line in wrap_label(over[name], width, "  ")] if name in over else []
    first = ScreenLine(parts, pointed=here, row=name)
    rest = [ScreenLine(((BOLD if here else "", line),), row=name) for line in lines[1:]]
    return [*heading, first, *rest]


def _in_sight(sizes: Sequence[int], pointed: int, room: int, *, on_top: bool) -> tuple[int, int]:
    """The first row in sight and the one after the last: all of them where there is room."""
    if sum(sizes) <= room or not sizes:
        return 0, len(sizes)
    first, last = _around(sizes, pointed, room - 1, on_top=on_top)
    if first and last < len(sizes):
        # Both ends are marked, not one.
        return _around(sizes, pointed, room - 2, on_top=on_top)
    return first, last


def _part(blocks: Sequence[Sequence[ScreenLine]], first: int, last: int, below: str) -> list[ScreenLine]:
    """The rows in sight, each whole, and how many are not."""
    return [
        *([line_of(f"  … {first} more above", DIM)] if first else []),
        *(line for block in blocks[first:last] for line in block),
        *([line_of(below, DIM)] if below else []),
    ]


def _more_below(state: ListState, last: int, width: int) -> str:
    """How many rows are below, and the key of "Not sure" where that is one of them."""
    hidden = state.shown[last:]
    below = f"  … {len(hidden)} more below" if hidden else ""
    whole = f"{below} · {_KEYS[UNSURE]} not sure"
    unsure = {UNSURE, *state.unsure_of}.intersection(hidden)
    return whole if state.many and unsure and len(whole) <= width else below


def _around(sizes: Sequence[int], pointed: int, room: int, *, on_top: bool) -> tuple[int, int]:
    """The first row in sight and the one after the last, grown from the pointer.

    In both directions at once, or first as far down as there is room where the pointer is to stand on top.
    """
    first, last, left = pointed, pointed + 1, room - sizes[pointed]
    grown = True
    while grown:
        grown = False
        if last < len(sizes) and sizes[last] <= left:
            left, last, grown = left - sizes[last], last + 1, True
        if not (on_top and grown) and first > 0 and sizes[first - 1] <= left:
            left, first, grown = left - sizes[first - 1], first - 1, True
    return first, last
