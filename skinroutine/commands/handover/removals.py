"""Sessions that were past a limit and were taken out of the history: a correction stays on the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from skinroutine.history import Event, History
from skinroutine.history.events import SessionRecord
from skinroutine.history.parts import PassedLimit
from skinroutine.history.undo import root_of


class Removal(NamedTuple):
    """The last record of a session that was past a limit, and all limits that its records were past."""

    event: Event
    limits: list[PassedLimit]


def removals(history: History, since: datetime, until: datetime) -> Iterator[Removal]:
    """Yield what was taken out of the sessions of that time, newest first, each session once.

    Raises the errors of the history.
    """
    records: dict[str, list[Event]] = {}
    for event in history.gone("session", since, until):
        if SessionRecord.of(event).crossing.limits and history.standing_of(event.id) is None:
            records.setdefault(_first(history, event), []).append(event)
    for events in records.values():
        limits = {limit.id: limit for event in events for limit in SessionRecord.of(event).crossing.limits}
        yield Removal(events[-1], list(limits.values()))


def _first(history: History, event: Event) -> str:
    """The id under which a session was recorded first, before every change, undo and redo."""
    root = history.event(root_of(event)) or event
    older = history.event(root.replaces) if root.replaces else None
    return _first(history, older) if older else root.id
