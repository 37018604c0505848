"""Which rows typed words may mean: words of their labels and what else people say, never a far word."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final, NamedTuple

from skinroutine.interview.own_words import begins, has_words
from skinroutine.text import plain_form

_BEGINNING: Final = 3
"""So many letters bring up a row that is not on the list."""


class FoundRow(NamedTuple):
    """A row that only typing brings up, and what the person reads once it is ticked."""

    label: str
    note: str = ""


class TypedWords(NamedTuple):
    """What else each row is called, rows that only typing brings up, words of other lists, and near ones."""

    words: Mapping[str, Collection[str]] = {}
    found: Mapping[str, FoundRow] = {}
    elsewhere: Mapping[str, str] = {}
    near: Callable[[str], str] = lambda _: ""


class RowSearch:
    """The rows of a list, and which of them the typed words leave.

    ``filter`` are the words so far. Some rows are not on the list and only found.
    """

    def __init__(self, rows: Mapping[str, str], typed: TypedWords) -> None:
        self.words, self.found, self.elsewhere, self.near = typed
        self.rows = {**rows, **{name: row.label for name, row in self.found.items()}}
        self.names = list(rows)
        self.ticked = set[str]()
        self.filter = ""

    @property
    def shown(self) -> list[str]:
        """The rows that the search leaves, by name."""
        listed = [name for name in self.names if self._fits(name)]
        return listed + [name for name in self.found if name in self.ticked or self._is_found(name)]

    @property
    def exact(self) -> list[str]:
        """Those of them whose label or other words are just what was typed, else have it as whole words."""
        typed, shown = self.filter.strip().lower(), self.shown
        return [
            name
            for name in shown
            if typed == self.rows[name].lower() or plain_form(typed) in self.words.get(name, ())
        ] or [name for name in shown if has_words(typed, (self.rows[name], *self.words.get(name, ())))]

    @property
    def nothing_fits(self) -> str:
        """What to say where no row has the words."""
        typed = f"“{self.filter.strip()}”"
        where = self.elsewhere.get(plain_form(self.filter), "")
        if where:
            return f"{typed} {where}"
        near = self.near(self.filter.strip())
        return f"No line has {typed}. {f'Did you mean “{near}”?' if near else 'Try another word for it.'}"

    def _fits(self, name: str) -> bool:
        """Whether each typed word begins a word of the label, or of what else the row is called."""
        return not self.filter or begins(self.filter, (self.rows[name], *self.words.get(name, ())))

    def _is_found(self, name: str) -> bool:
        return len(self.filter.strip()) >= _BEGINNING and self._fits(name)
