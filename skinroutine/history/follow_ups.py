"""The sessions before a moment of which something may have been told that counts for a time after it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from skinroutine.history.codec import data_text, utc_text
from skinroutine.history.undo import stands_as

if TYPE_CHECKING:
    import sqlite3

_TOLD_SINCE: Final = """SELECT DISTINCT told.session FROM events
CROSS JOIN follow_up AS told ON told.event_id = events.id
WHERE events.kind = 'follow-up' AND events.happened >= ?"""
# Word for word as in the index ``events_hours``.
_MOST_HOURS: Final = """SELECT max(CASE WHEN json_valid(data) THEN json_extract(data, '$.hours') END)
FROM events INDEXED BY events_hours WHERE kind = 'follow-up'"""
_BETWEEN: Final = "SELECT * FROM live WHERE kind = 'session' AND happened >= ? AND happened < ?"
_THESE: Final = """SELECT live.* FROM json_each(?) AS named CROSS JOIN live ON live.id = named.value
WHERE kind = 'session' AND happened < ?"""


def rows_told_of_later(db: sqlite3.Connection, moment: datetime) -> list[tuple[Any, ...]]:
    """Return the sessions that stand and happened before this moment, the newest first.

    Of each either something was told since, or it is so near that what was told may count for a time since,
    by the hours that were told with it.
    """
    before = utc_text(moment)
    ids = {stands_as(db, session) for (session,) in db.execute(_TOLD_SINCE, (before,))}
    named = data_text({str(place): name for place, name in enumerate(ids - {None})})
    rows = {row[1]: row for row in db.execute(_THESE, (named, before))}
    rows |= {row[1]: row for row in db.execute(_BETWEEN, (utc_text(_reach(db, moment)), before))}
    return sorted(rows.values(), key=lambda row: (row[3], row[5], row[1]), reverse=True)


def _reach(db: sqlite3.Connection, moment: datetime) -> datetime:
    """Since when a session was that the hours of a report on it may put at this moment or later."""
    most = db.execute(_MOST_HOURS).fetchone()[0]
    try:
        return moment - timedelta(hours=float(most or 0))
    except (ValueError, OverflowError):  # in a damaged copy
        return datetime.min.replace(tzinfo=UTC)
