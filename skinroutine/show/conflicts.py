"""Answers that conflict, and the more careful one that counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skinroutine.answers import plain
from skinroutine.interview import Conflict
from skinroutine.show.blocks import Block, Heading, Item


def contradictions_data(stood: Sequence[Conflict]) -> list[dict[str, object]]:
    """The answers that clashed, as JSON: which question, what was said, and what counts."""
    return [
        {"id": one.id, "question": one.question, "message": one.note, "stands": plain({"": one.stands})[""]}
        for one in stood
    ]


def clashing(stood: Sequence[Conflict]) -> Iterator[Block]:
    """The answers that clashed, in words."""
    if stood:
        yield Heading("Answers that clash")
        yield from (Item("-", f"{one.note} The more careful answer counts.") for one in stood)
