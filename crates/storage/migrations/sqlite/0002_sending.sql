-- What was sent to INPS, record by record, and what came back. The same tables and columns as
-- ../postgres/0002_sending.sql; a test compares the two.

-- What a record says to INPS, apart from where it came from, and whose file tells of the benefit.
-- Every record is written anew by the next derivation, which fills both.
ALTER TABLE siuss_record ADD COLUMN body_sha BLOB NOT NULL DEFAULT X'';
ALTER TABLE siuss_record ADD COLUMN source_office TEXT;
UPDATE siuss_record SET content_sha = zeroblob(32);

-- Who publishes goes through the records person by person.
CREATE INDEX siuss_record_in_order ON siuss_record (ente, person);

-- One record in one flow: over the e-service a flow of its own, by upload a place in a file.
-- What was sent never changes; what happens to it afterwards stands in the columns from
-- superseded_at on.
CREATE TABLE sending (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    ente          INTEGER NOT NULL REFERENCES ente (id),
    channel       TEXT NOT NULL,
    kind          TEXT NOT NULL,
    operation     TEXT NOT NULL CHECK (operation IN ('I', 'C')),
    flow_name     TEXT NOT NULL,
    ts            INTEGER,                    -- ts_flusso in milliseconds; none by upload
    record_key    TEXT NOT NULL,
    occurrence    INTEGER NOT NULL,
    person        INTEGER NOT NULL REFERENCES person (id),
    benefit       TEXT,                       -- none: SINBA
    year          INTEGER NOT NULL,
    start_date    TEXT NOT NULL,
    end_date      TEXT NOT NULL,
    source_office TEXT,
    body_sha      BLOB NOT NULL,              -- of what INPS would hold; of a cancellation, what it withdraws
    payload       TEXT NOT NULL,              -- JSON of the record as sent
    xml           BLOB,                       -- none by upload
    cancels       INTEGER REFERENCES sending (id),
    file          INTEGER REFERENCES flow_file (id),
    made_by       INTEGER NOT NULL REFERENCES account (id),
    made_at       INTEGER NOT NULL,
    superseded_at INTEGER,                    -- taken back before INPS saw it
    fetched_at    INTEGER,                    -- INPS saw it
    outcome       TEXT,
    outcome_text  TEXT,
    siuss_id      TEXT,
    acquired_at   INTEGER,                    -- when INPS worked on it
    answered_at   INTEGER,                    -- when the outcome reached us
    is_last       INTEGER NOT NULL CHECK (is_last IN (0, 1)),
    UNIQUE (ente, ts),
    CHECK (superseded_at IS NULL OR fetched_at IS NULL)
) STRICT;
CREATE UNIQUE INDEX sending_last ON sending (ente, record_key, occurrence) WHERE is_last;
CREATE UNIQUE INDEX sending_by_flow_name ON sending (ente, flow_name) WHERE channel = 'waas';
-- What a reader of the queue walks along: with it PostgreSQL needs no statistics to see that a page is
-- a few rows of an index (measured before the first ANALYZE: 50 ms a page without it, 0.1 ms with it).
CREATE INDEX sending_queue ON sending (ente, ts) WHERE superseded_at IS NULL;
CREATE INDEX sending_by_person ON sending (ente, person);
CREATE INDEX sending_by_file ON sending (file);
CREATE TRIGGER sending_content_is_never_updated
    BEFORE UPDATE OF ente, channel, kind, operation, flow_name, ts, record_key, occurrence, body_sha,
                     payload, xml, cancels, file, made_by, made_at ON sending
    BEGIN SELECT RAISE(ABORT, 'what was sent never changes'); END;
CREATE TRIGGER sending_is_never_deleted BEFORE DELETE ON sending
    BEGIN SELECT RAISE(ABORT, 'what was sent is kept'); END;

-- The last ts_flusso given. Its row is the ente's place in line: who publishes holds it to the end.
CREATE TABLE flow_clock (
    ente    INTEGER NOT NULL PRIMARY KEY REFERENCES ente (id),
    last_ts INTEGER NOT NULL
) STRICT;

-- Every outcome as INPS sent it, also of flows that are not ours.
CREATE TABLE outcome (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    ente        INTEGER NOT NULL REFERENCES ente (id),
    flow_name   TEXT NOT NULL,
    kind        TEXT NOT NULL,
    flow_at     INTEGER NOT NULL,
    acquired_at INTEGER NOT NULL,
    code        TEXT NOT NULL,
    text        TEXT,
    siuss_id    TEXT,
    sending     INTEGER REFERENCES sending (id),  -- none: set aside
    received_at INTEGER NOT NULL,
    UNIQUE (ente, flow_name, acquired_at, code)
) STRICT;
CREATE INDEX outcome_by_sending ON outcome (sending);
CREATE TRIGGER outcome_is_never_deleted BEFORE DELETE ON outcome
    BEGIN SELECT RAISE(ABORT, 'an outcome is kept'); END;

-- Who answers for the sending, and by when the ente wants it done: no law in reach states a number
-- of days, so there is none until somebody sets one.
CREATE TABLE sending_rule (
    ente          INTEGER NOT NULL PRIMARY KEY REFERENCES ente (id),
    officer       TEXT,                       -- the person who answers for the sending
    days_benefits INTEGER,                    -- days after the end of what a record covers
    days_minors   INTEGER,
    set_by        INTEGER NOT NULL REFERENCES account (id),
    set_at        INTEGER NOT NULL
) STRICT;

-- A record in a file may withdraw what was accepted.
ALTER TABLE flow_file_record ADD COLUMN operation TEXT NOT NULL DEFAULT 'I';
ALTER TABLE flow_file_record ADD COLUMN occurrence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE flow_file_record ADD COLUMN cancels INTEGER REFERENCES sending (id);
