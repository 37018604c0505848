"""A page as plain text: no colour, no drawing, and in the order in which it is read aloud."""

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
    Series,
    Sided,
    TextLine,
)
from skinroutine.show.layout import lay_out
from skinroutine.show.signs import look_of
from skinroutine.text import harmless

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, TextIO

WIDTH: Final = 80
NARROWEST_COLUMN: Final = 28
"""Columns narrower than this are set one below the other."""
_NARROW: Final = 20
_PROGRAM: Final = "skinroutine"
_ENDS: Final = frozenset(".,;:)")
"""What ends a command in a sentence."""


def plain_text(page: Page, width: int = WIDTH) -> str:
    """The page, wrapped to ``width`` columns, ending in a line feed."""
    return "".join(plain_lines(page, width))


def plain_lines(blocks: Iterable[Block], width: int = WIDTH) -> Iterator[str]:
    """The same line by line, each with its line feed, as far as the blocks have come."""
    width = max(width, _NARROW)
    for block in lay_out(map(_spoken, blocks), width):
        for line in _lines(block, width):
            yield f"{harmless(line)}\n"


def talk_line(sentence: str, stream: TextIO) -> str:
    """One line of talk, such as an error; a terminal gets it broken at spaces, with each command whole."""
    if not stream.isatty():
        return f"{sentence}\n"
    from shutil import get_terminal_size  # noqa: PLC0415  a pipe has no width

    width = max(min(get_terminal_size().columns, WIDTH), _NARROW)
    lines = (_filled(_pasted(line.split(" ")), width) for line in sentence.split("\n"))
    return "".join(f"{line}\n" for filled in lines for line in filled)


def _pasted(words: Sequence[str]) -> list[str]:
    """The words, those of a command in one: broken, its first line would be run alone when it is pasted."""
    pieces: list[str] = []
    is_open = False
    for word in words:
        if is_open:
            pieces[-1] += f" {word}"
        else:
            pieces.append(word)
        is_open = (is_open or word == _PROGRAM) and word[-1:] not in _ENDS
    return pieces


def _spoken(block: Block) -> Block:
    """What a drawing, or a line in columns, says as a sentence."""
    if isinstance(block, Row):
        return Item(block.code, block.sentence)
    if isinstance(block, Gauge):
        return Item("-", block.sentence)
    if isinstance(block, Sided):
        if block.mark:
            return Item(block.mark, block.sentence, indent=block.indent)
        return Para(block.sentence, indent=block.indent)
    return block


def _lines(block: Block, width: int) -> Iterable[str]:
    if isinstance(block, Item):
        return _item(block, width)
    if isinstance(block, Para):
        return _wrap(block.text, width, " " * block.indent)
    return _rarer_lines(block, width)


def _rarer_lines(block: Block, width: int) -> Iterator[str]:
    if isinstance(block, Heading):
        yield from _wrap(f"{block.text} ({block.aside})" if block.aside else block.text, width)
    elif isinstance(block, Banner):
        yield from _wrap(_banner(block), width)
    elif isinstance(block, Series):
        yield from _series(block, width)
    elif isinstance(block, TextLine):
        yield block.text
    elif isinstance(block, Parts):
        yield "".join(text for text, _ in block.parts).rstrip()
    elif isinstance(block, Columns):
        yield from _columns(block, width)


def _banner(banner: Banner) -> str:
    sign = look_of(banner.tone).plain
    return f"{f'({sign}) ' if sign else ''}{banner.word}: {banner.text}"


def _stack(name: str, text: str, width: int) -> Iterator[str]:
    yield name
    yield from _wrap(text, width, "  ")


def _item(item: Item, width: int) -> list[str]:
    first = f"{' ' * item.indent}{item.mark} "
    return _wrap(item.text, width, " " * len(first), first)


def _series(block: Series, width: int) -> Iterator[str]:
    if block.is_listed:
        yield from _wrap(block.order, width)
        for text in block.texts:
            yield from _item(Item("-", text), width)
    else:
        yield from _wrap(block.sentence, width)


def _wrap(text: str, width: int, indent: str = "", first: str | None = None) -> list[str]:
    first = indent if first is None else first
    # What fits is not broken and put together again; all printable letters but the space are words.
    if text.isprintable() and text and text[-1] != " ":
        if len(first) + len(text) <= width:
            return [first + text]
        if text[0] != " " and "  " not in text:
            return _broken(text, width, indent, first)
    # No word is cut: what a person pastes (an id, a path, an address) has to stay in one piece.
    from textwrap import wrap  # noqa: PLC0415  most texts fit

    lines = wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )
    return lines or [first.rstrip()]


def _broken(text: str, width: int, indent: str, first: str) -> list[str]:
    """Lines of words with one space between, as textwrap has them, in a twentieth of its time."""
    lines = []
    while len(first) + len(text) > width:
        end = text.rfind(" ", 0, max(width - len(first) + 1, 0))
        if end < 0 and (end := text.find(" ")) < 0:
            break
        lines.append(first + text[:end])
        text, first = text[end + 1 :], indent
    return [*lines, first + text]


def _filled(words: Sequence[str], width: int) -> list[str]:
    """The same of words that may have spaces in them."""
    lines, line = [], words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) <= width:
            line = f"{line} {word}"
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def _columns(block: Columns, width: int) -> Iterator[str]:
    """Side by side when there is room; else one below the other, so that nothing is cut."""
    names, *rows = block.rows
    each = (width - 2 * (len(names) - 1)) // len(names)
    if each < NARROWEST_COLUMN:
        yield from (
            line for row in rows for pair in zip(names, row, strict=True) for line in _stack(*pair, width)
        )
        return
    from textwrap import wrap  # noqa: PLC0415  as above

    for row in [names, *rows]:
        cells = [wrap(cell, each) or [""] for cell in row]
        for place in range(max(map(len, cells))):
            parts = [(cell[place] if place < len(cell) else "").ljust(each) for cell in cells]
            yield "  ".join(parts).rstrip()
        yield ""
