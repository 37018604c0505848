BEGIN TRANSACTION;
PRAGMA application_id = 1936419182;
PRAGMA user_version = 1;
CREATE TABLE events (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        happened TEXT NOT NULL,
        happened_offset INTEGER NOT NULL,
        recorded TEXT NOT NULL,
        data TEXT NOT NULL,
        replaces TEXT,
        treatment TEXT
    ) STRICT;
INSERT INTO "events" VALUES(1,'019caa8e-a100-70ff-bfc6-57def8f7c9b9','session','2026-03-01T18:00:00.000000Z',120,'2026-03-01T18:00:00.000000Z','{"areas":["cheeks","nose"],"treatment":"mn"}',NULL,'mn');
INSERT INTO "events" VALUES(2,'019caa8e-a4e8-736e-a2b0-e62cbc487da7','hold','2026-03-01T18:00:01.000000Z',120,'2026-03-01T18:00:01.000000Z','{"least_days":14,"rule":"pus","treatment":"md","why":"Pus."}',NULL,'md');
INSERT INTO "events" VALUES(3,'019caa8e-a8d0-746f-97fc-6f4621b507e3','hold','2026-03-01T18:00:02.000000Z',120,'2026-03-01T18:00:02.000000Z','{"least_days":14,"rule":"pus","treatment":"mn","why":"Pus."}',NULL,'mn');
INSERT INTO "events" VALUES(4,'019caa8e-acb8-71a1-9aa0-2064add87fc1','session','2026-03-01T18:00:03.000000Z',120,'2026-03-01T18:00:03.000000Z','{"areas":["cheeks"],"note":"edited","treatment":"mn"}','019caa8e-a100-70ff-bfc6-57def8f7c9b9','mn');
INSERT INTO "events" VALUES(5,'019caa8e-b0a0-7554-b077-d96b6571fcef','release','2026-03-01T18:00:04.000000Z',120,'2026-03-01T18:00:04.000000Z','{"hold":"019caa8e-a8d0-746f-97fc-6f4621b507e3","how":"healed"}',NULL,NULL);
CREATE TABLE hold (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        treatment TEXT NOT NULL,
        since TEXT NOT NULL,
        since_offset INTEGER NOT NULL,
        rule TEXT NOT NULL,
        why TEXT NOT NULL,
        least_days INTEGER NOT NULL,
        active INTEGER NOT NULL
    ) STRICT;
INSERT INTO "hold" VALUES(1,'019caa8e-a4e8-736e-a2b0-e62cbc487da7','md','2026-03-01T18:00:01.000000Z',120,'pus','Pus.',14,1);
INSERT INTO "hold" VALUES(2,'019caa8e-a8d0-746f-97fc-6f4621b507e3','mn','2026-03-01T18:00:02.000000Z',120,'pus','Pus.',14,0);
CREATE TABLE hold_release (
        release_id TEXT NOT NULL PRIMARY KEY,
        hold_id TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
INSERT INTO "hold_release" VALUES('019caa8e-b0a0-7554-b077-d96b6571fcef','019caa8e-a8d0-746f-97fc-6f4621b507e3');
CREATE TABLE session_area (
        event_id TEXT NOT NULL,
        treatment TEXT NOT NULL,
        area TEXT NOT NULL,
        happened TEXT NOT NULL,
        PRIMARY KEY (event_id, area)
    ) STRICT;
INSERT INTO "session_area" VALUES('019caa8e-acb8-71a1-9aa0-2064add87fc1','mn','cheeks','2026-03-01T18:00:03.000000Z');
CREATE TABLE standing (
        treatment TEXT NOT NULL,
        area TEXT NOT NULL,
        last_session TEXT NOT NULL,
        last_session_offset INTEGER NOT NULL,
        earliest TEXT NOT NULL,
        overdue TEXT NOT NULL,
        PRIMARY KEY (treatment, area)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "standing" VALUES('mn','cheeks','2026-03-01T18:00:03.000000Z',120,'2026-03-08','2026-03-29');
CREATE INDEX events_kind ON events (kind);
CREATE INDEX events_happened ON events (kind, happened);
CREATE INDEX events_treatment ON events (kind, treatment);
CREATE INDEX events_treatment_happened ON events (kind, treatment, happened);
CREATE INDEX events_replaces ON events (replaces) WHERE replaces IS NOT NULL;
CREATE TRIGGER events_keep BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER events_stay BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER events_once BEFORE INSERT ON events
    WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id OR seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE VIEW live AS
    SELECT seq, id, kind, happened, happened_offset, recorded, data, replaces, treatment
    FROM events
    WHERE NOT EXISTS (SELECT 1 FROM events AS later WHERE later.replaces = events.id);
CREATE INDEX session_area_pair ON session_area (treatment, area, happened);
CREATE INDEX session_area_area ON session_area (area, happened);
CREATE INDEX hold_active ON hold (since) WHERE active = 1;
CREATE INDEX hold_release_hold ON hold_release (hold_id);
COMMIT;
