"""``rules``: a file for each subcommand decides and shows. Here stands what several of them share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from skinroutine.rulebook import Library, layers, shipped
from skinroutine.rulebook.unread import refuse_unread

if TYPE_CHECKING:
    from skinroutine.review.cases import PlacedCase


def laid_over(folder: Path | None) -> Library:
    """The shipped rules, with a folder over them when one is named.

    Raises NoRulesFolderError, and FileProblemsError where a rule of the folder would not be read.
    """
    own = folder is not None and os.path.realpath(folder) != os.path.realpath(shipped())
    library = Library(layers((folder,) if folder is not None and own else ()))
    refuse_unread(*library.layers[1:])
    return library


def place_data(placed: PlacedCase) -> dict[str, object]:
    """A case by its sentence and place, as JSON."""
    return {
        "case": placed.case.case,
        "treatment": placed.treatment,
        "file": placed.file,
        "line": placed.line,
    }
