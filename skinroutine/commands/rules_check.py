"""``rules check``: everything that is wrong with the shipped rules, or with a folder laid over them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from skinroutine.app import App
from skinroutine.options import Apart, Option, RulesFolder, command
from skinroutine.render.findings_screen import (
    explanation_document,
    explanation_page,
    findings_document,
    findings_page,
)
from skinroutine.review.checks import Checked, check_folder
from skinroutine.review.checks import check as check_rules
from skinroutine.review.findings import explained
from skinroutine.rulebook import Library, layers, shipped
from skinroutine.rulebook.unread import leftovers, refuse_empty


@command(home=False, apart=(Apart("--explain", ("DIR",)),))
def check(
    app: App,
    folder: RulesFolder = None,
    explain: Annotated[str, Option("--explain", "Say what a code means.", "CODE")] = "",
) -> int:
    """Check the rules. Gives 1 when something is wrong with them, else 0.

    ``folder`` is laid over the shipped rules, and only what is wrong in it is told; None checks the
    shipped rules. ``explain`` names a code to explain in place of a check. Raises UnknownCodeError and
    NoRulesFolderError.
    """
    if explain:
        told = explained(explain)
        app.out.result(explanation_page(told), explanation_document(told))
        return 0
    if folder is None or os.path.realpath(folder) == os.path.realpath(shipped()):
        found = check_rules(Library(layers()))
    else:
        found = _checked(app, folder)
    app.out.result(findings_page(*found), findings_document(*found))
    return 1 if found.findings else 0


def _checked(app: App, folder: Path) -> Checked:
    library = Library(layers((folder,)))
    refuse_empty(library.layers[1])
    named = leftovers(library.layers[1])
    if named:
        app.warn(named)
    return check_folder(library)
