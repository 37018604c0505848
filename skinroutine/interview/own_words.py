"""What somebody's own words speak of: the words of a text in one form, and which things they name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Final
from unicodedata import combining, normalize

from skinroutine.rulebook.slips import slip_of
from skinroutine.text import harmless, plain_form, spoken

Words = frozenset[str]
_SAID: Final = (
    "a about after again all also am an and any are as at be been before but by can cant could did "
    "do does doesnt doing done dont either else ever first for from get give gives go goes going got "
    "had happen happens has have having help helps here how i id if im in into is isnt it its ive "
    "just kind know like made make makes many may me might mine more must my need needs never no none not "
    "nothing of off on once one only or our out over own per please put really same shall should so some "
    "somebody someone something such sure tell than that the their them then there these they thing "
    "things this those to too try until up use used using very want was we were what whats when "
    "where which while who whom whose why will with without wont would yes yet you your yours "
)
_LITTLE: Final = frozenset(_SAID.split())
"""Words that name nothing by themselves."""
_LONGEST: Final = 60
"""Letters of what was typed that a line names."""
_BEGINNING: Final = 3
"""So many letters may stand for a word that begins with them, where nobody sees what they find."""
_KNOWN: Final = 8192
_WORD: Final = re.compile(r"[^\W_]+")


def content_words(text: str) -> Words:
    """The words of a text that say something, so that ``Scars`` and ``scar`` are one."""
    words = (word for word in _words(text) if word.isascii() and word not in _LITTLE)
    return frozenset(plain_form(word) for word in words)


def in_short(text: str) -> str:
    """What was typed, so that it can be named in a line: long words are cut."""
    plain = harmless(text)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}..."


def words_in(text: str) -> list[str]:
    """The words of a text as they were typed, in small letters and without signs."""
    return list(_words(text))


def begins(typed: str, ways: Iterable[str]) -> bool:
    """Whether each typed word begins a word of one of these ways to say it: for a list that is in sight."""
    wanted = [(word, plain_form(word)) for word in _words(typed)]
    return any(all(any(form.startswith(starts) for form in _forms(way)) for starts in wanted) for way in ways)


def named_by(typed: str, ways: Mapping[str, Collection[str]]) -> list[str]:
    """The names that a phrase can stand for, each with the ways to say it in plain form.

    Those that begin so count before those that have its words in them, and these before those with words that
    begin so: there a name by itself is none that a person would type. None for a phrase of little words.
    """
    start = plain_form(typed)
    return (
        [name for name, way in ways.items() if any(each.startswith(start) for each in way)]
        or [name for name, way in ways.items() if has_words(typed, way)]
        or [name for name, way in ways.items() if _hints_at(typed, {*way} - {plain_form(name)})]
    )


def mistyped_way(typed: str, ways: Mapping[str, Iterable[str]]) -> tuple[str, str]:
    """The name that somebody meant who mistyped a way to say it, and that way; empty where none is near."""
    owners = {way: name for name, forms in ways.items() for way in forms}
    known = sorted(owners, key=lambda way: (way != way.lower(), way))
    near = slip_of(typed, known) or slip_of(plain_form(typed), known)
    return owners.get(near, ""), near


def has_words(typed: str, ways: Iterable[str]) -> bool:
    """Whether all typed words stand in one of these ways to say it, whole, and one of them says something."""
    wanted = {plain_form(word) for word in _words(typed)}
    return _says_something(wanted) and any(
        wanted <= {plain_form(word) for word in _words(way)} for way in ways
    )


def _hints_at(typed: str, ways: Iterable[str]) -> bool:
    """The same where each typed word may be the beginning of a longer one."""
    wanted = _words(typed)
    return _says_something(wanted) and min(map(len, wanted)) >= _BEGINNING and begins(typed, ways)


def _says_something(wanted: Iterable[str]) -> bool:
    return any(len(word) >= _BEGINNING and word not in _LITTLE for word in wanted)


@lru_cache(maxsize=_KNOWN)
def _forms(text: str) -> tuple[str, ...]:
    """The words of a text, as they are and in their plain form."""
    words = _words(text)
    return tuple(dict.fromkeys((*words, *map(plain_form, words))))


@lru_cache(maxsize=_KNOWN)
def _words(text: str) -> tuple[str, ...]:
    plain = spoken(text.lower()).replace("\u2019", "").replace("'", "")
    if not plain.isascii():
        plain = "".join(sign for sign in normalize("NFKD", plain) if not combining(sign))
    return tuple(_WORD.findall(plain))
