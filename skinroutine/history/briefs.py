"""What is weighed of a session and of a report on it, kept apart from its note, its aftercare and its times.

Of most sessions that is the same text: it is kept once, and a row of a small table says which one an event
has. Of what has no row it is read from the event, so that both give the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from skinroutine.history.codec import data_of, event_of, moment_of, names_text, utc_text
from skinroutine.history.records import Event

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime

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

_OF_PAIR: Final = """SELECT event_id, done.happened, happened_offset, done.recorded, brief
FROM session_area AS done LEFT JOIN weighed USING (event_id) WHERE treatment = ? AND area = ?
ORDER BY done.happened DESC, done.recorded DESC, done.event_id DESC LIMIT ?"""
# A row for each session at the least, with nothing but whether it was named by this one id all along.
_TELLING_OF: Final = """SELECT named.value, NOT own.renamed,
report.event_id, told.happened, told.happened_offset, told.recorded, told.brief
FROM json_each(?) AS named LEFT JOIN weighed AS own ON own.event_id = named.value
LEFT JOIN follow_up AS report ON report.session = named.value AND NOT own.renamed
LEFT JOIN weighed AS told ON told.event_id = report.event_id"""
_REPORT: Final = 2
"""Where in such a row the report begins."""
_TEXT: Final = "SELECT text FROM brief WHERE id = ?"
_BY_ID: Final = "SELECT * FROM events WHERE id = ?"
_DATA: Final = "(SELECT data FROM events WHERE id = {0}.event_id)"
_TOLD: Final = f"""SELECT done.event_id FROM session_area AS done
LEFT JOIN weighed ON weighed.event_id = done.event_id LEFT JOIN brief ON brief.id = weighed.brief
WHERE treatment = ?1 AND area = ?2 AND done.happened > ?3 AND (
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
WHERE treatment = ? AND area = ? AND done.happened > ?"""
_LIVE: Final = """SELECT * FROM live WHERE id IN (SELECT value FROM json_each(?))
ORDER BY happened DESC, recorded DESC, id DESC"""


def keep(connection: sqlite3.Connection, events: Iterable[str]) -> None:
    """Make the rows of events by their ids; of other kinds, and of text that is no JSON, none is made."""
    named = names_text(events)
    connection.execute(_ADD_TEXT, (named,))
    connection.execute(_ADD, (named,))


def keep_newest(connection: sqlite3.Connection) -> None:
    """Make the rows of the newest sessions of each treatment and area, and of the reports on them."""
    for pair in connection.execute(_PAIRS).fetchall():
        sessions = [event_id for (event_id,) in connection.execute(_NEWEST_OF, (*pair, _NEWEST))]
        keep(connection, sessions)
        keep(
            connection, [event_id for (event_id,) in connection.execute(_REPORTS_ON, (names_text(sessions),))]
        )


def last_in(db: sqlite3.Connection, area: str, treatment: str, limit: int) -> list[Event]:
    """Return the last sessions on an area, newest first, each with what is weighed of it.

    What is the same of several is one object.
    """
    return _events(db, "session", db.execute(_OF_PAIR, (treatment, area, limit)).fetchall())


def reports_in(db: sqlite3.Connection, sessions: Collection[str]) -> dict[str, list[Event]]:
    """Return what was recorded later of how the skin took these sessions, by the id of the session."""
    from skinroutine.history.in_force import follow_up_rows  # noqa: PLC0415  seldom are they renamed

    found: dict[str, list[Event]] = {session: [] for session in sessions}
    rows = db.execute(_TELLING_OF, (names_text(found),)).fetchall()
    # Of a session without a report the row has no event.
    plain = [row for row in rows if row[_REPORT]]
    for row, event in zip(plain, _events(db, "follow-up", [row[_REPORT:] for row in plain]), strict=True):
        found[row[0]].append(event)
    others = [row[0] for row in rows if not row[1]]
    for session, row in follow_up_rows(db, others) if others else ():
        found[session].append(event_of(row))
    return found


def telling_in(
    db: sqlite3.Connection, area: str, treatment: str, moment: datetime, words: Iterable[str]
) -> Iterator[Event]:
    """Yield the sessions after a moment of which one of these words may have been told, newest first."""
    about, quoted = (treatment, area, utc_text(moment)), [f'"{word}"' for word in words]
    if not _may_tell(db, db.execute(_KINDS, about), quoted):
        return
    named = {found for word in quoted for found in db.execute(_TOLD, (*about, word))}
    if named:
        yield from map(event_of, db.execute(_LIVE, (names_text(event_id for (event_id,) in named),)))


def _may_tell(db: sqlite3.Connection, kinds: Iterable[Sequence[Any]], words: Collection[str]) -> bool:
    """Whether a session, or a report on it, may have one of these words, of all that are told alike."""
    briefs = set()
    for renamed, brief, is_alone, report in kinds:
        if renamed != 0 or (report is None and not is_alone):
            return True
        briefs |= {brief} if is_alone else {brief, report}
    found = (db.execute(_TEXT, (brief,)).fetchone() for brief in briefs)
    return any(row is None or any(word in row[0] for word in words) for row in found)


def _events(db: sqlite3.Connection, kind: str, rows: Iterable[Sequence[Any]]) -> list[Event]:
    known: dict[int | None, dict[str, object] | None] = {None: None}
    found = []
    for event_id, happened, offset, recorded, brief in rows:
        if brief not in known:
            known[brief] = _stored(db, brief)
        stored = known[brief]
        if stored is None:
            found.append(event_of(db.execute(_BY_ID, (event_id,)).fetchone()))
            continue
        at = moment_of(happened, offset)
        once = recorded == happened and not offset
        found.append(Event(event_id, kind, at, at if once else moment_of(recorded), stored, None))
    return found


def _stored(db: sqlite3.Connection, brief: int) -> dict[str, object] | None:
    row = db.execute(_TEXT, (brief,)).fetchone()
    return data_of(row[0]) if row else None
