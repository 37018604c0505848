"""How hard a sentence is to read: the Flesch-Kincaid grade.

The numbers are those of textstat 0.7.3, by which the limits of this project were set, with its rounding of
the averages and its way of telling sentences apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

import pyphen

HIGHEST: Final = 8.0
"""What a person is shown reads no harder than this."""
_ENDS: Final = re.compile(r"(?<=[.!?])\s+")
_SENTENCE: Final = re.compile(r"\b[^.!?]+[.!?]*")
_CONTRACTION: Final = re.compile(r"\'(?!t\s|s\s|d\s|m\s|ve\s|ll\s|re\s)")
_MARKS: Final = re.compile(r"[^\w\s\']")
_SHORTEST: Final = 3
"""Fewer words than this are no sentence of their own."""


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, one by one."""
    return (part for part in _ENDS.split(text.strip()) if part)


@lru_cache(maxsize=8192)
def reading_grade(text: str) -> float:
    """The school grade at which a text can be read, to one decimal; below 0 for the simplest."""
    words = _bare(text).split()
    if not words:
        return -15.6
    syllables = sum(_syllables(word) for word in _bare(text.lower()).split())
    each = round(syllables / len(words), 1)
    length = round(len(words) / _count(text), 1)
    return round(0.39 * length + 11.8 * each - 15.59, 1)


def _count(text: str) -> int:
    found = _SENTENCE.findall(text)
    return max(1, sum(len(_bare(part).split()) >= _SHORTEST for part in found))


def _bare(text: str) -> str:
    """The words alone: an apostrophe stays only in a contraction."""
    return _MARKS.sub("", _CONTRACTION.sub('"', text))


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")


@lru_cache(maxsize=8192)
def _syllables(word: str) -> int:
    return len(_hyphens().positions(word)) + 1
