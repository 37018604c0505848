"""What somebody's own words speak of: the words of a text that say something, in one form each."""

from __future__ import annotations

import re
from typing import Final

from skinroutine.text import harmless, plain_form, spoken

Words = frozenset[str]
_SAID: Final = (
    "a about after again all also am an and any are as at be been before but by can cant could did "
    "do does doesnt doing done dont either else ever first for from get give gives go goes going got "
    "had happen happens has have having help helps here how i id if im in into is isnt it its ive "
    "just kind know like made make makes many may me might mine more must my need needs no not "
    "of off on once one only or our out over own per please put really same shall should so some "
    "somebody someone something such tell than that the their them then there these they thing "
    "things this those to too try until up use used using very want was we were what whats when "
    "where which while who whom whose why will with without wont would yes yet you your yours "
)
_LITTLE: Final = frozenset(_SAID.split())
"""Words that say nothing of what is asked."""
_PLURAL_IN_ES: Final = ("che", "she", "sse", "xe")
"""What is left of a plural in -es without its s."""
_LONGEST: Final = 60
"""Letters of what was typed that a line names."""
_WORD: Final = re.compile(r"[a-z0-9]+")


def content_words(text: str) -> Words:
    """The words of a text that say something, so that ``Scars`` and ``scar`` are one."""
    words = (word for word in words_in(text) if word not in _LITTLE)
    return frozenset(_single(word) for word in words)


def in_short(text: str) -> str:
    """What was typed, so that it can be named in a line: long words are cut."""
    plain = harmless(text)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}..."


def _single(word: str) -> str:
    """A word in the singular, so that ``rashes`` and ``rash`` are one."""
    plain = plain_form(word)
    return plain[:-1] if plain.endswith(_PLURAL_IN_ES) else plain


def words_in(text: str) -> list[str]:
    """The words of a text as they were typed, in small letters and without signs."""
    plain = spoken(text.lower()).replace("\u2019", "").replace("'", "").replace("-", " ")
    return _WORD.findall(plain)
