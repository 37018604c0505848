"""The holds in force: those that were set, and what a check found that nobody has cleared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skinroutine.history.codec import moment_of
from skinroutine.history.records import Hold

if TYPE_CHECKING:
    import sqlite3

_HOLDS = """SELECT id, treatment, since, since_offset, hold.rule, why, least_days, coalesce(who, '')
FROM hold LEFT JOIN needs_clearance AS need ON need.rule = hold.rule
WHERE active = 1 ORDER BY since DESC, id DESC"""
# Of each rule the newest finding alone: who cleared that one has cleared those before it.
_UNCLEARED = """SELECT event_id, treatment, found.happened, happened_offset, found.rule, say, 0, who, level
FROM needs_clearance AS need CROSS JOIN finding AS found ON found.rule = need.rule
AND found.happened = (SELECT max(happened) FROM finding AS last WHERE last.rule = need.rule)
WHERE NOT EXISTS (
SELECT 1 FROM clearance AS done WHERE done.who = need.who AND done.happened >= found.happened)"""


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
