"""Which rows typed words may mean: words of their labels and what else people say, never a far word."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from skinroutine.text import plain_form

_WORD: Final = re.compile(r"[^\W_]+")
_LITTLE: Final = frozenset({
    "a", "an", "and", "any", "are", "as", "at", "by", "for", "from", "had", "has", "have", "i", "if", "in",
    "is", "it", "me", "my", "never", "no", "none", "not", "nothing", "of", "on", "or", "so", "sure", "than",
    "that", "the", "this", "to", "was", "with", "you", "your",
})  # fmt: skip
"""Words that stand in so many labels that they name none."""
_BEGINNING: Final = 3
"""So many letters may stand for a word that begins with them, where nobody sees what they find.

So many bring up a row that is not on the list.
"""


class FoundRow(NamedTuple):
    """A row that only typing brings up, and what the person reads once it is ticked."""

    label: str
    note: str = ""


class TypedWords(NamedTuple):
    """What else each row is called, the rows that only typing brings up, and words of other lists."""

    words: Mapping[str, Collection[str]] = {}
    found: Mapping[str, FoundRow] = {}
    elsewhere: Mapping[str, str] = {}


class RowSearch:
    """The rows of a list, and which of them the typed words leave.

    ``filter`` are the words so far. Some rows are not on the list and only found.
    """

    def __init__(self, rows: Mapping[str, str], typed: TypedWords) -> None:
        self.words, self.found, self.elsewhere = typed
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
        """Those of them whose label or other words are just what was typed."""
        typed = self.filter.strip().lower()
        return [
            name
            for name in self.shown
            if typed == self.rows[name].lower() or plain_form(typed) in self.words.get(name, ())
        ]

    @property
    def nothing_fits(self) -> str:
        """What to say where no row has the words."""
        typed = f"“{self.filter.strip()}”"
        where = self.elsewhere.get(plain_form(self.filter), "")
        return f"{typed} {where}" if where else f"No line has {typed}. Try another word for it."

    def _fits(self, name: str) -> bool:
        """Whether each typed word begins a word of the label, or of what else the row is called."""
        return not self.filter or begins(self.filter, (self.rows[name], *self.words.get(name, ())))

    def _is_found(self, name: str) -> bool:
        return len(self.filter.strip()) >= _BEGINNING and self._fits(name)


def begins(typed: str, ways: Collection[str]) -> bool:
    """Whether each typed word begins a word of one of these ways to say it: for a list that is in sight."""
    wanted = _words(typed)
    return any(all(_among(word, _words(way)) for word in wanted) for way in ways)


def names(typed: str, ways: Collection[str]) -> bool:
    """Whether all typed words stand in one of these ways to say it, whole, and one of them says something."""
    wanted = {plain_form(word) for word in _words(typed)}
    return _says_something(wanted) and any(
        wanted <= {plain_form(word) for word in _words(way)} for way in ways
    )


def hints_at(typed: str, ways: Collection[str]) -> bool:
    """The same where each typed word may be the beginning of a longer one."""
    wanted = _words(typed)
    return _says_something(wanted) and min(map(len, wanted), default=0) >= _BEGINNING and begins(typed, ways)


def _says_something(wanted: Collection[str]) -> bool:
    return any(len(word) >= _BEGINNING and word not in _LITTLE for word in wanted)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("'", "").replace("\u2019", ""))


def _among(typed: str, words: Collection[str]) -> bool:
    forms = {typed, plain_form(typed)}
    return any(word.startswith(form) for form in forms for word in {*words, *map(plain_form, words)})
