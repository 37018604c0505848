"""``rules show``: one item in words, with its evidence, its cases and the questions that it needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Final

from skinroutine.app import App
from skinroutine.commands.rules import CaseAtPlace, case_at_place
from skinroutine.options import Argument, command
from skinroutine.review.cases import CaseRunner, PlacedCase
from skinroutine.review.item import Sheet, Sheets
from skinroutine.review.sources import Grade, grade_of
from skinroutine.show.blocks import Block, Heading, Item, Page, Para, TextLine
from skinroutine.show.document_parts import CitedSource
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.text import counted, source_text

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds

SHOWN: Final = 12
"""The most cases or items that are named; the rest is counted."""
LONGEST: Final = 160
"""A rule that takes more letters than this is shown part by part."""


@command(rules=True, no_pager=True)
def show(
    app: App, name: Annotated[str, Argument("The id of a rule, step, question or source.", "ID")]
) -> int:
    """Show every item with this id. Raises UnknownItemError and FileProblemsError."""
    sheets = Sheets(CaseRunner(app.library, app.now())).of(name)
    app.out.result(sheet_page(sheets), sheet_document(sheets))
    return 0


def sheet_page(sheets: Sequence[Sheet]) -> Page:
    """Each item: in words, its evidence, its cases, its questions."""
    return [block for place, sheet in enumerate(sheets) for block in _sheet(sheet, first=place == 0)]


def _sheet(sheet: Sheet, *, first: bool) -> Iterator[Block]:
    if not first:
        yield Para("")
    yield Para(f"{sheet.entry.id}: {sheet.words.kind}", "strong")
    yield TextLine(f"{sheet.entry.file}:{sheet.entry.line}")
    yield from _rule(sheet)
    yield Para("")
    for label, text in sheet.words.lines:
        yield Item(f"{label}:" if label else "-", text)
    yield from _evidence(sheet)
    yield from _sentences(sheet)
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
        shown = source_text(source.title, source.publisher)
        yield Item("-", f"{shown} ({source.kind}, {grade_of(source)}) [{source.id}]")
        if source.url:
            yield Para(source.url, "faint", indent=4)
    if sheet.disagreement:
        yield Para(f"Sources differ: {sheet.disagreement}", indent=2)
    if sheet.evidence:
        yield Para(f"Facts: {', '.join(sheet.evidence)}", indent=2)
    for fact in sheet.facts:
        yield Item("-", f"{fact.claim} [{fact.id}]", indent=4)


def _sentences(sheet: Sheet) -> Iterator[Block]:
    """The sentences that do not rest on the facts of the whole item, each with what it rests on."""
    apart = [each for each in sheet.sentences if each.own or each.first_aid]
    if apart:
        yield Heading("Sentences that stand by themselves")
    for each in apart:
        grounds = [*each.facts, *(["our own judgement"] if each.judgement else [])]
        yield Item("-", f"{each.text} [{each.part}: {', '.join(grounds) or 'no fact named'}]")


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


class ItemLine(JsonRecord):
    """One thing that it says."""

    label: Annotated[str, "What this line is. It is empty where the line before goes on."]
    text: Annotated[str, "The words."]


class GradeCounts(JsonRecord):
    """How many sources there are of each grade."""

    strong: Annotated[kinds.Count, "How many are strong."]
    fair: Annotated[kinds.Count, "How many are fair."]
    weak: Annotated[kinds.Count, "How many are weak."]


class ItemStrength(JsonRecord):
    """How strong its sources are. It is null for what needs no source."""

    best: Annotated[Grade, "The grade of the best source."]
    counts: Annotated[GradeCounts, "How many sources there are of each grade."]


class GradedSource(CitedSource, first=("id", "kind", "grade")):
    """One source."""

    grade: Annotated[Grade, "How strong it is."]


class ItemQuestion(JsonRecord):
    """One question."""

    id: kinds.QuestionId
    ask: Annotated[str, "The question in plain words."]


class ItemSentence(JsonRecord):
    """One sentence and what it rests on."""

    part: Annotated[str, "Where it stands in the item, such as do.0."]
    text: Annotated[str, "The sentence."]
    facts: Annotated[Sequence[Annotated[str, "The id of a fact."]], "The facts that carry it."]
    judgement: Annotated[bool, "True where it is our own judgement, or rests on it in part."]
    own: Annotated[bool, "True where it names what it rests on itself, and the item's facts do not count."]


class ItemFact(JsonRecord):
    """One fact."""

    id: Annotated[str, "The id of the fact."]
    claim: Annotated[str, "What the sources say."]
    sources: kinds.Sources


class RuleItem(JsonRecord):
    """One item."""

    id: Annotated[str, "The id of the item."]
    kind: Annotated[str, "What it is, in words."]
    treatment: kinds.AnyTreatment
    topic: kinds.Topic
    file: kinds.FilePath
    line: kinds.LineInFile
    sentence: Annotated[str | None, "When it holds and what then applies, as one sentence. Null for no rule."]
    when: Annotated[Sequence[Annotated[str, "One part, in words."]], "The parts that must all hold."]
    then: Annotated[str | None, "What applies when it holds. It is null for what isn't a rule."]
    lines: Annotated[Sequence[ItemLine], "What else it says."]
    strength: Annotated[ItemStrength | None, "How strong its sources are. Null for what needs no source."]
    sources: Annotated[Sequence[GradedSource], "The sources that it rests on."]
    disagreement: Annotated[str | None, "Who says otherwise, or null."]
    evidence: Annotated[Sequence[Annotated[str, "The id of a fact."]], "The facts that it carries."]
    facts: Annotated[Sequence[ItemFact], "What the facts of the item and of its sentences say."]
    sentences: Annotated[Sequence[ItemSentence], "Its sentences, each with what it rests on."]
    questions: Annotated[Sequence[ItemQuestion], "The questions that it needs."]
    cases: Annotated[Sequence[CaseAtPlace], "The cases that try it."]
    used_by: Annotated[Sequence[Annotated[str, "The id of an item."]], "What reads or cites it."]


class RulesShowDocument(JsonDocument):
    """All that is known of one id."""

    items: Annotated[Sequence[RuleItem], "The items with this id. There can be more than one."]


def sheet_document(sheets: Sequence[Sheet]) -> RulesShowDocument:
    """The same as JSON, with all cases and items."""
    return RulesShowDocument(items=[_record(sheet) for sheet in sheets])


def _record(sheet: Sheet) -> RuleItem:
    entry, words = sheet.entry, sheet.words
    return RuleItem.of(
        sheet,
        **{name: getattr(entry, name) for name in ("id", "treatment", "topic", "file", "line")},
        **{name: getattr(words, name) for name in ("kind", "sentence", "when", "then")},
        lines=[ItemLine.of(line) for line in words.lines],
        strength=ItemStrength.of(sheet.strength) if sheet.strength else None,
        sources=[GradedSource.of(source, grade=grade_of(source)) for source in sheet.sources],
        facts=[ItemFact.of(fact) for fact in sheet.facts],
        sentences=[ItemSentence.of(each) for each in sheet.sentences],
        questions=[ItemQuestion.of(question) for question in sheet.questions],
        cases=[case_at_place(placed) for placed in sheet.cases or ()],
    )
