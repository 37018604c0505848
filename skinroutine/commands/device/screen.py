"""The answers of ``device``: the heads, their uses, and what is said of one that is worn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from skinroutine.decide.head_wear import Limits
from skinroutine.memory.heads import Head
from skinroutine.model import VERDICTS, Reason
from skinroutine.show.blocks import Banner, Block, Heading, Item, Page, Para, Tone
from skinroutine.show.head_words import described, uses_words
from skinroutine.text import counted, day

ADD = "Note one: skinroutine device add"


class HeadView(NamedTuple):
    """A head and how long it lasts."""

    head: Head
    limits: Limits


def listed_page(
    views: Sequence[HeadView], short: Mapping[str, str], now: datetime, *, everything: bool
) -> Page:
    """The list of heads; ``short`` gives the shortest id of each."""
    if not views:
        none = "You have no head on your list." if everything else "You have no head in use on your list."
        return [Para(none), Para(ADD)]
    blocks: list[Block] = [Para("Your heads" if everything else "Your heads in use", "strong")]
    for view in views:
        blocks += [
            *_listed(view, now),
            Para(f"id {short.get(view.head.id, view.head.id)}", "faint", indent=4),
        ]
    if any(view.head.retired is None for view in views):
        blocks.append(Para("One that is done: skinroutine device retire NAME", "faint"))
    return blocks


def listed_data(views: Sequence[HeadView], today: date) -> dict[str, object]:
    """The heads as JSON: see ``docs/json.md``."""
    return {"schema_version": 1, "heads": [view_data(view, today) for view in views]}


def added_page(view: HeadView, reasons: Sequence[Reason], now: datetime) -> Page:
    """A head that was added, and what speaks against it."""
    head = view.head
    blocks: list[Block] = [
        Banner("ADDED", f"{head.name}, {described(head)}", "good"),
        Para(f"{uses_words(head.uses, view.limits.uses)}, {_opened(head, now)}."),
        *_spent(view),
    ]
    if reasons:
        blocks.append(Heading("Before you use it"))
        blocks += [
            Item("-", " ".join(part for part in (one.message, one.why, f"[{one.id}]") if part))
            for one in reasons
        ]
    return [*blocks, Para(""), Para("Each session that you log counts as a use: skinroutine log", "faint")]


def added_data(view: HeadView, reasons: Sequence[Reason], today: date) -> dict[str, object]:
    """A head that was added, as JSON."""
    told = [
        {
            "id": one.id,
            "verdict": VERDICTS[one.weight],
            "because": list(one.because),
            "message": one.message,
            "why": one.why or None,
            "sources": list(one.sources),
        }
        for one in reasons
    ]
    added = view_data(view, today)
    return {"schema_version": 1, "added": added, "reasons": told, "stored": view.head.id}


def retired_page(head: Head, why: str) -> Page:
    """A head that was retired."""
    text = f"{head.name} is off your list after {counted(head.uses, 'use')}."
    return [
        Banner("RETIRED", f"{text} {why}." if why else text, "good"),
        Para("It stays in your history. For a new one: skinroutine device add"),
    ]


def retired_data(head: Head, why: str, stored: str) -> dict[str, object]:
    """A head that was retired, as JSON."""
    told = {
        "id": head.id,
        "name": head.name,
        "treatment": head.treatment,
        "uses": head.uses,
        "why": why or None,
    }
    return {"schema_version": 1, "retired": told, "stored": stored}


def view_data(view: HeadView, today: date) -> dict[str, object]:
    """One head as JSON."""
    head, limits = view.head, view.limits
    return {
        "id": head.id,
        "name": head.name,
        "treatment": head.treatment,
        "kind": head.kind,
        "needle_mm": head.needle_mm,
        "opened": head.opened.isoformat(),
        "single_use": head.single_use,
        "certified": head.certified,
        "uses": head.uses,
        "most_uses": limits.uses,
        "days_open": head.open_for(today),
        "most_days_open": limits.days,
        "worn": bool(limits.reached),
        "rules": [
            {
                "id": one.id,
                "say": one.say,
                "sources": list(one.sources),
                "disagreement": one.disagreement or None,
            }
            for one in limits.rules
        ],
        "retired": head.retired.isoformat() if head.retired else None,
        "retired_why": head.why or None,
    }


def _listed(view: HeadView, now: datetime) -> Iterator[Block]:
    head, limits = view.head, view.limits
    tone: Tone = "bad" if limits.reached else "plain"
    parts = [uses_words(head.uses, limits.uses), _opened(head, now)]
    if limits.days is not None:
        parts.append(f"day {head.open_for(now.date())} of {limits.days}")
    if head.retired is not None:
        tone = "faint"
        parts.append(f"retired {day(head.retired.date(), now.date())}")
        parts += [head.why] if head.why else []
    yield Item("-", f"{head.name} ({described(head)}): {', '.join(parts)}", tone)
    if head.retired is None:
        yield from _spent(view)


def _spent(view: HeadView) -> Iterator[Block]:
    """What is said of a head that has come to a limit, and how far advice differs."""
    for one in view.limits.reached:
        yield Para(f"Worn out: {one.say} [{one.id}]", "bad", indent=4)
        if one.disagreement:
            yield Para(f"Sources differ: {one.disagreement}", "faint", indent=4)


def _opened(head: Head, now: datetime) -> str:
    return f"opened {day(head.opened, now.date())}"
