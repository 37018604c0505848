"""The words that a person may not know, and which of them a text has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Annotated, Final, Literal

from msgspec import Meta

from skinroutine.rulebook.basis import Cited, Sentence, Text
from skinroutine.rulebook.slips import near_words
from skinroutine.text import capital, plain_form

_MOST_SENTENCES: Final = 3
_SHORTEST: Final = 3
"""Letters of a word that says something."""
_WORD: Final = r"[^\W_]+"
_SPELLINGS: Final = (
    (r"is(?=e|ing|ation|able)", "iz"),
    (r"ours?\b", "or"),
    (r"[ao]e(?=[a-z])", "e"),
)
"""Where British and American spelling differ; both become one form, so a wrong change does no harm."""


class GlossaryTerm(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A word that a person may not know, in plain words."""

    term: Text
    """The word, as it stands on a screen or on a pack."""
    also: tuple[Text, ...] = ()
    """What else people write for it, such as brand names. American spelling needs no entry."""
    means: Annotated[tuple[Sentence, ...], Meta(min_length=1, max_length=_MOST_SENTENCES)]
    """What it means, one plain sentence each."""
    command: Literal["", "about", "check-symptoms", "device", "history", "hold", "plan", "status"] = ""
    """The command that shows the thing itself."""

    def __str__(self) -> str:
        """The word and what it means, in one line."""
        return f"{capital(self.term)}: {' '.join(self.means)}"

    @property
    def ways(self) -> Iterator[str]:
        """The word and what else people write for it."""
        yield from (self.term, *self.also)


class Glossary:
    """All words that are explained; of two with one spelling the first counts: own rules overwrite none."""

    def __init__(self, terms: Iterable[GlossaryTerm]) -> None:
        self.terms: Sequence[GlossaryTerm] = tuple(terms)

    @cached_property
    def _by_words(self) -> dict[tuple[str, ...], GlossaryTerm]:
        known: dict[tuple[str, ...], GlossaryTerm] = {}
        for term in self.terms:
            known.setdefault(in_one_spelling(term.term), term)
        for term in self.terms:
            for way in term.also:
                known.setdefault(in_one_spelling(way), term)
        return known

    def find(self, typed: str) -> GlossaryTerm | None:
        """The term that was typed: in any case, spelling and number."""
        return self._by_words.get(in_one_spelling(typed))

    def in_text(self, text: str) -> list[GlossaryTerm]:
        """The terms that occur in a text, in its order, each once; of two at one place the longer."""
        words, found, place = in_one_spelling(text), dict[str, GlossaryTerm](), 0
        longest = max(map(len, self._by_words), default=0)
        while place < len(words):
            ends = range(min(place + longest, len(words)), place, -1)
            end = next((end for end in ends if words[place:end] in self._by_words), 0)
            if end:
                term = self._by_words[words[place:end]]
                found.setdefault(term.id, term)
            place = end or place + 1
        return list(found.values())

    def near(self, typed: str, most: int = 3) -> list[str]:
        """The terms that share a word with what was typed, or are spelled almost like it."""
        wanted = [word for word in in_one_spelling(typed) if len(word) >= _SHORTEST]
        sharing = [term.term for known, term in self._by_words.items() if {*known} & {*wanted}]
        spelled = {" ".join(known): term.term for known, term in self._by_words.items()}
        close = near_words(" ".join(wanted), spelled)
        return list(dict.fromkeys([*sharing, *(spelled[each] for each in close)]))[:most]


def in_one_spelling(text: str) -> tuple[str, ...]:
    """The words of a text so that ``Sterilised``, ``sterilized`` and a plural are each the same."""
    return tuple(_in_one_spelling(word) for word in re.findall(_WORD, text.replace("\u2019", "'").lower()))


def _in_one_spelling(word: str) -> str:
    for pattern, other in _SPELLINGS:
        word = re.sub(pattern, other, word)
    return plain_form(word)
