-- The common subset of SQLite and PostgreSQL. Every table is keyed by owner first.
-- Moments are ISO 8601 in UTC of one width, so that the order of the text is the order of time; yes and no are 1 and 0.

CREATE TABLE known_list (
    owner TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (owner)
);

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
    paused_until TEXT,
    PRIMARY KEY (owner, id),
    FOREIGN KEY (owner) REFERENCES known_list (owner) ON DELETE CASCADE
);

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

CREATE INDEX series_standing ON series (owner, standing, stakeholder, uid);

-- A date that is not where the rule puts it; without starts and ends it is skipped.
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

-- The dates the calendar last showed us, so that the next one is known without a network.
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

CREATE INDEX series_date_to_come ON series_date (owner, uid, cancelled, starts);

-- What was said, line after line: never changed, never shortened.
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

CREATE INDEX log_by_stakeholder ON log (owner, stakeholder);

-- What stands, made from the log and from nothing else; a retracted entry stays, no longer standing.
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

CREATE UNIQUE INDEX touchbase_by_occurrence ON touchbase (owner, uid, original_start) WHERE uid <> '';
CREATE INDEX touchbase_by_start ON touchbase (owner, starts) WHERE standing = 1;
CREATE INDEX touchbase_by_original_start ON touchbase (owner, original_start) WHERE standing = 1 AND uid <> '';

-- Holds every column that `histories` asks for, so that it reads the last few entries of a person and no row.
CREATE INDEX touchbase_standing ON touchbase (owner, standing, stakeholder, starts, verdict, kind, moves_clock);

-- What stands of each person summed up, written with every entry, so that a status reads one row a person. Made from
-- `touchbase` and from nothing else; `newest` is the start of the last entry it covers.
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

-- Writes to a calendar: intended before the call, then done, failed or unknown.
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

CREATE INDEX operation_by_outcome ON operation (owner, outcome);

CREATE TABLE run (
    owner TEXT NOT NULL,
    id INTEGER NOT NULL,
    started TEXT NOT NULL,
    finished TEXT,
    plan TEXT NOT NULL,
    summary TEXT NOT NULL,
    PRIMARY KEY (owner, id)
);

CREATE TABLE plan (
    owner TEXT NOT NULL,
    hash TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'done')),
    at TEXT NOT NULL,
    PRIMARY KEY (owner, hash)
);

-- What a person did and `undo` can take back.
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

CREATE TABLE fact (
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (owner, name)
);
