"""``about``: what a treatment does, what to expect, home or clinic, which device; or all side by side."""

from __future__ import annotations

from skinroutine.app import App
from skinroutine.commands.about_screen import about_document, about_page, comparison_page, treatments_document
from skinroutine.options import Treatment, command


@command(rules=True)
def about(app: App, treatment: Treatment = "") -> int:
    """Tell about one treatment, or about all. Raises UnknownTreatmentError and FileProblemsError."""
    library = app.library
    if treatment:
        told = library.treatment(library.known(treatment))
        app.out.result(about_page(told), about_document(told))
    else:
        told_all = list(library.treatments.values())
        app.out.result(comparison_page(told_all), treatments_document(told_all))
    return 0
