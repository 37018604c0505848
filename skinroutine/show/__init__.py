"""Records to screens. Nothing is decided here and no file is opened."""

from __future__ import annotations

from skinroutine.show.blocks import Banner, Block, Columns, Heading, Item, Page, Para
from skinroutine.show.output import Output, colourful

__all__ = ["Banner", "Block", "Columns", "Heading", "Item", "Output", "Page", "Para", "colourful"]
