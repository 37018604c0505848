"""When something happened, as a person says it: ``2 days ago``, ``yesterday 9pm``, ISO."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final

from skinroutine.errors import UsageError

_MINUTES: Final = re.compile(r"\b(\d+)\s*m\b")
_AMBIGUOUS: Final = re.compile(
    r"^\s*-|^\s*\d{1,2}\s*$|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{1,2}/\d{1,2}\b|^\s*\d{4}-\d{1,2}\s*$"
)
"""A bare number, a minus sign, day and month in an order that differs by country, and a month as a whole."""
_YEAR_FIRST: Final = re.compile(r"(?<!\d)(\d{4})[-\u2013./](\d{1,2})[-\u2013./](\d{1,2})(?!\d)")
_LENGTH: Final = re.compile(
    r"^\s*(\d{1,4})\s*(d|days?|w|weeks?|months?|y|years?)(\s+ago)?\s*$", re.IGNORECASE
)
_NO_DAY: Final = re.compile(
    r"^\s*(\d+\s*m|[\d-]{7}|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(\s+\d{4})?)\s*$",
    re.IGNORECASE,
)
"""Minutes or months, and a month as a whole: which of its days was meant is not for us to say."""
_UNITS: Final = {"d": "days", "w": "weeks", "m": "months", "y": "years"}
OLDEST: Final = timedelta(days=3660)
_SLACK: Final = timedelta(minutes=2)
"""A clock that runs a little ahead is no reason to refuse "now"."""


class BadInstantError(UsageError):
    """A time that cannot be read, or that has not come yet."""

    code = "bad-time"


def instant(said: str, now: datetime) -> datetime:
    """The moment that was meant, in the zone of ``now`` unless it names its own.

    Prefers the past; a day without a time is noon of that day. Raises BadInstantError for words that
    mean no time and for the future.
    """
    found = _meant(said, now)
    if found is None:
        message = f'--at "{said}" is no time. Write "2 days ago", "yesterday 9pm" or 2026-11-19T21:00.'
        raise BadInstantError(message)
    if found > now + _SLACK:
        message = (
            f'--at "{said}" is {found:%Y-%m-%d %H:%M}, which is still to come. Log a session once it is done.'
        )
        raise BadInstantError(message)
    if found < now - OLDEST:
        message = f'--at "{said}" is {found:%Y-%m-%d}, which is over ten years ago. Check the date.'
        raise BadInstantError(message)
    return found


def coming_day(said: str, now: datetime) -> date:
    """The day that was meant, today or later: ``friday``, ``in 3 days``, ISO. Raises BadInstantError."""
    found = None if _unclear(said) else _iso(said, now) or _in_words(said, now, "future")
    if found is None:
        message = f'--on "{said}" is no day. Write "friday", "in 3 days" or 2026-11-27.'
        raise BadInstantError(message)
    if not now.date() <= found.date() <= (now + OLDEST).date():
        message = f'--on "{said}" is {found:%Y-%m-%d}. Name a day from today on, within ten years.'
        raise BadInstantError(message)
    return found.date()


def day_said(said: str, now: datetime, flag: str) -> date:
    """The day that was meant by a bound such as ``90d``, ``3 months``, ``last monday`` or an ISO date.

    ``flag`` is the option that it was typed for. Raises BadInstantError for words that mean no day and
    for a day to come.
    """
    found = None if _NO_DAY.search(said) else _meant(_LENGTH.sub(_back, said), now)
    if found is None:
        raise BadInstantError(f'{flag} "{said}" is no day. Write 90d, "3 months" or 2026-08-01.')
    day = found.astimezone(now.tzinfo).date()
    if day > now.date():
        raise BadInstantError(f'{flag} "{said}" is {day}, which is still to come. Name a day of the past.')
    return day


def day_to_come(said: str, now: datetime, flag: str) -> date:
    """The day to come that was meant: ``mon``, ``in 2 weeks``, ``3 weeks``, or an ISO date.

    ``flag`` is the option that it was typed for. Raises BadInstantError for words that mean no day, and
    for a day that is not after today.
    """
    found = _meant(_LENGTH.sub(_ahead, said), now, prefer="future")
    if found is None:
        raise BadInstantError(f'{flag} "{said}" is no day. Write monday, "2 weeks" or 2026-12-24.')
    day = found.astimezone(now.tzinfo).date()
    if day <= now.date():
        raise BadInstantError(f'{flag} "{said}" is {day}, which is not after today. Name a day to come.')
    if day > (now + OLDEST).date():
        raise BadInstantError(f'{flag} "{said}" is {day}, which is over ten years away. Check the date.')
    return day


def _ahead(length: re.Match[str]) -> str:
    """A bare length of time as that far ahead."""
    return length[0] if length[3] else f"in {length[1]} {_UNITS[length[2][0].lower()]}"


def _back(length: re.Match[str]) -> str:
    """A bare length of time as that long ago: "90d" is "90 days ago"."""
    return f"{length[1]} {_UNITS[length[2][0].lower()]} ago"


def _unclear(said: str) -> bool:
    """Whether a part could mean several days, or is a date that no calendar has.

    Of such a date a part would be taken for the whole: of 2026-13-01 the 13th of January.
    """
    return bool(_AMBIGUOUS.search(said)) or not all(map(_is_dated, _YEAR_FIRST.findall(said)))


def _is_dated(parts: tuple[str, str, str]) -> bool:
    try:
        date(*map(int, parts))
    except ValueError:
        return False
    return True


def _meant(said: str, now: datetime, prefer: str = "past") -> datetime | None:
    if _unclear(said):
        return None
    try:
        found = _iso(said, now) or _in_words(said, now, prefer)
        return found.astimezone(UTC).astimezone(found.tzinfo) if found else None
    except (OverflowError, ValueError):  # the first and the last day of the calendar, in another zone
        return None


def _iso(said: str, now: datetime) -> datetime | None:
    try:
        found = datetime.fromisoformat(said.strip())
    except ValueError:
        return None
    return _zoned(_midday(found, now) if _is_day(said) else found, now)


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said.strip())
    except ValueError:
        return False
    return True


def _in_words(said: str, now: datetime, prefer: str) -> datetime | None:
    from dateparser.date import DateDataParser  # noqa: PLC0415  slow to load, and only --at needs it

    settings = {
        "RELATIVE_BASE": now.replace(tzinfo=None),
        "PREFER_DATES_FROM": prefer,
        "RETURN_AS_TIMEZONE_AWARE": False,
        "RETURN_TIME_AS_PERIOD": True,
        "NORMALIZE": True,
    }
    parser = DateDataParser(languages=["en"], settings=settings)
    data = parser.get_date_data(_MINUTES.sub(r"\1 minutes", said))
    found = data.date_obj
    if found is None:
        return None
    says_time = data.period == "time" or re.search(r"ago\b|hour|minute|min\b|now|\d\s*h\b", said)
    return _zoned(found if says_time else _midday(found, now), now)


def _midday(day: datetime, now: datetime) -> datetime:
    """Noon of a day, or now when that day is today and noon is still to come."""
    noon = day.replace(hour=12, minute=0, second=0, microsecond=0)
    return min(noon, now.replace(tzinfo=None)) if noon.date() == now.date() else noon


def _zoned(found: datetime, now: datetime) -> datetime:
    """Local times get the offset that held here at that time, not the one of now."""
    if found.tzinfo is not None:
        return found
    return found.astimezone() if now.tzinfo is None else _local(found, now)


def _local(found: datetime, now: datetime) -> datetime:
    here = found.astimezone()
    same_place = now.astimezone().utcoffset() == now.utcoffset()
    return here if same_place else found.replace(tzinfo=now.tzinfo)
