"""``rules sources``: the bibliography with the items that use it, or what nothing uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

from skinroutine.app import App
from skinroutine.options import Option, command
from skinroutine.review.catalogue import catalogue
from skinroutine.review.sources import SourceUse, Uncited, bibliography, unused
from skinroutine.show.blocks import Block, Heading, Item, Page, Para
from skinroutine.show.documents import CitedSource, JsonDocument

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


@command(rules=True)
def sources(
    app: App,
    *,
    only_unused: Annotated[bool, Option("--unused", "Only sources and facts that nothing rests on.")] = False,
) -> int:
    """Show the sources; ``only_unused``: those that no item cites, and the facts that no item carries.

    Raises FileProblemsError and UnreadableFileError.
    """
    read = catalogue(app.library)
    if only_unused:
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
    yield Para(f"{used.source.title}. {used.source.publisher}", indent=2)
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
