"""The answers of ``rules list`` and ``rules sources``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

from skinroutine.review.bibliography import Unused, Used
from skinroutine.review.listing import Row
from skinroutine.show.blocks import Block, Heading, Item, Line, Page, Para
from skinroutine.show.documents import CitedSource, JsonDocument, JsonRecord

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


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


class ListedRule(JsonRecord):
    """One rule."""

    id: Annotated[str, "The id of the rule."]
    treatment: kinds.AnyTreatment
    topic: kinds.Topic
    result: Annotated[str, "What it comes to: a verdict, a level, a kind of step, or a length of time."]
    say: Annotated[str, "What it tells a person."]
    sources: kinds.Sources
    file: kinds.FilePath
    line: kinds.LineInFile


class RulesListDocument(JsonDocument):
    """The rules, in the order of the files."""

    rules: Annotated[Sequence[ListedRule], "The rules that fit."]


def list_document(rows: Sequence[Row]) -> RulesListDocument:
    """The same as JSON."""
    return RulesListDocument(
        rules=[
            ListedRule.of(
                row.entry, result=row.result, say=row.say, sources=getattr(row.entry.item, "sources", ())
            )
            for row in rows
        ]
    )


def sources_page(used: Sequence[Used]) -> Page:
    """The bibliography: each source with the items that rest on it."""
    return [block for one in used for block in _source(one)]


def _source(one: Used) -> Iterator[Block]:
    yield Heading(f"{one.source.id} ({one.source.kind})")
    yield Para(f"{one.source.title}. {one.source.publisher}", indent=2)
    if one.source.url:
        yield Para(one.source.url, "faint", indent=2)
    yield Para(f"Used by: {', '.join(one.items) or 'nothing'}", indent=2)


class UsedSource(CitedSource, first=("id", "kind")):
    """One source."""

    items: Annotated[Sequence[Annotated[str, "The id of an item."]], "What cites it."]


class RulesSourcesDocument(JsonDocument):
    """The sources. With --unused, those that nothing rests on."""


class RulesSourcesUsed(RulesSourcesDocument):
    """All sources."""

    sources: Annotated[Sequence[UsedSource], "The sources, in the order of the files."]


class RulesSourcesUnused(RulesSourcesDocument):
    """What nothing rests on."""

    sources: Annotated[Sequence[kinds.SourceId], "The sources that nothing cites."]
    of_sources: Annotated[kinds.Count, "How many sources there are in all."]
    facts: Annotated[Sequence[Annotated[str, "The id of a fact."]], "The facts that nothing carries."]
    of_facts: Annotated[kinds.Count, "How many facts there are in all."]


def sources_document(used: Sequence[Used]) -> RulesSourcesUsed:
    """The same as JSON."""
    return RulesSourcesUsed(sources=[UsedSource.of(one.source, items=one.items) for one in used])


def unused_page(found: Unused) -> Page:
    """The sources that no item cites and the facts that no item carries."""
    return [
        Para(f"{len(found.sources)} of {found.of_sources} sources are cited by no item."),
        *(Item("-", f"{one.source.id} ({one.entry.file}:{one.entry.line})") for one in found.sources),
        Para(f"{len(found.facts)} of {found.of_facts} facts are carried by no item."),
        *(Item("-", fact) for fact in found.facts),
    ]


def unused_document(found: Unused) -> RulesSourcesUnused:
    """The same as JSON."""
    return RulesSourcesUnused.of(found, sources=[one.source.id for one in found.sources])
