"""What is weighed of a session and of a report on it, kept apart from its note, its aftercare and its times.

Of most sessions that is the same text: it is kept once, and a row of a small table says which one an event
has. Of what has no row it is read from the event, so that both give the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from skinroutine.history.codec import data_of, event_of, list_text, moment_of, utc_text
from skinroutine.history.records import SessionBrief

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from skinroutine.history.records import Event

    Stored = tuple[dict[str, object], ...]

_NEWEST: Final = 128
"""So many sessions of a treatment on an area have a row, when all rows are made anew."""
_BRIEF: Final = """json_remove(data, '$.aftercare', '$.follow_up', '$.note', '$.photo', '$.head', '$.session',
'$.hours', '$.undoes', '$.redoes', '$.again', '$.over')"""
_WITHOUT: Final = """SELECT events.id FROM json_each(?) AS named CROSS JOIN events ON events.id = named.value
WHERE kind IN ('session', 'follow-up') AND json_valid(data)
AND NOT EXISTS (SELECT 1 FROM weighed WHERE event_id = events.id)"""
_ADD_TEXT: Final = f"""INSERT OR IGNORE INTO brief (text)
SELECT {_BRIEF} FROM events WHERE id IN ({_WITHOUT})"""  # noqa: S608  parts from this file
# A record that was edited or brought back may have been told of under the id that it had before.
_RENAMED: Final = "replaces IS NOT NULL OR instr(data, '\"again\"') > 0"
_ADD: Final = f"""INSERT INTO weighed (event_id, happened, happened_offset, recorded, renamed, brief)
SELECT events.id, happened, happened_offset, recorded, {_RENAMED}, brief.id
FROM events CROSS JOIN brief ON brief.text = {_BRIEF} WHERE events.id IN ({_WITHOUT})"""  # noqa: S608  the same
_NEWEST_OF: Final = """SELECT event_id FROM session_area WHERE treatment = ? AND area = ?
ORDER BY happened DESC, recorded DESC, event_id DESC LIMIT ?"""
_PAIRS: Final = "SELECT DISTINCT treatment, area FROM session_area"
_REPORTS_ON: Final = """SELECT event_id FROM json_each(?) AS named
CROSS JOIN follow_up ON follow_up.session = named.value"""

# Beside each session the number of its text, and those of the reports on it that were there by a moment:
# nothing where it is known under another name too, "?" where a report has no row.
_BRIEFS: Final = """SELECT event_id, done.happened, happened_offset, CASE renamed WHEN 0 THEN brief END,
(SELECT group_concat(CASE WHEN told.happened > ?3 THEN '' ELSE ifnull(told.brief, '?') END)
FROM follow_up AS report LEFT JOIN weighed AS told ON told.event_id = report.event_id
WHERE report.session = done.event_id)
FROM session_area AS done LEFT JOIN weighed USING (event_id)
WHERE treatment = ?1 AND area = ?2 AND {0}
ORDER BY done.happened DESC, done.recorded DESC, done.event_id DESC"""
_LAST: Final = _BRIEFS.format("done.happened <= ?3") + " LIMIT ?4"
_AMONG: Final = _BRIEFS.format("event_id IN (SELECT value FROM json_each(?4))")
_EVER: Final = "~"
"""Comes after the text of each moment."""
_TEXTS: Final = "SELECT text FROM json_each(?) AS named CROSS JOIN brief ON brief.id = named.value"
_BY_ID: Final = "SELECT * FROM events WHERE id = ?"
_DATA: Final = "(SELECT data FROM events WHERE id = {0}.event_id)"
_TOLD: Final = f"""SELECT done.event_id FROM session_area AS done
LEFT JOIN weighed ON weighed.event_id = done.event_id LEFT JOIN brief ON brief.id = weighed.brief
WHERE treatment = ?1 AND area IN (SELECT value FROM json_each(?2)) AND done.happened > ?3 AND (
coalesce(renamed, (SELECT {_RENAMED} FROM events WHERE id = done.event_id))
OR instr(coalesce(brief.text, {_DATA.format("done")}), ?4)
OR EXISTS (SELECT 1 FROM follow_up AS report LEFT JOIN weighed AS told ON told.event_id = report.event_id
LEFT JOIN brief AS words ON words.id = told.brief WHERE report.session = done.event_id
AND instr(coalesce(words.text, {_DATA.format("report")}), ?4)))"""  # noqa: S608  the same
# The texts of a long time are few: where none has the word, no session is looked at by itself.
_KINDS: Final = """SELECT DISTINCT own.renamed, own.brief, report.event_id IS NULL, told.brief
FROM session_area AS done LEFT JOIN weighed AS own ON own.event_id = done.event_id
LEFT JOIN follow_up AS report ON report.session = done.event_id
LEFT JOIN weighed AS told ON told.event_id = report.event_id
WHERE treatment = ? AND area IN (SELECT value FROM json_each(?)) AND done.happened > ?"""


def keep(connection: sqlite3.Connection, events: Iterable[str]) -> None:
    """Make the rows of events by their ids; of other kinds, and of text that is no JSON, none is made."""
    named = list_text(events)
    connection.execute(_ADD_TEXT, (named,))
    connection.execute(_ADD, (named,))


def keep_newest(connection: sqlite3.Connection) -> None:
    """Make the rows of the newest sessions of each treatment and area, and of the reports on them."""
    for pair in connection.execute(_PAIRS).fetchall():
        sessions = [event_id for (event_id,) in connection.execute(_NEWEST_OF, (*pair, _NEWEST))]
        keep(connection, sessions)
        keep(
            connection, [event_id for (event_id,) in connection.execute(_REPORTS_ON, (list_text(sessions),))]
        )


def last_in(
    db: sqlite3.Connection, area: str, treatment: str, limit: int, until: datetime | None = None
) -> list[SessionBrief]:
    """Return the last sessions on an area, newest first, as they were at a moment: None is now."""
    return _briefs(db, _LAST, (treatment, area, limit), until)


def among(
    db: sqlite3.Connection, area: str, treatment: str, ids: Collection[str], until: datetime | None = None
) -> list[SessionBrief]:
    """Return the same of those sessions on an area that are named."""
    return _briefs(db, _AMONG, (treatment, area, list_text(ids)), until) if ids else []


def _briefs(
    db: sqlite3.Connection, query: str, about: tuple[str, str, str | int], until: datetime | None
) -> list[SessionBrief]:
    treatment, area, which = about
    by = utc_text(until) if until else _EVER
    rows = db.execute(query, (treatment, area, by, which)).fetchall()
    known = {kind: _stored(db, *kind) for kind in {row[3:] for row in rows}}
    others = _from_events(db, [row[0] for row in rows if known[row[3:]] is None], until)
    return [
        SessionBrief(event_id, moment_of(happened, offset), stored)
        if (stored := known[own, reports])
        else others[event_id]
        for event_id, happened, offset, own, reports in rows
    ]


def _stored(db: sqlite3.Connection, own: int | None, reports: str | None) -> Stored | None:
    """The texts with these numbers as data; None where one is not known."""
    if own is None or "?" in (reports or ""):
        return None
    numbers = [own, *(int(number) for number in (reports or "").split(",") if number)]
    # Each by itself: two reports may be told alike.
    texts = [db.execute(_TEXTS, (list_text([number]),)).fetchone() for number in numbers]
    return tuple(data_of(text) for (text,) in texts) if all(texts) else None


def _from_events(
    db: sqlite3.Connection, ids: Collection[str], until: datetime | None
) -> dict[str, SessionBrief]:
    """The same of sessions that were edited or brought back, and of those that have no row, by id."""
    if not ids:
        return {}
    from skinroutine.history.in_force import follow_up_rows  # noqa: PLC0415  seldom is one renamed

    reports: dict[str, list[Event]] = {event_id: [] for event_id in ids}
    for event_id, row in follow_up_rows(db, ids):
        reports[event_id].append(event_of(row))
    found = {}
    for event_id, events in reports.items():
        session = event_of(db.execute(_BY_ID, (event_id,)).fetchone())
        by_then = (each for each in events if until is None or each.happened <= until)
        found[event_id] = SessionBrief.of(session, by_then)
    return found


def telling_in(
    db: sqlite3.Connection, areas: Collection[str], treatment: str, moment: datetime, words: Iterable[str]
) -> set[str]:
    """Return the ids of the sessions after a moment of which one of these words may have been told."""
    about, quoted = (treatment, list_text(areas), utc_text(moment)), [f'"{word}"' for word in words]
    if not _may_tell(db, db.execute(_KINDS, about), quoted):
        return set()
    return {event_id for word in quoted for (event_id,) in db.execute(_TOLD, (*about, word))}


def _may_tell(db: sqlite3.Connection, kinds: Iterable[Sequence[Any]], words: Collection[str]) -> bool:
    """Whether a session, or a report on it, may have one of these words, of all that are told alike."""
    briefs = set()
    for renamed, brief, is_alone, report in kinds:
        if renamed != 0 or (report is None and not is_alone):
            return True
        briefs |= {brief} if is_alone else {brief, report}
    texts = db.execute(_TEXTS, (list_text(briefs),)).fetchall()
    return len(texts) < len(briefs) or any(word in text for (text,) in texts for word in words)
