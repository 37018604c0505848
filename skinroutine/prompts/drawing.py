"""A list as lines of text for a screen of a known size: nothing is cut, and long lists show a part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from skinroutine.interview import Asking
from skinroutine.prompts.choosing import LONG, Choosing
from skinroutine.prompts.wording import WIDEST, together, wrapped

_BOLD: Final = "bold"


class Line(NamedTuple):
    """One line of a screen; ``pointed`` where the cursor belongs."""

    text: str
    style: str = ""
    pointed: bool = False


def width_of(columns: int) -> int:
    """How many columns of a terminal are used: the last stays free, and no line is over 80."""
    return min(columns - 1, WIDEST)


def head(asking: Asking, width: int, *, why: bool) -> list[Line]:
    """The question, and why it is asked where the person wants to know."""
    lines = [Line(line, _BOLD) for line in wrapped(asking.text, width)]
    return lines + [Line(line) for line in wrapped(asking.why, width, "  ")] if why else lines


def list_lines(asking: Asking, choosing: Choosing, columns: int, height: int, *, why: bool) -> list[Line]:
    """The whole prompt: question, rows, filter, what to know, and which keys there are."""
    width = width_of(columns)
    above, below = head(asking, width, why=why), _foot(asking, choosing, width)
    blocks = [_row(choosing, name, width) for name in choosing.shown]
    pointed = choosing.shown.index(choosing.pointer) if choosing.pointer in choosing.shown else 0
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


def foot_lines(message: str, keys: Sequence[str], width: int) -> list[Line]:
    """What the person should know now, and the keys."""
    lines = [Line(line, _BOLD) for line in wrapped(message, width)] if message else []
    return lines + [Line(line) for line in together(keys, width)]


def _foot(asking: Asking, choosing: Choosing, width: int) -> list[Line]:
    filtering = [Line(line) for line in wrapped(f"Filter: {choosing.filter}", width)]
    answering = _keys_that_choose(choosing)
    if len(choosing.names) >= LONG and not choosing.filter:
        answering.append("letters: filter")
    keys = hints(asking, "↑↓: move", *answering, clearing=bool(choosing.filter))
    return (filtering if choosing.filter else []) + foot_lines(choosing.message, keys, width)


def _keys_that_choose(choosing: Choosing) -> list[str]:
    if not choosing.many:
        return ["Enter: choose"]
    if choosing.typing:
        return ["Enter: tick"]
    return ["Space: tick", "Enter: show all" if choosing.filter else "Enter: done"]


def _row(choosing: Choosing, name: str, width: int) -> list[Line]:
    here = choosing.pointer == name
    box = ("[x] " if name in choosing.ticked else "[ ] ") if choosing.many else ""
    digits = len(str(len(choosing.names)))
    first = f"{'>' if here else ' '} {box}{choosing.names.index(name) + 1:>{digits}}  "
    lines = wrapped(choosing.rows[name], width, first)
    return [Line(text, _BOLD if here else "", here and not place) for place, text in enumerate(lines)]


def _part(blocks: Sequence[Sequence[Line]], pointed: int, room: int) -> list[Line]:
    """As many rows around the pointer as there is room for, each whole, and how many are out of sight."""
    if sum(map(len, blocks)) <= room or not blocks:
        return [line for block in blocks for line in block]
    first, last = _around([len(block) for block in blocks], pointed, room - 2)
    return [
        Line(f"  … {first} more above" if first else ""),
        *(line for block in blocks[first:last] for line in block),
        Line(f"  … {len(blocks) - last} more below" if last < len(blocks) else ""),
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
