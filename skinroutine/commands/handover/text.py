"""A hand-over page as a screen: the words of the page, a line for each row of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from skinroutine.commands.handover import document as parts
from skinroutine.show.blocks import Banner, Block, Heading, Item, Page, Para, TextLine

TEXT_START: Final = f"{parts.TITLE}\nMade with: {parts.MARK}\n"


def handover_page(document: parts.PrintedPage) -> Page:
    """The page for a terminal, or for a file of plain text."""
    lead, *more = document.lead
    return [
        Para(document.title, "strong"),
        Para(f"Made with: {parts.MARK}", "faint"),
        Para(""),
        Para(lead, "strong"),
        *(Para(text, "strong") for text in more),
        *(Para(text) for text in document.notes),
        *(block for part in document.parts for block in _part(part)),
        Para(""),
        Para(document.foot, "faint"),
    ]


def _part(part: parts.Part) -> Iterator[Block]:
    yield Heading(part.title)
    for block in part.blocks:
        yield from _block(block)


def _block(block: parts.Block) -> Iterator[Block]:
    if isinstance(block, parts.Table):
        yield from _rows(block)
    elif isinstance(block, parts.Points):
        yield Para(block.lead, indent=2)
        yield from (Item("-", text, indent=4) for text in block.items)
    elif isinstance(block, parts.Paragraph):
        yield Para(block.text, "strong" if block.strong else "plain")
    else:
        for number, title, url in block.rows:
            yield Item(f"{number}.", title)
            yield from [Para(url, "faint", indent=4)] if url else []


def _rows(table: parts.Table) -> Iterator[Block]:
    """A row in one line where the table says how; else its first cell, and a line for each other one."""
    for row in table.rows:
        if table.aloud:
            yield Item("-", table.aloud.format(*row))
            continue
        yield Item("-", row[0])
        named = zip(table.columns[1:], row[1:], strict=True)
        yield from (Para(f"{name}: {cell}", indent=4) for name, cell in named if cell)


def written_page(file: str) -> Page:
    """What is said once a page is in a file."""
    return [
        Banner("Written", "The page for a professional is in this file:", "good"),
        TextLine(file),
        Para("It contains health details. Check it before you share it."),
    ]
