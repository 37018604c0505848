"""What goes into the history and what comes out of it: plain records, no storage."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

VOID = "void"
ENTRIES = ("session", "symptom-check", "hold", "release", "device", "fact", "plan")
KINDS = (*ENTRIES, VOID)


class Draft(NamedTuple):
    """An event that is about to be written.

    ``data`` is anything that JSON can hold. ``happened`` is aware; None means now.
    ``replaces`` is the id of the event that this one takes the place of, or voids.
    """

    kind: str
    data: Mapping[str, object]
    happened: datetime | None = None
    replaces: str | None = None


class Event(NamedTuple):
    """One line of the history; it never changes.

    ``happened`` has the offset of the place where it happened, ``recorded`` is UTC.
    """

    id: str
    kind: str
    happened: datetime
    recorded: datetime
    data: dict[str, object]
    replaces: str | None


class Standing(NamedTuple):
    """Where one treatment of one area stands: the last session and the next dates."""

    treatment: str
    area: str
    last_session: datetime
    earliest: date
    overdue: date


class Hold(NamedTuple):
    """A block that is in force since ``since``, for ``least_days`` days at the least."""

    id: str
    treatment: str
    since: datetime
    rule: str
    why: str
    least_days: int
