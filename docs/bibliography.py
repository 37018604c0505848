"""docs/sources.md: each source, what it is worth, and what rests on it. ``docs/generate.py`` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, get_args

from skinroutine.review.catalogue import Catalogue, catalogue
from skinroutine.review.lint.bibliography import behind
from skinroutine.review.sources import SourceUse, bibliography, grade_of
from skinroutine.rulebook import EvidenceFact, Publisher
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.pages import SourceKind

HEAD: Final = """\
# Sources

What the rules rest on, by the kind of source. Strong are regulators, societies of doctors, hospitals and
journals that are peer-reviewed; fair are makers, clinics, works of reference and charities; weak are media,
the articles that the project began with, and our own judgement. A copy is worth what the page is worth that
shows it. Each source is followed by the ids of what names it: `skinroutine rules show ID` prints such an
item. Written by `python docs/generate.py`.
"""


def page() -> str:
    """The page of all shipped sources."""
    read = catalogue(Library(layers()))
    return "".join([HEAD, *_sections(read)])


def _sections(read: Catalogue) -> Iterator[str]:
    publishers = [publisher for _, publisher in read.each(Publisher)]
    facts: dict[str, int] = {}
    for _, fact in read.each(EvidenceFact):
        for source in fact.sources:
            facts[source] = facts.get(source, 0) + 1
    uses = bibliography(read)
    for kind in get_args(SourceKind):
        of_kind = sorted((use for use in uses if use.source.kind == kind), key=lambda use: use.source.id)
        if of_kind:
            yield f"\n## {kind}: {grade_of(of_kind[0].source)}\n"
        yield from (_source(use, publishers, facts.get(use.source.id, 0)) for use in of_kind)


def _source(use: SourceUse, publishers: list[Publisher], facts: int) -> str:
    source = use.source
    shown = behind(source, publishers)
    lines = [
        f"\n**{source.title}**. {source.publisher} `[{source.id}]`  ",
        f"<{source.url}>  " if source.url else "",
        f"A copy of {shown.copies}.  " if shown and shown.copies else "",
        f"Facts: {facts}. Rests on it: {', '.join(use.items) or 'nothing'}.",
    ]
    return "\n".join(line for line in lines if line) + "\n"
