"""What every screen keeps to: one empty line at most, a command in one piece, one column on the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from skinroutine.show.blocks import (
    Banner,
    Block,
    Columns,
    Gauge,
    Heading,
    Item,
    Page,
    Para,
    Parts,
    Row,
    Sided,
    TextLine,
    Tone,
    command_line,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

GAP: Final = 2
_NARROWEST_TEXT: Final = 36
"""Beside a column on the right a text keeps so much room, else the column goes below it."""
_COMMAND: Final = ": skinroutine "
_RUNNING: Final = (Para, Item)
_OPENING: Final = (Heading, Gauge)
_PARTED: Final = (Heading, Banner, Gauge, Row, TextLine, Parts, Columns)
"""What ends a group of lines that share their column on the right, as an empty line does."""


def lay_out(page: Iterable[Block], width: int) -> Iterator[Block]:
    """The page with its air as lines of its own, and each command whole so that it can be pasted."""
    return _air(_pieces(page, width))


def _pieces(page: Iterable[Block], width: int) -> Iterator[Block]:
    for block in page:
        # A long list has ten thousands of lines, and hardly one of them has a command.
        if isinstance(block, _RUNNING) and _COMMAND in block.text:
            yield from _whole(block, width)
        else:
            yield block


def _air(blocks: Iterable[Block]) -> Iterator[Block]:
    """An empty line above what opens a part; none at the top, and never two of them."""
    empty, first = True, True
    for block in blocks:
        if not empty and isinstance(block, _OPENING):
            yield Para("")
        is_air = isinstance(block, Para) and not block.text
        if first or not (is_air and empty):
            yield block
        empty, first = is_air, False


def _whole(block: Para | Item, width: int) -> Iterator[Block]:
    """A block with a command; that on a line of its own where both do not fit on one."""
    text, found, command = block.text.rpartition(_COMMAND)
    start = block.indent + (len(block.mark) + 1 if isinstance(block, Item) else 0)
    if start + len(block.text) <= width:
        yield block
        return
    yield block._replace(text=f"{text}:")
    yield _own_line(f"{found[2:]}{command}", start + GAP, width, "accent")


def _own_line(text: str, indent: int, width: int, tone: Tone) -> Parts:
    """A line that is never broken: what is longer than the screen begins at its edge."""
    return Parts([(" " * (indent if indent + len(text) <= width else 0), "plain"), (text, tone)])


def beside(page: Page, width: int) -> Iterator[Block]:
    """The page with the same column on the right for lines that belong together, or with theirs below."""
    group: list[Block] = []
    for block in (_commanding(each, width) for each in page):
        if isinstance(block, _PARTED) or (isinstance(block, Para) and not block.text):
            yield from _in_columns(group, width)
            group = []
            yield block
        else:
            group.append(block)
    yield from _in_columns(group, width)


def _commanding(block: Block, width: int) -> Block:
    """A line that ends in a command, with that on the right as all commands are; not what takes two lines."""
    if not isinstance(block, Para) or block.indent + len(block.text) + GAP > width:
        return block
    text, found, command = block.text.rpartition(_COMMAND)
    if not found:
        return block
    return command_line(f"{text}:", f"{found[2:]}{command}", block.indent)._replace(tone=block.tone)


def _in_columns(group: Sequence[Block], width: int) -> Iterator[Block]:
    """A group with its columns: the times of a list all beside it or all below, of commands what fits."""
    lines = [block for block in group if isinstance(block, Sided) and block.aside]
    listed = _widest(line for line in lines if line.mark)
    listed = listed if all(_has_room(line, listed, width) for line in lines if line.mark) else 0
    single = _common_column([line for line in lines if not line.mark], width)
    for block in group:
        if not isinstance(block, Sided) or not block.aside:
            yield block
        elif block.mark:
            yield from _place(block, listed, width)
        else:
            own = len(block.aside) if _has_room(block, len(block.aside), width) else 0
            yield from _place(block, max(single, own) if own else 0, width)


def _common_column(lines: Sequence[Sided], width: int) -> int:
    """The widest column that suits all lines but those with more in it; these have one of their own."""
    fitting = [line for line in lines if _has_room(line, len(line.aside), width)]
    widths = sorted({len(line.aside) for line in fitting}, reverse=True)
    suits = (
        column
        for column in widths
        if all(_has_room(line, column, width) for line in fitting if len(line.aside) <= column)
    )
    return next(suits, 0)


def _widest(lines: Iterable[Sided]) -> int:
    return max((len(line.aside) for line in lines), default=0)


def _has_room(line: Sided, column: int, width: int) -> bool:
    return width - _start(line) - column - GAP >= min(_NARROWEST_TEXT, max(len(line.text), 1))


def _start(line: Sided) -> int:
    return line.indent + (len(line.mark) + 1 if line.mark else 0)


def _place(line: Sided, column: int, width: int) -> Iterator[Block]:
    if column:
        yield line._replace(column=column)
        return
    indent = _start(line) + GAP
    yield line._replace(aside="")
    if line.aside.startswith(_COMMAND[2:]):
        yield _own_line(line.aside, indent, width, line.aside_tone)
    else:
        yield Para(line.aside, line.aside_tone, indent)
