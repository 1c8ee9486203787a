-- What was sent to INPS, record by record, and what came back. The same tables and columns as
-- ../sqlite/0002_sending.sql; a test compares the two.

-- What a record says to INPS, apart from where it came from, and whose file tells of the benefit.
-- Every record is written anew by the next derivation, which fills both.
ALTER TABLE siuss_record ADD COLUMN body_sha BYTEA NOT NULL DEFAULT '';
ALTER TABLE siuss_record ADD COLUMN source_office TEXT;
UPDATE siuss_record SET content_sha = decode(repeat('00', 32), 'hex');

-- Who publishes goes through the records person by person.
CREATE INDEX siuss_record_in_order ON siuss_record (ente, person);

-- One record in one flow: over the e-service a flow of its own, by upload a place in a file.
-- What was sent never changes; what happens to it afterwards stands in the columns from
-- superseded_at on.
CREATE TABLE sending (
    id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ente          BIGINT NOT NULL REFERENCES ente (id),
    channel       TEXT NOT NULL,
    kind          TEXT NOT NULL,
    operation     TEXT NOT NULL CHECK (operation IN ('I', 'C')),
    flow_name     TEXT NOT NULL,
    ts            BIGINT,                    -- ts_flusso in milliseconds; none by upload
    record_key    TEXT NOT NULL,
    occurrence    BIGINT NOT NULL,
    person        BIGINT NOT NULL REFERENCES person (id),
    benefit       TEXT,                       -- none: SINBA
    year          BIGINT NOT NULL,
    start_date    TEXT NOT NULL,
    end_date      TEXT NOT NULL,
    source_office TEXT,
    body_sha      BYTEA NOT NULL,              -- of what INPS would hold; of a cancellation, what it withdraws
    payload       TEXT NOT NULL,              -- JSON of the record as sent
    xml           BYTEA,                       -- none by upload
    cancels       BIGINT REFERENCES sending (id),
    file          BIGINT REFERENCES flow_file (id),
    made_by       BIGINT NOT NULL REFERENCES account (id),
    made_at       BIGINT NOT NULL,
    superseded_at BIGINT,                    -- taken back before INPS saw it
    fetched_at    BIGINT,                    -- INPS saw it
    outcome       TEXT,
    outcome_text  TEXT,
    siuss_id      TEXT,
    acquired_at   BIGINT,                    -- when INPS worked on it
    answered_at   BIGINT,                    -- when the outcome reached us
    is_last       BOOLEAN NOT NULL,
    UNIQUE (ente, ts),
    CHECK (superseded_at IS NULL OR fetched_at IS NULL)
);
CREATE UNIQUE INDEX sending_last ON sending (ente, record_key, occurrence) WHERE is_last;
CREATE UNIQUE INDEX sending_by_flow_name ON sending (ente, flow_name) WHERE channel = 'waas';
-- What a reader of the queue walks along: with it PostgreSQL needs no statistics to see that a page is
-- a few rows of an index (measured before the first ANALYZE: 50 ms a page without it, 0.1 ms with it).
CREATE INDEX sending_queue ON sending (ente, ts) WHERE superseded_at IS NULL;
CREATE INDEX sending_by_person ON sending (ente, person);
CREATE INDEX sending_by_file ON sending (file);
CREATE TRIGGER sending_content_is_kept
    BEFORE UPDATE OF ente, channel, kind, operation, flow_name, ts, record_key, occurrence, body_sha,
                     payload, xml, cancels, file, made_by, made_at ON sending
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sending_is_kept BEFORE DELETE ON sending
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sending_is_not_emptied BEFORE TRUNCATE ON sending
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The last ts_flusso given. Its row is the ente's place in line: who publishes holds it to the end.
CREATE TABLE flow_clock (
    ente    BIGINT NOT NULL PRIMARY KEY REFERENCES ente (id),
    last_ts BIGINT NOT NULL
);

-- Every outcome as INPS sent it, also of flows that are not ours.
CREATE TABLE outcome (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ente        BIGINT NOT NULL REFERENCES ente (id),
    flow_name   TEXT NOT NULL,
    kind        TEXT NOT NULL,
    flow_at     BIGINT NOT NULL,
    acquired_at BIGINT NOT NULL,
    code        TEXT NOT NULL,
    text        TEXT,
    siuss_id    TEXT,
    sending     BIGINT REFERENCES sending (id),  -- none: set aside
    received_at BIGINT NOT NULL,
    UNIQUE (ente, flow_name, acquired_at, code)
);
CREATE INDEX outcome_by_sending ON outcome (sending);
CREATE TRIGGER outcome_is_kept BEFORE DELETE ON outcome
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER outcome_is_not_emptied BEFORE TRUNCATE ON outcome
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Who answers for the sending, and by when the ente wants it done: no law in reach states a number
-- of days, so there is none until somebody sets one.
CREATE TABLE sending_rule (
    ente          BIGINT NOT NULL PRIMARY KEY REFERENCES ente (id),
    officer       TEXT,                       -- the person who answers for the sending
    days_benefits BIGINT,                    -- days after the end of what a record covers
    days_minors   BIGINT,
    set_by        BIGINT NOT NULL REFERENCES account (id),
    set_at        BIGINT NOT NULL
);

-- A record in a file may withdraw what was accepted.
ALTER TABLE flow_file_record ADD COLUMN operation TEXT NOT NULL DEFAULT 'I';
ALTER TABLE flow_file_record ADD COLUMN occurrence BIGINT NOT NULL DEFAULT 0;
ALTER TABLE flow_file_record ADD COLUMN cancels BIGINT REFERENCES sending (id);
