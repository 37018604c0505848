"""A page in a terminal that has colours. The words are those of the plain page."""

from __future__ import annotations

from typing import Final

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from skinroutine.show.blocks import Banner, Block, Columns, Heading, Item, Page, Para, Parts, TextLine, Tone
from skinroutine.show.plain import NARROWEST_COLUMN
from skinroutine.text import harmless

STYLES: Final[dict[Tone, str]] = {
    "plain": "",
    "strong": "bold",
    "good": "bold green",
    "careful": "bold dark_orange3",
    "bad": "bold red",
    "faint": "dim",
}
_WIDEST: Final = 100


def show(page: Page, console: Console) -> None:
    """Print the page. Text is never read as markup."""
    width = min(console.width, _WIDEST)
    for block in page:
        # A line that is drawn, and an address, stay whole: broken by us they could not be copied.
        broken = not isinstance(block, TextLine | Parts)
        console.print(_draw(block, width), width=width, highlight=False, soft_wrap=not broken)


def _draw(block: Block, width: int) -> RenderableType:
    if isinstance(block, Banner):
        style = STYLES[block.tone]
        return Text.assemble((f" {block.word} ", f"reverse {style}"), " ", (harmless(block.text), "bold"))
    if isinstance(block, Heading):
        return Padding(_text(block.text, style="bold underline"), (1, 0, 0, 0))
    if isinstance(block, Para):
        return Padding(_text(block.text, style=STYLES[block.tone]), (0, 0, 0, block.indent))
    if isinstance(block, Item):
        return _item(block)
    if isinstance(block, TextLine | Parts):
        return _line(block)
    return _columns(block, width)


def _line(line: TextLine | Parts) -> Text:
    if isinstance(line, TextLine):
        return _text(line.text)
    return Text.assemble(*((harmless(text), STYLES[tone]) for text, tone in line.parts))


def _item(item: Item) -> RenderableType:
    line = Table.grid(padding=(0, 1, 0, 0))
    line.add_column(width=max(len(item.mark), 1))
    # Rich would else cut a word that is too long, and end it in dots.
    line.add_column(overflow="fold")
    line.add_row(_text(item.mark, style="dim"), _text(item.text, style=STYLES[item.tone]))
    return Padding(line, (0, 0, 0, item.indent))


def _columns(block: Columns, width: int) -> RenderableType:
    names, *rows = block.rows
    if width // len(names) < NARROWEST_COLUMN:
        pairs = [pair for row in rows for pair in zip(names, row, strict=True)]
        return Group(*(Text.assemble((f"{name}\n", "bold"), harmless(cell)) for name, cell in pairs))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), expand=True)
    for name in names:
        table.add_column(_text(name, style="bold"), ratio=1, overflow="fold")
    for row in rows:
        table.add_row(*(_text(cell) for cell in row))
    return table


def _text(text: str, style: str = "") -> Text:
    return Text(harmless(text), style=style)
