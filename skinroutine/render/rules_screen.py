"""The answers of ``rules list`` and ``rules sources``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skinroutine.review.bibliography import Unused, Used
from skinroutine.review.listing import Row
from skinroutine.show.blocks import Block, Heading, Item, Line, Page, Para


def list_page(rows: Sequence[Row]) -> Page:
    """One line a rule: its id, treatment, topic, result, and what it says."""
    if not rows:
        return [Para("No rule fits. Leave out one of the filters.")]
    cells = [(row.entry.id, row.entry.treatment, row.entry.topic, row.result) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        Line("  ".join([*(f"{text:{width}}" for text, width in zip(cell, widths, strict=True)), row.say]))
        for cell, row in zip(cells, rows, strict=True)
    ]


def list_data(rows: Sequence[Row]) -> dict[str, object]:
    """The same as JSON."""
    return {
        "schema_version": 1,
        "rules": [
            {
                "id": row.entry.id,
                "treatment": row.entry.treatment,
                "topic": row.entry.topic,
                "result": row.result,
                "say": row.say,
                "sources": list(getattr(row.entry.item, "sources", ())),
                "file": row.entry.file,
                "line": row.entry.line,
            }
            for row in rows
        ],
    }


def sources_page(used: Sequence[Used]) -> Page:
    """The bibliography: each source with the items that rest on it."""
    return [block for one in used for block in _source(one)]


def _source(one: Used) -> Iterator[Block]:
    yield Heading(f"{one.source.id} ({one.source.kind})")
    yield Para(f"{one.source.title}. {one.source.publisher}", indent=2)
    if one.source.url:
        yield Para(one.source.url, "faint", indent=2)
    yield Para(f"Used by: {', '.join(one.items) or 'nothing'}", indent=2)


def sources_data(used: Sequence[Used]) -> dict[str, object]:
    """The same as JSON."""
    return {"schema_version": 1, "sources": [_source_data(one) for one in used]}


def _source_data(one: Used) -> dict[str, object]:
    return {
        "id": one.source.id,
        "kind": one.source.kind,
        "title": one.source.title,
        "publisher": one.source.publisher,
        "url": one.source.url or None,
        "items": list(one.items),
    }


def unused_page(found: Unused) -> Page:
    """The sources that no item cites and the facts that no item carries."""
    return [
        Para(f"{len(found.sources)} of {found.of_sources} sources are cited by no item."),
        *(Item("-", f"{one.source.id} ({one.entry.file}:{one.entry.line})") for one in found.sources),
        Para(f"{len(found.facts)} of {found.of_facts} facts are carried by no item."),
        *(Item("-", fact) for fact in found.facts),
    ]


def unused_data(found: Unused) -> dict[str, object]:
    """The same as JSON."""
    return {
        "schema_version": 1,
        "sources": [one.source.id for one in found.sources],
        "of_sources": found.of_sources,
        "facts": list(found.facts),
        "of_facts": found.of_facts,
    }
