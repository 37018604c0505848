"""``rules list``: the rules, one line each, narrowed by treatment, topic, result or source."""

from __future__ import annotations

from typing import Annotated

from skinroutine.app import App
from skinroutine.options import Option, command
from skinroutine.render.rules_screen import list_document, list_page
from skinroutine.review.catalogue import catalogue
from skinroutine.review.listing import Wanted, rows


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
    wanted = Wanted(treatment, topic, verdict, level, source)
    found = rows(catalogue(app.library), wanted)
    app.out.result(list_page(found), list_document(found))
    return 0
