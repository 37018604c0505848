"""``rules list``: the rules, one line each, narrowed by treatment, topic, result or source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from skinroutine.app import App
from skinroutine.options import Option, command
from skinroutine.review.catalogue import catalogue
from skinroutine.review.listing import ListedRule, RuleFilter, rows
from skinroutine.show.blocks import Line, Page, Para


@command(rules=True)
def list_rules(
    app: App,
    *,
    treatment: Annotated[str, Option("--treatment", "Rules of this folder; common is one too.")] = "",
    topic: Annotated[str, Option("--topic", "Rules of this file, such as screening.")] = "",
    verdict: Annotated[str, Option("--verdict", "Rules that give this verdict.")] = "",
    level: Annotated[
        int | None, Option("--level", "Rules that can give this level.", least=0, most=4)
    ] = None,
    source: Annotated[str, Option("--source", "Rules that cite this source.", "ID")] = "",
) -> int:
    """List the shipped rules and those of the person. Raises NoSuchFilterError and FileProblemsError."""
    wanted = RuleFilter(treatment, topic, verdict, level, source)
    found = rows(catalogue(app.library), wanted)
    app.out.result(list_page(found), list_data(found))
    return 0


def list_page(rows: Sequence[ListedRule]) -> Page:
    """One line a rule: its id, treatment, topic, result, and what it says."""
    if not rows:
        return [Para("No rule fits. Leave out one of the filters.")]
    cells = [(row.entry.id, row.entry.treatment, row.entry.topic, row.result) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        Line("  ".join([*(f"{text:{width}}" for text, width in zip(cell, widths, strict=True)), row.say]))
        for cell, row in zip(cells, rows, strict=True)
    ]


def list_data(rows: Sequence[ListedRule]) -> dict[str, object]:
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
