"""The limits that a session went past, as the history sees them now."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Final

from skinroutine.history.codec import utc_text
from skinroutine.history.events import SessionRecord
from skinroutine.history.reader import event_of
from skinroutine.history.wording import Wording

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from skinroutine.history.parts import Crossing
    from skinroutine.history.records import Event

# Few histories have one: then nothing is searched.
_EVER_LATE: Final = """SELECT EXISTS (SELECT 1 FROM events INDEXED BY events_late
WHERE kind = 'session' AND happened <= ? AND instr(data, '"later_early"'))"""
# Further back no rest runs; to look for the word is faster than to read all that was stored.
_LOGGED_LATE: Final = """SELECT * FROM (SELECT * FROM live WHERE kind = 'session' AND happened <= ?
ORDER BY happened DESC, recorded DESC, id DESC LIMIT 100) WHERE instr(data, '"later_early"')"""


def crossings_in(db: sqlite3.Connection, events: Sequence[Event]) -> list[Crossing]:
    """Return of each session its limits in the words of today, without those that no longer count.

    Being early after a session that was logged only later is one of them, as long as that stands.
    """
    newest = max((utc_text(event.happened) for event in events), default="")
    late = bool(db.execute(_EVER_LATE, (newest,)).fetchone()[0])
    return [_crossing(db, event, late=late) for event in events]


def _crossing(db: sqlite3.Connection, event: Event, *, late: bool) -> Crossing:
    kept = SessionRecord.of(event).crossing
    if kept.limits:
        kept = SessionRecord.of(Wording(lambda: nullcontext(db), event_of).of(event)).crossing
    rows = db.execute(_LOGGED_LATE, (utc_text(event.happened),)).fetchall() if late else []
    if not rows and not any(limit.after for limit in kept.limits):
        return kept
    from skinroutine.history.undo import stands_as  # noqa: PLC0415  most sessions do without it

    wording = Wording(lambda: nullcontext(db), event_of)
    events = (wording.of(event_of(row)) for row in rows)
    early = [found for done in events for found in SessionRecord.of(done).later_early or []]
    about = [found for found in early if event.id in {found.session, stands_as(db, found.session)}]
    kept = kept.joined((found.limits, found.watch) for found in about)
    gone = {
        limit.id
        for limit in kept.limits
        if limit.after and all(stands_as(db, session) is None for session in limit.after)
    }
    return kept.within(limit.id for limit in kept.limits if limit.id not in gone) if gone else kept
