"""``rules show``: one item in words, with its evidence, its cases and the questions that it needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Final

from skinroutine.app import App
from skinroutine.commands.rules import place_data
from skinroutine.model import Source
from skinroutine.options import Argument, command
from skinroutine.review.cases import CaseRunner, PlacedCase
from skinroutine.review.item import Sheet, Sheets
from skinroutine.review.sources import grade_of
from skinroutine.show.blocks import Block, Heading, Item, Line, Page, Para
from skinroutine.text import counted

SHOWN: Final = 12
"""The most cases or items that are named; the rest is counted."""
LONGEST: Final = 160
"""A rule that takes more letters than this is shown part by part."""


@command(rules=True)
def show(
    app: App, name: Annotated[str, Argument("The id of a rule, step, question or source.", "ID")]
) -> int:
    """Show every item with this id. Raises UnknownItemError and FileProblemsError."""
    sheets = Sheets(CaseRunner(app.library, app.now())).of(name)
    app.out.result(sheet_page(sheets), sheet_data(sheets))
    return 0


def sheet_page(sheets: Sequence[Sheet]) -> Page:
    """Each item: in words, its evidence, its cases, its questions."""
    return [block for place, sheet in enumerate(sheets) for block in _sheet(sheet, first=place == 0)]


def _sheet(sheet: Sheet, *, first: bool) -> Iterator[Block]:
    if not first:
        yield Para("")
    yield Para(f"{sheet.entry.id}: {sheet.words.kind}", "strong")
    yield Line(f"{sheet.entry.file}:{sheet.entry.line}")
    yield from _rule(sheet)
    yield Para("")
    for label, text in sheet.words.lines:
        yield Item(f"{label}:" if label else "-", text)
    yield from _evidence(sheet)
    yield from _questions(sheet)
    yield from _cases(sheet.cases)
    if sheet.used_by:
        yield Heading(f"Used by {counted(len(sheet.used_by), 'item')}")
        yield from _some(sheet.used_by)


def _rule(sheet: Sheet) -> Iterator[Block]:
    """The rule in one sentence; a long one part by part, as nobody follows it to its end."""
    if not sheet.words.then:
        return
    yield Para("")
    if len(sheet.words.when) == 1 or len(sheet.words.sentence) <= LONGEST:
        yield Para(sheet.words.sentence)
        return
    yield Para("When all of this holds:")
    yield from (Item("-", part) for part in sheet.words.when)
    yield Para(f"then {sheet.words.then}.")


def _evidence(sheet: Sheet) -> Iterator[Block]:
    if sheet.strength is None:
        return
    yield Heading(f"Evidence: {sheet.strength.words}")
    for source in sheet.sources:
        yield Item(
            "-", f"{source.title}. {source.publisher} ({source.kind}, {grade_of(source)}) [{source.id}]"
        )
        if source.url:
            yield Para(source.url, "faint", indent=4)
    if sheet.disagreement:
        yield Para(f"Sources differ: {sheet.disagreement}", indent=2)
    if sheet.entry.evidence:
        yield Para(f"Facts: {', '.join(sheet.entry.evidence)}", indent=2)


def _questions(sheet: Sheet) -> Iterator[Block]:
    if sheet.questions:
        yield Heading("It needs these answers")
    for question in sheet.questions:
        yield Item("-", f"{question.ask} [{question.id}]")


def _cases(cases: Sequence[PlacedCase] | None) -> Iterator[Block]:
    if cases is None:
        return
    yield Heading(f"Tried by {counted(len(cases), 'case')}")
    yield from _some([f"{placed.case.case} [{placed.file}:{placed.line}]" for placed in cases])


def _some(texts: Sequence[str]) -> Iterator[Block]:
    yield from (Item("-", text) for text in texts[:SHOWN])
    if len(texts) > SHOWN:
        yield Item("-", f"and {len(texts) - SHOWN} more")


def sheet_data(sheets: Sequence[Sheet]) -> dict[str, object]:
    """The same as JSON, with all cases and items."""
    return {"schema_version": 1, "items": [_data(sheet) for sheet in sheets]}


def _data(sheet: Sheet) -> dict[str, object]:
    return {
        "id": sheet.entry.id,
        "kind": sheet.words.kind,
        "treatment": sheet.entry.treatment,
        "topic": sheet.entry.topic,
        "file": sheet.entry.file,
        "line": sheet.entry.line,
        "sentence": sheet.words.sentence or None,
        "when": list(sheet.words.when),
        "then": sheet.words.then or None,
        "lines": [line._asdict() for line in sheet.words.lines],
        "strength": None
        if sheet.strength is None
        else {"best": sheet.strength.best, "counts": dict(sheet.strength.counts)},
        "sources": [_source(source) for source in sheet.sources],
        "disagreement": sheet.disagreement or None,
        "evidence": list(sheet.entry.evidence),
        "questions": [{"id": question.id, "ask": question.ask} for question in sheet.questions],
        "cases": [] if sheet.cases is None else [place_data(placed) for placed in sheet.cases],
        "used_by": list(sheet.used_by),
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
