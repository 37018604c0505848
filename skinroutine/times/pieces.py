"""The words and numbers that people type for days and times, each read as one piece of a phrase.

A piece is only what one pattern covers from its first to its last sign. What no pattern covers is refused, so
no word or number can be passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta, timezone
from typing import Final

from skinroutine.light_typing import NamedTuple
from skinroutine.times.phrase import Clock, Dated, Phrase, PhraseError, Shift, Weekday

_NUMBERS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_COUNTS: Final = {
    **_NUMBERS, "fifteen": 15, "twenty-five": 25, "twenty": 20, "thirty": 30, "forty-five": 45, "forty": 40,
    "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip
"""Numbers that people write out in a length of time; the longer stands before the one that begins it."""
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NEAR: Final = {
    "today": 0, "yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2,
}  # fmt: skip
_UNITS: Final = {"m": "minute", "h": "hour", "d": "day", "w": "week", "f": "fortnight", "y": "year"}
"""Units by their first letter. A month is always spelled out, because m is a minute."""
_LARGEST_FIRST: Final = ("year", "month", "fortnight", "week", "day", "hour", "minute")
_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_OF: Final = {"month": 1, "year": 12}
_SPOKEN_MINUTES: Final = {"half": 30, "quarter": 15, "twenty": 20, "twenty-five": 25}
_HALF_DAY: Final = 12
_MINUTES_OF_ZONES: Final = frozenset({0, 30, 45})
_REACH: Final = {"+": 14, "-": 12}
"""The hours by which a clock is before or behind UTC at the most: 09:00-22:00 is no zone."""

_WORD: Final = "|".join(_NUMBERS)
_COUNT: Final = "|".join(_COUNTS)
_HALF: Final = r"(?: ?(?P<half>[ap])(?:m|\.m\.))?"
MONTH: Final = (
    "(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY: Final = "(?:the )?(?P<day>[0-9]{1,2})(?P<ending>st|nd|rd|th)?"
_UNIT: Final = (
    "(?:minutes?|mins?|months?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w|fortnights?|years?|yrs?|y)(?![a-z])"
)
_AMOUNT: Final = rf"(?:[0-9]{{1,4}}(?:\.[0-9])? ?|(?:half an|(?:a )?couple of|an?|{_COUNT}) )"
_CHUNK: Final = re.compile(rf"(?P<amount>{_AMOUNT})(?P<more>and a half )?(?P<unit>{_UNIT})")
_CHUNKS: Final = (
    rf"{_AMOUNT}(?:and a half )?{_UNIT}(?:(?:, ?| and | |(?<=h)){_AMOUNT}{_UNIT})*(?: and a half)?"
)
_SECONDS: Final = r"(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,6}))?"
_SPACE: Final = "(?=$|[ ,])"
_SPACE_OR_ZONE: Final = "(?=$|[ ,+z-]|utc|gmt)"

_NAME_OF_DAY: Final = (
    r"(?:on )?(?:(?P<which>last|next) )?(?P<name>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?"
    rf"|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\.?{_SPACE}"
)
_DAY_MONTH: Final = rf"(?:on )?{_DAY}(?: of)?[ /-]?{MONTH}(?:(?:, ?|[ /-])(?P<year>[0-9]{{4}}))?{_SPACE}"
_MONTH_DAY: Final = rf"(?:on )?{MONTH} ?{_DAY}(?:(?:, ?| )(?P<year>[0-9]{{4}}))?{_SPACE}"
_ORDINAL: Final = rf"(?:on )?(?:the )?(?P<day>[0-9]{{1,2}})(?P<ending>st|nd|rd|th){_SPACE}"
_TIME_OF_DATE: Final = (
    rf"(?:[t ](?P<hour>[0-9]{{2}})(?::?(?P<minute>[0-9]{{2}})(?::?{_SECONDS})?)?(?! ?[ap]\.?m))?"
)
_YEAR_FIRST: Final = (
    "(?:on )?(?P<year>[0-9]{4})(?P<dash>[-./])(?P<month>[0-9]{1,2})(?P=dash)(?P<day>[0-9]{1,2})"
    rf"{_TIME_OF_DATE}{_SPACE_OR_ZONE}"
)
_EIGHT_DIGITS: Final = (
    "(?:on )?(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    rf"{_TIME_OF_DATE}{_SPACE_OR_ZONE}"
)
_CLOCK: Final = (
    r"(?P<at>at )?(?:(?P<hour>[0-9]{1,2})(?:(?P<mark>[:.]| ?h ?)(?P<minute>[0-9]{2})"
    rf"(?::{_SECONDS})?|(?P<h> ?h))?|(?P<word>{_WORD}))(?P<oclock> o'?clock)?{_HALF}{_SPACE_OR_ZONE}"
)
_SPOKEN_CLOCK: Final = (
    r"(?:at )?(?:a )?(?P<minute>half|quarter|twenty|twenty-five|five|ten|[0-9]{1,2})(?: minutes?)? "
    rf"(?P<way>past|to) (?P<hour>[0-9]{{1,2}}|{_WORD})(?: o'?clock)?{_HALF}{_SPACE_OR_ZONE}"
)
_PART_OF_DAY: Final = rf"(?:(?:in the )?(?P<part>morning|afternoon|evening)|(?:at )?(?P<night>night)){_SPACE}"
_NEAR_PART: Final = (
    rf"(?:tonight|this (?P<this>morning|afternoon|evening)|last (?P<last>night|evening)){_SPACE}"
)


class Piece(NamedTuple):
    """One piece, and a letter for its kind: the grammar says in which order kinds may stand."""

    kind: str
    meaning: Phrase


def _now(_: re.Match[str]) -> Piece:
    return Piece("N", Phrase(exact=timedelta()))


def _length(found: re.Match[str]) -> Piece:
    """A length of time from now, or a bare one; in days where it names neither hours nor minutes."""
    # "In 2 days ago" is no length of time.
    if found["ahead"] and found["end"]:
        raise PhraseError
    shift, exact = _add_up(found["length"])
    sign = -1 if found["end"] == " ago" else 1
    bare = not (found["ahead"] or found["end"])
    # A bare "2 hours" may be ago or from now; bare days are a length, for those who ask for one.
    if exact is not None and bare:
        raise PhraseError
    if exact is not None:
        return Piece("A", Phrase(exact=sign * (exact + timedelta(days=shift.days))))
    return Piece("L", Phrase(length=shift)) if bare else Piece("R", Phrase(day=shift.turned(sign)))


def _add_up(length: str) -> tuple[Shift, timedelta | None]:
    """The months and days of a length, and its hours and minutes, None where it names none."""
    named: dict[str, float] = {}
    for chunk in _CHUNK.finditer(length):
        unit = _unit(chunk["unit"])
        if any(_LARGEST_FIRST.index(unit) <= _LARGEST_FIRST.index(other) for other in named):
            raise PhraseError
        named[unit] = _amount(chunk["amount"]) + (0.5 if chunk["more"] else 0)
    named[unit] += 0.5 if length.endswith(" and a half") else 0
    if not all(amount.is_integer() for other, amount in named.items() if other != "hour"):
        raise PhraseError
    shift = Shift(_total(named, _MONTHS_OF), _total(named, _DAYS), same_hour=True)
    exact = timedelta(hours=named.get("hour", 0), minutes=named.get("minute", 0))
    to_the_minute = bool({"hour", "minute"} & named.keys())
    if shift.months and to_the_minute:
        raise PhraseError
    return shift, exact if to_the_minute else None


def _total(named: dict[str, float], worth: dict[str, int]) -> int:
    return sum(int(amount) * worth.get(unit, 0) for unit, amount in named.items())


def _unit(typed: str) -> str:
    return "month" if typed.startswith("mo") else _UNITS[typed[0]]


def _amount(typed: str) -> float:
    named = {"half an": 0.5, "a couple of": 2.0, "couple of": 2.0, "a": 1.0, "an": 1.0, **_COUNTS}
    word = typed.strip()
    return float(named.get(word, word))


def _near_day(found: re.Match[str]) -> Piece:
    return Piece("R", Phrase(day=Shift(days=_NEAR[found["near"]])))


def _weekday(found: re.Match[str]) -> Piece:
    return Piece("W", Phrase(weekday=Weekday(_WEEKDAYS.index(found["name"][:3]), found["which"] or "")))


def _date(found: re.Match[str]) -> Piece:
    """A day of a month, or an ordinal alone. "2th" is no ordinal."""
    named = found.groupdict(default="")
    day = int(named["day"])
    right = "th" if day // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    if named["ending"] not in {"", right}:
        raise PhraseError
    month = _MONTHS.index(named["month"][:3]) + 1 if "month" in named else 0
    return Piece("D", Phrase(day=Dated(day, month, int(named.get("year") or 0))))


def _year_first(found: re.Match[str]) -> Piece:
    day = Dated(int(found["day"]), int(found["month"]), int(found["year"]))
    if found["hour"] is None:
        return Piece("D", Phrase(day=day))
    return Piece("I", Phrase(day=day, clock=_clock_of(found.groupdict(default=""))))


def _clock_of(named: dict[str, str]) -> Clock:
    """The time of day of a match. Raises PhraseError where no clock can show it."""
    hour = int(named["hour"] or _NUMBERS[named["word"]])
    minute, second = int(named["minute"] or 0), int(named["second"] or 0)
    half = named.get("half", "")
    if hour not in (range(1, 13) if half else range(24)) or max(minute, second) > 59:  # noqa: PLR2004  of an hour
        raise PhraseError
    # Twelve at night ends one day and begins the next.
    edge = half == "a" and (hour, minute, second) == (_HALF_DAY, 0, 0)
    return Clock(
        hour,
        minute,
        second,
        int(named["fraction"].ljust(6, "0") if named["fraction"] else 0),
        half,
        edge=edge,
    )


def _clock(found: re.Match[str]) -> Piece:
    """A time of day; an hour with neither minutes nor am or pm is not sure up to twelve."""
    if found["oclock"] and found["minute"]:
        raise PhraseError
    clock = _clock_of(found.groupdict(default=""))
    spoken = bool(found["at"] or found["oclock"])
    sure = bool(found["minute"] or found["half"] or found["h"] or (spoken and clock.hour > _HALF_DAY))
    loose = "" if found["at"] or found["half"] else (found["mark"] or found["h"] or "").strip().strip(":")
    kind = "T" if sure else "H" if spoken else "h"
    return Piece(kind, Phrase(clock=clock._replace(sure=sure, loose=loose)))


def _spoken_clock(found: re.Match[str]) -> Piece:
    """Half past nine, ten to ten: on a clock of twelve hours."""
    minute, to = _whole(found["minute"]), found["way"] == "to"
    hour, half = _whole(found["hour"]), found["half"] or ""
    known = hour in range(1, 13) and minute in range(1, 60)
    if not known or (to and (found["minute"] == "half" or (half and hour == _HALF_DAY))):
        raise PhraseError
    clock = Clock((hour - 1) or _HALF_DAY, 60 - minute) if to else Clock(hour, minute)
    return Piece("T" if half else "H", Phrase(clock=clock._replace(half=half, sure=bool(half))))


def _whole(typed: str) -> int:
    return int(_SPOKEN_MINUTES.get(typed, _NUMBERS.get(typed, typed)))


def _clock_by_name(found: re.Match[str]) -> Piece:
    midnight = found["name"] == "midnight"
    return Piece("T", Phrase(clock=Clock(0 if midnight else _HALF_DAY, edge=midnight)))


def _part(found: re.Match[str]) -> Piece:
    return Piece("P", Phrase(part=found["part"] or found["night"]))


def _near_part(found: re.Match[str]) -> Piece:
    """Tonight, last night, this morning: a day and a part of it in one."""
    part = found["this"] or found["last"] or "night"
    return Piece("B", Phrase(day=Shift(days=-1 if found["last"] else 0), part=part, night=part == "night"))


def _zone(found: re.Match[str]) -> Piece:
    """An offset from UTC. A bare minus is a kind of its own: beside a time it could mean a range."""
    named = found.groupdict(default="")
    hours, minutes = int(named.get("hours") or 0), int(named.get("minutes") or 0)
    sign = named.get("sign") or "+"
    if minutes not in _MINUTES_OF_ZONES or hours + minutes / 60 > _REACH[sign]:
        raise PhraseError
    offset = timedelta(hours=hours, minutes=minutes)
    kind = "z" if sign == "-" and "utc" not in named else "Z"
    return Piece(kind, Phrase(zone=timezone(offset if sign == "+" else -offset)))


PIECES: Final[tuple[tuple[str, Callable[[re.Match[str]], Piece]], ...]] = (
    (rf"(?:just |right )?now{_SPACE}", _now),
    (rf"(?P<ahead>in )?(?P<length>{_CHUNKS})(?P<end> ago| from now)?{_SPACE}", _length),
    (rf"(?:the )?(?P<near>day before yesterday|day after tomorrow){_SPACE}", _near_day),
    (rf"(?P<near>today|yesterday|tomorrow){_SPACE}", _near_day),
    (_NAME_OF_DAY, _weekday),
    (_DAY_MONTH, _date),
    (_MONTH_DAY, _date),
    (_ORDINAL, _date),
    (_YEAR_FIRST, _year_first),
    (_EIGHT_DIGITS, _year_first),
    (_CLOCK, _clock),
    (_SPOKEN_CLOCK, _spoken_clock),
    (rf"(?:at )?(?P<name>noon|midday|midnight){_SPACE_OR_ZONE}", _clock_by_name),
    (_PART_OF_DAY, _part),
    (_NEAR_PART, _near_part),
)
_ZONES: Final = (
    rf"z{_SPACE}",
    rf"(?P<utc>utc|gmt)(?: ?(?P<sign>[+-])(?P<hours>[0-9]{{1,2}})(?::?(?P<minutes>[0-9]{{2}}))?)?{_SPACE}",
    rf"(?P<sign>[+-])(?P<hours>[0-9]{{2}})(?::?(?P<minutes>[0-9]{{2}}))?{_SPACE}",
)
ZONES: Final = tuple((source, _zone) for source in _ZONES)
