"""The lengths of time that a sentence names: ``48 hours``, ``two days`` and ``a week``."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

_UNITS: Final = {
    "minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1),
    "week": timedelta(weeks=1), "month": timedelta(days=30), "year": timedelta(days=365),
}  # fmt: skip
_NUMBERS: Final = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_NUMBER: Final = rf"\d+(?:\.\d+)?|an?|{'|'.join(_NUMBERS)}"
# How often something is done is no length: "every two hours", "twice a day".
_LENGTH: Final = re.compile(
    rf"(?<!every )(?<!times )(?<!twice )(?<!once )\b({_NUMBER})[ -]({'|'.join(_UNITS)})s?\b", re.IGNORECASE
)


def lengths_in(text: str) -> set[timedelta]:
    """Return every length that is named, whatever its unit: 48 hours and two days are one."""
    return {_number(number) * _UNITS[unit.lower()] for number, unit in _LENGTH.findall(text)}


def _number(text: str) -> float:
    word = text.lower()
    if word in {"a", "an"}:
        return 1
    return float(_NUMBERS.index(word)) if word in _NUMBERS else float(text)
