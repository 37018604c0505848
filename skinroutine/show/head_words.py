"""Heads in words, for screens that read no rules: the limits are those that a head carries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from skinroutine.memory.heads import Head
from skinroutine.show.blocks import Block, Heading, Item, Para
from skinroutine.show.documents import JsonRecord
from skinroutine.text import counted, join_words, with_unit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    from skinroutine.show import document_types as kinds


def describe_head(head: Head) -> str:
    """``microneedling, roller, 0.25 mm``."""
    length = [with_unit(head.needle_mm, "mm")] if head.needle_mm is not None else []
    return join_words([head.treatment, head.kind, *length])


def uses_words(uses: int, most: int | None) -> str:
    """``7 of 8 uses``, or ``7 uses`` where there is no limit."""
    return counted(uses, "use") if most is None else f"{uses} of {counted(most, 'use')}"


def heads_in_use(heads: Sequence[Head], now: datetime) -> Iterator[Block]:
    """The heads in use with their uses, as ``status`` shows them."""
    if not heads:
        return
    yield Heading("Your heads")
    for head in heads:
        spent = head.spent(now.date())
        text = f"{head.name}: {uses_words(head.uses, head.most_uses)}{_days(head, now.date())}"
        yield Item("-", f"{text}. Worn out: take a new one." if spent else text, "bad" if spent else "plain")
    if any(head.spent(now.date()) for head in heads):
        yield Para("One that is done: skinroutine device retire NAME", indent=2)


def head_used(head: Head | None, now: datetime) -> Iterator[Block]:
    """The head of a session that was logged, with that use."""
    if head is None:
        return
    yield Item("-", f"head: {head.name}, {uses_words(head.uses, head.most_uses)}")
    if head.spent(now.date()):
        yield Para(f"{head.name} is worn out now. Take a new one for the next session.", "careful")


class UsedHead(JsonRecord):
    """The head that was used."""

    id: Annotated[str, "The id of the head."]
    name: Annotated[str, "What you call it."]
    uses: Annotated[kinds.Count, "How often it has been used, with this session."]


def _days(head: Head, today: date) -> str:
    return "" if head.most_days is None else f", day {head.open_for(today)} of {head.most_days}"
