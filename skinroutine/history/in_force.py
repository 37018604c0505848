"""What holds now: sessions on hold, a pause, the looks at the skin that are due, and what answered them.

A hold is one that was set, or what a check found that nobody has cleared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skinroutine.history.codec import date_of, moment_of, utc_text
from skinroutine.history.records import Hold, Pause, SkinCheck

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

AREAS_APART = "\n"
"""Between the areas of a check: no name of an area has a line break."""

_FOLLOWING = """WITH RECURSIVE earlier (id) AS (
VALUES (?) UNION SELECT replaces FROM events JOIN earlier USING (id) WHERE replaces IS NOT NULL
UNION SELECT value FROM earlier JOIN events USING (id), json_each(events.data, '$.again'))
SELECT live.* FROM earlier CROSS JOIN follow_up AS told ON told.session = earlier.id
CROSS JOIN live ON live.id = told.event_id"""
# A check of symptoms answers it too, and a session of a later day on that skin outdates it.
_CHECKS = """SELECT session, treatment, areas, ask, answer, opens, closes FROM check_due AS asked
WHERE closes > :now AND opens <= :now
AND NOT EXISTS (SELECT 1 FROM live WHERE kind = 'symptom-check' AND happened >= asked.opens)
AND NOT EXISTS (SELECT 1 FROM session_area AS done CROSS JOIN session_area AS later ON later.area = done.area
WHERE done.event_id = asked.session AND later.happened > asked.happened
AND substr(later.happened, 1, 10) > substr(asked.happened, 1, 10))"""
_PAUSES = """SELECT id, since, since_offset, until, why FROM pause WHERE active = 1 AND until IS NULL
UNION ALL SELECT id, since, since_offset, until, why FROM pause WHERE active = 1 AND until > ?"""
_HOLDS = """SELECT id, treatment, since, since_offset, hold.rule, why, least_days, coalesce(who, '')
FROM hold LEFT JOIN needs_clearance AS need ON need.rule = hold.rule
WHERE active = 1 ORDER BY since DESC, id DESC"""
# Of each rule the newest finding alone: who cleared that one has cleared those before it.
_UNCLEARED = """SELECT event_id, treatment, found.happened, happened_offset, found.rule, say, 0, who, level
FROM needs_clearance AS need CROSS JOIN finding AS found ON found.rule = need.rule
AND found.happened = (SELECT max(happened) FROM finding AS last WHERE last.rule = need.rule)
WHERE NOT EXISTS (
SELECT 1 FROM clearance AS done WHERE done.who = need.who AND done.happened >= found.happened)"""


def follow_up_rows(db: sqlite3.Connection, sessions: Iterable[str]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield every follow-up row with its session, also one of the entry that it replaced or brought back."""
    for session in sessions:
        for row in db.execute(_FOLLOWING, (session,)):
            yield session, row


def open_checks(db: sqlite3.Connection, now: datetime) -> list[SkinCheck]:
    """Return the looks at the skin that are due now; of each session only the latest."""
    found: dict[str, SkinCheck] = {}
    rows = sorted(db.execute(_CHECKS, {"now": utc_text(now)}), key=lambda row: (row[5], row[0]), reverse=True)
    for session, treatment, areas, ask, answer, opens, closes in rows:
        if session in found or any(row[3] >= opens for _, row in follow_up_rows(db, [session])):
            continue
        named, times = tuple(areas.split(AREAS_APART)), (moment_of(opens), moment_of(closes))
        found[session] = SkinCheck(session, treatment, named, ask, answer, *times)
    return list(found.values())


def running_pauses(db: sqlite3.Connection, today: date) -> list[Pause]:
    """Return the pauses that run today, the one that ends last first."""
    rows = db.execute(_PAUSES, (today.isoformat(),)).fetchall()
    found = [
        Pause(pause_id, moment_of(since, offset), date_of(until) if until else None, why)
        for pause_id, since, offset, until, why in rows
    ]
    found.sort(key=lambda pause: (pause.until is None, pause.until or today, pause.since, pause.id))
    return found[::-1]


def holds_in_force(db: sqlite3.Connection) -> list[Hold]:
    """Return the holds that no release names, then what waits for a professional, the newest first.

    A professional who has to end a hold is waited for once.
    """
    holds = [_hold(row) for row in db.execute(_HOLDS)]
    rows = sorted(db.execute(_UNCLEARED), key=lambda row: (row[2], row[0], row[-1]))
    awaited = {hold.cleared_by for hold in holds}
    found = {row[-2]: _hold(row[:-1])._replace(found=True) for row in rows if row[-2] not in awaited}
    return [*holds, *reversed(found.values())]


def _hold(row: tuple[Any, ...]) -> Hold:
    hold_id, treatment, since, offset, rule, why, least_days, who = row
    return Hold(hold_id, treatment, moment_of(since, offset), rule, why, least_days, who)
