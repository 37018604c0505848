"""Heads in words, for screens that read no rules: the limits are those that a head carries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from skinroutine.memory.heads import Head
from skinroutine.show.blocks import Block, Heading, Item, Para
from skinroutine.text import counted, joined, measured


def described(head: Head) -> str:
    """``microneedling, roller, 0.25 mm``."""
    length = [measured(head.needle_mm, "mm")] if head.needle_mm is not None else []
    return joined([head.treatment, head.kind, *length])


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


def heads_data(heads: Sequence[Head], now: datetime) -> list[dict[str, object]]:
    """The heads in use as JSON."""
    today = now.date()
    return [
        {
            "id": head.id,
            "name": head.name,
            "treatment": head.treatment,
            "uses": head.uses,
            "most_uses": head.most_uses,
            "days_open": head.open_for(today),
            "most_days_open": head.most_days,
            "worn": head.spent(today),
        }
        for head in heads
    ]


def head_used(head: Head | None, now: datetime) -> Iterator[Block]:
    """The head of a session that was logged, with that use."""
    if head is None:
        return
    yield Item("-", f"head: {head.name}, {uses_words(head.uses, head.most_uses)}")
    if head.spent(now.date()):
        yield Para(f"{head.name} is worn out now. Take a new one for the next session.", "careful")


def used_data(head: Head | None) -> dict[str, object] | None:
    """The same as JSON; None where no head was used that is on the list."""
    return None if head is None else {"id": head.id, "name": head.name, "uses": head.uses}


def _days(head: Head, today: date) -> str:
    return "" if head.most_days is None else f", day {head.open_for(today)} of {head.most_days}"
