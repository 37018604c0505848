PRAGMA application_id = 1936419182;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE check_due (
        session TEXT NOT NULL,
        opens TEXT NOT NULL,
        closes TEXT NOT NULL,
        happened TEXT NOT NULL,
        treatment TEXT NOT NULL,
        areas TEXT NOT NULL,
        ask TEXT NOT NULL,
        answer TEXT NOT NULL,
        PRIMARY KEY (session, opens)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "check_due" VALUES('01a0f89f-fe30-7cf3-abd3-9aa9fee84213','2026-10-02T18:00:30.000000Z','2026-10-08T18:00:30.000000Z','2026-10-01T18:00:30.000000Z','microneedling','cheeks','How is your skin, a day after?','skinroutine log --reaction none|expected|prolonged|severe');
INSERT INTO "check_due" VALUES('01a0f89f-fe30-7cf3-abd3-9aa9fee84213','2026-10-04T18:00:30.000000Z','2026-10-08T18:00:30.000000Z','2026-10-01T18:00:30.000000Z','microneedling','cheeks','How is your skin, three days after?','skinroutine log --reaction none|expected|prolonged|severe');
INSERT INTO "check_due" VALUES('01a1472a-58c0-7d6a-9fd5-e28d7339baec','2026-10-18T00:02:00.000000Z','2026-10-24T00:02:00.000000Z','2026-10-17T00:02:00.000000Z','microneedling','cheeks','How is your skin, a day after?','skinroutine log --reaction none|expected|prolonged|severe');
INSERT INTO "check_due" VALUES('01a1472a-58c0-7d6a-9fd5-e28d7339baec','2026-10-20T00:02:00.000000Z','2026-10-24T00:02:00.000000Z','2026-10-17T00:02:00.000000Z','microneedling','cheeks','How is your skin, three days after?','skinroutine log --reaction none|expected|prolonged|severe');
INSERT INTO "check_due" VALUES('01a195b4-b350-77fd-83ec-2a3aa8586540','2026-11-02T06:03:30.000000Z','2026-11-08T06:03:30.000000Z','2026-11-01T06:03:30.000000Z','microneedling','cheeks','How is your skin, a day after?','skinroutine log --reaction none|expected|prolonged|severe');
INSERT INTO "check_due" VALUES('01a195b4-b350-77fd-83ec-2a3aa8586540','2026-11-04T06:03:30.000000Z','2026-11-08T06:03:30.000000Z','2026-11-01T06:03:30.000000Z','microneedling','cheeks','How is your skin, three days after?','skinroutine log --reaction none|expected|prolonged|severe');
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
INSERT INTO "events" VALUES(1,'01a0f89f-fe30-7cf3-abd3-9aa9fee84213','session','2026-10-01T18:00:30.000000Z',60,'2026-10-01T18:00:30.000000Z','{"aftercare":[{"ends":"2026-10-02T19:00:30+01:00","id":"mn-after-gel-only","kind":"do","starts":"2026-10-01T19:00:30+01:00","text":"Use only lukewarm water and a bland gel on the skin."},{"ends":"2026-10-03T19:00:30+01:00","id":"mn-after-make-up","kind":"avoid","starts":"2026-10-01T19:00:30+01:00","text":"Leave make-up off."},{"ends":"2026-10-06T19:00:30+01:00","id":"mn-after-exercise","kind":"avoid","starts":"2026-10-01T19:00:30+01:00","text":"Skip hard exercise, pools, the sea, saunas, hot tubs and hot baths."},{"ends":"2026-10-08T19:00:30+01:00","id":"mn-after-sun","kind":"avoid","starts":"2026-10-01T19:00:30+01:00","text":"Keep the skin out of direct sun, with a hat or indoors."},{"ends":"2026-10-15T19:00:30+01:00","id":"mn-after-sun-cream","kind":"do","starts":"2026-10-02T19:00:30+01:00","text":"Wear a mineral sun cream of SPF 30 or more, and put it on every two hours outdoors."},{"ends":"2026-10-08T19:00:30+01:00","id":"mn-after-harsh-products","kind":"avoid","starts":"2026-10-01T19:00:30+01:00","text":"Leave off retinol, acids, vitamin C, benzoyl peroxide and scrubs, and do not pick."},{"ends":"2026-10-11T19:00:30+01:00","id":"mn-after-prescription-retinoid","kind":"avoid","starts":"2026-10-01T19:00:30+01:00","text":"Leave off tretinoin, adapalene and the like."},{"ends":"2026-10-22T19:00:30+01:00","id":"mn-after-other-treatments","kind":"avoid","starts":"2026-10-01T19:00:30+01:00","text":"Have no waxing, laser, facial, botox or filler on that skin."}],"answers":{"areas":["cheeks"],"device_kind":"roller","last_reaction":"none","needle_mm":0.25,"numbing_cream":"none","products_during":[]},"areas":["cheeks"],"follow_up":[{"answer":"skinroutine log --reaction none|expected|prolonged|severe","ask":"How is your skin, a day after?","closes":"2026-10-08T19:00:30+01:00","id":"mn-check-first-day","opens":"2026-10-02T19:00:30+01:00"},{"answer":"skinroutine log --reaction none|expected|prolonged|severe","ask":"How is your skin, three days after?","closes":"2026-10-08T19:00:30+01:00","id":"mn-check-third-day","opens":"2026-10-04T19:00:30+01:00"}],"note":"","treatment":"microneedling"}',NULL,'microneedling');
INSERT INTO "events" VALUES(2,'01a0f9ea-0a60-7980-a5b9-1333c8cbd1f7','symptom-check','2026-10-02T00:01:00.000000Z',60,'2026-10-02T00:01:00.000000Z','{"answers":{"hours_since_session":6,"needle_mm":0.25,"risk_factors":["numbing_cream_used"],"symptoms":["mouth_throat_swelling"]},"result":{"actions":["Call 112, 911 or 999 now.","Use your adrenaline pen now if you have one.","Wash or wipe off any cream or serum while you wait for help.","Do not drive yourself.","Ask someone to stay with you.","Say what you did, when, and which creams or numbing cream you used.","Stop all sessions."],"back_if":["Call again if you get worse while you wait."],"check_again":null,"contradictions":[],"handover":true,"hold":true,"level":4,"name":"emergency","questions_asked":0,"reasons":[{"because":["symptoms=mouth_throat_swelling"],"id":"flag-airway","level":4,"message":"A swollen mouth or throat, or trouble breathing, can close the airway.","sources":["nhs-anaphylaxis","barnsley-allergy","emla-anaphylaxis","fda-lidocaine2024"]}],"schema_version":1,"stored":null,"treatment":"microneedling","unreviewed_rules":[]},"treatment":"microneedling"}',NULL,'microneedling');
INSERT INTO "events" VALUES(3,'01a0f9ea-0a60-7980-a5b9-8b2aee8db295','hold','2026-10-02T00:01:00.000000Z',60,'2026-10-02T00:01:00.000000Z','{"least_days":14,"rule":"flag-airway","treatment":"microneedling","why":"A swollen mouth or throat, or trouble breathing, can close the airway."}',NULL,'microneedling');
INSERT INTO "events" VALUES(4,'01a14729-e390-7a11-bd5d-ca845a9cfbc9','release','2026-10-17T00:01:30.000000Z',60,'2026-10-17T00:01:30.000000Z','{"hold":"01a0f9ea-0a60-7980-a5b9-8b2aee8db295","how":"seen"}',NULL,NULL);
INSERT INTO "events" VALUES(5,'01a1472a-58c0-7d6a-9fd5-e28d7339baec','session','2026-10-17T00:02:00.000000Z',60,'2026-10-17T00:02:00.000000Z','{"aftercare":[{"ends":"2026-10-18T01:02:00+01:00","id":"mn-after-gel-only","kind":"do","starts":"2026-10-17T01:02:00+01:00","text":"Use only lukewarm water and a bland gel on the skin."},{"ends":"2026-10-19T01:02:00+01:00","id":"mn-after-make-up","kind":"avoid","starts":"2026-10-17T01:02:00+01:00","text":"Leave make-up off."},{"ends":"2026-10-22T01:02:00+01:00","id":"mn-after-exercise","kind":"avoid","starts":"2026-10-17T01:02:00+01:00","text":"Skip hard exercise, pools, the sea, saunas, hot tubs and hot baths."},{"ends":"2026-10-24T01:02:00+01:00","id":"mn-after-sun","kind":"avoid","starts":"2026-10-17T01:02:00+01:00","text":"Keep the skin out of direct sun, with a hat or indoors."},{"ends":"2026-10-31T00:02:00+00:00","id":"mn-after-sun-cream","kind":"do","starts":"2026-10-18T01:02:00+01:00","text":"Wear a mineral sun cream of SPF 30 or more, and put it on every two hours outdoors."},{"ends":"2026-10-24T01:02:00+01:00","id":"mn-after-harsh-products","kind":"avoid","starts":"2026-10-17T01:02:00+01:00","text":"Leave off retinol, acids, vitamin C, benzoyl peroxide and scrubs, and do not pick."},{"ends":"2026-10-27T00:02:00+00:00","id":"mn-after-prescription-retinoid","kind":"avoid","starts":"2026-10-17T01:02:00+01:00","text":"Leave off tretinoin, adapalene and the like."},{"ends":"2026-11-07T00:02:00+00:00","id":"mn-after-other-treatments","kind":"avoid","starts":"2026-10-17T01:02:00+01:00","text":"Have no waxing, laser, facial, botox or filler on that skin."}],"answers":{"areas":["cheeks"],"device_kind":"roller","last_reaction":"none","needle_mm":0.25,"numbing_cream":"none","products_during":[]},"areas":["cheeks"],"follow_up":[{"answer":"skinroutine log --reaction none|expected|prolonged|severe","ask":"How is your skin, a day after?","closes":"2026-10-24T01:02:00+01:00","id":"mn-check-first-day","opens":"2026-10-18T01:02:00+01:00"},{"answer":"skinroutine log --reaction none|expected|prolonged|severe","ask":"How is your skin, three days after?","closes":"2026-10-24T01:02:00+01:00","id":"mn-check-third-day","opens":"2026-10-20T01:02:00+01:00"}],"note":"","treatment":"microneedling"}',NULL,'microneedling');
INSERT INTO "events" VALUES(6,'01a14874-64f0-7706-900d-10db070d6f09','symptom-check','2026-10-17T06:02:30.000000Z',60,'2026-10-17T06:02:30.000000Z','{"answers":{"hours_since_session":6,"needle_mm":0.25,"risk_factors":[],"symptoms":["hives","nausea_vomiting"]},"result":{"actions":["Call 112, 911 or 999 now.","Use your adrenaline pen now if you have one.","Do not drive yourself.","Ask someone to stay with you.","Say what you did, when, and which creams or numbing cream you used.","Stop all sessions."],"back_if":["Call again if you get worse while you wait."],"check_again":null,"contradictions":[],"handover":true,"hold":true,"level":4,"name":"emergency","questions_asked":0,"reasons":[{"because":["symptoms=hives","symptoms=nausea_vomiting"],"id":"flag-allergy-spread","level":4,"message":"Hives with swelling, faintness or sickness can be a life-threatening allergy.","sources":["nhs-hives-copy","nhs-anaphylaxis","emla-anaphylaxis"]},{"because":["symptoms=hives"],"id":"flag-hives","level":1,"message":"Hives alone often pass within two days.","sources":["nhs-hives-copy"]},{"because":["symptoms=nausea_vomiting"],"id":"flag-sick","level":1,"message":"Mild sickness can pass with rest and small sips of water.","sources":["judgement"]}],"schema_version":1,"stored":null,"treatment":"microneedling","unreviewed_rules":[]},"treatment":"microneedling"}',NULL,'microneedling');
INSERT INTO "events" VALUES(7,'01a14874-64f0-7706-900d-8e99ecc124aa','hold','2026-10-17T06:02:30.000000Z',60,'2026-10-17T06:02:30.000000Z','{"least_days":14,"rule":"flag-allergy-spread","treatment":"microneedling","why":"Hives with swelling, faintness or sickness can be a life-threatening allergy."}',NULL,'microneedling');
INSERT INTO "events" VALUES(8,'01a195b4-3e20-7f27-9c15-cf374c060547','release','2026-11-01T06:03:00.000000Z',0,'2026-11-01T06:03:00.000000Z','{"hold":"01a14874-64f0-7706-900d-8e99ecc124aa","how":"healed"}',NULL,NULL);
INSERT INTO "events" VALUES(9,'01a195b4-b350-77fd-83ec-2a3aa8586540','session','2026-11-01T06:03:30.000000Z',0,'2026-11-01T06:03:30.000000Z','{"aftercare":[{"ends":"2026-11-02T06:03:30+00:00","id":"mn-after-gel-only","kind":"do","starts":"2026-11-01T06:03:30+00:00","text":"Use only lukewarm water and a bland gel on the skin."},{"ends":"2026-11-03T06:03:30+00:00","id":"mn-after-make-up","kind":"avoid","starts":"2026-11-01T06:03:30+00:00","text":"Leave make-up off."},{"ends":"2026-11-06T06:03:30+00:00","id":"mn-after-exercise","kind":"avoid","starts":"2026-11-01T06:03:30+00:00","text":"Skip hard exercise, pools, the sea, saunas, hot tubs and hot baths."},{"ends":"2026-11-08T06:03:30+00:00","id":"mn-after-sun","kind":"avoid","starts":"2026-11-01T06:03:30+00:00","text":"Keep the skin out of direct sun, with a hat or indoors."},{"ends":"2026-11-15T06:03:30+00:00","id":"mn-after-sun-cream","kind":"do","starts":"2026-11-02T06:03:30+00:00","text":"Wear a mineral sun cream of SPF 30 or more, and put it on every two hours outdoors."},{"ends":"2026-11-08T06:03:30+00:00","id":"mn-after-harsh-products","kind":"avoid","starts":"2026-11-01T06:03:30+00:00","text":"Leave off retinol, acids, vitamin C, benzoyl peroxide and scrubs, and do not pick."},{"ends":"2026-11-11T06:03:30+00:00","id":"mn-after-prescription-retinoid","kind":"avoid","starts":"2026-11-01T06:03:30+00:00","text":"Leave off tretinoin, adapalene and the like."},{"ends":"2026-11-22T06:03:30+00:00","id":"mn-after-other-treatments","kind":"avoid","starts":"2026-11-01T06:03:30+00:00","text":"Have no waxing, laser, facial, botox or filler on that skin."}],"answers":{"areas":["cheeks"],"device_kind":"roller","last_reaction":"none","needle_mm":0.25,"numbing_cream":"none","products_during":[]},"areas":["cheeks"],"follow_up":[{"answer":"skinroutine log --reaction none|expected|prolonged|severe","ask":"How is your skin, a day after?","closes":"2026-11-08T06:03:30+00:00","id":"mn-check-first-day","opens":"2026-11-02T06:03:30+00:00"},{"answer":"skinroutine log --reaction none|expected|prolonged|severe","ask":"How is your skin, three days after?","closes":"2026-11-08T06:03:30+00:00","id":"mn-check-third-day","opens":"2026-11-04T06:03:30+00:00"}],"note":"","treatment":"microneedling"}',NULL,'microneedling');
INSERT INTO "events" VALUES(10,'01a196fe-bf80-731c-9b0b-bc1810111154','symptom-check','2026-11-01T12:04:00.000000Z',0,'2026-11-01T12:04:00.000000Z','{"answers":{"hours_since_session":6,"needle_mm":0.25,"risk_factors":[],"symptoms":["eye_pain"],"symptoms.eye_pain.severity":"severe"},"result":{"actions":["Call 112, 911 or 999 now.","Do not drive yourself.","Ask someone to stay with you.","Say what you did, when, and which creams or numbing cream you used.","Stop all sessions."],"back_if":["Call again if you get worse while you wait."],"check_again":null,"contradictions":[],"handover":true,"hold":true,"level":4,"name":"emergency","questions_asked":0,"reasons":[{"because":["symptoms=eye_pain","symptoms.eye_pain.severity=severe"],"id":"flag-eye-pain-serious","level":4,"message":"Strong or growing pain in the eye is an emergency.","sources":["nhs-eye-copy","sja-eye"]},{"because":["symptoms=eye_pain"],"id":"flag-eye-pain","level":3,"message":"An eye that hurts needs care today.","sources":["mda-textbook1","sja-eye","nhs-eye-copy"]}],"schema_version":1,"stored":null,"treatment":"microneedling","unreviewed_rules":[]},"treatment":"microneedling"}',NULL,'microneedling');
INSERT INTO "events" VALUES(11,'01a196fe-bf80-731c-9b0b-d952f8bd8018','hold','2026-11-01T12:04:00.000000Z',0,'2026-11-01T12:04:00.000000Z','{"least_days":14,"rule":"flag-eye-pain-serious","treatment":"microneedling","why":"Strong or growing pain in the eye is an emergency."}',NULL,'microneedling');
INSERT INTO "events" VALUES(12,'01a1e43e-98b0-7898-8581-065433c2a9ee','release','2026-11-16T12:04:30.000000Z',0,'2026-11-16T12:04:30.000000Z','{"hold":"01a196fe-bf80-731c-9b0b-d952f8bd8018","how":"error"}',NULL,NULL);
CREATE TABLE follow_up (
        event_id TEXT NOT NULL PRIMARY KEY,
        session TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
CREATE TABLE gone (event_id TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
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
INSERT INTO "hold" VALUES(1,'01a0f9ea-0a60-7980-a5b9-8b2aee8db295','microneedling','2026-10-02T00:01:00.000000Z',60,'flag-airway','A swollen mouth or throat, or trouble breathing, can close the airway.',14,0);
INSERT INTO "hold" VALUES(2,'01a14874-64f0-7706-900d-8e99ecc124aa','microneedling','2026-10-17T06:02:30.000000Z',60,'flag-allergy-spread','Hives with swelling, faintness or sickness can be a life-threatening allergy.',14,0);
INSERT INTO "hold" VALUES(3,'01a196fe-bf80-731c-9b0b-d952f8bd8018','microneedling','2026-11-01T12:04:00.000000Z',0,'flag-eye-pain-serious','Strong or growing pain in the eye is an emergency.',14,0);
CREATE TABLE hold_release (
        release_id TEXT NOT NULL PRIMARY KEY,
        hold_id TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
INSERT INTO "hold_release" VALUES('01a14729-e390-7a11-bd5d-ca845a9cfbc9','01a0f9ea-0a60-7980-a5b9-8b2aee8db295');
INSERT INTO "hold_release" VALUES('01a195b4-3e20-7f27-9c15-cf374c060547','01a14874-64f0-7706-900d-8e99ecc124aa');
INSERT INTO "hold_release" VALUES('01a1e43e-98b0-7898-8581-065433c2a9ee','01a196fe-bf80-731c-9b0b-d952f8bd8018');
CREATE TABLE pause (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        since TEXT NOT NULL,
        since_offset INTEGER NOT NULL,
        until TEXT,
        why TEXT NOT NULL,
        active INTEGER NOT NULL
    ) STRICT;
CREATE TABLE pause_end (
        resume_id TEXT NOT NULL PRIMARY KEY,
        pause_id TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
CREATE TABLE session_area (
        event_id TEXT NOT NULL,
        treatment TEXT NOT NULL,
        area TEXT NOT NULL,
        happened TEXT NOT NULL,
        recorded TEXT NOT NULL,
        PRIMARY KEY (event_id, area)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "session_area" VALUES('01a0f89f-fe30-7cf3-abd3-9aa9fee84213','microneedling','cheeks','2026-10-01T18:00:30.000000Z','2026-10-01T18:00:30.000000Z');
INSERT INTO "session_area" VALUES('01a1472a-58c0-7d6a-9fd5-e28d7339baec','microneedling','cheeks','2026-10-17T00:02:00.000000Z','2026-10-17T00:02:00.000000Z');
INSERT INTO "session_area" VALUES('01a195b4-b350-77fd-83ec-2a3aa8586540','microneedling','cheeks','2026-11-01T06:03:30.000000Z','2026-11-01T06:03:30.000000Z');
CREATE TABLE standing (
        treatment TEXT NOT NULL,
        area TEXT NOT NULL,
        last_session TEXT NOT NULL,
        last_session_offset INTEGER NOT NULL,
        earliest TEXT NOT NULL,
        overdue TEXT NOT NULL, suggested TEXT, lapsed TEXT,
        PRIMARY KEY (treatment, area)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "standing" VALUES('microneedling','cheeks','2026-11-01T06:03:30.000000Z',0,'2026-11-08','2026-11-29','2026-11-08','2027-01-30');
CREATE TABLE standing_why (
        treatment TEXT NOT NULL,
        area TEXT NOT NULL,
        date TEXT NOT NULL,
        rule TEXT NOT NULL,
        say TEXT NOT NULL,
        counted_treatment TEXT NOT NULL,
        counted TEXT NOT NULL,
        PRIMARY KEY (treatment, area, date)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "standing_why" VALUES('microneedling','cheeks','earliest','mn-weekly','Leave a full week between two sessions.','microneedling','2026-11-01');
INSERT INTO "standing_why" VALUES('microneedling','cheeks','lapsed','mn-long-ago','Start again with the shortest needle after a break of three months.','microneedling','2026-11-01');
CREATE INDEX events_replaces ON events (replaces) WHERE replaces IS NOT NULL;
CREATE TRIGGER events_keep BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER events_stay BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER events_once BEFORE INSERT ON events
    WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id OR seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE INDEX hold_release_hold ON hold_release (hold_id);
CREATE INDEX follow_up_session ON follow_up (session);
CREATE INDEX check_due_closes ON check_due (closes);
CREATE INDEX pause_active ON pause (until) WHERE active = 1;
CREATE INDEX pause_end_pause ON pause_end (pause_id);
CREATE INDEX events_recorded ON events (recorded, id);
CREATE INDEX events_kind_recorded ON events (kind, recorded, id);
CREATE INDEX events_kind_happened ON events (kind, happened, recorded, id);
CREATE INDEX events_treatment_recorded ON events (kind, treatment, recorded, id);
CREATE INDEX events_treatment_happened ON events (kind, treatment, happened, recorded, id);
CREATE VIEW live AS
    SELECT seq, id, kind, happened, happened_offset, recorded, data, replaces, treatment
    FROM events WHERE NOT EXISTS (SELECT 1 FROM gone WHERE gone.event_id = events.id);
CREATE INDEX session_area_pair ON session_area (treatment, area, happened, recorded, event_id);
CREATE INDEX session_area_area ON session_area (area, happened, recorded, event_id);
CREATE INDEX hold_active ON hold (since, id) WHERE active = 1;
COMMIT;
