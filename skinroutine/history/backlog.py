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

_COUNTED: Final = "SELECT count(*), min(happened) FROM live WHERE kind = ? AND happened < ?"
_WORST: Final = """SELECT * FROM live WHERE kind = 'symptom-check' AND happened < ?
ORDER BY CASE WHEN json_valid(data) THEN json_extract(data, '$.result.level') END DESC,
happened DESC, recorded DESC, id DESC LIMIT 1"""


class Backlog(NamedTuple):
    """How many sessions and checks there were, since when, and the newest check of the highest level."""

    sessions: int
    checks: int
    since: datetime
    worst: Event | None


def backlog_in(db: sqlite3.Connection, moment: datetime) -> Backlog:
    """Return what was recorded before an aware moment."""
    before = utc_text(moment)
    sessions, first = db.execute(_COUNTED, ("session", before)).fetchone()
    checks, first_check = db.execute(_COUNTED, ("symptom-check", before)).fetchone()
    worst = db.execute(_WORST, (before,)).fetchone() if checks else None
    since = moment_of(min(filter(None, (first, first_check)), default=before))
    return Backlog(sessions, checks, since, event_of(worst) if worst else None)
