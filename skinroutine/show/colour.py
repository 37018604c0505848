"""A page in a terminal, with its colours. The words are those of the plain page."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Final, TextIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

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
    Sign,
    TextLine,
    Tone,
)
from skinroutine.show.layout import GAP, beside, lay_out
from skinroutine.show.plain import NARROWEST_COLUMN
from skinroutine.show.signs import look_of
from skinroutine.text import harmless

STYLES: Final[dict[Tone, str]] = {
    "plain": "",
    "strong": "bold",
    "accent": "cyan",
    "good": "green",
    "careful": "yellow",
    "bad": "bold red",
    "faint": "dim",
}
_WIDEST: Final = 76
_NARROWEST_TEXT: Final = 36
"""Beside the word of a result a text keeps so much room, else it goes below."""
_BAR: Final = 20
_BADGE: Final = 17
"""So wide is the longest word for a result, with its sign."""


def console_of(stream: TextIO) -> Console:
    """A terminal to draw on; it gets no code of any style where the person wants no colours."""
    return Console(file=stream, color_system=None if os.environ.get("NO_COLOR") else "auto")


def show(page: Page, console: Console) -> None:
    """Print the page. Text is never read as markup."""
    drawing = _Drawing(min(console.width, _WIDEST), signs=console.encoding.startswith("utf"))
    for block in lay_out([*beside(page, drawing.width)], drawing.width):
        # A line that is drawn, and an address, stay whole: broken by us they could not be copied.
        broken = not isinstance(block, TextLine | Parts)
        console.print(drawing.draw(block), width=drawing.width, highlight=False, soft_wrap=not broken)


def fitted(page: Page, console: Console, rows: int) -> Page:
    """The page as it fits a screen of so many rows: what can be said in short is, then empty lines go.

    They go from the bottom up, but for those below a result and above what opens a part. All of them stay
    where the page is longer than the screen without them too.
    """
    over = _rows(page, console) - rows
    if over > 0 and any(isinstance(block, Series) and block.is_listed for block in page):
        page = [block._replace(short=True) if isinstance(block, Series) else block for block in page]
        over = _rows(page, console) - rows
    # Two empty lines in a row are one on the screen.
    pairs = zip(page, [None, *page], strict=False)
    tight = [block for block, above in pairs if not (_is_air(block) and _is_air(above))]
    spare = [place for place in range(1, len(tight)) if _is_spare(*tight[place - 1 : place + 2])]
    if not 0 < over <= len(spare):
        return page
    given_up = set(spare[-over:])
    return [block for place, block in enumerate(tight) if place not in given_up]


def _is_spare(above: Block, block: Block, below: Block | None = None) -> bool:
    """Whether it is an empty line that makes a row of its own: some blocks bring their air with them."""
    return _is_air(block) and not (isinstance(above, Banner) or isinstance(below, Heading | Gauge))


def _is_air(block: Block | None) -> bool:
    return isinstance(block, Para) and not block.text


def _rows(page: Page, console: Console) -> int:
    with console.capture() as drawn:
        show(page, console)
    return drawn.get().count("\n")


class _Drawing:
    """How blocks are drawn at a width, with signs or, in a terminal without UTF-8, their plain forms."""

    def __init__(self, width: int, *, signs: bool) -> None:
        self.width = width
        self._signs = signs
        self._draws: dict[type[Any], Callable[[Any], RenderableType]] = {
            Banner: self._banner,
            Heading: self._heading,
            Para: _para,
            Series: self._series,
            Item: self._item,
            Sided: self._sided,
            Gauge: self._gauge,
            Row: self._row,
            TextLine: _line,
            Parts: _line,
            Columns: self._columns,
        }

    def draw(self, block: Block) -> RenderableType:
        return self._draws[type(block)](block)

    def _banner(self, block: Banner) -> RenderableType:
        badge, style = self._badge(block.word, block.tone), _badge_style(block.tone)
        emergency = block.tone == "emergency"
        text = _text(block.text, style if emergency else "bold")
        if self.width < len(badge) + _NARROWEST_TEXT:
            return Group(badge, text)
        line = Table.grid(padding=(0, GAP, 0, 0), expand=True, pad_edge=True)
        line.add_column(width=len(badge))
        line.add_column(overflow="fold", ratio=1)
        line.add_row(badge, text, style=style if emergency else "")
        return line

    def _badge(self, word: str, tone: Tone | Sign) -> Text:
        look = look_of(tone)
        sign = self._sign(look.sign, look.plain)
        # In a part of its own: what stands beside it in its column has no background.
        return Text.assemble((f" {sign} {word} " if sign else f" {word} ", _badge_style(tone)))

    def _row(self, block: Row) -> RenderableType:
        """An entry in one line where there is room, else what it is and when above what it is about."""
        tone = block.tone
        kind = _text(f" {block.kind}", STYLES[tone]) if tone in STYLES else self._badge(block.kind, tone)
        text = Group(_text(block.text), *(_text(note, STYLES[each]) for note, each in block.notes))
        aside, code = _text(block.aside), _text(block.code, "dim")
        line = Table.grid(padding=(0, GAP, 0, 0), expand=True, pad_edge=False)
        if self.width < _BADGE + _NARROWEST_TEXT + len(block.aside) + len(block.code):
            line.add_column(ratio=1, overflow="fold")
            line.add_column(justify="right")
            line.add_column()
            line.add_row(kind, aside, code)
            return Group(line, Padding(text, (0, 0, 0, GAP)))
        line.add_column(width=_BADGE)
        line.add_column(ratio=1, overflow="fold")
        line.add_column(justify="right")
        line.add_column()
        line.add_row(kind, text, aside, code)
        return line

    def _heading(self, block: Heading) -> RenderableType:
        space = max(self.width - len(block.text) - len(block.aside), 1) if block.aside else 0
        return Text.assemble((harmless(block.text), "bold cyan"), " " * space, harmless(block.aside))

    def _series(self, block: Series) -> RenderableType:
        if block.is_listed:
            items = (self._item(Item("-", text)) for text in block.texts)
            return Group(_text(block.order, STYLES[block.tone]), *items)
        if len(block.texts) == 1:
            return _text(block.sentence, STYLES[block.tone])
        between = Text(f" {self._sign(_BULLETS['-'], '-')} ", STYLES["accent"])
        points = [part for point in block.points for part in (between, harmless(point))]
        return Text.assemble((harmless(block.order), STYLES[block.tone]), " ", *points[1:])

    def _sign(self, sign: str, plain: str) -> str:
        return sign if self._signs else plain

    def _item(self, item: Item) -> RenderableType:
        line = Table.grid(padding=(0, 1, 0, 0))
        line.add_column(width=max(len(item.mark), 1))
        # Rich would else cut a word that is too long, and end it in dots.
        line.add_column(overflow="fold")
        # A box is a sign of a chart here, which its lines draw as they are.
        mark = self._sign(_BULLETS["-"], "-") if item.mark == "-" else item.mark
        line.add_row(_text(mark, "dim"), _text(item.text, STYLES[item.tone]))
        return Padding(line, (0, 0, 0, item.indent))

    def _sided(self, block: Sided) -> RenderableType:
        marks = [f"{self._sign(_BULLETS.get(block.mark, block.mark), block.mark)} "] if block.mark else []
        line = Table.grid(expand=True)
        for mark in marks:
            line.add_column(width=len(mark))
        line.add_column(ratio=1, overflow="fold")
        parts: list[RenderableType] = [*marks, _text(block.text, STYLES[block.tone])]
        if block.column:
            line.add_column(width=GAP)
            line.add_column(width=block.column)
            parts += ["", _text(block.aside, STYLES[block.aside_tone])]
        line.add_row(*parts)
        return Padding(line, (0, 0, 0, block.indent))

    def _gauge(self, block: Gauge) -> RenderableType:
        done = round(max(0.0, min(block.share, 1.0)) * _BAR)
        full, rest = (self._sign(sign, plain) for sign, plain in _BAR_SIGNS)
        title = Text.assemble((harmless(block.title), "bold"), "  ", harmless(block.about))
        bar = Text.assemble(
            (full * done, STYLES[block.tone] or "cyan"), (rest * (_BAR - done), "bright_black")
        )
        if self.width < _BAR + len(block.text) + len(block.aside) + 3 * GAP:
            lines = (bar, Text(block.text), _text(block.aside, STYLES[block.tone]))
            return Group(title, *(Padding(line, (0, 0, 0, GAP)) for line in lines))
        space = self.width - GAP - _BAR - GAP - len(block.text) - len(block.aside)
        text = Text.assemble(bar, " " * GAP, harmless(block.text), " " * space)
        return Group(title, Padding(text.append(harmless(block.aside), STYLES[block.tone]), (0, 0, 0, GAP)))

    def _columns(self, block: Columns) -> RenderableType:
        names, *rows = block.rows
        if self.width // len(names) < NARROWEST_COLUMN:
            pairs = [pair for row in rows for pair in zip(names, row, strict=True)]
            return Group(*(Text.assemble((f"{name}\n", "bold"), harmless(cell)) for name, cell in pairs))
        table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), expand=True)
        for name in names:
            table.add_column(_text(name, "bold"), ratio=1, overflow="fold")
        for row in rows:
            table.add_row(*(_text(cell) for cell in row))
        return table


def _badge_style(tone: Tone | Sign) -> str:
    look = look_of(tone)
    return f"bold {look.ink} on {look.colour}"


_BULLETS: Final = {
    "-": "\N{MIDDLE DOT}",
    "[ ]": "\N{WHITE SQUARE WITH ROUNDED CORNERS}",
    "!": "\N{BLACK UP-POINTING TRIANGLE}",
}
_BAR_SIGNS: Final = (
    ("\N{BOX DRAWINGS HEAVY HORIZONTAL}", "#"),
    ("\N{BOX DRAWINGS LIGHT QUADRUPLE DASH HORIZONTAL}", "-"),
)
"""Of what is over and of what is left: apart without colours too."""


def _para(block: Para) -> RenderableType:
    return Padding(_text(block.text, STYLES[block.tone]), (0, 0, 0, block.indent))


def _line(line: TextLine | Parts) -> Text:
    if isinstance(line, TextLine):
        return _text(line.text)
    return Text.assemble(*((harmless(text), _style(tone)) for text, tone in line.parts))


def _style(tone: Tone | Sign) -> str:
    return STYLES[tone] if tone in STYLES else _badge_style(tone)


def _text(text: str, style: str = "") -> Text:
    return Text(harmless(text), style=style)
