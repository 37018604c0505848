"""A hand-over page as a screen: the words of the page, a line for each row of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from skinroutine.commands.handover import layout as parts
from skinroutine.commands.handover.document import PRIVATE, TITLE
from skinroutine.commands.handover.layout import cell_text
from skinroutine.show.blocks import Banner, Block, Heading, Item, Page, Para, Parts, TextLine
from skinroutine.text import uncapital

TEXT_START: Final = f"{TITLE}\nMade with: {parts.MARK}\n"


def handover_page(document: parts.PrintedPage) -> Page:
    """The page for a terminal, or for a file of plain text."""
    return [
        Para(document.title, "strong"),
        # In one piece: it is no command to go on with.
        Parts([(f"Made with: {parts.MARK}", "faint")]),
        Para(""),
        *(Para(text) for text in document.notes),
        *(block for part in document.parts for block in _part(part)),
        Para(""),
        *(Para(text, "faint") for text in document.foot),
    ]


def _part(part: parts.Part) -> Iterator[Block]:
    yield Heading(part.title)
    for block in part.blocks:
        yield from _block(block)


def _block(block: parts.Block) -> Iterator[Block]:
    if isinstance(block, parts.Status):
        yield from _status(block)
    elif isinstance(block, parts.Table):
        yield from _rows(block)
    elif isinstance(block, parts.Points):
        yield Para(f"{block.lead}:", indent=2)
        yield from (Item("-", text, indent=4) for text in block.items)
    elif isinstance(block, parts.Paragraph):
        yield Para(block.text, "faint" if block.small else "plain", indent=2)
    elif isinstance(block, parts.Bibliography):
        for number, title, url in block.rows:
            yield Item(f"{number}.", title)
            yield from [Para(url, "faint", indent=4)] if url else []


def _status(status: parts.Status) -> Iterator[Block]:
    if status.badge:
        yield Banner(status.badge.name, status.headline, status.badge.tone)
    else:
        yield Para(status.headline, "strong", indent=2)
    yield from (Para(text, indent=2) for text in status.lines)


def _rows(table: parts.Table) -> Iterator[Block]:
    """A row in one line where it is short; else its first cell, and a line for each other one."""
    for first, *rest in table.rows:
        cells = list(_named(table, rest))
        if table.short and table.unnamed:
            yield Item("-", f"{cell_text(first)}: {' '.join(cells)}")
        elif table.short:
            yield Item("-", f"{cell_text(first)} ({'; '.join(cells)})" if cells else cell_text(first))
        else:
            yield Item("-", cell_text(first))
            yield from (Para(cell, indent=4) for cell in cells)


def _named(table: parts.Table, cells: Sequence[parts.Cell]) -> Iterator[str]:
    """The cells that say something, each with the name of its column where it needs one."""
    for name, cell in zip(table.columns[1:], cells, strict=True):
        bare = table.unnamed or name == parts.REST
        if cell:
            yield cell_text(cell) if bare else f"{uncapital(name)}: {cell_text(cell)}"


def written_page(file: str) -> Page:
    """What is said once a page is in a file."""
    return [
        Banner("Written", "The page for a professional is in this file:", "good"),
        TextLine(file),
        Para(PRIVATE),
    ]
