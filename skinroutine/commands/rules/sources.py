"""``rules sources``: the bibliography with the items that use it, or what nothing uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Final

from skinroutine.app import App
from skinroutine.options import Apart, Option, command
from skinroutine.review.catalogue import catalogue
from skinroutine.review.sources import SourceUse, Uncited, bibliography, unused
from skinroutine.review.weak import Ground, WeakPoint, weak_points
from skinroutine.show.blocks import Block, Heading, Item, Page, Para, TextLine
from skinroutine.show.document_parts import CitedSource
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.text import source_text

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


_TITLES: Final[Mapping[Ground, str]] = {
    "red-flag-judgement": "A no, or care today, and no source says so",
    "red-flag-poor": "A no, or care today, on magazines, clinics and shops alone",
    "judgement": "Other items that no source carries",
    "no-fact": "Sources that no fact of the evidence comes from",
    "copy": "Copies, where the original was not seen",
}


@command(rules=True, no_pager=True, apart=(Apart("--weak", ("--unused",)),))
def sources(
    app: App,
    *,
    only_unused: Annotated[
        bool, Option("--unused", "Show only sources and facts that no rule uses.")
    ] = False,
    weak: Annotated[
        bool, Option("--weak", "Show what to review first: the weakest sources, worst first.")
    ] = False,
) -> int:
    """Show the sources; ``only_unused``: those that no item cites, and the facts that no item carries.

    ``weak``: the items and sources that a clinician should look at first.

    Raises FileProblemsError and UnreadableFileError.
    """
    read = catalogue(app.library)
    if weak:
        points = weak_points(read, app.library.sources, app.library.facts.values())
        app.out.result(weak_page(points), weak_document(points))
    elif only_unused:
        found = unused(app.library, read)
        app.out.result(unused_page(found), unused_document(found))
    else:
        used = bibliography(read)
        app.out.result(sources_page(used), sources_document(used))
    return 0


def sources_page(used: Sequence[SourceUse]) -> Page:
    """The bibliography: each source with the items that rest on it."""
    return [block for used in used for block in _source(used)]


def _source(used: SourceUse) -> Iterator[Block]:
    yield Heading(f"{used.source.id} ({used.source.kind})")
    yield Para(source_text(used.source.title, used.source.publisher), indent=2)
    if used.source.url:
        yield Para(used.source.url, "faint", indent=2)
    yield Para(f"Used by: {', '.join(used.items) or 'nothing'}", indent=2)


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


def sources_document(uses: Sequence[SourceUse]) -> RulesSourcesUsed:
    """The same as JSON."""
    return RulesSourcesUsed(sources=[UsedSource.of(used.source, items=used.items) for used in uses])


def unused_page(found: Uncited) -> Page:
    """The sources that no item cites and the facts that no item carries."""
    return [
        Para(f"{len(found.sources)} of {found.of_sources} sources are cited by no item."),
        *(Item("-", f"{used.source.id} ({used.entry.file}:{used.entry.line})") for used in found.sources),
        Para(f"{len(found.facts)} of {found.of_facts} facts are carried by no item."),
        *(Item("-", fact) for fact in found.facts),
    ]


def unused_document(found: Uncited) -> RulesSourcesUnused:
    """The same as JSON."""
    return RulesSourcesUnused.of(found, sources=[used.source.id for used in found.sources])


class WeakGround(JsonRecord):
    """One item, or one source, that a clinician should look at."""

    id: Annotated[str, "The id of the item or of the source."]
    ground: Annotated[Ground, "Why it is weak, worst first."]
    file: kinds.FilePath
    line: kinds.LineInFile
    result: Annotated[str | None, "What the item comes to; null where it comes to nothing."]
    rests_on: Annotated[Sequence[kinds.SourceId], "The sources behind it."]
    evidence: Annotated[
        Sequence[Annotated[str, "The id of a fact."]], "The facts that it carries all the same."
    ]
    items: Annotated[Sequence[Annotated[str, "The id of an item."]], "What cites it, where it is a source."]
    look: Annotated[str, "What to look at."]


class RulesSourcesWeak(RulesSourcesDocument):
    """What stands on the weakest ground."""

    weak: Annotated[Sequence[WeakGround], "The items and sources to review, worst first."]


def weak_page(points: Sequence[WeakPoint]) -> Page:
    """What to review first, by how weak its ground is, and how much of each there is."""
    page: list[Block] = []
    for ground, title in _TITLES.items():
        listed = [point for point in points if point.ground == ground]
        if listed:
            page += [
                Heading(f"{title} ({len(listed)})"),
                *(block for point in listed for block in _weak(point)),
            ]
    return page or [Para("Everything stands on a source that can carry it.")]


def _weak(point: WeakPoint) -> Iterator[Block]:
    result = f": {point.result}" if point.result else ""
    yield TextLine(f"  {point.entry.file}:{point.entry.line}: {point.entry.id}{result}")
    carried = f"; facts: {', '.join(point.evidence)}" if point.evidence else ""
    rests = f"Cited by: {', '.join(point.items)}" if point.items else f"Rests on: {', '.join(point.rests_on)}"
    yield Para(f"{rests}{carried}", "faint", indent=4)
    yield Para(f"Look at: {point.look}", indent=4)


def weak_document(points: Sequence[WeakPoint]) -> RulesSourcesWeak:
    """The same as JSON."""
    return RulesSourcesWeak(weak=[WeakGround.of(point, **_place(point)) for point in points])


def _place(point: WeakPoint) -> dict[str, object]:
    return {"id": point.entry.id, "file": point.entry.file, "line": point.entry.line}
