"""``rules diff``: whose result changes between two folders of rules, and which rules make it so."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from skinroutine.app import App
from skinroutine.options import Argument, command
from skinroutine.render.comparison_screen import comparison_document, comparison_page
from skinroutine.review.casework import Casework
from skinroutine.review.comparing import compare
from skinroutine.rulebook import Library, layers
from skinroutine.rulebook.folders import COMMON
from skinroutine.rulebook.unread import refuse_unread

_WHOLE = ("questions", "symptoms", "verdicts", "levels", "sources")
"""What a folder has in common/ when it is a whole set of rules, and no addition to one."""


@command(home=False)
def diff(
    app: App,
    old: Annotated[Path, Argument("A folder of rules, as it was.", "OLD")],
    new: Annotated[Path, Argument("The same as it is to be.", "NEW")],
) -> int:
    """Hold the cases of both, and 2,000 sampled answers, against both. Gives 1 when a result gets milder.

    A folder that is no whole set of rules is laid over the shipped ones. Raises NoRulesFolderError and
    FileProblemsError.
    """
    now = app.now()
    found = compare(Casework(library_of(old), now), Casework(library_of(new), now))
    app.out.result(comparison_page(found), comparison_document(found))
    return 1 if found.count("milder") else 0


def library_of(folder: Path) -> Library:
    """The rules of a folder: by themselves where it is a whole set, else over the shipped ones."""
    laid_over = layers((folder,))
    whole = all((folder / COMMON / f"{topic}.yaml").is_file() for topic in _WHOLE)
    library = Library(layers(shipped_folder=folder) if whole else laid_over)
    refuse_unread(library.layers[-1])
    return library
