"""Numbers in sentences, in words or digits, and whether a fact or a field of the rule has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec import Struct, structs

from skinroutine.rulebook import EvidenceFact, Span, Until
from skinroutine.rulebook.conditions import Condition, Within

HOURS: Final[Mapping[str, float]] = {
    "minute": 1 / 60, "min": 1 / 60, "hour": 1, "day": 24, "week": 168, "month": 730, "year": 8760,
    "second": 1 / 3600,
}  # fmt: skip
"""How many hours a unit of time has; a month is a twelfth of a year."""
_NUMBERS: Final = {
    "two": 2, "twice": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
}  # fmt: skip
_UNITS: Final = {"mm": "mm", "millimetre": "mm", "%": "%", "percent": "%", "per cent": "%", "°c": "°C"}
_COUNTED_FROM: Final = 2
"""One, a and once are words of everyday speech and no figures."""
_CLOSE: Final = 0.075
"""Four weeks and a month are the same to the ear."""
_UNIT: Final = r"(?:minute|min|hour|day|week|month|year|second|millimetre|mm|%|percent|per cent|°C)"
_QUANTITY: Final = re.compile(
    rf"(?<![\w.{{])(?P<number>\d+(?:\.\d+)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?![\w}}])"
    rf"(?:[- ]?(?:full |more |true |whole )?(?P<unit>{_UNIT})s?(?!\w))?",
    re.IGNORECASE,
)
_TIME: Final = re.compile(rf"\b(?P<unit>{_UNIT})s?\b", re.IGNORECASE)
_NO_FIGURE: Final = re.compile(
    r"\s+(clinics|makers|sellers|reviews|societies|hospitals|guides|sources|sites|doctors|ways|add up)\b",
    re.IGNORECASE,
)
"""What is counted here is not measured: two clinics, one of two ways."""
_RANGE: Final = re.compile(r"\s*(?:-|to|or|and)\s+(?:even )?|-")
_LEVEL_KEYS: Final = frozenset(
    {"level", "if_not_sure", "if_left_out", "from_level", "left_at_level", "order"}
)
"""Keys whose numbers are no figures: a person never reads them."""


class Figure(NamedTuple):
    """A number with its unit, empty where it has none. Lengths of time are in hours."""

    number: float
    unit: str
    words: str
    others: tuple[tuple[float, str], ...] = ()
    """What else it may be where the sentence names its unit elsewhere, as in: one week, others two."""


def figures_in(text: str) -> list[Figure]:
    """The figures of a text. In 24 to 48 hours the unit is that of both."""
    found: list[Figure] = []
    matches = [match for match in _QUANTITY.finditer(text) if _number(match["number"]) >= _COUNTED_FROM]
    matches += [match for match in _QUANTITY.finditer(text) if 0 < _number(match["number"]) < 1]
    matches.sort(key=lambda match: match.start())
    named = {match["unit"].lower() for match in _TIME.finditer(text)}
    for place, match in enumerate(matches):
        number, unit = _number(match["number"]), match["unit"] or _unit_after(matches[place:], text)
        if unit or not _NO_FIGURE.match(text, match.end()):
            made = _figure(number, unit.lower(), match[0])
            others = () if unit else tuple(_figure(number, each, "")[:2] for each in sorted(named))
            found.append(made._replace(others=others))
    return found


def _unit_after(matches: list[re.Match[str]], text: str) -> str:
    # The unit of the number at the end of a range, or of its middle.
    for first, second in pairwise(matches):
        if not _RANGE.fullmatch(text[first.end() : second.start()]):
            return ""
        if second["unit"]:
            return second["unit"]
    return ""


def _number(word: str) -> float:
    return float(_NUMBERS.get(word.lower(), 0) or (word if word[0].isdigit() else 0))


def _figure(number: float, unit: str, words: str) -> Figure:
    if unit in HOURS:
        return Figure(number * HOURS[unit], "hours", words)
    return Figure(number, _UNITS.get(unit, ""), words)


def figures_of_fact(fact: EvidenceFact) -> Iterator[Figure]:
    """The figures of a claim and of its value."""
    yield from figures_in(fact.claim)
    yield from _of_value("", fact.value)


def _of_value(key: str, value: object) -> Iterator[Figure]:
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int | float):
        yield _figure(float(value), _unit_of_key(key), f"{value:g}")
        yield Figure(float(value), "", f"{value:g}")
    elif isinstance(value, str):
        yield from figures_in(value.replace("_", " "))
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from figures_in(str(name).replace("_", " "))
            yield from _of_value(f"{key}_{name}", part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _of_value(key, part)


def _unit_of_key(key: str) -> str:
    """The unit in the name of a key, such as max_hours; empty for none."""
    words = [word.removesuffix("s") for word in reversed(re.split(r"[_.]", key.lower()))]
    return next((word for word in words if word in HOURS or word in {"mm", "percent"}), "")


def figures_of_item(item: Struct) -> Iterator[Figure]:
    """The figures of the fields of a rule, other than its sentences: bounds, lengths of time, counts."""
    for field in structs.fields(type(item)):
        if field.name not in _LEVEL_KEYS:
            yield from _of_field(field.name, getattr(item, field.name))


def _of_field(name: str, value: object) -> Iterator[Figure]:
    if isinstance(value, Span):
        yield Figure(value.hours, "hours", value.words)
    elif isinstance(value, Until):
        yield _figure(float(value.days), "day", "")
        yield from figures_in(value.words)
    elif isinstance(value, Condition):
        for leaf, _ in value.leaves():
            for bound in leaf.bounds.values() if isinstance(leaf, Within) else ():
                yield from _of_value("years" if leaf.question == "age" else leaf.question, bound)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _of_value(name, value)
    elif isinstance(value, Struct):
        yield from figures_of_item(value)
    elif isinstance(value, tuple) and any(isinstance(part, Struct) for part in value):
        for part in value:
            yield from _of_field(name, part)


def unheld(figures: Iterable[Figure], known: Iterable[Figure]) -> list[Figure]:
    """The figures that are not among the known ones."""
    known = list(known)
    return [figure for figure in figures if not any(_is_held(figure, other) for other in known)]


def _is_held(figure: Figure, other: Figure) -> bool:
    readings = [figure, *(Figure(number, unit, "") for number, unit in figure.others)]
    return any(_same(reading, other) for reading in readings)


def _same(figure: Figure, other: Figure) -> bool:
    if figure.unit == other.unit == "hours":
        return abs(figure.number - other.number) <= _CLOSE * max(figure.number, other.number)
    return figure.number == other.number and (figure.unit == other.unit or not (figure.unit and other.unit))
