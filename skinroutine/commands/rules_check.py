"""``rules check``: everything that is wrong with the shipped rules, or with a folder laid over them."""

from __future__ import annotations

import os
from pathlib import Path

from skinroutine.app import Place
from skinroutine.render.findings_screen import (
    explanation_data,
    explanation_page,
    findings_data,
    findings_page,
)
from skinroutine.review.checks import Checked, check, check_folder
from skinroutine.review.findings import explained
from skinroutine.rulebook import Library, layers, shipped
from skinroutine.rulebook.unread import leftovers, refuse_empty


def run(place: Place, folder: Path | None, explain: str = "") -> int:
    """Check the rules. Gives 1 when something is wrong with them, else 0.

    ``folder`` is laid over the shipped rules, and only what is wrong in it is told; None checks the
    shipped rules. ``explain`` names a code to explain in place of a check. Raises UnknownCodeError and
    NoRulesFolderError.
    """
    if explain:
        told = explained(explain)
        place.out.result(explanation_page(told), explanation_data(told))
        return 0
    if folder is None or os.path.realpath(folder) == os.path.realpath(shipped()):
        found = check(Library(layers()))
    else:
        found = _checked(place, folder)
    place.out.result(findings_page(*found), findings_data(*found))
    return 1 if found.findings else 0


def _checked(place: Place, folder: Path) -> Checked:
    library = Library(layers((folder,)))
    refuse_empty(library.layers[1])
    named = leftovers(library.layers[1])
    if named:
        place.warn(named)
    return check_folder(library)
