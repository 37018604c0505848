"""Entries as one calendar of the standard that calendars import (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from skinroutine.commands.calendar.alarms import trigger_of
from skinroutine.commands.calendar.entries import BEGINNING, CalendarEntry

if TYPE_CHECKING:
    import icalendar

MOST: Final = 2**31 - 1
"""The greatest number that a calendar takes."""
PRODUCT: Final = "-//skinroutine//skinroutine//EN"
FILE_START: Final = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODUCT}\r\n".encode()
"""How each calendar of this program begins."""


class FileStamp(NamedTuple):
    """What all entries of a file share: when it was made, and what the history had by then.

    ``changed`` is when the last of its ``events`` was recorded.
    """

    made: datetime
    changed: datetime = BEGINNING
    events: int = 0

    @property
    def sequence(self) -> int:
        """A number that is higher in each file that may say something else than those before it.

        Time alone moves a date too, with a pause that ends, the zone and the rules. Several records may fall
        into one second, or be made under a clock that was set back.
        """
        newest = max(self.made.astimezone(UTC), self.changed.astimezone(UTC))
        return min(MOST, max(0, int((newest - BEGINNING).total_seconds())) + self.events)


def calendar_bytes(listed: Iterable[CalendarEntry], stamp: FileStamp) -> bytes:
    """The entries as one calendar in UTF-8, with times in UTC and whole days as dates."""
    import icalendar  # noqa: PLC0415  costs 60 ms, and one command alone needs it

    made = icalendar.Calendar()
    made.add("version", "2.0")
    made.add("prodid", PRODUCT)
    made.add("method", "PUBLISH")
    for entry in listed:
        made.add_component(_event(entry, stamp))
    return bytes(made.to_ical())


def _event(entry: CalendarEntry, stamp: FileStamp) -> icalendar.Event:
    # Never marked as busy, and private: a shared calendar shows others neither the title nor the text.
    import icalendar  # noqa: PLC0415  the same

    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", _moment(stamp.made))
    event.add("dtstart", _moment(entry.starts))
    event.add("dtend", _moment(entry.ends or entry.starts + timedelta(days=1)))
    event.add("summary", entry.title)
    if entry.text:
        event.add("description", entry.text)
    event.add("sequence", stamp.sequence)
    event.add("last-modified", _moment(stamp.changed))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    trigger = trigger_of(entry, stamp.made.tzinfo)
    if trigger is not None:
        event.add_component(_alarm(entry, trigger))
    return event


def _alarm(entry: CalendarEntry, trigger: timedelta) -> icalendar.Alarm:
    import icalendar  # noqa: PLC0415  the same

    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", trigger)
    return alarm


def _moment(when: date) -> date:
    # iCalendar has no parts of a second (RFC 5545, 3.3.12)
    return when.astimezone(UTC).replace(microsecond=0) if isinstance(when, datetime) else when
