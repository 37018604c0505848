"""``rules show``: one item in words, with its evidence, its cases and the questions that it needs."""

from __future__ import annotations

from typing import Annotated

from skinroutine.app import App
from skinroutine.options import Argument, command
from skinroutine.render.sheet_screen import sheet_document, sheet_page
from skinroutine.review.casework import Casework
from skinroutine.review.sheet import Sheets


@command(rules=True)
def show(
    app: App, name: Annotated[str, Argument("The id of a rule, step, question or source.", "ID")]
) -> int:
    """Show every item with this id. Raises UnknownItemError and FileProblemsError."""
    sheets = Sheets(Casework(app.library, app.now())).of(name)
    app.out.result(sheet_page(sheets), sheet_document(sheets))
    return 0
