PRAGMA application_id = 1936419182;
PRAGMA user_version = 4;
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
INSERT INTO "check_due" VALUES('01a0f89f-fe30-721f-ac83-50e5d5ad7b64','2026-10-02T18:00:30.000000Z','2026-10-08T18:00:30.000000Z','2026-10-01T18:00:30.000000Z','microneedling','cheeks','How is your skin, a day after?','skinroutine log --reaction none|expected|prolonged|severe');
INSERT INTO "check_due" VALUES('01a0f89f-fe30-721f-ac83-50e5d5ad7b64','2026-10-04T18:00:30.000000Z','2026-10-08T18:00:30.000000Z','2026-10-01T18:00:30.000000Z','microneedling','cheeks','How is your skin, three days after?','skinroutine log --reaction none|expected|prolonged|severe');
INSERT INTO "check_due" VALUES('01a1472a-58c0-7ac9-b0c6-2993eca4eb5b','2026-10-18T00:02:00.000000Z','2026-10-24T00:02:00.000000Z','2026-10-17T00:02:00.000000Z','microneedling','cheeks','How is your skin, a day after?','skinroutine log --reaction none|expected|prolonged|severe');
INSERT INTO "check_due" VALUES('01a1472a-58c0-7ac9-b0c6-2993eca4eb5b','2026-10-20T00:02:00.000000Z','2026-10-24T00:02:00.000000Z','2026-10-17T00:02:00.000000Z','microneedling','cheeks','How is your skin, three days after?','skinroutine log --reaction none|expected|prolonged|severe');
INSERT INTO "check_due" VALUES('01a195b4-b350-74d8-a12e-8988b59b28fd','2026-11-02T06:03:30.000000Z','2026-11-08T06:03:30.000000Z','2026-11-01T06:03:30.000000Z','microneedling','cheeks','How is your skin, a day after?','skinroutine log --reaction none|expected|prolonged|severe');
INSERT INTO "check_due" VALUES('01a195b4-b350-74d8-a12e-8988b59b28fd','2026-11-04T06:03:30.000000Z','2026-11-08T06:03:30.000000Z','2026-11-01T06:03:30.000000Z','microneedling','cheeks','How is your skin, three days after?','skinroutine log --reaction none|expected|prolonged|severe');
CREATE TABLE clearance (
        event_id TEXT NOT NULL PRIMARY KEY,
        who TEXT NOT NULL,
        happened TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
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
INSERT INTO "events" VALUES(1,'01a0f89f-fe30-721f-ac83-50e5d5ad7b64','session','2026-10-01T18:00:30.000000Z',60,'2026-10-01T18:00:30.000000Z','{"aftercare":[{"ends":"2026-10-02T19:00:30+01:00","id":"mn-after-gel-only","kind":"do","starts":"2026-10-01T19:00:30+01:00","text":"Use only lukewarm water and a bland gel on the skin."},{"ends":"2026-10-03T19:00:30+01:00","id":"mn-after-make-up","kind":"avoid","starts":"2026-10-01T19:00:30+01:00","text":"Leave make-up off."},{"ends":"2026-10-06T19:00:30+01:00","id":"mn-after-exercise","kind":"avoid","starts":"2026-10-01T19:00:30+01:00","text":"Skip hard exercise, pools, the sea, saunas, hot tubs and hot baths."},{"ends":"2026-10-08T19:00:30+01:00","id":"mn-after-sun","kind":"avoid","starts":"2026-10-01T19:00:30+01:00","text":"Keep the skin out of direct sun, with a hat or indoors."},{"ends":"2026-10-15T19:00:30+01:00","id":"mn-after-sun-cream","kind":"do","starts":"2026-10-02T19:00:30+01:00","text":"Wear a mineral sun cream of SPF 30 or more, and put it on every two hours outdoors."},{"ends":"2026-10-08T19:00:30+01:00","id":"mn-after-harsh-products","kind":"avoid","starts":"2026-10-01T19:00:30+01:00","text":"Leave off retinol, acids, vitamin C, benzoyl peroxide and scrubs, and do not pick."},{"ends":"2026-10-11T19:00:30+01:00","id":"mn-after-prescription-retinoid","kind":"avoid","starts":"2026-10-01T19:00:30+01:00","text":"Leave off tretinoin, adapalene and the like."},{"ends":"2026-10-22T19:00:30+01:00","id":"mn-after-other-treatments","kind":"avoid","starts":"2026-10-01T19:00:30+01:00","text":"Have no waxing, laser, facial, botox or filler on that skin."}],"answers":{"areas":["cheeks"],"device_kind":"roller","last_reaction":"none","needle_mm":0.25,"numbing_cream":"none","products_during":[]},"areas":["cheeks"],"follow_up":[{"answer":"skinroutine log --reaction none|expected|prolonged|severe","ask":"How is your skin, a day after?","closes":"2026-10-08T19:00:30+01:00","id":"mn-check-first-day","opens":"2026-10-02T19:00:30+01:00"},{"answer":"skinroutine log --reaction none|expected|prolonged|severe","ask":"How is your skin, three days after?","closes":"2026-10-08T19:00:30+01:00","id":"mn-check-third-day","opens":"2026-10-04T19:00:30+01:00"}],"note":"","treatment":"microneedling"}',NULL,'microneedling');
INSERT INTO "events" VALUES(2,'01a0f9ea-0a60-7d5c-aa08-74f36d9a24ad','symptom-check','2026-10-02T00:01:00.000000Z',60,'2026-10-02T00:01:00.000000Z','{"answers":{"hours_since_session":6,"needle_mm":0.25,"risk_factors":["numbing_cream_used"],"symptoms":["mouth_throat_swelling"]},"result":{"actions":["Call 112, 911 or 999 now.","Use your adrenaline pen now if you have one.","Wash or wipe off any cream or serum while you wait for help.","Do not drive yourself.","Ask someone to stay with you.","Say what you did, when, and which creams or numbing cream you used.","Stop all sessions."],"back_if":["Call again if you get worse while you wait."],"check_again":null,"contradictions":[],"handover":true,"hold":true,"level":4,"name":"emergency","questions_asked":0,"reasons":[{"because":["symptoms=mouth_throat_swelling"],"id":"flag-airway","level":4,"message":"A swollen mouth or throat, or trouble breathing, can close the airway.","sources":["nhs-anaphylaxis","barnsley-allergy","emla-anaphylaxis","fda-lidocaine2024","nice-cg134"]}],"schema_version":1,"stored":null,"treatment":"microneedling","unreviewed_rules":[]},"treatment":"microneedling"}',NULL,'microneedling');
INSERT INTO "events" VALUES(3,'01a0f9ea-0a60-7d5c-aa08-b837ecd64ef1','hold','2026-10-02T00:01:00.000000Z',60,'2026-10-02T00:01:00.000000Z','{"least_days":14,"rule":"flag-airway","treatment":"microneedling","why":"A swollen mouth or throat, or trouble breathing, can close the airway."}',NULL,'microneedling');
INSERT INTO "events" VALUES(4,'01a14729-e390-7768-8309-7fba564608d6','release','2026-10-17T00:01:30.000000Z',60,'2026-10-17T00:01:30.000000Z','{"hold":"01a0f9ea-0a60-7d5c-aa08-b837ecd64ef1","how":"seen"}',NULL,NULL);
INSERT INTO "events" VALUES(5,'01a1472a-58c0-7ac9-b0c6-2993eca4eb5b','session','2026-10-17T00:02:00.000000Z',60,'2026-10-17T00:02:00.000000Z','{"aftercare":[{"ends":"2026-10-18T01:02:00+01:00","id":"mn-after-gel-only","kind":"do","starts":"2026-10-17T01:02:00+01:00","text":"Use only lukewarm water and a bland gel on the skin."},{"ends":"2026-10-19T01:02:00+01:00","id":"mn-after-make-up","kind":"avoid","starts":"2026-10-17T01:02:00+01:00","text":"Leave make-up off."},{"ends":"2026-10-22T01:02:00+01:00","id":"mn-after-exercise","kind":"avoid","starts":"2026-10-17T01:02:00+01:00","text":"Skip hard exercise, pools, the sea, saunas, hot tubs and hot baths."},{"ends":"2026-10-24T01:02:00+01:00","id":"mn-after-sun","kind":"avoid","starts":"2026-10-17T01:02:00+01:00","text":"Keep the skin out of direct sun, with a hat or indoors."},{"ends":"2026-10-31T00:02:00+00:00","id":"mn-after-sun-cream","kind":"do","starts":"2026-10-18T01:02:00+01:00","text":"Wear a mineral sun cream of SPF 30 or more, and put it on every two hours outdoors."},{"ends":"2026-10-24T01:02:00+01:00","id":"mn-after-harsh-products","kind":"avoid","starts":"2026-10-17T01:02:00+01:00","text":"Leave off retinol, acids, vitamin C, benzoyl peroxide and scrubs, and do not pick."},{"ends":"2026-10-27T00:02:00+00:00","id":"mn-after-prescription-retinoid","kind":"avoid","starts":"2026-10-17T01:02:00+01:00","text":"Leave off tretinoin, adapalene and the like."},{"ends":"2026-11-07T00:02:00+00:00","id":"mn-after-other-treatments","kind":"avoid","starts":"2026-10-17T01:02:00+01:00","text":"Have no waxing, laser, facial, botox or filler on that skin."}],"answers":{"areas":["cheeks"],"device_kind":"roller","last_reaction":"none","needle_mm":0.25,"numbing_cream":"none","products_during":[]},"areas":["cheeks"],"follow_up":[{"answer":"skinroutine log --reaction none|expected|prolonged|severe","ask":"How is your skin, a day after?","closes":"2026-10-24T01:02:00+01:00","id":"mn-check-first-day","opens":"2026-10-18T01:02:00+01:00"},{"answer":"skinroutine log --reaction none|expected|prolonged|severe","ask":"How is your skin, three days after?","closes":"2026-10-24T01:02:00+01:00","id":"mn-check-third-day","opens":"2026-10-20T01:02:00+01:00"}],"note":"","past_limits":[{"after":[],"because":["hold=flag-airway"],"id":"hold","message":"Sessions were on hold until this was sorted out: A swollen mouth or throat, or trouble breathing, can close the airway.","not_before":null,"sources":["nhs-anaphylaxis","barnsley-allergy","emla-anaphylaxis","fda-lidocaine2024","nice-cg134"],"sure":true,"verdict":"no","watch":["watch-past-a-limit"]}],"treatment":"microneedling","watch":[{"check":"2026-10-18T01:02:00+01:00","do":["Treat no more skin today, and keep to the aftercare below."],"id":"watch-past-a-limit","until":"2026-10-24T01:02:00+01:00","watch_for":["Redness, heat or swelling that spreads or gets worse.","Pus, blisters, or a sore that stays open.","Pain far worse than the skin looks.","A fever, shivering, or feeling ill."]}]}',NULL,'microneedling');
INSERT INTO "events" VALUES(6,'01a14874-64f0-778c-82f4-4261924e2d7a','symptom-check','2026-10-17T06:02:30.000000Z',60,'2026-10-17T06:02:30.000000Z','{"answers":{"hours_since_session":6,"needle_mm":0.25,"risk_factors":[],"symptoms":["hives","nausea_vomiting"]},"result":{"actions":["Call 112, 911 or 999 now.","Use your adrenaline pen now if you have one.","Do not drive yourself.","Ask someone to stay with you.","Say what you did, when, and which creams or numbing cream you used.","Stop all sessions."],"back_if":["Call again if you get worse while you wait."],"check_again":null,"contradictions":[],"handover":true,"hold":true,"level":4,"name":"emergency","questions_asked":0,"reasons":[{"because":["symptoms=hives","symptoms=nausea_vomiting"],"id":"flag-allergy-spread","level":4,"message":"Hives with swelling, faintness or sickness can be a life-threatening allergy.","sources":["nhs-hives-copy","nhs-anaphylaxis","emla-anaphylaxis"]},{"because":["symptoms=hives"],"id":"flag-hives","level":1,"message":"Hives alone often pass within two days.","sources":["nhs-hives-copy"]},{"because":["symptoms=nausea_vomiting"],"id":"flag-sick","level":1,"message":"Mild sickness can pass with rest and small sips of water.","sources":["judgement"]}],"schema_version":1,"stored":null,"treatment":"microneedling","unreviewed_rules":[]},"treatment":"microneedling"}',NULL,'microneedling');
INSERT INTO "events" VALUES(7,'01a14874-64f0-778c-82f4-ed9d3ed629f2','hold','2026-10-17T06:02:30.000000Z',60,'2026-10-17T06:02:30.000000Z','{"least_days":14,"rule":"flag-allergy-spread","treatment":"microneedling","why":"Hives with swelling, faintness or sickness can be a life-threatening allergy."}',NULL,'microneedling');
INSERT INTO "events" VALUES(8,'01a195b4-3e20-726b-a6d3-36d630bab13a','release','2026-11-01T06:03:00.000000Z',0,'2026-11-01T06:03:00.000000Z','{"hold":"01a14874-64f0-778c-82f4-ed9d3ed629f2","how":"healed"}',NULL,NULL);
INSERT INTO "events" VALUES(9,'01a195b4-b350-74d8-a12e-8988b59b28fd','session','2026-11-01T06:03:30.000000Z',0,'2026-11-01T06:03:30.000000Z','{"aftercare":[{"ends":"2026-11-02T06:03:30+00:00","id":"mn-after-gel-only","kind":"do","starts":"2026-11-01T06:03:30+00:00","text":"Use only lukewarm water and a bland gel on the skin."},{"ends":"2026-11-03T06:03:30+00:00","id":"mn-after-make-up","kind":"avoid","starts":"2026-11-01T06:03:30+00:00","text":"Leave make-up off."},{"ends":"2026-11-06T06:03:30+00:00","id":"mn-after-exercise","kind":"avoid","starts":"2026-11-01T06:03:30+00:00","text":"Skip hard exercise, pools, the sea, saunas, hot tubs and hot baths."},{"ends":"2026-11-08T06:03:30+00:00","id":"mn-after-sun","kind":"avoid","starts":"2026-11-01T06:03:30+00:00","text":"Keep the skin out of direct sun, with a hat or indoors."},{"ends":"2026-11-15T06:03:30+00:00","id":"mn-after-sun-cream","kind":"do","starts":"2026-11-02T06:03:30+00:00","text":"Wear a mineral sun cream of SPF 30 or more, and put it on every two hours outdoors."},{"ends":"2026-11-08T06:03:30+00:00","id":"mn-after-harsh-products","kind":"avoid","starts":"2026-11-01T06:03:30+00:00","text":"Leave off retinol, acids, vitamin C, benzoyl peroxide and scrubs, and do not pick."},{"ends":"2026-11-11T06:03:30+00:00","id":"mn-after-prescription-retinoid","kind":"avoid","starts":"2026-11-01T06:03:30+00:00","text":"Leave off tretinoin, adapalene and the like."},{"ends":"2026-11-22T06:03:30+00:00","id":"mn-after-other-treatments","kind":"avoid","starts":"2026-11-01T06:03:30+00:00","text":"Have no waxing, laser, facial, botox or filler on that skin."}],"answers":{"areas":["cheeks"],"device_kind":"roller","last_reaction":"none","needle_mm":0.25,"numbing_cream":"none","products_during":[]},"areas":["cheeks"],"follow_up":[{"answer":"skinroutine log --reaction none|expected|prolonged|severe","ask":"How is your skin, a day after?","closes":"2026-11-08T06:03:30+00:00","id":"mn-check-first-day","opens":"2026-11-02T06:03:30+00:00"},{"answer":"skinroutine log --reaction none|expected|prolonged|severe","ask":"How is your skin, three days after?","closes":"2026-11-08T06:03:30+00:00","id":"mn-check-third-day","opens":"2026-11-04T06:03:30+00:00"}],"note":"","past_limits":[{"after":[],"because":["hold=flag-allergy-spread"],"id":"hold","message":"Sessions were on hold until this was sorted out: Hives with swelling, faintness or sickness can be a life-threatening allergy.","not_before":null,"sources":["nhs-hives-copy","nhs-anaphylaxis","emla-anaphylaxis"],"sure":true,"verdict":"no","watch":["watch-past-a-limit"]}],"treatment":"microneedling","watch":[{"check":"2026-11-02T06:03:30+00:00","do":["Treat no more skin today, and keep to the aftercare below."],"id":"watch-past-a-limit","until":"2026-11-08T06:03:30+00:00","watch_for":["Redness, heat or swelling that spreads or gets worse.","Pus, blisters, or a sore that stays open.","Pain far worse than the skin looks.","A fever, shivering, or feeling ill."]}]}',NULL,'microneedling');
INSERT INTO "events" VALUES(10,'01a196fe-bf80-74e4-a734-704b8bafb1b1','symptom-check','2026-11-01T12:04:00.000000Z',0,'2026-11-01T12:04:00.000000Z','{"answers":{"hours_since_session":6,"needle_mm":0.25,"risk_factors":[],"symptoms":["eye_pain"],"symptoms.eye_pain.severity":"severe"},"result":{"actions":["Call 112, 911 or 999 now.","Do not drive yourself.","Ask someone to stay with you.","Say what you did, when, and which creams or numbing cream you used.","Stop all sessions."],"back_if":["Call again if you get worse while you wait."],"check_again":null,"contradictions":[],"handover":true,"hold":true,"level":4,"name":"emergency","questions_asked":0,"reasons":[{"because":["symptoms=eye_pain","symptoms.eye_pain.severity=severe"],"id":"flag-eye-pain-serious","level":4,"message":"Strong or growing pain in the eye is an emergency.","sources":["nhs-eye-copy","sja-eye"]},{"because":["symptoms=eye_pain"],"id":"flag-eye-pain","level":3,"message":"An eye that hurts needs care today.","sources":["mda-textbook1","sja-eye","nhs-eye-copy"]}],"schema_version":1,"stored":null,"treatment":"microneedling","unreviewed_rules":[]},"treatment":"microneedling"}',NULL,'microneedling');
INSERT INTO "events" VALUES(11,'01a196fe-bf80-74e4-a734-772139765eaf','hold','2026-11-01T12:04:00.000000Z',0,'2026-11-01T12:04:00.000000Z','{"least_days":14,"rule":"flag-eye-pain-serious","treatment":"microneedling","why":"Strong or growing pain in the eye is an emergency."}',NULL,'microneedling');
INSERT INTO "events" VALUES(12,'01a1e43e-98b0-7f57-aa78-c85fa5220e5f','release','2026-11-16T12:04:30.000000Z',0,'2026-11-16T12:04:30.000000Z','{"hold":"01a196fe-bf80-74e4-a734-772139765eaf","how":"error"}',NULL,NULL);
CREATE TABLE finding (
        event_id TEXT NOT NULL,
        rule TEXT NOT NULL,
        say TEXT NOT NULL,
        level INTEGER NOT NULL,
        treatment TEXT NOT NULL,
        happened TEXT NOT NULL,
        happened_offset INTEGER NOT NULL,
        PRIMARY KEY (event_id, rule)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "finding" VALUES('01a0f9ea-0a60-7d5c-aa08-74f36d9a24ad','flag-airway','A swollen mouth or throat, or trouble breathing, can close the airway.',4,'microneedling','2026-10-02T00:01:00.000000Z',60);
INSERT INTO "finding" VALUES('01a14874-64f0-778c-82f4-4261924e2d7a','flag-allergy-spread','Hives with swelling, faintness or sickness can be a life-threatening allergy.',4,'microneedling','2026-10-17T06:02:30.000000Z',60);
INSERT INTO "finding" VALUES('01a14874-64f0-778c-82f4-4261924e2d7a','flag-hives','Hives alone often pass within two days.',1,'microneedling','2026-10-17T06:02:30.000000Z',60);
INSERT INTO "finding" VALUES('01a14874-64f0-778c-82f4-4261924e2d7a','flag-sick','Mild sickness can pass with rest and small sips of water.',1,'microneedling','2026-10-17T06:02:30.000000Z',60);
INSERT INTO "finding" VALUES('01a196fe-bf80-74e4-a734-704b8bafb1b1','flag-eye-pain','An eye that hurts needs care today.',3,'microneedling','2026-11-01T12:04:00.000000Z',0);
INSERT INTO "finding" VALUES('01a196fe-bf80-74e4-a734-704b8bafb1b1','flag-eye-pain-serious','Strong or growing pain in the eye is an emergency.',4,'microneedling','2026-11-01T12:04:00.000000Z',0);
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
INSERT INTO "hold" VALUES(1,'01a0f9ea-0a60-7d5c-aa08-b837ecd64ef1','microneedling','2026-10-02T00:01:00.000000Z',60,'flag-airway','A swollen mouth or throat, or trouble breathing, can close the airway.',14,0);
INSERT INTO "hold" VALUES(2,'01a14874-64f0-778c-82f4-ed9d3ed629f2','microneedling','2026-10-17T06:02:30.000000Z',60,'flag-allergy-spread','Hives with swelling, faintness or sickness can be a life-threatening allergy.',14,0);
INSERT INTO "hold" VALUES(3,'01a196fe-bf80-74e4-a734-772139765eaf','microneedling','2026-11-01T12:04:00.000000Z',0,'flag-eye-pain-serious','Strong or growing pain in the eye is an emergency.',14,0);
CREATE TABLE hold_release (
        release_id TEXT NOT NULL PRIMARY KEY,
        hold_id TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
INSERT INTO "hold_release" VALUES('01a14729-e390-7768-8309-7fba564608d6','01a0f9ea-0a60-7d5c-aa08-b837ecd64ef1');
INSERT INTO "hold_release" VALUES('01a195b4-3e20-726b-a6d3-36d630bab13a','01a14874-64f0-778c-82f4-ed9d3ed629f2');
INSERT INTO "hold_release" VALUES('01a1e43e-98b0-7f57-aa78-c85fa5220e5f','01a196fe-bf80-74e4-a734-772139765eaf');
CREATE TABLE needs_clearance (
        rule TEXT NOT NULL PRIMARY KEY,
        who TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
INSERT INTO "needs_clearance" VALUES('flag-airway','allergy_specialist');
INSERT INTO "needs_clearance" VALUES('flag-allergy-rash','allergy_specialist');
INSERT INTO "needs_clearance" VALUES('flag-allergy-spread','allergy_specialist');
INSERT INTO "needs_clearance" VALUES('flag-allergy-swelling','allergy_specialist');
INSERT INTO "needs_clearance" VALUES('flag-allergy-swelling-today','allergy_specialist');
INSERT INTO "needs_clearance" VALUES('flag-blisters-eye-signs','eye_doctor');
INSERT INTO "needs_clearance" VALUES('flag-cold-sore-eye','eye_doctor');
INSERT INTO "needs_clearance" VALUES('flag-eye-grit-day','eye_doctor');
INSERT INTO "needs_clearance" VALUES('flag-eye-grit-fever','eye_doctor');
INSERT INTO "needs_clearance" VALUES('flag-eye-grit-lasting','eye_doctor');
INSERT INTO "needs_clearance" VALUES('flag-eye-grit-lens','eye_doctor');
INSERT INTO "needs_clearance" VALUES('flag-eye-headache','eye_doctor');
INSERT INTO "needs_clearance" VALUES('flag-eye-movement','eye_doctor');
INSERT INTO "needs_clearance" VALUES('flag-eye-pain','eye_doctor');
INSERT INTO "needs_clearance" VALUES('flag-eye-pain-serious','eye_doctor');
INSERT INTO "needs_clearance" VALUES('flag-eye-pain-with','eye_doctor');
INSERT INTO "needs_clearance" VALUES('flag-eye-red-day','eye_doctor');
INSERT INTO "needs_clearance" VALUES('flag-eye-red-growing','eye_doctor');
INSERT INTO "needs_clearance" VALUES('flag-eyelid-emergency','eye_doctor');
INSERT INTO "needs_clearance" VALUES('flag-face-swelling-allergy','allergy_specialist');
INSERT INTO "needs_clearance" VALUES('flag-face-swelling-faint','allergy_specialist');
INSERT INTO "needs_clearance" VALUES('flag-hives-risk','allergy_specialist');
INSERT INTO "needs_clearance" VALUES('flag-light','eye_doctor');
INSERT INTO "needs_clearance" VALUES('flag-light-injury','eye_doctor');
INSERT INTO "needs_clearance" VALUES('flag-lips-swelling','allergy_specialist');
INSERT INTO "needs_clearance" VALUES('flag-lips-swelling-allergy','allergy_specialist');
INSERT INTO "needs_clearance" VALUES('flag-needle-eye','eye_doctor');
INSERT INTO "needs_clearance" VALUES('flag-vision','eye_doctor');
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
INSERT INTO "session_area" VALUES('01a0f89f-fe30-721f-ac83-50e5d5ad7b64','microneedling','cheeks','2026-10-01T18:00:30.000000Z','2026-10-01T18:00:30.000000Z');
INSERT INTO "session_area" VALUES('01a1472a-58c0-7ac9-b0c6-2993eca4eb5b','microneedling','cheeks','2026-10-17T00:02:00.000000Z','2026-10-17T00:02:00.000000Z');
INSERT INTO "session_area" VALUES('01a195b4-b350-74d8-a12e-8988b59b28fd','microneedling','cheeks','2026-11-01T06:03:30.000000Z','2026-11-01T06:03:30.000000Z');
CREATE TABLE standing (
        treatment TEXT NOT NULL,
        area TEXT NOT NULL,
        last_session TEXT NOT NULL,
        last_session_offset INTEGER NOT NULL,
        earliest TEXT NOT NULL,
        overdue TEXT NOT NULL, suggested TEXT, lapsed TEXT, untold TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (treatment, area)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "standing" VALUES('microneedling','cheeks','2026-11-01T06:03:30.000000Z',0,'2026-11-15','2026-11-29','2026-11-15','2027-01-30','');
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
INSERT INTO "standing_why" VALUES('microneedling','cheeks','earliest','mn-after-a-limit','Leave two weeks after a session that went past a limit.','microneedling','2026-11-01');
INSERT INTO "standing_why" VALUES('microneedling','cheeks','lapsed','mn-long-ago','Start again with the shortest needle after a break of three months.','microneedling','2026-11-01');
CREATE TABLE stored_under (
        place INTEGER PRIMARY KEY CHECK (place = 1),
        rules TEXT NOT NULL
    ) STRICT;
INSERT INTO "stored_under" VALUES(1,'6037b0b792a59e8c889dbd2393c9146d');
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
CREATE INDEX finding_rule ON finding (rule, happened, event_id);
CREATE INDEX clearance_who ON clearance (who, happened);
COMMIT;
