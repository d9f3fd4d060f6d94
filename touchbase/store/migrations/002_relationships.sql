-- What a leader wants of a relationship, as JSON; most people have none.
ALTER TABLE stakeholder ADD COLUMN profile TEXT NOT NULL DEFAULT '{}';

-- Notes, promises, goals and the like: private, and never on a calendar.
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

CREATE INDEX memo_by_stakeholder ON memo (owner, stakeholder, kind);
