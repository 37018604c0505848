"""A phrase laid on a calendar: the day that it names, and the moment on the clocks of a place."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final

from skinroutine.text import clock_text, date_text
from skinroutine.times.phrase import Clock, Dated, Phrase, PhraseError, Shift, Weekday

SLACK: Final = timedelta(minutes=2)
"""A clock that runs a little ahead is no reason to refuse "now"."""
_WEEK: Final = 7
_MONTHS: Final = 12
_HALF_DAY: Final = 12
_LEAP: Final = 8 * 366
"""Days within which every day of the calendar comes round, 29 February too."""
_HOURS: Final = {
    "morning": frozenset(range(1, 12)),
    "afternoon": frozenset(range(12, 19)),
    "evening": frozenset(range(17, 24)),
    "night": frozenset({*range(18, 24), *range(5)}),
}
"""The hours that people call by a part of the day. No part has both 9 and 21, or any other such pair."""
_DAWN: Final = 5
_NOON: Final = time(12)


def days_of(phrase: Phrase, today: date, *, past: bool) -> list[date]:
    """The days that a phrase can name, seen from ``today``: two where a weekday is today's, else one.

    A weekday or a date without a year is the nearest one back or on, today among them; "last" and "next"
    leave today out. Raises PhraseError for a day that no calendar has, and for a weekday of another day.
    """
    if isinstance(phrase.day, Shift):
        days = [shift_day(today, phrase.day)]
    elif phrase.day:
        days = [_date(phrase.day, today, past=past)]
    else:
        return _weekdays(phrase.weekday, today, past=past) if phrase.weekday else []
    if phrase.weekday and days[0].weekday() != phrase.weekday.number:
        raise PhraseError(f"doesn't fit together: {date_text(days[0], weekday=False)} is a {days[0]:%A}.")
    return days


def shift_day(today: date, shift: Shift) -> date:
    """The day so many months and days on; the last of the month where the month is too short."""
    year, month = divmod(today.year * _MONTHS + today.month - 1 + shift.months, _MONTHS)
    next_year, next_month = divmod(year * _MONTHS + month + 1, _MONTHS)
    last = date(next_year, next_month + 1, 1) - timedelta(days=1)
    return last.replace(day=min(today.day, last.day)) + timedelta(days=shift.days)


def _weekdays(weekday: Weekday, today: date, *, past: bool) -> list[date]:
    back, on = (today.weekday() - weekday.number) % _WEEK, (weekday.number - today.weekday()) % _WEEK
    if weekday.which == "last" or (past and back and not weekday.which):
        return [today - timedelta(days=back or _WEEK)]
    if weekday.which == "next" or on:
        return [today + timedelta(days=on or _WEEK)]
    return [today, today + timedelta(days=-_WEEK if past else _WEEK)]


def _date(named: Dated, today: date, *, past: bool) -> date:
    """The day itself, or the nearest one that has its number and month."""
    if named.year:
        try:
            return date(named.year, named.month, named.day)
        except ValueError:
            raise PhraseError("isn't a day in the calendar.") from None
    # Day by day: 29 February may be eight years away.
    way = timedelta(days=-1 if past else 1)
    for steps in range(_LEAP):
        day = today + steps * way
        if day.day == named.day and named.month in {0, day.month}:
            return day
    raise PhraseError("isn't a day in the calendar.")


def moment_of(phrase: Phrase, now: datetime) -> datetime:
    """The moment of the past that a phrase names, or one to come where it can be no other.

    A day without a time is noon, or now while it is not noon yet. A time without a day is the latest one.
    Raises PhraseError.
    """
    if phrase.exact is not None:
        return _with_offset(now.astimezone(UTC) + phrase.exact, _zone(now))
    days = _days_of_moment(phrase, now)
    first = None
    for day in days:
        moment = _at(phrase, day, now)
        if moment <= now.astimezone(UTC) + SLACK:
            if phrase.weekday and len(days) > 1 and first is None:
                raise PhraseError("could be today or a week ago.")
            return moment
        first = first or moment
    if first is None:
        raise PhraseError("doesn't say from when.")
    return first


def hour_of(clock: Clock, part: str) -> int:
    """The hour of 24 that a clock shows. Raises PhraseError where it could be two, or is not in that part."""
    afternoon, short = clock.hour % _HALF_DAY + _HALF_DAY, clock.hour % _HALF_DAY
    if clock.half:
        hours = {afternoon if clock.half == "p" else short}
    elif clock.hour in range(1, _HALF_DAY + 1) and part:
        hours = {short, afternoon}
    else:
        hours = {clock.hour}
    if not part and not clock.sure:
        raise PhraseError("could be in the morning or in the evening.")
    fitting = hours & _HOURS[part] if part else hours
    if len(fitting) != 1:
        raise PhraseError(f"doesn't fit together: the {part} has no such hour.")
    return fitting.pop()


def _days_of_moment(phrase: Phrase, now: datetime) -> list[date]:
    """The days on which the moment may be, the latest first."""
    there = now.astimezone(_zone(now) if phrase.zone is None else phrase.zone).date()
    if phrase.day is None and phrase.weekday is None:
        return [there, there - timedelta(days=1)] if phrase.clock else []
    whole = isinstance(phrase.day, Dated) and phrase.day.year
    if there != now.date() and not whole:
        raise PhraseError("names a day that has another date in that zone.")
    return days_of(phrase, now.date(), past=True)


def _at(phrase: Phrase, day: date, now: datetime) -> datetime:
    """The time of day that is named on a day. Raises PhraseError where that day has none or two of them."""
    clock = phrase.clock
    if clock is None:
        return _without_clock(phrase, day, now)
    hour, dated = hour_of(clock, phrase.part), phrase.day is not None or phrase.weekday is not None
    after_midnight = phrase.part == "night" and hour < _DAWN
    if dated and not phrase.night and (clock.edge or after_midnight):
        raise PhraseError("could be the start of that day or its end.")
    day += timedelta(days=int(phrase.night and after_midnight))
    local = datetime.combine(day, time(hour, clock.minute, clock.second, clock.microsecond))
    zone = phrase.zone or _zone(now)
    moments = _moments(local, zone)
    if not moments:
        raise PhraseError(f"never came: on {date_text(day)} the clocks skipped {clock_text(local)}.")
    # Of an hour that comes twice the later one that has passed, so that no wait ends early.
    reached = [moment for moment in moments if moment <= now.astimezone(UTC) + SLACK]
    return _with_offset(reached[-1] if reached else moments[0], zone)


def _without_clock(phrase: Phrase, day: date, now: datetime) -> datetime:
    """Noon of a day, or the hour of now; after it where the clocks skip that hour."""
    wall = now.replace(tzinfo=None, fold=0)
    local = datetime.combine(day, _NOON)
    if isinstance(phrase.day, Shift) and phrase.day.same_hour:
        local = wall.replace(year=day.year, month=day.month, day=day.day)
    elif day == wall.date():
        local = min(local, wall)
    if local == wall:
        return _with_offset(now.astimezone(UTC), _zone(now))
    moments = _moments(local, _zone(now)) or [max(_both(local, _zone(now)))]
    return _with_offset(moments[-1], _zone(now))


def _moments(local: datetime, zone: tzinfo) -> list[datetime]:
    """The moments at which clocks show a local time: one, two in the hour that comes twice, or none."""
    moments = [(moment, moment.astimezone(zone)) for moment in _both(local, zone)]
    found = {moment for moment, shown in moments if shown.replace(tzinfo=None, fold=0) == local}
    return sorted(found)


def _both(local: datetime, zone: tzinfo) -> list[datetime]:
    """A local time as moments of UTC, by the offset before and after a change of the clocks."""
    # In UTC, as Python compares times of one zone by their clocks, whatever their offsets.
    folds = [local.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta() for fold in (0, 1)]
    return [(local - offset).replace(tzinfo=UTC) for offset in folds]


def _with_offset(moment: datetime, zone: tzinfo) -> datetime:
    """A moment with the offset that holds in a zone just then, so that lengths of time are true ones."""
    return moment.astimezone(timezone(moment.astimezone(zone).utcoffset() or timedelta()))


def _zone(now: datetime) -> tzinfo:
    return now.tzinfo or UTC
