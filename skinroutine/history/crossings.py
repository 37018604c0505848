"""The limits that a session went past, as the history sees them now."""

from __future__ import annotations

from contextlib import nullcontext

from skinroutine.history.codec import data_text, event_of, utc_text
from skinroutine.history.events import SessionRecord
from skinroutine.history.wording import Wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from typing import Final

    from skinroutine.history.parts import Crossing
    from skinroutine.history.records import Event

# Few histories have one: then nothing is searched.
_EVER_LATE: Final = """SELECT EXISTS (SELECT 1 FROM events INDEXED BY events_late
WHERE kind = 'session' AND happened <= ? AND instr(data, '"later_early"'))"""
# Further back no rest runs; to look for the word is faster than to read all that was stored.
_LOGGED_LATE: Final = """SELECT * FROM (SELECT * FROM live WHERE kind = 'session' AND happened <= ?
ORDER BY happened DESC, recorded DESC, id DESC LIMIT 100) WHERE instr(data, '"later_early"')"""

_NEWEST: Final = """SELECT * FROM live WHERE kind = 'session' AND happened >= ? AND happened <= ?
AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY happened DESC, recorded DESC, id DESC LIMIT ?"""
# What is weighed of a session has its limits too, in a tenth of the text. Where it has, the text itself is
# asked as well: one that was damaged since then has none to tell.
_CROSSED: Final = f"""SELECT events.* FROM ({_NEWEST.replace("*", "id", 1)}) AS newest
LEFT JOIN weighed ON event_id = newest.id LEFT JOIN brief ON brief.id = weighed.brief
CROSS JOIN events ON events.id = newest.id
WHERE instr(coalesce(brief.text, data), '"past_limits"') AND instr(data, '"past_limits"')
ORDER BY events.happened DESC, events.recorded DESC, events.id DESC"""  # noqa: S608  from above
_LAST_MOMENT: Final = "A"
"""Behind every moment, as text."""


def recent_in(
    db: sqlite3.Connection,
    most: int,
    since: datetime | None,
    until: datetime | None,
    without: Collection[str],
) -> list[tuple[Event, Crossing]]:
    """Return those of the newest sessions that went past a limit, each with its limits, newest first."""
    first = "" if since is None else utc_text(since)
    last = _LAST_MOMENT if until is None else utc_text(until)
    left_out = data_text({str(place): event_id for place, event_id in enumerate(without)})
    # What was logged late may be about any of them; else the others are not even read.
    late = bool(db.execute(_EVER_LATE, (last,)).fetchone()[0])
    rows = db.execute(_NEWEST if late else _CROSSED, (first, last, left_out, most)).fetchall()
    events = [event_of(row) for row in rows]
    found = zip(events, crossings_in(db, events), strict=True)
    return [(event, crossing) for event, crossing in found if crossing.limits]


def crossings_in(db: sqlite3.Connection, events: Sequence[Event]) -> list[Crossing]:
    """Return of each session its limits in the words of today, without those that no longer count.

    Being early after a session that was logged only later is one of them, as long as that stands.
    """
    newest = max((utc_text(event.happened) for event in events), default="")
    late = bool(db.execute(_EVER_LATE, (newest,)).fetchone()[0])
    # One for all of them: what a rule says is read once.
    wording = Wording(lambda: nullcontext(db), event_of)
    return [_crossing(db, event, wording, late=late) for event in events]


def _crossing(db: sqlite3.Connection, event: Event, wording: Wording, *, late: bool) -> Crossing:
    kept = SessionRecord.of(event).crossing
    if kept.limits:
        kept = wording.limits(event).crossing
    rows = db.execute(_LOGGED_LATE, (utc_text(event.happened),)).fetchall() if late else []
    if not rows and not any(limit.after for limit in kept.limits):
        return kept
    from skinroutine.history.undo import stands_as  # noqa: PLC0415  most sessions do without it

    done = (wording.limits(event_of(row)) for row in rows)
    early = [found for session in done for found in session.later_early or []]
    about = [found for found in early if event.id in {found.session, stands_as(db, found.session)}]
    kept = kept.joined((found.limits, found.watch) for found in about)
    gone = {
        limit.id
        for limit in kept.limits
        if limit.after and all(stands_as(db, session) is None for session in limit.after)
    }
    return kept.within(limit.id for limit in kept.limits if limit.id not in gone) if gone else kept
