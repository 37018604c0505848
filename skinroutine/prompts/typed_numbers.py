"""A number as a person types it: with its unit, in another unit of time, or as "not sure"."""

from __future__ import annotations

import re
from typing import Final

from skinroutine.interview.answers import answer_of
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import Answer
from skinroutine.text import singular

_NOT_SURE: Final = "not_sure"
_LENGTH: Final = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*(hour|day|week|month|year)s?(?: ago)?")
_THOUSANDS: Final = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+\b.*")
"""A comma that is a decimal one for some and stands between thousands for others."""
_IN_HOURS: Final = {"hours": 1, "days": 24, "hour": 1, "day": 24, "week": 168, "month": 672, "year": 8736}
"""Lengths of time in hours; a month counts as four weeks and a year as 52, so that no wait ends early."""


def typed_number(question: Question, text: str) -> Answer:
    """A number as a person types it: with its unit, with a comma, or "not sure". Raises ValueError."""
    words = text.strip().lower()
    if words in {"not sure", _NOT_SURE}:
        return answer_of(question, _NOT_SURE)
    if _THOUSANDS.fullmatch(words):
        message = "write the number without a comma"
        raise ValueError(message)
    unit = question.unit.lower()
    length = _LENGTH.fullmatch(words)
    if unit in _IN_HOURS and length and length[2] in _IN_HOURS:
        hours = float(length[1].replace(",", ".")) * _IN_HOURS[length[2]]
        return answer_of(question, hours / _IN_HOURS[unit])
    endings = [unit, singular(unit), unit.removeprefix("°")]
    ending = next((word for word in endings if word and words.endswith(word)), "")
    return answer_of(question, words.removesuffix(ending).strip().replace(",", ".") or "an empty line")
