"""Calendars as programs take them: the events of a file, and a calendar into which files are imported."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from icalendar import Calendar

from skinroutine.history import History


def events_of(text: str) -> list[Any]:
    """The events of a file, in its order."""
    return list(Calendar.from_ical(text).events)


def living(text: str) -> list[Any]:
    """Those that are not taken back."""
    return [event for event in events_of(text) if event["STATUS"] == "CONFIRMED"]


def titles_of(text: str) -> list[str]:
    """Their titles."""
    return [str(event["SUMMARY"]) for event in events_of(text)]


def titled(text: str, title: str) -> Any:
    """The first event with this title."""
    return next(event for event in events_of(text) if event["SUMMARY"] == title)


def alarms_of(event: Any) -> list[Any]:
    """The alarms of an event."""
    return [part for part in event.subcomponents if part.name == "VALARM"]


def kept(home: Path) -> History:
    """The history of a home."""
    return History(home / "history.db", lambda: datetime.now(UTC))


class Imported:
    """A calendar into which files are imported: by id, and what has a higher number wins."""

    def __init__(self) -> None:
        self.events: dict[str, Any] = {}

    def take(self, text: str) -> None:
        """Import a file."""
        for event in events_of(text):
            known = self.events.get(event["UID"])
            if known is None or event["SEQUENCE"] > known["SEQUENCE"]:
                self.events[event["UID"]] = event

    @property
    def living(self) -> dict[str, Any]:
        """What it shows, by id."""
        return {uid: event for uid, event in self.events.items() if event["STATUS"] == "CONFIRMED"}
