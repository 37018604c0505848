"""When a calendar reminds of its entries: as a person chooses it with a word or with a length of time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final

from skinroutine.commands.calendar.entries import CalendarEntry
from skinroutine.errors import UsageError

AT_START: Final = "at-start"
MORNING: Final = time(9)
"""When a whole day reminds: nobody wants to hear of it at midnight."""
_NONE: Final = "none"
_BEFORE: Final = re.compile(r"(\d{1,4})([mhd])", re.ASCII)
_UNITS: Final = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_LONGEST: Final = timedelta(days=28)
Alarm = Callable[[datetime], datetime | None]
"""When to remind of what starts at a moment here; None for never."""


class NoSuchAlarmError(UsageError):
    """An alarm that cannot be set as it was typed."""

    code = "alarm"

    def __init__(self, typed: str) -> None:
        super().__init__(
            f"{typed!r} isn't an alarm. Try one of: --alarm none, --alarm at-start, --alarm morning, "
            f"or how long before, up to 28 days: --alarm 15m, --alarm 1h, --alarm 1d"
        )


def read_alarm(typed: str) -> Alarm:
    """The alarm that was typed. Raises NoSuchAlarmError."""
    word = typed.strip().lower()
    if word == _NONE:
        return lambda _start: None
    if word == AT_START:
        return lambda start: start
    if word == "morning":
        return lambda start: min(start, start.replace(hour=MORNING.hour, minute=0, second=0, microsecond=0))
    found = _BEFORE.fullmatch(word)
    before = int(found[1]) * _UNITS[found[2]] if found else timedelta(0)
    if not found or not timedelta(0) < before <= _LONGEST:
        raise NoSuchAlarmError(typed)
    if found[2] == "d":  # at the same time of day, also where the clocks change in between
        return lambda start: start - before
    return lambda start: (start.astimezone(UTC) - before).astimezone(start.tzinfo)


def start_of(entry: CalendarEntry, zone: tzinfo | None) -> datetime:
    """When somebody takes an entry to start: one of the whole day in the morning."""
    if isinstance(entry.starts, datetime):
        return entry.starts.astimezone(zone)
    return datetime.combine(entry.starts, MORNING, zone)


def with_alarm(entry: CalendarEntry, alarm: Alarm, now: datetime) -> CalendarEntry:
    """The entry with its alarm: not for what is taken back, and never for a moment that has passed.

    An alarm that would have been due before now comes when the entry starts.
    """
    start = start_of(entry, now.tzinfo)
    chosen = None if entry.cancelled else alarm(start)
    if chosen is not None and chosen <= now:
        chosen = start
    return CalendarEntry.of(entry, reminder=chosen if chosen and chosen > now else None)


def trigger_of(entry: CalendarEntry, zone: tzinfo | None) -> timedelta | None:
    """How long after its start an entry reminds, below zero for before; None where it does not."""
    if entry.reminder is None:
        return None
    if isinstance(entry.starts, datetime):
        return entry.reminder.astimezone(UTC) - entry.starts.astimezone(UTC)
    # A whole day has no zone: its alarm comes at that hour wherever the person is then.
    midnight = datetime.combine(entry.starts, time(0))
    return entry.reminder.astimezone(zone).replace(tzinfo=None) - midnight
