"""``rules list``: the rules, one line each, narrowed by treatment, topic, result or source."""

from __future__ import annotations

from skinroutine.app import Place
from skinroutine.render.rules_screen import list_data, list_page
from skinroutine.review.catalogue import catalogue
from skinroutine.review.listing import Wanted, rows


def run(place: Place, wanted: Wanted) -> int:
    """List the shipped rules and those of the person. Raises NoSuchFilterError and FileProblemsError."""
    found = rows(catalogue(place.library), wanted)
    place.out.result(list_page(found), list_data(found))
    return 0
