"""``rules sources``: the bibliography with the items that use it, or what nothing uses."""

from __future__ import annotations

from skinroutine.app import Place
from skinroutine.render.rules_screen import sources_data, sources_page, unused_data, unused_page
from skinroutine.review.bibliography import bibliography, unused
from skinroutine.review.catalogue import catalogue


def run(place: Place, *, only_unused: bool = False) -> int:
    """Show the sources; ``only_unused``: those that no item cites, and the facts that no item carries.

    Raises FileProblemsError and UnreadableFileError.
    """
    read = catalogue(place.library)
    if only_unused:
        found = unused(place.library, read)
        place.out.result(unused_page(found), unused_data(found))
    else:
        used = bibliography(read)
        place.out.result(sources_page(used), sources_data(used))
    return 0
