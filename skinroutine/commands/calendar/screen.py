"""The answer of ``calendar`` when it wrote a file."""

from __future__ import annotations

from collections.abc import Sequence

from skinroutine.commands.calendar.entries import Entry
from skinroutine.show.blocks import Banner, Block, Page, Para
from skinroutine.text import counted


def written_page(listed: Sequence[Entry], file: str) -> Page:
    """Where the calendar is, and how to use it."""
    kept = sum(not entry.cancelled for entry in listed)
    taken = len(listed) - kept
    many = counted(kept, "entry", "entries")
    blocks: list[Block] = [Banner("WRITTEN", f"{file} holds {many}.", "good")]
    if taken:
        many = counted(taken, "entry", "entries")
        blocks.append(Para(f"It takes back {many} that you may have from before."))
    blocks.append(
        Para("Import it into your calendar. Import it again after each log to bring it up to date.")
    )
    return blocks
