"""What was recorded before a moment, counted: for a page that shows what came after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from skinroutine.history.codec import event_of, moment_of, utc_text
from skinroutine.light_typing import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from skinroutine.history.records import Event

MOST: Final = 100
"""So many are counted and no more: the page shall cost the same in a long history."""
_COUNTED: Final = f"""SELECT count(*) FROM (SELECT 1 FROM live WHERE kind = ? AND happened < ?
ORDER BY happened DESC LIMIT {MOST})"""  # noqa: S608  a number of ours
_FIRST: Final = "SELECT happened FROM live WHERE kind = ? AND happened < ? ORDER BY happened LIMIT 1"
# From rule to rule by the index: the newest check for which each held, and the worst of these.
_WORST: Final = """WITH RECURSIVE known(rule) AS (
    SELECT min(rule) FROM finding
    UNION ALL SELECT (SELECT min(rule) FROM finding WHERE rule > known.rule) FROM known
    WHERE known.rule IS NOT NULL)
SELECT found.event_id FROM known CROSS JOIN finding AS found
ON found.rule = known.rule AND found.event_id = (
    SELECT event_id FROM finding WHERE finding.rule = known.rule AND happened < ?
    AND NOT EXISTS (SELECT 1 FROM gone WHERE gone.event_id = finding.event_id)
    ORDER BY happened DESC LIMIT 1)
ORDER BY found.level DESC, found.happened DESC, found.event_id DESC LIMIT 1"""
_EVENT: Final = "SELECT * FROM live WHERE id = ?"


class Backlog(NamedTuple):
    """How many sessions and checks there were, up to ``MOST``, since when, and the newest worst check."""

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
    """How many events of a kind stand, and when the first of them was."""
    (found,) = db.execute(_COUNTED, (kind, before)).fetchone()
    first = db.execute(_FIRST, (kind, before)).fetchone()
    return found, first and first[0]
