"""The layout of the file, as the steps that lead to it.

A step that was released is never edited: a new layout is a new step at the end.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

APPLICATION = 0x736B696E  # "skin": tells our file from any other SQLite file

_FIRST = (
    """CREATE TABLE events (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        happened TEXT NOT NULL,
        happened_offset INTEGER NOT NULL,
        recorded TEXT NOT NULL,
        data TEXT NOT NULL,
        replaces TEXT,
        treatment TEXT
    ) STRICT""",
    "CREATE INDEX events_kind ON events (kind)",
    "CREATE INDEX events_happened ON events (kind, happened)",
    "CREATE INDEX events_treatment ON events (kind, treatment)",
    "CREATE INDEX events_treatment_happened ON events (kind, treatment, happened)",
    "CREATE INDEX events_replaces ON events (replaces) WHERE replaces IS NOT NULL",
    """CREATE TRIGGER events_keep BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END""",
    """CREATE TRIGGER events_stay BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END""",
    # INSERT OR REPLACE deletes without firing the trigger above.
    """CREATE TRIGGER events_once BEFORE INSERT ON events
    WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id OR seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END""",
    """CREATE VIEW live AS
    SELECT seq, id, kind, happened, happened_offset, recorded, data, replaces, treatment
    FROM events
    WHERE NOT EXISTS (SELECT 1 FROM events AS later WHERE later.replaces = events.id)""",
    """CREATE TABLE session_area (
        event_id TEXT NOT NULL,
        treatment TEXT NOT NULL,
        area TEXT NOT NULL,
        happened TEXT NOT NULL,
        PRIMARY KEY (event_id, area)
    ) STRICT""",
    "CREATE INDEX session_area_pair ON session_area (treatment, area, happened)",
    "CREATE INDEX session_area_area ON session_area (area, happened)",
    """CREATE TABLE standing (
        treatment TEXT NOT NULL,
        area TEXT NOT NULL,
        last_session TEXT NOT NULL,
        last_session_offset INTEGER NOT NULL,
        earliest TEXT NOT NULL,
        overdue TEXT NOT NULL,
        PRIMARY KEY (treatment, area)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE hold (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        treatment TEXT NOT NULL,
        since TEXT NOT NULL,
        since_offset INTEGER NOT NULL,
        rule TEXT NOT NULL,
        why TEXT NOT NULL,
        least_days INTEGER NOT NULL,
        active INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX hold_active ON hold (since) WHERE active = 1",
    """CREATE TABLE hold_release (
        release_id TEXT NOT NULL PRIMARY KEY,
        hold_id TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX hold_release_hold ON hold_release (hold_id)",
)

_REMINDING = (
    "ALTER TABLE standing ADD COLUMN suggested TEXT",
    "ALTER TABLE standing ADD COLUMN lapsed TEXT",
    """CREATE TABLE standing_why (
        treatment TEXT NOT NULL,
        area TEXT NOT NULL,
        date TEXT NOT NULL,
        rule TEXT NOT NULL,
        say TEXT NOT NULL,
        counted_treatment TEXT NOT NULL,
        counted TEXT NOT NULL,
        PRIMARY KEY (treatment, area, date)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE follow_up (
        event_id TEXT NOT NULL PRIMARY KEY,
        session TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX follow_up_session ON follow_up (session)",
    """CREATE TABLE check_due (
        session TEXT NOT NULL,
        opens TEXT NOT NULL,
        closes TEXT NOT NULL,
        happened TEXT NOT NULL,
        treatment TEXT NOT NULL,
        areas TEXT NOT NULL,
        ask TEXT NOT NULL,
        answer TEXT NOT NULL,
        PRIMARY KEY (session, opens)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX check_due_closes ON check_due (closes)",
    """CREATE TABLE pause (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        since TEXT NOT NULL,
        since_offset INTEGER NOT NULL,
        until TEXT,
        why TEXT NOT NULL,
        active INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX pause_active ON pause (until) WHERE active = 1",
    """CREATE TABLE pause_end (
        resume_id TEXT NOT NULL PRIMARY KEY,
        pause_id TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX pause_end_pause ON pause_end (pause_id)",
)

# Two machines get the same events in another order: what is newer is told by when it was recorded, and
# of several edits of one entry one counts.
_MERGING = (
    "DROP INDEX events_kind",
    "DROP INDEX events_happened",
    "DROP INDEX events_treatment",
    "DROP INDEX events_treatment_happened",
    "CREATE INDEX events_recorded ON events (recorded, id)",
    "CREATE INDEX events_kind_recorded ON events (kind, recorded, id)",
    "CREATE INDEX events_kind_happened ON events (kind, happened, recorded, id)",
    "CREATE INDEX events_treatment_recorded ON events (kind, treatment, recorded, id)",
    "CREATE INDEX events_treatment_happened ON events (kind, treatment, happened, recorded, id)",
    "CREATE TABLE gone (event_id TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID",
    "INSERT INTO gone SELECT DISTINCT replaces FROM events WHERE replaces IS NOT NULL",
    "DROP VIEW live",
    """CREATE VIEW live AS
    SELECT seq, id, kind, happened, happened_offset, recorded, data, replaces, treatment
    FROM events WHERE NOT EXISTS (SELECT 1 FROM gone WHERE gone.event_id = events.id)""",
    "DROP INDEX session_area_pair",
    "DROP INDEX session_area_area",
    "ALTER TABLE session_area RENAME TO session_area_before",
    """CREATE TABLE session_area (
        event_id TEXT NOT NULL,
        treatment TEXT NOT NULL,
        area TEXT NOT NULL,
        happened TEXT NOT NULL,
        recorded TEXT NOT NULL,
        PRIMARY KEY (event_id, area)
    ) STRICT, WITHOUT ROWID""",
    """INSERT INTO session_area SELECT event_id, before.treatment, area, before.happened, recorded
    FROM session_area_before AS before JOIN events ON events.id = event_id""",
    "DROP TABLE session_area_before",
    "CREATE INDEX session_area_pair ON session_area (treatment, area, happened, recorded, event_id)",
    "CREATE INDEX session_area_area ON session_area (area, happened, recorded, event_id)",
    "DROP INDEX hold_active",
    "CREATE INDEX hold_active ON hold (since, id) WHERE active = 1",
)

# What is stored is as good as the rules that it was worked out by: their name stands beside it.
_RULES_BEHIND = (
    """CREATE TABLE stored_under (
        place INTEGER PRIMARY KEY CHECK (place = 1),
        rules TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE needs_clearance (
        rule TEXT NOT NULL PRIMARY KEY,
        who TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE finding (
        event_id TEXT NOT NULL,
        rule TEXT NOT NULL,
        say TEXT NOT NULL,
        level INTEGER NOT NULL,
        treatment TEXT NOT NULL,
        happened TEXT NOT NULL,
        happened_offset INTEGER NOT NULL,
        PRIMARY KEY (event_id, rule)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX finding_rule ON finding (rule, happened, event_id)",
    """CREATE TABLE clearance (
        event_id TEXT NOT NULL PRIMARY KEY,
        who TEXT NOT NULL,
        happened TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX clearance_who ON clearance (who, happened)",
    "ALTER TABLE standing ADD COLUMN untold TEXT NOT NULL DEFAULT ''",
    """INSERT OR IGNORE INTO finding
    SELECT live.id, reason.value ->> 'id', coalesce(reason.value ->> 'message', ''),
    CASE json_type(reason.value, '$.level') WHEN 'integer' THEN reason.value ->> 'level' ELSE 0 END,
    coalesce(live.treatment, ''), live.happened, live.happened_offset
    FROM live JOIN json_each(live.data, '$.result.reasons') AS reason
    WHERE live.kind = 'symptom-check' AND reason.type = 'object'
    AND json_type(reason.value, '$.id') = 'text'""",
)

# What a check found lasts as long as its finding says, and a hold ends as its level says.
_FINDINGS = (
    """CREATE TABLE leaves (
        rule TEXT NOT NULL,
        level INTEGER NOT NULL,
        finding TEXT NOT NULL,
        weight INTEGER NOT NULL,
        who TEXT NOT NULL,
        healed INTEGER,
        PRIMARY KEY (rule, level, finding)
    ) STRICT, WITHOUT ROWID""",
    "INSERT INTO leaves SELECT rule, 0, 'cleared-by-' || who, 4, who, NULL FROM needs_clearance",
    "DROP TABLE needs_clearance",
    """CREATE TABLE level_end (
        level INTEGER NOT NULL,
        place INTEGER NOT NULL,
        how TEXT NOT NULL,
        PRIMARY KEY (level, place)
    ) STRICT, WITHOUT ROWID""",
    "ALTER TABLE finding ADD COLUMN unnamed INTEGER NOT NULL DEFAULT 1",
    "CREATE INDEX finding_unnamed ON finding (level, happened) WHERE unnamed = 1",
    "ALTER TABLE clearance ADD COLUMN finding TEXT NOT NULL DEFAULT ''",
)

# What is looked up by a part of an id or of its data costs the same in a long history. Text that a damaged
# file holds in place of JSON does not stand in the way.
_LOOKED_UP = (
    "CREATE INDEX events_ending ON events (substr(id, -4))",
    """CREATE INDEX events_again ON events (substr(data, instr(data, '"again":["') + 10, 36), recorded, id)
    WHERE instr(data, '"again":["')""",
    """CREATE INDEX events_late ON events (happened)
    WHERE kind = 'session' AND instr(data, '"later_early"')""",
    """CREATE INDEX events_hours ON events (
    CASE WHEN json_valid(data) THEN json_extract(data, '$.hours') END) WHERE kind = 'follow-up'""",
)

# What the rules say today, beside what they said as an event was recorded.
_TODAYS_WORDS = (
    """CREATE TABLE wording (
        treatment TEXT NOT NULL,
        item TEXT NOT NULL,
        part TEXT NOT NULL,
        place INTEGER NOT NULL,
        text TEXT NOT NULL,
        nature TEXT NOT NULL,
        reads TEXT NOT NULL,
        since TEXT NOT NULL,
        PRIMARY KEY (treatment, item, part, place)
    ) STRICT, WITHOUT ROWID""",
)

# A calendar had an entry for each area and each step, for what was recorded until here.
_DAY_PARTS = (
    """CREATE TABLE day_parts (
        place INTEGER PRIMARY KEY CHECK (place = 1),
        last_before TEXT
    ) STRICT""",
    "INSERT INTO day_parts SELECT 1, max(recorded) FROM events",
)

# What is weighed of the newest sessions, without what a person alone reads: alike texts are kept once.
_WEIGHED = (
    "CREATE TABLE brief (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT",
    """CREATE TABLE weighed (event_id TEXT NOT NULL PRIMARY KEY, happened TEXT NOT NULL,
    happened_offset INTEGER NOT NULL, recorded TEXT NOT NULL, renamed INTEGER NOT NULL, brief INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
)

Steps = tuple[tuple[str, ...], ...]
MIGRATIONS: Steps = (
    _FIRST, _REMINDING, _MERGING, _RULES_BEHIND, _FINDINGS, _LOOKED_UP, _TODAYS_WORDS, _DAY_PARTS,
    _WEIGHED,
)  # fmt: skip


def version_of(connection: sqlite3.Connection) -> int:
    """Return how many steps the file has behind it; 0 for a new one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_foreign(connection: sqlite3.Connection) -> bool:
    """Return whether this is no history: ours has both numbers from its first moment."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    return bool(application != APPLICATION or not version_of(connection))


def migrate(connection: sqlite3.Connection, steps: Sequence[tuple[str, ...]] = MIGRATIONS) -> None:
    """Take the steps that the file still lacks, inside the transaction of the caller."""
    done = version_of(connection)
    if done >= len(steps):
        return
    for step in steps[done:]:
        for statement in step:
            connection.execute(statement)
    # Both numbers belong to the transaction: a kill leaves them with the tables that they speak of.
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {len(steps)}")
