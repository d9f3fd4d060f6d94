-- The ledger of mails: the same mail is not sent twice on one day, whatever the program believes. A write that failed
-- sent none.
ALTER TABLE operation ADD COLUMN mail TEXT NOT NULL DEFAULT '';

CREATE UNIQUE INDEX operation_by_mail ON operation (owner, mail) WHERE mail <> '' AND outcome <> 'failed';
CREATE INDEX operation_by_time ON operation (owner, at);
