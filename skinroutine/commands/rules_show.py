"""``rules show``: one item in words, with its evidence, its cases and the questions that it needs."""

from __future__ import annotations

from skinroutine.app import Place
from skinroutine.render.sheet_screen import sheet_data, sheet_page
from skinroutine.review.casework import Casework
from skinroutine.review.sheet import Sheets


def run(place: Place, name: str) -> int:
    """Show every item with this id. Raises UnknownItemError and FileProblemsError."""
    sheets = Sheets(Casework(place.library, place.now())).of(name)
    place.out.result(sheet_page(sheets), sheet_data(sheets))
    return 0
