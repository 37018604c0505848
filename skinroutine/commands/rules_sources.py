"""``rules sources``: the bibliography with the items that use it, or what nothing uses."""

from __future__ import annotations

from typing import Annotated

from skinroutine.app import App
from skinroutine.options import Option, command
from skinroutine.render.rules_screen import sources_document, sources_page, unused_document, unused_page
from skinroutine.review.bibliography import bibliography, unused
from skinroutine.review.catalogue import catalogue


@command(rules=True)
def sources(
    app: App,
    *,
    only_unused: Annotated[bool, Option("--unused", "Only sources and facts that nothing rests on.")] = False,
) -> int:
    """Show the sources; ``only_unused``: those that no item cites, and the facts that no item carries.

    Raises FileProblemsError and UnreadableFileError.
    """
    read = catalogue(app.library)
    if only_unused:
        found = unused(app.library, read)
        app.out.result(unused_page(found), unused_document(found))
    else:
        used = bibliography(read)
        app.out.result(sources_page(used), sources_document(used))
    return 0
