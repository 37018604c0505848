"""Entries as the text of a calendar file (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from skinroutine.commands.calendar.entries import Entry, sequence

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT: Final = "-//skinroutine//skinroutine//EN"
FILE_START: Final = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODUCT}\r\n".encode()
"""How each calendar of this program begins."""


def calendar_bytes(entries: Iterable[Entry], now: datetime) -> bytes:
    """The entries as one calendar in UTF-8, with times in UTC and whole days as dates."""
    from icalendar import Calendar  # noqa: PLC0415  costs 60 ms, and one command alone needs it

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("method", "PUBLISH")
    for entry in entries:
        calendar.add_component(_event(entry, now.astimezone(UTC)))
    return bytes(calendar.to_ical())


def _event(entry: Entry, stamp: datetime) -> Event:
    """Never marked as busy, and private: a shared calendar shows others neither the title nor the text."""
    from icalendar import Event  # noqa: PLC0415  the same

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", _moment(entry.starts))
    if entry.ends is not None:
        event.add("dtend", _moment(entry.ends))
    event.add("summary", entry.title)
    if entry.text:
        event.add("description", entry.text)
    event.add("sequence", sequence(entry))
    event.add("last-modified", entry.changed.astimezone(UTC))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _moment(when: date) -> date:
    return when.astimezone(UTC).replace(microsecond=0) if isinstance(when, datetime) else when
