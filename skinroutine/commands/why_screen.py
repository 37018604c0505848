"""The answer of ``why``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from skinroutine.model import Source
from skinroutine.show.blocks import Block, Heading, Item, Page, Para
from skinroutine.text import moment, spoken


class Behind(NamedTuple):
    """One rule behind an answer."""

    id: str
    message: str
    because: Sequence[str]
    why: str
    disagreement: str
    sources: Sequence[Source]


class WhyView(NamedTuple):
    """What a screen shows of the reasons of the last answer."""

    kind: str
    treatment: str
    happened: datetime
    now: datetime
    result: str
    behind: Sequence[Behind]
    disputed: Sequence[Behind]


def why_page(view: WhyView) -> Page:
    """The screen of the reasons."""
    what = "plan" if view.kind == "plan" else "symptom check"
    when = moment(view.happened, view.now)
    about = f", {spoken(view.treatment)}" if view.treatment else ""
    blocks: list[Block] = [Para(f"The {what} of {when}{about}: {view.result}", "strong")]
    if not view.behind:
        blocks.append(Para("No rule spoke against it."))
    blocks += [block for one in view.behind for block in _behind(one)]
    if view.disputed:
        blocks += [Para(""), Para("Steps of this plan on which sources differ:", "strong")]
    return [*blocks, *(block for one in view.disputed for block in _behind(one))]


def why_data(view: WhyView) -> dict[str, object]:
    """The reasons as JSON: see ``docs/json.md``."""
    return {
        "schema_version": 1,
        "about": view.kind,
        "treatment": view.treatment or None,
        "at": view.happened.isoformat(),
        "result": view.result,
        "reasons": [_data(one) for one in view.behind],
        "steps": [_data(one) for one in view.disputed],
    }


def _data(one: Behind) -> dict[str, object]:
    return {
        "id": one.id,
        "message": one.message,
        "because": list(one.because),
        "why": one.why or None,
        "disagreement": one.disagreement or None,
        "sources": [
            {
                "id": source.id,
                "title": source.title,
                "publisher": source.publisher,
                "kind": source.kind,
                "url": source.url or None,
            }
            for source in one.sources
        ],
    }


def _behind(one: Behind) -> Iterator[Block]:
    yield Heading(one.id)
    yield Para(one.message, indent=2)
    if one.why:
        yield Para(one.why, indent=2)
    if one.because:
        yield Para(f"It holds because of: {', '.join(one.because)}", indent=2)
    if one.disagreement:
        yield Para(f"Sources differ: {one.disagreement}", indent=2)
    for source in one.sources:
        yield Item("-", f"{source.title}. {source.publisher} ({source.kind}) [{source.id}]", indent=4)
        if source.url:
            yield Para(source.url, "faint", indent=6)
