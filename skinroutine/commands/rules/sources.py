"""``rules sources``: the bibliography with the items that use it, or what nothing uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from skinroutine.app import App
from skinroutine.options import Option, command
from skinroutine.review.catalogue import catalogue
from skinroutine.review.sources import CitedSource, Uncited, bibliography, unused
from skinroutine.show.blocks import Block, Heading, Item, Page, Para


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
        app.out.result(unused_page(found), unused_data(found))
    else:
        used = bibliography(read)
        app.out.result(sources_page(used), sources_data(used))
    return 0


def sources_page(used: Sequence[CitedSource]) -> Page:
    """The bibliography: each source with the items that rest on it."""
    return [block for used in used for block in _source(used)]


def _source(used: CitedSource) -> Iterator[Block]:
    yield Heading(f"{used.source.id} ({used.source.kind})")
    yield Para(f"{used.source.title}. {used.source.publisher}", indent=2)
    if used.source.url:
        yield Para(used.source.url, "faint", indent=2)
    yield Para(f"Used by: {', '.join(used.items) or 'nothing'}", indent=2)


def sources_data(used: Sequence[CitedSource]) -> dict[str, object]:
    """The same as JSON."""
    return {"schema_version": 1, "sources": [_source_data(used) for used in used]}


def _source_data(used: CitedSource) -> dict[str, object]:
    return {
        "id": used.source.id,
        "kind": used.source.kind,
        "title": used.source.title,
        "publisher": used.source.publisher,
        "url": used.source.url or None,
        "items": list(used.items),
    }


def unused_page(found: Uncited) -> Page:
    """The sources that no item cites and the facts that no item carries."""
    return [
        Para(f"{len(found.sources)} of {found.of_sources} sources are cited by no item."),
        *(Item("-", f"{used.source.id} ({used.entry.file}:{used.entry.line})") for used in found.sources),
        Para(f"{len(found.facts)} of {found.of_facts} facts are carried by no item."),
        *(Item("-", fact) for fact in found.facts),
    ]


def unused_data(found: Uncited) -> dict[str, object]:
    """The same as JSON."""
    return {
        "schema_version": 1,
        "sources": [used.source.id for used in found.sources],
        "of_sources": found.of_sources,
        "facts": list(found.facts),
        "of_facts": found.of_facts,
    }
