"""The answer of ``rules show``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from skinroutine.model import Source
from skinroutine.review.casework import Placed
from skinroutine.review.sheet import Sheet
from skinroutine.review.strength import grade_of
from skinroutine.show.blocks import Block, Heading, Item, Line, Page, Para
from skinroutine.text import counted

SHOWN: Final = 12
"""The most cases or items that are named; the rest is counted."""
LONGEST: Final = 160
"""A rule that takes more letters than this is shown part by part."""


def sheet_page(sheets: Sequence[Sheet]) -> Page:
    """Each item: in words, its evidence, its cases, its questions."""
    return [block for app, one in enumerate(sheets) for block in _sheet(one, first=app == 0)]


def _sheet(one: Sheet, *, first: bool) -> Iterator[Block]:
    if not first:
        yield Para("")
    yield Para(f"{one.entry.id}: {one.told.kind}", "strong")
    yield Line(f"{one.entry.file}:{one.entry.line}")
    yield from _rule(one)
    yield Para("")
    for label, text in one.told.lines:
        yield Item(f"{label}:" if label else "-", text)
    yield from _evidence(one)
    yield from _questions(one)
    yield from _cases(one.cases)
    if one.used_by:
        yield Heading(f"Used by {counted(len(one.used_by), 'item')}")
        yield from _some(one.used_by)


def _rule(one: Sheet) -> Iterator[Block]:
    """The rule in one sentence; a long one part by part, as nobody follows it to its end."""
    if not one.told.then:
        return
    yield Para("")
    if len(one.told.when) == 1 or len(one.told.sentence) <= LONGEST:
        yield Para(one.told.sentence)
        return
    yield Para("When all of this holds:")
    yield from (Item("-", part) for part in one.told.when)
    yield Para(f"then {one.told.then}.")


def _evidence(one: Sheet) -> Iterator[Block]:
    if one.strength is None:
        return
    yield Heading(f"Evidence: {one.strength.words}")
    for source in one.sources:
        yield Item(
            "-", f"{source.title}. {source.publisher} ({source.kind}, {grade_of(source)}) [{source.id}]"
        )
        if source.url:
            yield Para(source.url, "faint", indent=4)
    if one.disagreement:
        yield Para(f"Sources differ: {one.disagreement}", indent=2)
    if one.evidence:
        yield Para(f"Facts: {', '.join(one.evidence)}", indent=2)


def _questions(one: Sheet) -> Iterator[Block]:
    if one.questions:
        yield Heading("It needs these answers")
    for question in one.questions:
        yield Item("-", f"{question.ask} [{question.id}]")


def _cases(cases: Sequence[Placed] | None) -> Iterator[Block]:
    if cases is None:
        return
    yield Heading(f"Tried by {counted(len(cases), 'case')}")
    yield from _some([f"{one.case.case} [{one.file}:{one.line}]" for one in cases])


def _some(texts: Sequence[str]) -> Iterator[Block]:
    yield from (Item("-", text) for text in texts[:SHOWN])
    if len(texts) > SHOWN:
        yield Item("-", f"and {len(texts) - SHOWN} more")


def sheet_data(sheets: Sequence[Sheet]) -> dict[str, object]:
    """The same as JSON, with all cases and items."""
    return {"schema_version": 1, "items": [_data(one) for one in sheets]}


def _data(one: Sheet) -> dict[str, object]:
    return {
        "id": one.entry.id,
        "kind": one.told.kind,
        "treatment": one.entry.treatment,
        "topic": one.entry.topic,
        "file": one.entry.file,
        "line": one.entry.line,
        "sentence": one.told.sentence or None,
        "when": list(one.told.when),
        "then": one.told.then or None,
        "lines": [line._asdict() for line in one.told.lines],
        "strength": None
        if one.strength is None
        else {"best": one.strength.best, "counts": dict(one.strength.counts)},
        "sources": [_source(source) for source in one.sources],
        "disagreement": one.disagreement or None,
        "evidence": list(one.evidence),
        "questions": [{"id": question.id, "ask": question.ask} for question in one.questions],
        "cases": [] if one.cases is None else [place_data(placed) for placed in one.cases],
        "used_by": list(one.used_by),
    }


def _source(source: Source) -> dict[str, object]:
    return {
        "id": source.id,
        "kind": source.kind,
        "grade": grade_of(source),
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url or None,
    }


def place_data(placed: Placed) -> dict[str, object]:
    """A case by its sentence and place, as JSON."""
    return {
        "case": placed.case.case,
        "treatment": placed.treatment,
        "file": placed.file,
        "line": placed.line,
    }
