"""The small tables that follow from the events, kept in the transaction of the event."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from skinroutine.history import briefs, wording
from skinroutine.history.codec import both_texts, offset_minutes, utc_text
from skinroutine.history.events import (
    ClearanceRecord,
    FollowUpRecord,
    HoldRecord,
    PauseRecord,
    ReleaseRecord,
    ResumeRecord,
    SessionRecord,
    SymptomCheckRecord,
)
from skinroutine.history.in_force import AREAS_APART, stored_under
from skinroutine.history.records import Derived

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping

    from skinroutine.history.records import Event, Standing

_TABLES = (
    "session_area", "check_due", "follow_up", "hold", "hold_release", "pause", "pause_end", "finding",
    "clearance",
)  # fmt: skip
_ADD_AREA = "INSERT INTO session_area (event_id, treatment, area, happened, recorded) VALUES (?, ?, ?, ?, ?)"
_ADD_HOLD = """INSERT INTO hold
(id, treatment, since, since_offset, rule, why, least_days, active) VALUES (?, ?, ?, ?, ?, ?, ?, 1)"""
_ADD_RELEASE = "INSERT INTO hold_release (release_id, hold_id) VALUES (?, ?)"
_HOLD_OF = "SELECT hold_id FROM hold_release WHERE release_id = ?"
_SETTLE = """UPDATE hold
SET active = NOT EXISTS (SELECT 1 FROM hold_release WHERE hold_id = hold.id) WHERE id = ?"""
_FORGET = """DELETE FROM {0} WHERE NOT EXISTS (
SELECT 1 FROM session_area AS done
WHERE done.treatment = {0}.treatment AND done.area = {0}.area)"""
_RESTATE = """INSERT OR REPLACE INTO standing
(treatment, area, last_session, last_session_offset, earliest, overdue, suggested, lapsed, untold)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_UNEXPLAIN = "DELETE FROM standing_why WHERE treatment = ? AND area = ?"
_EXPLAIN = """INSERT OR REPLACE INTO standing_why
(treatment, area, date, rule, say, counted_treatment, counted) VALUES (?, ?, ?, ?, ?, ?, ?)"""
_ADD_CHECK = """INSERT OR REPLACE INTO check_due
(session, opens, closes, happened, treatment, areas, ask, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
_ADD_FOLLOW_UP = "INSERT INTO follow_up (event_id, session) VALUES (?, ?)"
IS_PLAIN_FOLLOW_UP: Final = """kind = 'follow-up' AND CASE WHEN json_valid(data)
THEN ifnull(json_type(data, '$.session') = 'text' AND data ->> '$.session' <> '', 0) ELSE 0 END"""
"""Those of whose session SQLite reads the same as ``FollowUpRecord``: nearly all that are in a history."""
_ADD_FOLLOW_UPS = f"""INSERT INTO follow_up (event_id, session)
SELECT id, data ->> '$.session' FROM live WHERE {IS_PLAIN_FOLLOW_UP}"""  # noqa: S608  the same
_ADD_PAUSE = "INSERT INTO pause (id, since, since_offset, until, why, active) VALUES (?, ?, ?, ?, ?, 1)"
_ADD_RESUME = "INSERT INTO pause_end (resume_id, pause_id) VALUES (?, ?)"
_PAUSE_OF = "SELECT pause_id FROM pause_end WHERE resume_id = ?"
_SETTLE_PAUSE = """UPDATE pause
SET active = NOT EXISTS (SELECT 1 FROM pause_end WHERE pause_id = pause.id) WHERE id = ?"""
_STORE_UNDER = "INSERT OR REPLACE INTO stored_under (place, rules) VALUES (1, ?)"
_LEAVE = """INSERT OR REPLACE INTO leaves (rule, level, finding, weight, who, healed)
VALUES (?, ?, ?, ?, ?, ?)"""
_END_LEVEL = "INSERT INTO level_end (level, place, how) VALUES (?, ?, ?)"
_NAME = """UPDATE finding SET unnamed = NOT EXISTS (
SELECT 1 FROM leaves WHERE leaves.rule = finding.rule AND leaves.level <= finding.level)"""
_ADD_FINDING = """INSERT OR IGNORE INTO finding
(event_id, rule, say, level, treatment, happened, happened_offset, unnamed)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NOT EXISTS (
SELECT 1 FROM leaves WHERE leaves.rule = ?2 AND leaves.level <= ?4))"""
# What the rule of a hold leaves counts from the hold where its check does not say so, as in a cut file.
# It counts at the highest level, as nobody knows which it was. Up to its last hyphen
# the id of a hold is that of its action. A check that was taken out was a mistake.
_IN_ACTION = ">= action AND {0} < rtrim(action, '-') || '.'"
_FOUND_THERE = f"SELECT 1 FROM finding WHERE event_id {_IN_ACTION.format('event_id')}"  # noqa: S608  the same
_LEAVE_BY_HOLDS = f"""INSERT OR IGNORE INTO finding
(event_id, rule, say, level, treatment, happened, happened_offset, unnamed)
SELECT id, rule, why, highest, treatment, since, since_offset, NOT named
FROM (SELECT *, rtrim(id, replace(id, '-', '')) AS action, EXISTS (
SELECT 1 FROM leaves WHERE leaves.rule = hold.rule) AS named FROM hold) AS blocking
CROSS JOIN (SELECT max(level) AS highest FROM leaves)
WHERE highest IS NOT NULL AND NOT EXISTS (
SELECT 1 FROM events WHERE kind = 'symptom-check' AND id {_IN_ACTION.format("id")}
AND id IN (SELECT event_id FROM gone)) AND (
named AND NOT EXISTS ({_FOUND_THERE} AND finding.rule = blocking.rule)
OR NOT EXISTS ({_FOUND_THERE}) AND EXISTS (
SELECT 1 FROM live WHERE kind = 'symptom-check' AND id {_IN_ACTION.format("id")}))"""  # noqa: S608  from above
_ADD_CLEARANCE = "INSERT INTO clearance (event_id, who, happened, finding) VALUES (?, ?, ?, ?)"


def add(connection: sqlite3.Connection, event: Event) -> None:
    """Carry a new event into the small tables."""
    if event.kind in ADDERS:
        ADDERS[event.kind](connection, event)


def take_out(connection: sqlite3.Connection, event_id: str) -> None:
    """Take a replaced or voided event out of the small tables; a hold is taken out by an undo alone."""
    connection.execute("INSERT OR IGNORE INTO gone VALUES (?)", (event_id,))
    connection.execute("DELETE FROM session_area WHERE event_id = ?", (event_id,))
    released = connection.execute(_HOLD_OF, (event_id,)).fetchall()
    connection.execute("DELETE FROM hold_release WHERE release_id = ?", (event_id,))
    connection.executemany(_SETTLE, released)
    resumed = connection.execute(_PAUSE_OF, (event_id,)).fetchall()
    connection.execute("DELETE FROM pause_end WHERE resume_id = ?", (event_id,))
    connection.executemany(_SETTLE_PAUSE, resumed)
    connection.execute("DELETE FROM pause WHERE id = ?", (event_id,))
    connection.execute("DELETE FROM hold WHERE id = ?", (event_id,))
    connection.execute("DELETE FROM check_due WHERE session = ?", (event_id,))
    for table in ("follow_up", "finding", "clearance"):
        connection.execute(f"DELETE FROM {table} WHERE event_id = ?", (event_id,))  # noqa: S608  from this line


def rebuild(connection: sqlite3.Connection, live: Iterable[Event]) -> None:
    """Work the small tables out from scratch; ``live`` gives the events that count, in any order.

    It leaves out plain follow-ups: there are as many as sessions, and one statement adds all.
    """
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608  a name from this file
    connection.execute(_ADD_FOLLOW_UPS)
    for event in live:
        add(connection, event)
    connection.execute(_SETTLE.removesuffix(" WHERE id = ?"))
    connection.execute(_SETTLE_PAUSE.removesuffix(" WHERE id = ?"))
    connection.execute(_LEAVE_BY_HOLDS)
    briefs.keep_newest(connection)
    forget_untreated(connection)


def forget_untreated(connection: sqlite3.Connection) -> None:
    """Drop the standing of a treatment and area whose last session was taken out."""
    connection.execute(_FORGET.format("standing"))
    connection.execute(_FORGET.format("standing_why"))


def restate(connection: sqlite3.Connection, derived: Derived | Iterable[Standing]) -> None:
    """Put these rows in place of those of the same treatment and area.

    Of what other rules stored nothing is left but the dates of treatments that today's do not know.
    """
    rows = derived.rows if isinstance(derived, Derived) else derived
    if isinstance(derived, Derived) and derived.rules != stored_under(connection):
        for table in ("standing", "standing_why"):
            known = [(treatment,) for treatment in derived.treatments]
            connection.executemany(f"DELETE FROM {table} WHERE treatment = ?", known)  # noqa: S608  the line above
        _put_findings(connection, derived)
        wording.store(connection, derived.sentences, utc_text(derived.now) if derived.now else "")
        connection.execute(_STORE_UNDER, (derived.rules,))
        briefs.keep_newest(connection)
    _insert_row(connection, rows)


def _put_findings(connection: sqlite3.Connection, derived: Derived) -> None:
    for table in ("leaves", "level_end"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608  the line above
    connection.executemany(_LEAVE, derived.findings)
    for level, ends in derived.hold_ends.items():
        connection.executemany(_END_LEVEL, ((level, place, how) for place, how in enumerate(ends)))
    connection.execute(_NAME)
    connection.execute(_LEAVE_BY_HOLDS)


def _insert_row(connection: sqlite3.Connection, standings: Iterable[Standing]) -> None:
    for standing in standings:
        connection.execute(_RESTATE, _standing_row(standing))
        pair = (standing.treatment, standing.area)
        connection.execute(_UNEXPLAIN, pair)
        rows = [(*pair, *why[:-1], why.counted.isoformat()) for why in standing.explained]
        connection.executemany(_EXPLAIN, rows)


def _standing_row(standing: Standing) -> tuple[str | int | None, ...]:
    last = standing.last_session
    listed = (standing.earliest, standing.overdue, standing.suggested, standing.lapsed)
    dates = (day.isoformat() if day else None for day in listed)
    return (standing.treatment, standing.area, utc_text(last), offset_minutes(last), *dates, standing.untold)


def _add_session(connection: sqlite3.Connection, event: Event) -> None:
    session, (happened, recorded) = SessionRecord.of(event), both_texts(event)
    areas = dict.fromkeys(session.areas)
    for area in areas:
        connection.execute(_ADD_AREA, (event.id, session.treatment, area, happened, recorded))
    for look in session.follow_up:
        if look.is_whole:
            about = (utc_text(look.opens), utc_text(look.closes), happened, session.treatment)
            row = (event.id, *about, AREAS_APART.join(areas), look.ask, look.answer)
            connection.execute(_ADD_CHECK, row)


def _add_follow_up(connection: sqlite3.Connection, event: Event) -> None:
    connection.execute(_ADD_FOLLOW_UP, (event.id, FollowUpRecord.of(event).session))


def _add_pause(connection: sqlite3.Connection, event: Event) -> None:
    pause, since = PauseRecord.of(event), (utc_text(event.happened), offset_minutes(event.happened))
    # A day that cannot be read leaves the pause open, rather than ending it unseen.
    until = pause.until if _is_day(pause.until) else None
    connection.execute(_ADD_PAUSE, (event.id, *since, until, pause.why))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _add_resume(connection: sqlite3.Connection, event: Event) -> None:
    pause = ResumeRecord.of(event).pause
    connection.execute(_ADD_RESUME, (event.id, pause))
    connection.execute(_SETTLE_PAUSE, (pause,))


def _add_findings(connection: sqlite3.Connection, event: Event) -> None:
    """What a check found, by rule; what makes no sense, as in a damaged copy, is left out."""
    check = SymptomCheckRecord.of(event)
    about = (check.treatment, utc_text(event.happened), offset_minutes(event.happened))
    for reason in check.result.reasons:
        if reason.id:
            connection.execute(_ADD_FINDING, (event.id, reason.id, reason.message, reason.level or 0, *about))


def _add_clearance(connection: sqlite3.Connection, event: Event) -> None:
    cleared = ClearanceRecord.of(event)
    row = (event.id, cleared.who, utc_text(event.happened), cleared.finding)
    connection.execute(_ADD_CLEARANCE, row)


def _add_hold(connection: sqlite3.Connection, event: Event) -> None:
    hold, since = HoldRecord.of(event), (utc_text(event.happened), offset_minutes(event.happened))
    connection.execute(_ADD_HOLD, (event.id, hold.treatment, *since, hold.rule, hold.why, hold.least_days))


def _add_release(connection: sqlite3.Connection, event: Event) -> None:
    hold = ReleaseRecord.of(event).hold
    connection.execute(_ADD_RELEASE, (event.id, hold))
    connection.execute(_SETTLE, (hold,))


ADDERS: Final[Mapping[str, Callable[[sqlite3.Connection, Event], None]]] = {
    "session": _add_session,
    "hold": _add_hold,
    "release": _add_release,
    "symptom-check": _add_findings,
    "clearance": _add_clearance,
    "follow-up": _add_follow_up,
    "pause": _add_pause,
    "resume": _add_resume,
}
