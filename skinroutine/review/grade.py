"""How hard a sentence is to read: the Flesch-Kincaid grade.

The numbers are those of textstat 0.7.3, by which the limits of this project were set, with its rounding of
the averages and its way of telling sentences apart.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pyphen import Pyphen


HIGHEST: Final = 8.0
"""What a person is shown reads no harder than this."""
_ENDS: Final = re.compile(r"(?<=[.!?])\s+")
_SENTENCE: Final = re.compile(r"\b[^.!?]+[.!?]*")
_MARKS: Final = re.compile(r"[^\w\s]")
_SHORTEST: Final = 3
"""Fewer words than this are no sentence of their own."""
_LONGEST: Final = 200
"""A word beyond this is none; to look for its syllables would take long."""
_EMPTY: Final = -15.6
_EVERYDAY: Final = frozenset({
    "ambulance", "dermatologist", "diagnosis", "disinfect", "emergency", "infection", "medicine",
    "microneedling", "moisturiser", "moisturizer", "pregnancy", "sterile", "sunscreen", "temperature",
})  # fmt: skip
"""Words that everybody who treats their skin knows: they and their plurals count as two syllables each."""


def sentences(text: str) -> list[str]:
    """The sentences of a text, one by one."""
    return [part for part in _ENDS.split(text.strip()) if part]


@lru_cache(maxsize=8192)
def reading_grade(text: str) -> float:
    """The school grade at which a text can be read, to one decimal; below 0 for the simplest."""
    words = _words(text)
    if not words:
        return _EMPTY
    each = _round(sum(_syllables(word.lower()) for word in words) / len(words))
    length = _round(len(words) / _count(text))
    return _round(0.39 * length + 11.8 * each - 15.59)


def _count(text: str) -> int:
    return max(1, sum(len(_words(part)) >= _SHORTEST for part in _SENTENCE.findall(text)))


def _words(text: str) -> list[str]:
    return _MARKS.sub("", text).split()


def _round(number: float) -> float:
    # To one decimal, a half away from zero: Python's own rounding would go to the even one.
    return math.floor(number * 10 + math.copysign(0.5, number)) / 10


@cache
def _hyphens() -> Pyphen:
    from pyphen import Pyphen  # noqa: PLC0415  its dictionary is loaded only when a sentence is graded

    return Pyphen(lang="en_US")


@lru_cache(maxsize=8192)
def _syllables(word: str) -> int:
    if len(word) > _LONGEST:
        return len(word) // 3
    if word in _EVERYDAY or word.removesuffix("s") in _EVERYDAY:
        return 2
    return len(_hyphens().positions(word)) + 1
