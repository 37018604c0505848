"""What holds now: sessions on hold, a pause, the looks at the skin that are due, and what answered them.

A hold is one that was set, or what a check found that has not ended: nobody has cleared it, or it has not
healed.
"""

from __future__ import annotations

from datetime import UTC, timedelta

from skinroutine.history.codec import action_of, data_text, date_of, moment_of, standing_of, utc_text
from skinroutine.history.records import CLEARED, HEALED, HOLD_ENDS, Explained, Hold, Pause, SkinCheck

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime
    from typing import Any

    from skinroutine.history.records import Standing

AREAS_APART = "\n"
"""Between the areas of a check: no name of an area has a line break."""

# Each session by itself, with the ids that it had before it was edited or brought back.
_FOLLOWING = """WITH RECURSIVE earlier (session, id) AS (
SELECT value, value FROM json_each(?)
UNION SELECT session, replaces FROM earlier JOIN events USING (id) WHERE replaces IS NOT NULL
UNION SELECT session, value FROM earlier JOIN events USING (id), json_each(events.data, '$.again')
WHERE instr(events.data, '"again"'))
SELECT earlier.session, live.* FROM earlier CROSS JOIN follow_up AS told ON told.session = earlier.id
CROSS JOIN live ON live.id = told.event_id"""
# With one max() SQLite gives the other columns of the row that has it.
_APART = """SELECT live.id, max(done.happened) FROM session_area AS done
CROSS JOIN live ON live.id = done.event_id
WHERE done.area = ? AND done.treatment = ? AND done.happened > ? AND done.happened < ?
GROUP BY live.data ORDER BY max(done.happened) DESC"""
# A check of symptoms answers it too, and a session of a later day on that skin outdates it.
_CHECKS = """SELECT session, treatment, areas, ask, answer, opens, closes FROM check_due AS asked
WHERE closes > :now AND opens <= :now
AND NOT EXISTS (SELECT 1 FROM live WHERE kind = 'symptom-check' AND happened >= asked.opens)
AND NOT EXISTS (SELECT 1 FROM session_area AS done CROSS JOIN session_area AS later ON later.area = done.area
WHERE done.event_id = asked.session AND later.happened > asked.happened
AND substr(later.happened, 1, 10) > substr(asked.happened, 1, 10))"""
_PAUSES = """SELECT id, since, since_offset, until, why FROM pause WHERE active = 1 AND until IS NULL
UNION ALL SELECT id, since, since_offset, until, why FROM pause WHERE active = 1 AND until > ?"""
_HOLDS = """SELECT id, treatment, since, since_offset, rule, why, least_days
FROM hold WHERE active = 1 ORDER BY since DESC, id DESC"""
# Of each rule the newest finding alone: who cleared that one has cleared those before it. A finding that a
# person may say has healed ends by their word, every other by that of its professional alone.
_UNCLEARED = """NOT EXISTS (SELECT 1 FROM clearance AS done
WHERE done.finding IN ('', leaves.finding) AND done.happened >= found.happened
AND (done.who = leaves.who OR (done.who = 'self' AND leaves.healed IS NOT NULL)))"""
_FOUND = """SELECT event_id, treatment, found.happened, happened_offset, found.rule, say,
coalesce(healed, 0), found.level, leaves.finding, leaves.weight, who, healed IS NOT NULL
FROM leaves CROSS JOIN finding AS found"""
_NAMED = f"""{_FOUND} ON found.rule = leaves.rule AND found.level >= leaves.level
AND found.happened = (SELECT max(happened) FROM finding AS last
WHERE last.rule = leaves.rule AND last.level >= leaves.level)
WHERE {_UNCLEARED}"""  # noqa: S608  parts from this file
_UNNAMED = f"""{_FOUND} ON found.unnamed = 1 AND found.level = leaves.level
AND found.happened = (SELECT max(happened) FROM finding AS last
WHERE last.unnamed = 1 AND last.level = leaves.level)
WHERE leaves.rule = '' AND {_UNCLEARED}"""  # noqa: S608  the same
# A day earlier than now, as ``ends`` is the time of its own place; what is no JSON is told by who reads it.
_IN_CARE = """SELECT * FROM live WHERE kind = 'session' AND happened >= ? AND
CASE WHEN json_valid(data) THEN EXISTS (SELECT 1 FROM json_tree(data, '$.aftercare') AS step
WHERE step.key = 'ends' AND step.type = 'text' AND step.value >= ?) ELSE 1 END
ORDER BY happened DESC, recorded DESC, id DESC"""
_LEAVES = "SELECT finding FROM leaves WHERE rule = ?"
_LEAVES_UNNAMED = "SELECT finding FROM leaves WHERE rule = '' AND level = ?"
_STANDINGS = """SELECT treatment, area, last_session, last_session_offset, earliest, overdue, suggested,
lapsed, untold FROM standing ORDER BY treatment, area"""
_EXPLAINED = """SELECT standing.treatment, standing.area, why.date, rule, say, counted_treatment, counted
FROM standing CROSS JOIN standing_why AS why
ON why.treatment = standing.treatment AND why.area = standing.area"""
_NEXT_AREA = """SELECT treatment, area FROM session_area WHERE treatment = ? AND area > ?
ORDER BY area LIMIT 1"""
_NEXT_TREATMENT = """SELECT treatment, area FROM session_area WHERE treatment > ?
ORDER BY treatment, area LIMIT 1"""
_LEVEL_OF_ACTION = "SELECT max(level) FROM finding WHERE event_id > ? AND event_id < ?"
_LEVEL_AS_RECORDED = """SELECT max(json_extract(data, '$.result.level')) FROM events
WHERE id > ? AND id < ? AND kind = 'symptom-check' AND json_valid(data)"""
_LEVEL_OF_RULE = "SELECT max(level) FROM finding WHERE rule = ?"
_ENDS = "SELECT how FROM level_end WHERE level = ? ORDER BY place"


def stored_under(db: sqlite3.Connection) -> str:
    """Return the name of the rules behind what is stored; empty where no rules are."""
    found = db.execute("SELECT rules FROM stored_under").fetchone()
    return str(found[0]) if found else ""


def standings_in(db: sqlite3.Connection) -> list[Standing]:
    """Return where each treatment of each area stands, in order of name."""
    why: dict[tuple[str, str], tuple[Explained, ...]] = {}
    for treatment, area, name, rule, say, about, counted in db.execute(_EXPLAINED):
        explained = Explained(name, rule, say, about, date_of(counted))
        why[treatment, area] = (*why.get((treatment, area), ()), explained)
    return [standing_of(row, why.get(row[:2], ())) for row in db.execute(_STANDINGS)]


def treated_pairs(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield every (treatment, area) that has a session, in order of name."""
    # A jump from pair to pair costs the same at any length; DISTINCT and (a, b) > (?, ?) walk.
    pair = db.execute(_NEXT_TREATMENT, ("",)).fetchone()
    while pair:
        yield pair
        pair = db.execute(_NEXT_AREA, pair).fetchone() or db.execute(_NEXT_TREATMENT, pair[:1]).fetchone()


def follow_up_rows(db: sqlite3.Connection, sessions: Iterable[str]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield every follow-up row with its session, also one of the entry that it replaced or brought back."""
    # As one value: SQLite takes only so many of them in a query.
    named = data_text({str(place): session for place, session in enumerate(sessions)})
    for session, *row in db.execute(_FOLLOWING, (named,)):
        yield session, tuple(row)


def apart_ids(
    db: sqlite3.Connection, area: str, treatment: str, since: datetime, until: datetime
) -> list[str]:
    """Return the sessions between two moments, of those that were recorded alike the newest alone."""
    rows = db.execute(_APART, (area, treatment, utc_text(since), utc_text(until)))
    return [event_id for event_id, _ in rows]


def in_care_rows(db: sqlite3.Connection, since: datetime, now: datetime) -> list[tuple[Any, ...]]:
    """Return the sessions from a moment on of which some aftercare may not be over yet."""
    yesterday = (now.astimezone(UTC) - timedelta(days=1)).date()
    return db.execute(_IN_CARE, (utc_text(since), yesterday.isoformat())).fetchall()


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
    """Return the holds that no release names, then what checks found that has not ended, the newest first.

    A finding that is to end with a hold is not told beside it.
    """
    rows = sorted([*db.execute(_NAMED), *db.execute(_UNNAMED)], key=lambda row: (row[2], row[0], row[7]))
    # Put in anew, so that each stands where the newest check has it.
    found: dict[str, Hold] = {}
    for row in rows:
        found.pop(row[8], None)
        found[row[8]] = _found(row)
    holds = [_hold(db, row, found) for row in db.execute(_HOLDS)]
    covered = {hold.finding for hold in holds if not hold.outlives}
    return [*holds, *(hold for name, hold in reversed(found.items()) if name not in covered)]


def _found(row: tuple[Any, ...]) -> Hold:
    event_id, treatment, happened, offset, rule, say, days, level, finding, weight, who, heals = row
    ends = (CLEARED,) * bool(who) + (HEALED,) * bool(heals)
    since = moment_of(happened, offset)
    hold = Hold(event_id, treatment, since, rule, say, days, who, finding=finding, ends=ends)
    return hold._replace(found=True, weight=weight, level=level)


def _hold(db: sqlite3.Connection, row: tuple[Any, ...], found: Mapping[str, Hold]) -> Hold:
    """A hold that was set, with the strictest of what its check, or one by the same rule, has found."""
    hold_id, treatment, since, offset, rule, why, least_days = row
    hold = Hold(hold_id, treatment, moment_of(since, offset), rule, why, least_days)
    level = _level(db, hold)
    ends = tuple(how for (how,) in db.execute(_ENDS, (level,))) or HOLD_ENDS
    left = _names(db, _LEAVES, rule)
    own = [
        each for each in found.values() if each.finding in left or action_of(each.id) == action_of(hold_id)
    ]
    if not own:
        return hold._replace(level=level, ends=ends)
    its = left or _names(db, _LEAVES_UNNAMED, level)
    # Of two that weigh the same that of its own rule: its reason speaks of what a word about it clears.
    worst = max(own, key=lambda each: (each.weight, each.finding in its))
    beside = tuple(each.finding for each in own if each.weight == worst.weight and each is not worst)
    # The finding of its own rule is cleared, and another one was told beside it all along: so it stays.
    outlives = bool(its) and not any(each.finding in its for each in own)
    ends = (*ends, *((CLEARED,) * bool(worst.cleared_by)))
    hold = hold._replace(level=level, ends=ends, finding=worst.finding, cleared_by=worst.cleared_by)
    return hold._replace(beside=beside, outlives=outlives)


def _names(db: sqlite3.Connection, query: str, by: str | int) -> set[str]:
    return {finding for (finding,) in db.execute(query, (by,))}


def _level(db: sqlite3.Connection, hold: Hold) -> int:
    """The level of the check that set a hold; 0 where none did."""
    action = action_of(hold.id)
    of_action = (f"{action}-", f"{action}.")
    # A check that was taken out found nothing any more; its hold stays, and ends as it did.
    for query, named in ((_LEVEL_OF_ACTION, of_action), (_LEVEL_OF_RULE, (hold.rule,))):
        if level := db.execute(query, named).fetchone()[0]:
            return int(level)
    recorded = db.execute(_LEVEL_AS_RECORDED, of_action).fetchone()[0]
    return recorded if isinstance(recorded, int) else 0
