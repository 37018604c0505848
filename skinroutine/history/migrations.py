"""The layout of the file, as the steps that lead to it.

A step that was released is never edited: a new layout is a new step at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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

Steps = tuple[tuple[str, ...], ...]
MIGRATIONS: Steps = (_FIRST,)


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
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {len(steps)}")
