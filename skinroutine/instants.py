"""When something happened, as a person says it: ``2 days ago``, ``yesterday 9pm``, ISO."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final

from skinroutine.errors import UsageError

_MINUTES: Final = re.compile(r"\b(\d+)\s*m\b")
_AMBIGUOUS: Final = re.compile(r"^\s*-|^\s*\d{1,2}\s*$|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{1,2}/\d{1,2}\b")
"""A bare number, a minus sign, and day and month in an order that differs by country."""
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
    found = None if _AMBIGUOUS.search(said) else _iso(said, now) or _in_words(said, now, prefer="future")
    if found is None:
        message = f'--on "{said}" is no day. Write "friday", "in 3 days" or 2026-11-27.'
        raise BadInstantError(message)
    if not now.date() <= found.date() <= (now + OLDEST).date():
        message = f'--on "{said}" is {found:%Y-%m-%d}. Name a day from today on, within ten years.'
        raise BadInstantError(message)
    return found.date()


def _meant(said: str, now: datetime) -> datetime | None:
    if _AMBIGUOUS.search(said):
        return None
    try:
        found = _iso(said, now) or _in_words(said, now)
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


def _in_words(said: str, now: datetime, prefer: str = "past") -> datetime | None:
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
