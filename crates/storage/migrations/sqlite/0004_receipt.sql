-- What somebody does by hand in INPS's web form, and what INPS gives back there. The same tables and
-- columns as ../postgres/0004_receipt.sql; a test compares the two.

-- A line of a file: a cancellation may be of a record that is not derived any more, and what the
-- record's last sending was tells later whether another channel has been faster. Two records with
-- the same key were not told apart before.
CREATE TABLE flow_file_record_new (
    file       INTEGER NOT NULL REFERENCES flow_file (id),
    position   INTEGER NOT NULL,
    record     INTEGER,                          -- none: not derived any more
    record_key TEXT NOT NULL,
    payload    TEXT NOT NULL,
    operation  TEXT NOT NULL DEFAULT 'I',
    occurrence INTEGER NOT NULL DEFAULT 0,
    cancels    INTEGER REFERENCES sending (id),
    follows    INTEGER REFERENCES sending (id),  -- the record's last sending when this was written
    PRIMARY KEY (file, position)
) STRICT;
INSERT INTO flow_file_record_new
    SELECT file, position, record, record_key, payload, operation,
           ROW_NUMBER() OVER (PARTITION BY file, record_key ORDER BY position) - 1, NULL, NULL
    FROM flow_file_record;
DROP TABLE flow_file_record;
ALTER TABLE flow_file_record_new RENAME TO flow_file_record;
CREATE INDEX flow_file_record_by_record ON flow_file_record (record);

-- That a file was uploaded, which happens once.
CREATE TABLE upload (
    file    INTEGER NOT NULL PRIMARY KEY REFERENCES flow_file (id),
    ente    INTEGER NOT NULL REFERENCES ente (id),
    day     TEXT NOT NULL,
    number  TEXT NOT NULL,                       -- of INPS's receipt
    made_by INTEGER NOT NULL REFERENCES account (id),
    made_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER upload_is_never_updated BEFORE UPDATE ON upload
    BEGIN SELECT RAISE(ABORT, 'an upload never changes'); END;
CREATE TRIGGER upload_is_never_deleted BEFORE DELETE ON upload
    BEGIN SELECT RAISE(ABORT, 'an upload is kept'); END;

-- INPS's receipts, byte for byte.
CREATE TABLE receipt (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    ente     INTEGER NOT NULL REFERENCES ente (id),
    file     INTEGER NOT NULL REFERENCES flow_file (id),
    filename TEXT NOT NULL,
    sha256   BLOB NOT NULL,
    n_bytes  INTEGER NOT NULL,
    bytes    BLOB NOT NULL,
    made_by  INTEGER NOT NULL REFERENCES account (id),
    made_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX receipt_by_file ON receipt (file);
CREATE TRIGGER receipt_is_never_updated BEFORE UPDATE ON receipt
    BEGIN SELECT RAISE(ABORT, 'a receipt never changes'); END;
CREATE TRIGGER receipt_is_never_deleted BEFORE DELETE ON receipt
    BEGIN SELECT RAISE(ABORT, 'a receipt is kept'); END;

-- A line of a file is one sending at most, found at once.
DROP INDEX sending_by_file;
CREATE UNIQUE INDEX sending_by_file ON sending (file, record_key, occurrence, operation);
