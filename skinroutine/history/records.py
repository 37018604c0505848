"""What goes into the history and what comes out of it: plain records, no storage."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

VOID = "void"
ENTRIES = (
    "session", "symptom-check", "hold", "release", "device", "fact", "plan", "follow-up", "pause", "resume",
)  # fmt: skip
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


class Explained(NamedTuple):
    """Why one of the dates of a standing is what it is.

    ``name`` is that of the date, ``rule`` and ``say`` are the rule behind it, ``treatment`` and
    ``counted`` the session that it counts from.
    """

    name: str
    rule: str
    say: str
    treatment: str
    counted: date


class Standing(NamedTuple):
    """Where one treatment of one area stands: the last session and the next dates.

    ``suggested`` is None where it was not worked out; ``lapsed``, from when on the next session starts
    again gently, is None where it never comes.
    """

    treatment: str
    area: str
    last_session: datetime
    earliest: date
    overdue: date
    suggested: date | None = None
    lapsed: date | None = None
    explained: tuple[Explained, ...] = ()


def later(row: Standing, days: int) -> Standing:
    """The same row with its dates so many days later; a day or more earlier leaves it as it is."""
    if days <= 0:
        return row

    return row._replace(
        earliest=_moved(row.earliest, days),
        overdue=_moved(row.overdue, days),
        suggested=_moved(row.suggested, days) if row.suggested else None,
        lapsed=_moved(row.lapsed, days) if row.lapsed else None,
    )


def _moved(day: date, days: int) -> date:
    return day if day == date.max else day + timedelta(days=days)


class Check(NamedTuple):
    """A look at the skin that is asked for after a session, between ``opens`` and ``closes``.

    ``answer`` is the command that records it.
    """

    session: str
    treatment: str
    areas: tuple[str, ...]
    ask: str
    answer: str
    opens: datetime
    closes: datetime

    def data(self) -> dict[str, object]:
        """Return it as a part of JSON."""
        return {
            "session": self.session,
            "treatment": self.treatment,
            "areas": list(self.areas),
            "ask": self.ask,
            "answer": self.answer or None,
            "since": self.opens.isoformat(),
            "until": self.closes.isoformat(),
        }


class Pause(NamedTuple):
    """A time without reminders: it ends with the day ``until`` or, without one, by a resume."""

    id: str
    since: datetime
    until: date | None
    why: str

    def data(self) -> dict[str, object]:
        """Return it as a part of JSON."""
        return {
            "id": self.id,
            "since": self.since.isoformat(),
            "until": self.until.isoformat() if self.until else None,
            "why": self.why or None,
        }


class Hold(NamedTuple):
    """A block that is in force since ``since``, for ``least_days`` days at the least."""

    id: str
    treatment: str
    since: datetime
    rule: str
    why: str
    least_days: int
