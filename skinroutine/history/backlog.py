"""What was recorded before a moment, counted: for a page that shows what came after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from skinroutine.history.codec import moment_of, utc_text
from skinroutine.history.reader import event_of
from skinroutine.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from skinroutine.history.records import Event

_COUNTED: Final = "SELECT count(*), min(happened) FROM events WHERE kind = ? AND happened < ?"
# CROSS JOIN keeps the small table outside: few events were replaced or voided.
_GONE: Final = """SELECT count(*) FROM gone CROSS JOIN events ON events.id = gone.event_id
WHERE kind = ? AND happened < ?"""
# The reasons of all checks stand in a small table: to read the checks themselves takes ten times as long.
_WORST: Final = """SELECT event_id FROM finding
WHERE happened < ? AND NOT EXISTS (SELECT 1 FROM gone WHERE gone.event_id = finding.event_id)
ORDER BY level DESC, happened DESC, event_id DESC LIMIT 1"""
_EVENT: Final = "SELECT * FROM live WHERE id = ?"


class Backlog(NamedTuple):
    """How many sessions and checks there were, since when, and the newest check of the highest level."""

    sessions: int
    checks: int
    since: datetime
    worst: Event | None


def backlog_in(db: sqlite3.Connection, moment: datetime) -> Backlog:
    """Return what was recorded before an aware moment."""
    before = utc_text(moment)
    sessions, first = _counted(db, "session", before)
    checks, first_check = _counted(db, "symptom-check", before)
    worst = db.execute(_WORST, (before,)).fetchone()
    row = db.execute(_EVENT, worst).fetchone() if worst else None
    since = moment_of(min(filter(None, (first, first_check)), default=before))
    return Backlog(sessions, checks, since, event_of(row) if row else None)


def _counted(db: sqlite3.Connection, kind: str, before: str) -> tuple[int, str | None]:
    """How many events of a kind stand, and when the first of them was, among those that stand or not."""
    recorded, first = db.execute(_COUNTED, (kind, before)).fetchone()
    (gone,) = db.execute(_GONE, (kind, before)).fetchone()
    return recorded - gone, first
