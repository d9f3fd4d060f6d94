BEGIN TRANSACTION;
CREATE TABLE action (
    owner TEXT NOT NULL,
    id INTEGER NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    summary TEXT NOT NULL,
    text_before TEXT NOT NULL,
    text_after TEXT NOT NULL,
    undone_at TEXT,
    PRIMARY KEY (owner, id)
);
INSERT INTO "action" VALUES('sam@example.com',1,'2026-06-03T11:00:00.000000Z','sync.run','the last sync''s 3 changes on the calendar','','1',NULL);
INSERT INTO "action" VALUES('sam@example.com',2,'2026-06-03T12:00:00.000000Z','sync.run','the last sync''s 1 change on the calendar','','2',NULL);
INSERT INTO "action" VALUES('sam@example.com',3,'2026-06-19T11:00:00.000000Z','confirm','Bo Lind, Thu 4 Jun 12:00: confirmed','{"id": "a9ba6f79dcfc", "stakeholder": "bo-lind", "start": "2026-06-04T11:00:00+00:00", "minutes": 30, "kind": "touchbase", "verdict": "doubtful", "reasons": ["Bo Lind did not answer"], "source": "calendar", "uid": "tb088e81ec5284629c94eea1f40958e6516942b3", "original_start": "2026-06-04T11:00:00+00:00", "note": "", "moves_clock": true}','a9ba6f79dcfc',NULL);
INSERT INTO "action" VALUES('sam@example.com',4,'2026-06-19T11:00:00.000000Z','memo','Noted about Ana Ruiz','[]','07fadef9f7',NULL);
CREATE TABLE date_change (
    owner TEXT NOT NULL,
    uid TEXT NOT NULL,
    original_start TEXT NOT NULL,
    starts TEXT,
    ends TEXT,
    made_by TEXT NOT NULL CHECK (made_by IN ('us', 'human')),
    PRIMARY KEY (owner, uid, original_start),
    FOREIGN KEY (owner, uid) REFERENCES series (owner, uid) ON DELETE CASCADE
);
INSERT INTO "date_change" VALUES('sam@example.com','tb088e81ec5284629c94eea1f40958e6516942b3','2026-06-18T11:00:00.000000Z','2026-06-19T14:15:00.000000Z','2026-06-19T14:45:00.000000Z','us');
CREATE TABLE fact (
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (owner, name)
);
INSERT INTO "fact" VALUES('sam@example.com','last_sync','2026-06-19T13:00:00+00:00');
CREATE TABLE history (
    owner TEXT NOT NULL,
    stakeholder TEXT NOT NULL,
    last_held TEXT,
    last_verdict TEXT NOT NULL,
    missed INTEGER NOT NULL,
    doubtful INTEGER NOT NULL,
    newest TEXT NOT NULL,
    PRIMARY KEY (owner, stakeholder)
);
INSERT INTO "history" VALUES('sam@example.com','ana-ruiz',NULL,'doubtful',0,1,'2026-06-04T11:45:00.000000Z');
INSERT INTO "history" VALUES('sam@example.com','bo-lind','2026-06-04T11:00:00.000000Z','doubtful',0,1,'2026-06-11T11:00:00.000000Z');
INSERT INTO "history" VALUES('sam@example.com','cy-tran',NULL,'doubtful',0,1,'2026-06-05T13:00:00.000000Z');
CREATE TABLE known_list (
    owner TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (owner)
);
INSERT INTO "known_list" VALUES('sam@example.com','59a7966c09c031473683bc2984511df68c0def692520381aabdfdd6ed9677075');
CREATE TABLE log (
    owner TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    at TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('record', 'confirm', 'retract', 'restore')),
    stakeholder TEXT NOT NULL,
    touchbase TEXT NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (owner, sequence)
);
INSERT INTO "log" VALUES('sam@example.com',1,'2026-06-19T11:00:00.000000Z','record','ana-ruiz','a0e5a377dbba','{"touchbase":{"id":"a0e5a377dbba","stakeholder":"ana-ruiz","start":"2026-06-04T11:45:00.000000Z","minutes":30,"kind":"touchbase","verdict":"doubtful","reasons":["Ana Ruiz did not answer"],"source":"calendar","uid":"tb14d3007073809b4a3c53e4247cb7186955ed93","original_start":"2026-06-04T11:45:00.000000Z","note":"","moves_clock":true},"evidence":{"uid":"tb14d3007073809b4a3c53e4247cb7186955ed93","original_start":"2026-06-04T11:45:00.000000Z","period":["2026-06-04T11:45:00.000000Z","2026-06-04T12:15:00.000000Z"],"cancelled_by":null,"owner_reply":"accepted","guest_reply":"needs_action","together_minutes":null,"away":""}}');
INSERT INTO "log" VALUES('sam@example.com',2,'2026-06-19T11:00:00.000000Z','record','bo-lind','a9ba6f79dcfc','{"touchbase":{"id":"a9ba6f79dcfc","stakeholder":"bo-lind","start":"2026-06-04T11:00:00.000000Z","minutes":30,"kind":"touchbase","verdict":"doubtful","reasons":["Bo Lind did not answer"],"source":"calendar","uid":"tb088e81ec5284629c94eea1f40958e6516942b3","original_start":"2026-06-04T11:00:00.000000Z","note":"","moves_clock":true},"evidence":{"uid":"tb088e81ec5284629c94eea1f40958e6516942b3","original_start":"2026-06-04T11:00:00.000000Z","period":["2026-06-04T11:00:00.000000Z","2026-06-04T11:30:00.000000Z"],"cancelled_by":null,"owner_reply":"accepted","guest_reply":"needs_action","together_minutes":null,"away":""}}');
INSERT INTO "log" VALUES('sam@example.com',3,'2026-06-19T11:00:00.000000Z','record','bo-lind','e9add6faddb2','{"touchbase":{"id":"e9add6faddb2","stakeholder":"bo-lind","start":"2026-06-11T11:00:00.000000Z","minutes":30,"kind":"touchbase","verdict":"doubtful","reasons":["Bo Lind did not answer"],"source":"calendar","uid":"tb088e81ec5284629c94eea1f40958e6516942b3","original_start":"2026-06-11T11:00:00.000000Z","note":"","moves_clock":true},"evidence":{"uid":"tb088e81ec5284629c94eea1f40958e6516942b3","original_start":"2026-06-11T11:00:00.000000Z","period":["2026-06-11T11:00:00.000000Z","2026-06-11T11:30:00.000000Z"],"cancelled_by":null,"owner_reply":"accepted","guest_reply":"needs_action","together_minutes":null,"away":""}}');
INSERT INTO "log" VALUES('sam@example.com',4,'2026-06-19T11:00:00.000000Z','record','cy-tran','e4ee00f03d8d','{"touchbase":{"id":"e4ee00f03d8d","stakeholder":"cy-tran","start":"2026-06-05T13:00:00.000000Z","minutes":30,"kind":"touchbase","verdict":"doubtful","reasons":["Cy Tran did not answer"],"source":"calendar","uid":"tb4d0a79fb625772104c6f54883dccc078a41d7c","original_start":"2026-06-05T13:00:00.000000Z","note":"","moves_clock":true},"evidence":{"uid":"tb4d0a79fb625772104c6f54883dccc078a41d7c","original_start":"2026-06-05T13:00:00.000000Z","period":["2026-06-05T13:00:00.000000Z","2026-06-05T13:30:00.000000Z"],"cancelled_by":null,"owner_reply":"accepted","guest_reply":"needs_action","together_minutes":null,"away":""}}');
INSERT INTO "log" VALUES('sam@example.com',5,'2026-06-19T11:00:00.000000Z','confirm','bo-lind','a9ba6f79dcfc','{"touchbase":{"id":"a9ba6f79dcfc","stakeholder":"bo-lind","start":"2026-06-04T11:00:00.000000Z","minutes":30,"kind":"touchbase","verdict":"confirmed","reasons":["you said it was held"],"source":"human","uid":"tb088e81ec5284629c94eea1f40958e6516942b3","original_start":"2026-06-04T11:00:00.000000Z","note":"","moves_clock":true},"evidence":null}');
CREATE TABLE memo (
    owner TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    stakeholder TEXT NOT NULL,
    written TEXT NOT NULL,
    text TEXT NOT NULL,
    day TEXT,
    state TEXT NOT NULL,
    closed TEXT,
    other TEXT NOT NULL,
    about TEXT NOT NULL,
    details TEXT NOT NULL,
    PRIMARY KEY (owner, id)
);
INSERT INTO "memo" VALUES('sam@example.com','07fadef9f7','note','ana-ruiz','2026-06-19T11:00:00.000000Z','Likes tea',NULL,'open',NULL,'','','{}');
CREATE TABLE operation (
    owner TEXT NOT NULL,
    id TEXT NOT NULL,
    run INTEGER NOT NULL,
    kind TEXT NOT NULL,
    stakeholder TEXT NOT NULL,
    uid TEXT NOT NULL,
    facts TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('intended', 'done', 'failed', 'unknown')),
    at TEXT NOT NULL,
    notified INTEGER NOT NULL CHECK (notified IN (0, 1)),
    PRIMARY KEY (owner, id)
);
INSERT INTO "operation" VALUES('sam@example.com','8f0ac310ea9feb1e2fb4aeeb',1,'create','ana-ruiz','tb14d3007073809b4a3c53e4247cb7186955ed93','{"series": {"conference": true, "description": "A short touchbase to stay in touch: 30 minutes, monthly.\n\nOn your mind (it comes first; reply to this invitation with what you would like to speak of):\n-\n\nOn mine:\n- how things are with you\n\nIf a date does not suit you, propose another time or skip it. Low key on purpose.\nSam Okafor", "generation": 1, "guest_email": "ana@example.com", "guest_name": "Ana Ruiz", "recurrence": {"at": "12:45:00", "cadence": [1, "month"], "first": "2026-06-04", "last": "2027-06-04", "minutes": 30, "zone": "Europe/London"}, "stakeholder": "ana-ruiz", "summary": "Touchbase: Ana Ruiz and Sam Okafor", "uid": "tb14d3007073809b4a3c53e4247cb7186955ed93"}, "step": "CreateSeries"}','done','2026-06-03T11:00:00.000000Z',0);
INSERT INTO "operation" VALUES('sam@example.com','c9eeb631f09a73093805b900',1,'create','bo-lind','tb088e81ec5284629c94eea1f40958e6516942b3','{"series": {"conference": true, "description": "A short touchbase to stay in touch: 30 minutes, weekly.\n\nOn your mind (it comes first; reply to this invitation with what you would like to speak of):\n-\n\nOn mine:\n- how things are with you\n\nIf a date does not suit you, propose another time or skip it. Low key on purpose.\nSam Okafor", "generation": 1, "guest_email": "bo@example.com", "guest_name": "Bo Lind", "recurrence": {"at": "12:00:00", "cadence": [1, "week"], "first": "2026-06-04", "last": "2027-06-04", "minutes": 30, "zone": "Europe/London"}, "stakeholder": "bo-lind", "summary": "Touchbase: Bo Lind and Sam Okafor", "uid": "tb088e81ec5284629c94eea1f40958e6516942b3"}, "step": "CreateSeries"}','done','2026-06-03T11:00:00.000000Z',0);
INSERT INTO "operation" VALUES('sam@example.com','8cde4369e8aea1800df2882d',1,'create','cy-tran','tb4d0a79fb625772104c6f54883dccc078a41d7c','{"series": {"conference": true, "description": "A short touchbase to stay in touch: 30 minutes, quarterly.\n\nOn your mind (it comes first; reply to this invitation with what you would like to speak of):\n-\n\nOn mine:\n- how things are with you\n\nIf a date does not suit you, propose another time or skip it. Low key on purpose.\nSam Okafor", "generation": 1, "guest_email": "cy@example.com", "guest_name": "Cy Tran", "recurrence": {"at": "14:00:00", "cadence": [3, "month"], "first": "2026-06-05", "last": "2027-06-05", "minutes": 30, "zone": "Europe/London"}, "stakeholder": "cy-tran", "summary": "Touchbase: Cy Tran and Sam Okafor", "uid": "tb4d0a79fb625772104c6f54883dccc078a41d7c"}, "step": "CreateSeries"}','done','2026-06-03T11:00:00.000000Z',0);
INSERT INTO "operation" VALUES('sam@example.com','6108745514788b51c2f6fcfe',2,'move_occurrence','bo-lind','tb088e81ec5284629c94eea1f40958e6516942b3','{"original_start": "2026-06-18T11:00:00+00:00", "period": ["2026-06-19T14:15:00+00:00", "2026-06-19T14:45:00+00:00"], "step": "MoveDate", "uid": "tb088e81ec5284629c94eea1f40958e6516942b3"}','done','2026-06-03T12:00:00.000000Z',0);
CREATE TABLE plan (
    owner TEXT NOT NULL,
    hash TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'done')),
    at TEXT NOT NULL,
    PRIMARY KEY (owner, hash)
);
CREATE TABLE run (
    owner TEXT NOT NULL,
    id INTEGER NOT NULL,
    started TEXT NOT NULL,
    finished TEXT,
    plan TEXT NOT NULL,
    summary TEXT NOT NULL,
    PRIMARY KEY (owner, id)
);
INSERT INTO "run" VALUES('sam@example.com',1,'2026-06-03T11:00:00.000000Z','2026-06-03T11:00:00.000000Z','4730f7f11bee','3 applied, 0 failed');
INSERT INTO "run" VALUES('sam@example.com',2,'2026-06-03T12:00:00.000000Z','2026-06-03T12:00:00.000000Z','afeb19f3200a','1 applied, 0 failed');
INSERT INTO "run" VALUES('sam@example.com',3,'2026-06-19T11:00:00.000000Z','2026-06-19T11:00:00.000000Z','4f53cda18c2b','0 applied, 0 failed');
CREATE TABLE series (
    owner TEXT NOT NULL,
    uid TEXT NOT NULL,
    stakeholder TEXT NOT NULL,
    generation INTEGER NOT NULL,
    first_day TEXT NOT NULL,
    wall_time TEXT NOT NULL,
    zone TEXT NOT NULL,
    every INTEGER NOT NULL,
    unit TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    last_day TEXT,
    summary TEXT NOT NULL,
    description TEXT NOT NULL,
    guest_name TEXT NOT NULL,
    guest_email TEXT NOT NULL,
    conference INTEGER NOT NULL CHECK (conference IN (0, 1)),
    standing TEXT NOT NULL CHECK (standing IN ('live', 'parked', 'retired', 'paused_by_user', 'declined', 'ended')),
    pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)),
    parked_since TEXT,
    since TEXT,
    last_by_hand INTEGER NOT NULL CHECK (last_by_hand IN (0, 1)),
    PRIMARY KEY (owner, uid)
);
INSERT INTO "series" VALUES('sam@example.com','tb14d3007073809b4a3c53e4247cb7186955ed93','ana-ruiz',1,'2026-06-04','12:45:00','Europe/London',1,'month',30,'2027-06-04','Touchbase: Ana Ruiz and Sam Okafor','A short touchbase to stay in touch: 30 minutes, monthly.

On your mind (it comes first; reply to this invitation with what you would like to speak of):
-

On mine:
- how things are with you

If a date does not suit you, propose another time or skip it. Low key on purpose.
Sam Okafor','Ana Ruiz','ana@example.com',1,'live',0,NULL,NULL,0);
INSERT INTO "series" VALUES('sam@example.com','tb088e81ec5284629c94eea1f40958e6516942b3','bo-lind',1,'2026-06-04','12:00:00','Europe/London',1,'week',30,'2027-06-04','Touchbase: Bo Lind and Sam Okafor','A short touchbase to stay in touch: 30 minutes, weekly.

On your mind (it comes first; reply to this invitation with what you would like to speak of):
-

On mine:
- how things are with you

If a date does not suit you, propose another time or skip it. Low key on purpose.
Sam Okafor','Bo Lind','bo@example.com',1,'live',0,NULL,NULL,0);
INSERT INTO "series" VALUES('sam@example.com','tb4d0a79fb625772104c6f54883dccc078a41d7c','cy-tran',1,'2026-06-05','14:00:00','Europe/London',3,'month',30,'2027-06-05','Touchbase: Cy Tran and Sam Okafor','A short touchbase to stay in touch: 30 minutes, quarterly.

On your mind (it comes first; reply to this invitation with what you would like to speak of):
-

On mine:
- how things are with you

If a date does not suit you, propose another time or skip it. Low key on purpose.
Sam Okafor','Cy Tran','cy@example.com',1,'live',0,NULL,NULL,0);
CREATE TABLE series_date (
    owner TEXT NOT NULL,
    uid TEXT NOT NULL,
    original_start TEXT NOT NULL,
    stakeholder TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    cancelled INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
    PRIMARY KEY (owner, uid, original_start),
    FOREIGN KEY (owner, uid) REFERENCES series (owner, uid) ON DELETE CASCADE
);
INSERT INTO "series_date" VALUES('sam@example.com','tb14d3007073809b4a3c53e4247cb7186955ed93','2026-06-04T11:45:00.000000Z','ana-ruiz','2026-06-04T11:45:00.000000Z','2026-06-04T12:15:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb14d3007073809b4a3c53e4247cb7186955ed93','2026-07-02T11:45:00.000000Z','ana-ruiz','2026-07-02T11:45:00.000000Z','2026-07-02T12:15:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb14d3007073809b4a3c53e4247cb7186955ed93','2026-08-06T11:45:00.000000Z','ana-ruiz','2026-08-06T11:45:00.000000Z','2026-08-06T12:15:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb088e81ec5284629c94eea1f40958e6516942b3','2026-06-04T11:00:00.000000Z','bo-lind','2026-06-04T11:00:00.000000Z','2026-06-04T11:30:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb088e81ec5284629c94eea1f40958e6516942b3','2026-06-11T11:00:00.000000Z','bo-lind','2026-06-11T11:00:00.000000Z','2026-06-11T11:30:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb088e81ec5284629c94eea1f40958e6516942b3','2026-06-18T11:00:00.000000Z','bo-lind','2026-06-19T14:15:00.000000Z','2026-06-19T14:45:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb088e81ec5284629c94eea1f40958e6516942b3','2026-06-25T11:00:00.000000Z','bo-lind','2026-06-25T11:00:00.000000Z','2026-06-25T11:30:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb088e81ec5284629c94eea1f40958e6516942b3','2026-07-02T11:00:00.000000Z','bo-lind','2026-07-02T11:00:00.000000Z','2026-07-02T11:30:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb088e81ec5284629c94eea1f40958e6516942b3','2026-07-09T11:00:00.000000Z','bo-lind','2026-07-09T11:00:00.000000Z','2026-07-09T11:30:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb088e81ec5284629c94eea1f40958e6516942b3','2026-07-16T11:00:00.000000Z','bo-lind','2026-07-16T11:00:00.000000Z','2026-07-16T11:30:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb088e81ec5284629c94eea1f40958e6516942b3','2026-07-23T11:00:00.000000Z','bo-lind','2026-07-23T11:00:00.000000Z','2026-07-23T11:30:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb088e81ec5284629c94eea1f40958e6516942b3','2026-07-30T11:00:00.000000Z','bo-lind','2026-07-30T11:00:00.000000Z','2026-07-30T11:30:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb088e81ec5284629c94eea1f40958e6516942b3','2026-08-06T11:00:00.000000Z','bo-lind','2026-08-06T11:00:00.000000Z','2026-08-06T11:30:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb088e81ec5284629c94eea1f40958e6516942b3','2026-08-13T11:00:00.000000Z','bo-lind','2026-08-13T11:00:00.000000Z','2026-08-13T11:30:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb088e81ec5284629c94eea1f40958e6516942b3','2026-08-20T11:00:00.000000Z','bo-lind','2026-08-20T11:00:00.000000Z','2026-08-20T11:30:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb088e81ec5284629c94eea1f40958e6516942b3','2026-08-27T11:00:00.000000Z','bo-lind','2026-08-27T11:00:00.000000Z','2026-08-27T11:30:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb4d0a79fb625772104c6f54883dccc078a41d7c','2026-06-05T13:00:00.000000Z','cy-tran','2026-06-05T13:00:00.000000Z','2026-06-05T13:30:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb14d3007073809b4a3c53e4247cb7186955ed93','2026-09-03T11:45:00.000000Z','ana-ruiz','2026-09-03T11:45:00.000000Z','2026-09-03T12:15:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb088e81ec5284629c94eea1f40958e6516942b3','2026-09-03T11:00:00.000000Z','bo-lind','2026-09-03T11:00:00.000000Z','2026-09-03T11:30:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb088e81ec5284629c94eea1f40958e6516942b3','2026-09-10T11:00:00.000000Z','bo-lind','2026-09-10T11:00:00.000000Z','2026-09-10T11:30:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb088e81ec5284629c94eea1f40958e6516942b3','2026-09-17T11:00:00.000000Z','bo-lind','2026-09-17T11:00:00.000000Z','2026-09-17T11:30:00.000000Z',0);
INSERT INTO "series_date" VALUES('sam@example.com','tb4d0a79fb625772104c6f54883dccc078a41d7c','2026-09-04T13:00:00.000000Z','cy-tran','2026-09-04T13:00:00.000000Z','2026-09-04T13:30:00.000000Z',0);
CREATE TABLE stakeholder (
    owner TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    category TEXT NOT NULL,
    priority INTEGER NOT NULL,
    every INTEGER NOT NULL,
    unit TEXT NOT NULL,
    zone TEXT NOT NULL,
    addresses TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    working_hours TEXT NOT NULL,
    preferred TEXT NOT NULL,
    free_busy TEXT NOT NULL,
    added TEXT,
    tags TEXT NOT NULL,
    intent TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'completed', 'let_go')),
    paused_until TEXT, profile TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (owner, id),
    FOREIGN KEY (owner) REFERENCES known_list (owner) ON DELETE CASCADE
);
INSERT INTO "stakeholder" VALUES('sam@example.com','ana-ruiz',0,'Ana Ruiz','ana@example.com','peer',2,1,'month','Europe/London','[]',30,'[[540,1020]]','[]','','2026-01-05','[]','maintain','active',NULL,'{}');
INSERT INTO "stakeholder" VALUES('sam@example.com','bo-lind',1,'Bo Lind','bo@example.com','boss',1,1,'week','Europe/London','[]',30,'[[540,1020]]','[]','','2026-01-05','[]','maintain','active',NULL,'{}');
INSERT INTO "stakeholder" VALUES('sam@example.com','cy-tran',2,'Cy Tran','cy@example.com','mentor',3,3,'month','America/New_York','[]',30,'[[540,1020]]','[]','','2026-01-05','[]','maintain','active',NULL,'{}');
CREATE TABLE touchbase (
    owner TEXT NOT NULL,
    stakeholder TEXT NOT NULL,
    id TEXT NOT NULL,
    starts TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    kind TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'likely', 'doubtful', 'not_held')),
    reasons TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('calendar', 'human', 'import')),
    uid TEXT NOT NULL,
    original_start TEXT,
    note TEXT NOT NULL,
    moves_clock INTEGER NOT NULL CHECK (moves_clock IN (0, 1)),
    standing INTEGER NOT NULL CHECK (standing IN (0, 1)),
    PRIMARY KEY (owner, stakeholder, id)
);
INSERT INTO "touchbase" VALUES('sam@example.com','ana-ruiz','a0e5a377dbba','2026-06-04T11:45:00.000000Z',30,'touchbase','doubtful','["Ana Ruiz did not answer"]','calendar','tb14d3007073809b4a3c53e4247cb7186955ed93','2026-06-04T11:45:00.000000Z','',1,1);
INSERT INTO "touchbase" VALUES('sam@example.com','bo-lind','a9ba6f79dcfc','2026-06-04T11:00:00.000000Z',30,'touchbase','confirmed','["you said it was held"]','human','tb088e81ec5284629c94eea1f40958e6516942b3','2026-06-04T11:00:00.000000Z','',1,1);
INSERT INTO "touchbase" VALUES('sam@example.com','bo-lind','e9add6faddb2','2026-06-11T11:00:00.000000Z',30,'touchbase','doubtful','["Bo Lind did not answer"]','calendar','tb088e81ec5284629c94eea1f40958e6516942b3','2026-06-11T11:00:00.000000Z','',1,1);
INSERT INTO "touchbase" VALUES('sam@example.com','cy-tran','e4ee00f03d8d','2026-06-05T13:00:00.000000Z',30,'touchbase','doubtful','["Cy Tran did not answer"]','calendar','tb4d0a79fb625772104c6f54883dccc078a41d7c','2026-06-05T13:00:00.000000Z','',1,1);
CREATE INDEX series_standing ON series (owner, standing, stakeholder, uid);
CREATE INDEX series_date_to_come ON series_date (owner, uid, cancelled, starts);
CREATE INDEX log_by_stakeholder ON log (owner, stakeholder);
CREATE UNIQUE INDEX touchbase_by_occurrence ON touchbase (owner, uid, original_start) WHERE uid <> '';
CREATE INDEX touchbase_by_start ON touchbase (owner, starts) WHERE standing = 1;
CREATE INDEX touchbase_by_original_start ON touchbase (owner, original_start) WHERE standing = 1 AND uid <> '';
CREATE INDEX touchbase_standing ON touchbase (owner, standing, stakeholder, starts, verdict, kind, moves_clock);
CREATE INDEX operation_by_outcome ON operation (owner, outcome);
CREATE INDEX memo_by_stakeholder ON memo (owner, stakeholder, kind);
CREATE TRIGGER log_is_never_changed BEFORE UPDATE ON log
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;
CREATE TRIGGER log_is_never_shortened BEFORE DELETE ON log
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;
COMMIT;
PRAGMA user_version = 2;
PRAGMA application_id = 1952604531;
