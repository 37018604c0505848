"""Records to screens. Nothing is decided here and no file is opened."""

from __future__ import annotations

from skinroutine.show.blocks import Banner, Block, Columns, Gauge, Heading, Item, Page, Para, Sided
from skinroutine.show.output import Output, draws

__all__ = [
    "Banner",
    "Block",
    "Columns",
    "Gauge",
    "Heading",
    "Item",
    "Output",
    "Page",
    "Para",
    "Sided",
    "draws",
]
