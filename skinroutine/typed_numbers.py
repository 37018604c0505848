"""A number as a person types it: with its unit, in another unit of time, or as "not sure"."""

from __future__ import annotations

import re
from typing import Final

from skinroutine.answers import answer_of
from skinroutine.conditions import Answer
from skinroutine.model import Question

_NOT_SURE: Final = "not_sure"
_LENGTH: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*(hour|day|week|month|year)s?(?: ago)?")
_IN_HOURS: Final = {"hours": 1, "days": 24, "hour": 1, "day": 24, "week": 168, "month": 672, "year": 8736}
"""Lengths of time in hours; a month counts as four weeks and a year as 52, so that no wait ends early."""


def typed_number(question: Question, said: str) -> Answer:
    """A number as a person types it: with its unit, with a comma, or "not sure". Raises ValueError."""
    words = said.strip().lower()
    if words in {"not sure", _NOT_SURE}:
        return answer_of(question, _NOT_SURE)
    unit = question.unit.lower()
    length = _LENGTH.fullmatch(words)
    if unit in _IN_HOURS and length and length[2] in _IN_HOURS:
        hours = float(length[1].replace(",", ".")) * _IN_HOURS[length[2]]
        return answer_of(question, hours / _IN_HOURS[unit])
    for ending in (unit, unit.removesuffix("s"), unit.removeprefix("°")):
        words = words.removesuffix(ending).strip() if ending else words
    return answer_of(question, words.replace(",", ".") or "an empty line")
