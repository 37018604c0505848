"""``rules``: a file for each subcommand decides and shows. Here stands what several of them share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from skinroutine.rule_files import shipped
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.unread import refuse_unread
from skinroutine.show.documents import JsonRecord

if TYPE_CHECKING:
    from skinroutine.review.cases import PlacedCase
    from skinroutine.show import document_types as kinds


def lay_over(folder: Path | None) -> Library:
    """The shipped rules, with a folder over them when one is named.

    Raises NoRulesFolderError, and FileProblemsError where a rule of the folder would not be read.
    """
    own = folder is not None and os.path.realpath(folder) != os.path.realpath(shipped())
    library = Library(layers((folder,) if folder is not None and own else ()))
    refuse_unread(*library.layers[1:])
    return library


class CaseAtPlace(JsonRecord):
    """One case."""

    case: Annotated[str, "What the case shows."]
    treatment: kinds.TreatmentId
    file: kinds.FilePath
    line: kinds.LineInFile


def case_at_place(placed: PlacedCase) -> CaseAtPlace:
    """A case by its sentence and place."""
    return CaseAtPlace.of(placed, case=placed.case.case)
