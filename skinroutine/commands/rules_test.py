"""``rules test``: the cases of the shipped rules, or of a folder laid over them."""

from __future__ import annotations

import os
from pathlib import Path

from skinroutine.app import App
from skinroutine.options import RulesFolder, command
from skinroutine.render.cases_screen import CasesView, cases_document, cases_page
from skinroutine.review.casework import Casework, NoCasesError, placed_cases
from skinroutine.review.catalogue import catalogue
from skinroutine.rulebook import Library, layers, shipped
from skinroutine.rulebook.unread import refuse_unread


@command(home=False)
def run_cases(app: App, folder: RulesFolder = None) -> int:
    """Run the cases, and tell those that differ from what they expect. Gives 1 when some do, else 0.

    ``folder`` is laid over the shipped rules, and only its own cases are run. Raises NoCasesError,
    NoRulesFolderError and FileProblemsError.
    """
    library = laid_over(folder)
    work = Casework(library, app.now())
    tried = [work.tried(placed) for placed in placed_cases(library, library.layers[-1:])]
    if not tried:
        raise NoCasesError(library.layers[-1].folder)
    places = {entry.id: f"{entry.file}:{entry.line}" for entry in catalogue(library).cited}
    view = CasesView(tried, places)
    app.out.result(cases_page(view), cases_document(view))
    return 1 if view.differing else 0


def laid_over(folder: Path | None) -> Library:
    """The shipped rules, with a folder over them when one is named.

    Raises NoRulesFolderError, and FileProblemsError where a rule of the folder would not be read.
    """
    own = folder is not None and os.path.realpath(folder) != os.path.realpath(shipped())
    library = Library(layers((folder,) if folder is not None and own else ()))
    refuse_unread(*library.layers[1:])
    return library
