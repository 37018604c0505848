"""``rules coverage``: what the cases of the shipped rules, or of a folder laid over them, leave untried."""

from __future__ import annotations

from skinroutine.app import App
from skinroutine.commands.rules_test import laid_over
from skinroutine.options import RulesFolder, command
from skinroutine.render.coverage_screen import coverage_document, coverage_page
from skinroutine.review.casework import Casework, placed_cases
from skinroutine.review.catalogue import catalogue
from skinroutine.review.checks.concerns import summarise
from skinroutine.review.coverage import coverage as coverage_of
from skinroutine.rulebook.folders import COMMON


@command(home=False)
def coverage(app: App, folder: RulesFolder = None) -> int:
    """Tell what no case tries, and what one treatment weighs and another does not.

    Of a folder its own rules are looked at; shipped cases of the treatments that it adds to count too.
    Gives 1 when something was not weighed for every treatment, else 0. Raises NoRulesFolderError and
    FileProblemsError.
    """
    library = laid_over(folder)
    told = library.layers[-1]
    concerned = {COMMON, *told.treatments()}
    everybody = (told.folder / COMMON).is_dir()
    work = Casework(library, app.now())
    tried = [
        work.tried(placed)
        for placed in placed_cases(library, library.layers)
        if everybody or placed.treatment in concerned
    ]
    read = catalogue(library)
    entries = [entry for entry in read.entries if entry.layer == told.name]
    found, across = coverage_of(work, entries, tried), summarise(read, told)
    app.out.result(coverage_page(found, across), coverage_document(found, across))
    return 1 if across.unweighed else 0
