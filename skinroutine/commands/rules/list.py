"""``rules list``: the rules, one line each, narrowed by treatment, topic, result or source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from skinroutine.app import App
from skinroutine.options import Option, command
from skinroutine.review.catalogue import catalogue
from skinroutine.review.listing import RuleFilter, RuleRow, rows
from skinroutine.review.reviews import State
from skinroutine.show.blocks import Page, Para, TextLine
from skinroutine.show.documents import JsonDocument, JsonRecord

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


@command(rules=True, no_pager=True)
def list_rules(
    app: App,
    *,
    treatment: Annotated[
        str, Option("--treatment", "Only rules of this treatment. common has those for all.")
    ] = "",
    topic: Annotated[str, Option("--topic", "Only rules of this topic, such as screening.")] = "",
    verdict: Annotated[str, Option("--verdict", "Only rules that give this verdict.")] = "",
    level: Annotated[
        int | None, Option("--level", "Only rules that can give this level.", least=0, most=4)
    ] = None,
    source: Annotated[str, Option("--source", "Only rules that use this source.", "ID")] = "",
    unreviewed: Annotated[
        bool, Option("--unreviewed", "Only what nobody has checked against its sources since it changed.")
    ] = False,
) -> int:
    """List the shipped rules and those of the person. Raises NoSuchFilterError and FileProblemsError."""
    wanted = RuleFilter(treatment, topic, verdict, level, source, unreviewed)
    found = rows(catalogue(app.library), wanted)
    app.out.result(list_page(found, reviews=unreviewed), list_document(found))
    return 0


def list_page(rows: Sequence[RuleRow], *, reviews: bool = False) -> Page:
    """One line a rule: its id, treatment, topic, result and words; ``reviews``: whether somebody read it."""
    if not rows and reviews:
        return [Para("Every item was held against its facts as it is now.")]
    if not rows:
        return [Para("No rule fits. Leave out one of the filters.")]
    cells = [_cells(row, reviews=reviews) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        TextLine("  ".join([*(f"{text:{width}}" for text, width in zip(cell, widths, strict=True)), row.say]))
        for cell, row in zip(cells, rows, strict=True)
    ]


def _cells(row: RuleRow, *, reviews: bool) -> tuple[str, ...]:
    state = {"never": "never read", "changed": "changed since", "current": ""}[row.review]
    cells = (row.entry.id, row.entry.treatment, row.entry.topic, row.result)
    return (*cells, state) if reviews else cells


class ListedRule(JsonRecord):
    """One rule."""

    id: Annotated[str, "The id of the rule."]
    treatment: kinds.AnyTreatment
    topic: kinds.Topic
    result: Annotated[str, "What it comes to: a verdict, a level, a kind of step, or a length of time."]
    say: Annotated[str, "What it tells a person."]
    sources: kinds.Sources
    review: Annotated[
        State, "Whether somebody has held it against its facts: never, changed since, or current."
    ]
    file: kinds.FilePath
    line: kinds.LineInFile


class RulesListDocument(JsonDocument):
    """The rules, in the order of the files."""

    rules: Annotated[Sequence[ListedRule], "The rules that fit."]


def list_document(rows: Sequence[RuleRow]) -> RulesListDocument:
    """The same as JSON."""
    return RulesListDocument(
        rules=[
            ListedRule.of(
                row.entry, result=row.result, say=row.say, sources=row.entry.sources, review=row.review
            )
            for row in rows
        ]
    )
