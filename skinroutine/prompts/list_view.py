"""A list as lines of text for a screen of a known size: nothing is cut, and long lists show a part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from skinroutine.interview import Asking
from skinroutine.prompts.labels import WIDEST, together, wrap_label
from skinroutine.prompts.list_state import LONG, ListState

_BOLD: Final = "bold"


class ScreenLine(NamedTuple):
    """One line of a screen; ``pointed`` where the cursor belongs."""

    text: str
    style: str = ""
    pointed: bool = False


def width_of(columns: int) -> int:
    """How many columns of a terminal are used: the last stays free, and no line is over 80."""
    return min(columns - 1, WIDEST)


def head(asking: Asking, width: int, *, why: bool) -> list[ScreenLine]:
    """The question, and why it is asked where the person wants to know."""
    lines = [ScreenLine(line, _BOLD) for line in wrap_label(asking.text, width)]
    return lines + [ScreenLine(line) for line in wrap_label(asking.why, width, "  ")] if why else lines


def list_lines(asking: Asking, state: ListState, columns: int, height: int, *, why: bool) -> list[ScreenLine]:
    """The whole prompt: question, rows, filter, what to know, and which keys there are."""
    width = width_of(columns)
    above, below = head(asking, width, why=why), _foot(asking, state, width)
    blocks = [_row(state, name, width) for name in state.shown]
    pointed = state.shown.index(state.pointer) if state.pointer in state.shown else 0
    return above + _part(blocks, pointed, height - 1 - len(above) - len(below)) + below


def hints(asking: Asking, *answering: str, clearing: bool = False) -> list[str]:
    """The keys that do something now, one each: those that answer first."""
    return [
        *answering,
        *(["Esc: clear the filter"] if clearing else []),
        *(["Esc: back"] if asking.can_go_back and not clearing else []),
        "?: why",
        "Ctrl-C: stop",
    ]


def foot_lines(message: str, keys: Sequence[str], width: int) -> list[ScreenLine]:
    """What the person should know now, and the keys."""
    lines = [ScreenLine(line, _BOLD) for line in wrap_label(message, width)] if message else []
    return lines + [ScreenLine(line) for line in together(keys, width)]


def _foot(asking: Asking, state: ListState, width: int) -> list[ScreenLine]:
    filtering = [ScreenLine(line) for line in wrap_label(f"Filter: {state.filter}", width)]
    answering = _keys_that_choose(state)
    if len(state.names) >= LONG and not state.filter:
        answering.append("letters: filter")
    keys = hints(asking, "↑↓: move", *answering, clearing=bool(state.filter))
    return (filtering if state.filter else []) + foot_lines(state.message, keys, width)


def _keys_that_choose(state: ListState) -> list[str]:
    if not state.many:
        return ["Enter: choose"]
    if state.typing:
        return ["Enter: tick"]
    return ["Space: tick", "Enter: show all" if state.filter else "Enter: done"]


def _row(state: ListState, name: str, width: int) -> list[ScreenLine]:
    here = state.pointer == name
    box = ("[x] " if name in state.ticked else "[ ] ") if state.many else ""
    digits = len(str(len(state.names)))
    number = "" if name in state.found else state.names.index(name) + 1
    first = f"{'>' if here else ' '} {box}{number:>{digits}}  "
    lines = wrap_label(state.rows[name], width, first)
    return [ScreenLine(text, _BOLD if here else "", here and not place) for place, text in enumerate(lines)]


def _part(blocks: Sequence[Sequence[ScreenLine]], pointed: int, room: int) -> list[ScreenLine]:
    """As many rows around the pointer as there is room for, each whole, and how many are out of sight."""
    if sum(map(len, blocks)) <= room or not blocks:
        return [line for block in blocks for line in block]
    first, last = _around([len(block) for block in blocks], pointed, room - 2)
    return [
        ScreenLine(f"  … {first} more above" if first else ""),
        *(line for block in blocks[first:last] for line in block),
        ScreenLine(f"  … {len(blocks) - last} more below" if last < len(blocks) else ""),
    ]


def _around(sizes: Sequence[int], pointed: int, room: int) -> tuple[int, int]:
    """The first row in sight and the one after the last, grown from the pointer in both directions."""
    first, last, left = pointed, pointed + 1, room - sizes[pointed]
    grown = True
    while grown:
        grown = False
        if last < len(sizes) and sizes[last] <= left:
            left, last, grown = left - sizes[last], last + 1, True
        if first > 0 and sizes[first - 1] <= left:
            left, first, grown = left - sizes[first - 1], first - 1, True
    return first, last
