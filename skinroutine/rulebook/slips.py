"""The word that was probably meant, where nobody knows the one that was typed, and what to choose from."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final

from skinroutine.text import spoken

_LETTERS_A_SLIP: Final = 4
_MOST_SLIPS: Final = 3
_SHORTEST: Final = 3
"""A shorter word with another letter is another word."""
_LONGEST: Final = 60
"""A longer word isn't held against any other: nobody mistypes it."""
_BEGUN: Final = 4
"""The least letters that tell which word was begun."""
_MOST_OF_IT: Final = 2 / 3
_KEPT: Final = 4096
"""Words of which the letters are kept: more than the shipped rules have names."""
_LISTED: Final = 8
"""The most choices that an error lists; a person reads it as one line."""


def nearest(word: str, words: Iterable[str]) -> str:
    """``; did you mean X?`` when one of the words is a slip away, or has this one as a part; else nothing."""
    return _asked(next(iter(near_words(word, words)), ""))


def slipped(word: str, words: Iterable[str]) -> str:
    """The same, but only when one of the words is a slip of the finger away: a far word could be taken."""
    return _asked(slip_of(word, words))


def slip_of(word: str, words: Iterable[str]) -> str:
    """The one of these words that is a slip of the finger away; "" where none is."""
    return next(iter(_slips_away(word, words)), "")


def near_words(word: str, words: Iterable[str]) -> list[str]:
    """The words that can be meant, the nearest first: a slip away, or else with this one as a part."""
    known = list(words)
    return _slips_away(word, known) or [each for each in known if _is_part(word.lower(), each.lower())]


def choices(words: Collection[str], see: str) -> str:
    """``Choose from:`` and the words where a line has room for them, else the command that shows them."""
    return f"Choose from: {', '.join(words)}." if fit_a_line(words) else f"See them all: {see}"


def fit_a_line(words: Collection[str]) -> bool:
    """Whether a person still reads all of these words in an error."""
    return len(words) <= _LISTED


def is_slip(word: str, other: str) -> bool:
    """Whether a word can be another one mistyped: one slip in four letters, and three at most.

    So ``waxing`` isn't taken for ``shaving``, nor Narnia for Argentina.
    """
    most = min(_MOST_SLIPS, max(int(len(word) >= _SHORTEST), len(word) // _LETTERS_A_SLIP))
    if abs(len(word) - len(other)) > most:
        return False
    # A slip takes away one letter and brings in one at the most: that settles nearly all pairs of words.
    first, second = _letters(word), _letters(other)
    return len(first - second) <= most and len(second - first) <= most and slips(word, other, most) <= most


@lru_cache(maxsize=_KEPT)
def _letters(word: str) -> frozenset[str]:
    return frozenset(spoken(word.lower()))


def _asked(word: str) -> str:
    return f"; did you mean {word!r}?" if word else ""


def _slips_away(word: str, words: Iterable[str]) -> list[str]:
    if len(word) > _LONGEST:
        return []
    return sorted((each for each in words if is_slip(word, each)), key=lambda each: slips(word, each))


def _is_part(word: str, known: str) -> bool:
    """Whether a word is the beginning or the end of a longer one, or has something behind it."""
    if known.startswith(word) or known.endswith(word):
        return len(word) >= _BEGUN
    if not known or not word.startswith(known):
        return False
    return not word[len(known)].isalnum() or len(known) >= _MOST_OF_IT * len(word)


def slips(word: str, other: str, most: int = _LONGEST) -> int:
    """How many letters were left out, added, changed or swapped between two words, in small letters.

    More than ``most`` are not counted to the end.
    """
    first, second = spoken(word.lower()), spoken(other.lower())
    before: list[int] = []
    row = list(range(len(second) + 1))
    for place, letter in enumerate(first, 1):
        further, before, row = before, row, [place]
        for at, found in enumerate(second, 1):
            least = min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (letter != found))
            if further and at > 1 and letter == second[at - 2] and first[place - 2] == found:
                least = min(least, further[at - 2] + 1)
            row.append(least)
        # Each further row follows from the last two.
        if min(row) > most and min(before) > most:
            return most + 1
    return row[-1]
