-- The operational database, on SQLite. The same tables and columns as ../postgres/0001_first.sql;
-- a test compares the two. Instants are microseconds since 1970 (UTC), days are ISO texts, money
-- is cents, JSON is text.

-- A body that grants benefits. Everything below belongs to exactly one.
CREATE TABLE ente (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT NOT NULL,
    identity     TEXT,                        -- JSON: how it presents itself to INPS
    data_version INTEGER NOT NULL DEFAULT 0,  -- grows with every import and derivation
    created_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE account (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    ente          INTEGER NOT NULL REFERENCES ente (id),
    username      TEXT NOT NULL UNIQUE,
    display_name  TEXT NOT NULL,
    role          TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    disabled      INTEGER NOT NULL DEFAULT FALSE CHECK (disabled IN (0, 1)),
    failed_logins INTEGER NOT NULL DEFAULT 0,
    locked_until  INTEGER,
    created_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX account_by_ente ON account (ente);

-- Who a person signed in elsewhere (OpenID Connect) is here.
CREATE TABLE identity (
    issuer   TEXT NOT NULL,
    subject  TEXT NOT NULL,
    account  INTEGER NOT NULL REFERENCES account (id),
    added_at INTEGER NOT NULL,
    PRIMARY KEY (issuer, subject)
) STRICT;

CREATE TABLE session (
    token_sha256 BLOB NOT NULL PRIMARY KEY,
    account      INTEGER NOT NULL REFERENCES account (id),
    csrf         TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX session_by_account ON session (account);
CREATE INDEX session_by_expiry ON session (expires_at);

-- Append-only; every entry carries the hash of the one before.
CREATE TABLE audit (
    ente      INTEGER NOT NULL REFERENCES ente (id),
    seq       INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    account   INTEGER,
    username  TEXT NOT NULL,
    use_case  TEXT NOT NULL,
    subject   TEXT NOT NULL,
    detail    TEXT NOT NULL,
    outcome   TEXT NOT NULL,
    prev_hash BLOB NOT NULL,
    hash      BLOB NOT NULL,
    PRIMARY KEY (ente, seq)
) STRICT;
CREATE TRIGGER audit_is_never_updated BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

-- Last entry of each chain: it orders concurrent writers and shows a cut tail.
CREATE TABLE audit_head (
    ente INTEGER NOT NULL PRIMARY KEY REFERENCES ente (id),
    seq  INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;

CREATE TABLE import_file (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    ente           INTEGER NOT NULL REFERENCES ente (id),
    office         TEXT NOT NULL,
    layout         TEXT NOT NULL,
    layout_version TEXT NOT NULL,
    filename       TEXT NOT NULL,
    sha256         BLOB NOT NULL,
    n_bytes        INTEGER NOT NULL,
    format         TEXT NOT NULL,
    encoding       TEXT,
    n_read         INTEGER NOT NULL,
    n_used         INTEGER NOT NULL,
    n_repaired     INTEGER NOT NULL,
    n_set_aside    INTEGER NOT NULL,
    sheets         TEXT NOT NULL,             -- JSON: what the reader says of the sheets
    imported_by    INTEGER NOT NULL REFERENCES account (id),
    imported_at    INTEGER NOT NULL,
    UNIQUE (ente, office, sha256),
    CHECK (n_used + n_set_aside = n_read)
) STRICT;

-- Raw is for ever: the file, byte for byte.
CREATE TABLE import_content (
    import INTEGER NOT NULL PRIMARY KEY REFERENCES import_file (id),
    bytes  BLOB NOT NULL
) STRICT;
CREATE TRIGGER import_content_is_never_updated BEFORE UPDATE ON import_content
    BEGIN SELECT RAISE(ABORT, 'an imported file never changes'); END;
CREATE TRIGGER import_content_is_never_deleted BEFORE DELETE ON import_content
    BEGIN SELECT RAISE(ABORT, 'an imported file is kept'); END;

CREATE TABLE import_problem (
    import   INTEGER NOT NULL REFERENCES import_file (id),
    position INTEGER NOT NULL,
    ente     INTEGER NOT NULL REFERENCES ente (id),
    office   TEXT NOT NULL,                   -- who must act
    sheet    TEXT NOT NULL,
    row_no   INTEGER NOT NULL,
    col      TEXT NOT NULL,
    heading  TEXT NOT NULL,
    found    TEXT NOT NULL,
    code     TEXT NOT NULL,
    outcome  TEXT NOT NULL,
    message  TEXT NOT NULL,
    PRIMARY KEY (import, position)
) STRICT;
CREATE INDEX import_problem_by_office ON import_problem (ente, office);

-- A stable number for each person, so that no URL carries a codice fiscale.
CREATE TABLE person (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    ente             INTEGER NOT NULL REFERENCES ente (id),
    cf               TEXT NOT NULL,
    surname          TEXT NOT NULL,
    given_name       TEXT NOT NULL,
    birth_date       TEXT,
    residence_comune TEXT,
    search_key       TEXT NOT NULL,           -- ' provaldi anna maria': lower case, without accents
    name_rank        INTEGER NOT NULL,        -- 0 the registry said so, 1 another office, 2 nobody
    UNIQUE (ente, cf)
) STRICT;
CREATE INDEX person_by_name ON person (ente, search_key, id);

CREATE TABLE fact (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    ente          INTEGER NOT NULL REFERENCES ente (id),
    import        INTEGER NOT NULL REFERENCES import_file (id),
    office        TEXT NOT NULL,
    kind          TEXT NOT NULL,
    person        INTEGER REFERENCES person (id),
    benefit       TEXT,
    natural_key   TEXT NOT NULL,
    occurrence    INTEGER NOT NULL,
    content_sha   BLOB NOT NULL,
    superseded_by INTEGER REFERENCES import_file (id),
    payload       TEXT NOT NULL,              -- JSON of the fact
    origin        TEXT NOT NULL               -- JSON: sheet, row, cells
) STRICT;
CREATE UNIQUE INDEX fact_in_force ON fact (natural_key, occurrence, office, ente)
    WHERE superseded_by IS NULL;
CREATE INDEX fact_by_person ON fact (ente, person, id) WHERE superseded_by IS NULL;
CREATE INDEX fact_by_import ON fact (import);

CREATE TABLE siuss_record (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    ente             INTEGER NOT NULL REFERENCES ente (id),
    record_key       TEXT NOT NULL,
    occurrence       INTEGER NOT NULL,
    person           INTEGER NOT NULL REFERENCES person (id),
    benefit          TEXT,                    -- none: SINBA
    year             INTEGER NOT NULL,
    start_date       TEXT NOT NULL,
    end_date         TEXT NOT NULL,
    state            TEXT NOT NULL,
    reason_code      TEXT,                    -- of the first reason, as the next two
    reason_message   TEXT,
    office           TEXT,
    residence_comune TEXT,
    service_area     TEXT,
    total_cents      INTEGER NOT NULL,
    content_sha      BLOB NOT NULL,
    payload          TEXT NOT NULL,           -- JSON of the record
    updated_at       INTEGER NOT NULL,
    UNIQUE (ente, record_key, occurrence)
) STRICT;
CREATE INDEX siuss_record_by_state ON siuss_record (ente, state, year);
CREATE INDEX siuss_record_by_person ON siuss_record (person);

CREATE TABLE flow_file (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    ente       INTEGER NOT NULL REFERENCES ente (id),
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    day        TEXT NOT NULL,
    number     INTEGER NOT NULL,
    sha256     BLOB NOT NULL,
    n_bytes    INTEGER NOT NULL,
    n_records  INTEGER NOT NULL,
    n_people   INTEGER NOT NULL,
    written_by INTEGER NOT NULL REFERENCES account (id),
    written_at INTEGER NOT NULL,
    UNIQUE (ente, kind, day, number),
    UNIQUE (ente, name)
) STRICT;

-- A written file never changes.
CREATE TABLE flow_content (
    file  INTEGER NOT NULL PRIMARY KEY REFERENCES flow_file (id),
    bytes BLOB NOT NULL
) STRICT;
CREATE TRIGGER flow_content_is_never_updated BEFORE UPDATE ON flow_content
    BEGIN SELECT RAISE(ABORT, 'a written file never changes'); END;
CREATE TRIGGER flow_content_is_never_deleted BEFORE DELETE ON flow_content
    BEGIN SELECT RAISE(ABORT, 'a written file is kept'); END;

-- What went into a file, as it was then: the record itself may be derived anew, or vanish.
CREATE TABLE flow_file_record (
    file       INTEGER NOT NULL REFERENCES flow_file (id),
    position   INTEGER NOT NULL,
    record     INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    payload    TEXT NOT NULL,
    PRIMARY KEY (file, position)
) STRICT;
CREATE INDEX flow_file_record_by_record ON flow_file_record (record);

-- Last number given on a day, without gaps.
CREATE TABLE flow_counter (
    ente INTEGER NOT NULL REFERENCES ente (id),
    kind TEXT NOT NULL,
    day  TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (ente, kind, day)
) STRICT;

-- The ente's own names for benefit codes whose name is not attested.
CREATE TABLE benefit_name (
    ente   INTEGER NOT NULL REFERENCES ente (id),
    code   TEXT NOT NULL,
    name   TEXT NOT NULL,
    set_by INTEGER NOT NULL REFERENCES account (id),
    set_at INTEGER NOT NULL,
    PRIMARY KEY (ente, code)
) STRICT;
