"""Where the rules live, and what a command needs of them."""

from __future__ import annotations

from skinroutine.rule_files import shipped
from skinroutine.rulebook.books import Book
from skinroutine.rulebook.folders import Layer, layers
from skinroutine.rulebook.library import Library, UnknownTreatmentError

__all__ = ["Book", "Layer", "Library", "UnknownTreatmentError", "layers", "shipped"]
