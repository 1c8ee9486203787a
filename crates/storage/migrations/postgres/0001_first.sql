-- The operational database, on PostgreSQL. The same tables and columns as ../sqlite/0001_first.sql;
-- a test compares the two. Instants are microseconds since 1970 (UTC), days are ISO texts, money
-- is cents, JSON is text.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$;

-- A body that grants benefits. Everything below belongs to exactly one.
CREATE TABLE ente (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name         TEXT NOT NULL,
    identity     TEXT,                        -- JSON: how it presents itself to INPS
    data_version BIGINT NOT NULL DEFAULT 0,  -- grows with every import and derivation
    created_at   BIGINT NOT NULL
);

CREATE TABLE account (
    id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ente          BIGINT NOT NULL REFERENCES ente (id),
    username      TEXT NOT NULL UNIQUE,
    display_name  TEXT NOT NULL,
    role          TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    disabled      BOOLEAN NOT NULL DEFAULT FALSE,
    failed_logins BIGINT NOT NULL DEFAULT 0,
    locked_until  BIGINT,
    created_at    BIGINT NOT NULL
);
CREATE INDEX account_by_ente ON account (ente);

-- Who a person signed in elsewhere (OpenID Connect) is here.
CREATE TABLE identity (
    issuer   TEXT NOT NULL,
    subject  TEXT NOT NULL,
    account  BIGINT NOT NULL REFERENCES account (id),
    added_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);

CREATE TABLE session (
    token_sha256 BYTEA NOT NULL PRIMARY KEY,
    account      BIGINT NOT NULL REFERENCES account (id),
    csrf         TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL
);
CREATE INDEX session_by_account ON session (account);
CREATE INDEX session_by_expiry ON session (expires_at);

-- Append-only; every entry carries the hash of the one before.
CREATE TABLE audit (
    ente      BIGINT NOT NULL REFERENCES ente (id),
    seq       BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    account   BIGINT,
    username  TEXT NOT NULL,
    use_case  TEXT NOT NULL,
    subject   TEXT NOT NULL,
    detail    TEXT NOT NULL,
    outcome   TEXT NOT NULL,
    prev_hash BYTEA NOT NULL,
    hash      BYTEA NOT NULL,
    PRIMARY KEY (ente, seq)
);
CREATE TRIGGER audit_is_kept BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Last entry of each chain: it orders concurrent writers and shows a cut tail.
CREATE TABLE audit_head (
    ente BIGINT NOT NULL PRIMARY KEY REFERENCES ente (id),
    seq  BIGINT NOT NULL,
    hash BYTEA NOT NULL
);

CREATE TABLE import_file (
    id             BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ente           BIGINT NOT NULL REFERENCES ente (id),
    office         TEXT NOT NULL,
    layout         TEXT NOT NULL,
    layout_version TEXT NOT NULL,
    filename       TEXT NOT NULL,
    sha256         BYTEA NOT NULL,
    n_bytes        BIGINT NOT NULL,
    format         TEXT NOT NULL,
    encoding       TEXT,
    n_read         BIGINT NOT NULL,
    n_used         BIGINT NOT NULL,
    n_repaired     BIGINT NOT NULL,
    n_set_aside    BIGINT NOT NULL,
    sheets         TEXT NOT NULL,             -- JSON: what the reader says of the sheets
    imported_by    BIGINT NOT NULL REFERENCES account (id),
    imported_at    BIGINT NOT NULL,
    UNIQUE (ente, office, sha256),
    CHECK (n_used + n_set_aside = n_read)
);

-- Raw is for ever: the file, byte for byte.
CREATE TABLE import_content (
    import BIGINT NOT NULL PRIMARY KEY REFERENCES import_file (id),
    bytes  BYTEA NOT NULL
);
CREATE TRIGGER import_content_is_kept BEFORE UPDATE OR DELETE ON import_content
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER import_content_is_not_emptied BEFORE TRUNCATE ON import_content
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE import_problem (
    import   BIGINT NOT NULL REFERENCES import_file (id),
    position BIGINT NOT NULL,
    ente     BIGINT NOT NULL REFERENCES ente (id),
    office   TEXT NOT NULL,                   -- who must act
    sheet    TEXT NOT NULL,
    row_no   BIGINT NOT NULL,
    col      TEXT NOT NULL,
    heading  TEXT NOT NULL,
    found    TEXT NOT NULL,
    code     TEXT NOT NULL,
    outcome  TEXT NOT NULL,
    message  TEXT NOT NULL,
    PRIMARY KEY (import, position)
);
CREATE INDEX import_problem_by_office ON import_problem (ente, office);

-- A stable number for each person, so that no URL carries a codice fiscale.
CREATE TABLE person (
    id               BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ente             BIGINT NOT NULL REFERENCES ente (id),
    cf               TEXT NOT NULL,
    surname          TEXT NOT NULL,
    given_name       TEXT NOT NULL,
    birth_date       TEXT,
    residence_comune TEXT,
    search_key       TEXT COLLATE "C" NOT NULL, -- ' provaldi anna maria': lower case, without accents
    name_rank        BIGINT NOT NULL,        -- 0 the registry said so, 1 another office, 2 nobody
    UNIQUE (ente, cf)
);
CREATE INDEX person_by_name ON person (ente, search_key, id);

CREATE TABLE fact (
    id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ente          BIGINT NOT NULL REFERENCES ente (id),
    import        BIGINT NOT NULL REFERENCES import_file (id),
    office        TEXT NOT NULL,
    kind          TEXT NOT NULL,
    person        BIGINT REFERENCES person (id),
    benefit       TEXT,
    natural_key   TEXT NOT NULL,
    occurrence    BIGINT NOT NULL,
    content_sha   BYTEA NOT NULL,
    superseded_by BIGINT REFERENCES import_file (id),
    payload       TEXT NOT NULL,              -- JSON of the fact
    origin        TEXT NOT NULL               -- JSON: sheet, row, cells
);
CREATE UNIQUE INDEX fact_in_force ON fact (natural_key, occurrence, office, ente)
    WHERE superseded_by IS NULL;
CREATE INDEX fact_by_person ON fact (ente, person, id) WHERE superseded_by IS NULL;
CREATE INDEX fact_by_import ON fact (import);

CREATE TABLE siuss_record (
    id               BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ente             BIGINT NOT NULL REFERENCES ente (id),
    record_key       TEXT NOT NULL,
    occurrence       BIGINT NOT NULL,
    person           BIGINT NOT NULL REFERENCES person (id),
    benefit          TEXT,                    -- none: SINBA
    year             BIGINT NOT NULL,
    start_date       TEXT NOT NULL,
    end_date         TEXT NOT NULL,
    state            TEXT NOT NULL,
    reason_code      TEXT,                    -- of the first reason, as the next two
    reason_message   TEXT,
    office           TEXT,
    residence_comune TEXT,
    service_area     TEXT,
    total_cents      BIGINT NOT NULL,
    content_sha      BYTEA NOT NULL,
    payload          TEXT NOT NULL,           -- JSON of the record
    updated_at       BIGINT NOT NULL,
    UNIQUE (ente, record_key, occurrence)
);
CREATE INDEX siuss_record_by_state ON siuss_record (ente, state, year);
CREATE INDEX siuss_record_by_person ON siuss_record (person);

CREATE TABLE flow_file (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ente       BIGINT NOT NULL REFERENCES ente (id),
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    day        TEXT NOT NULL,
    number     BIGINT NOT NULL,
    sha256     BYTEA NOT NULL,
    n_bytes    BIGINT NOT NULL,
    n_records  BIGINT NOT NULL,
    n_people   BIGINT NOT NULL,
    written_by BIGINT NOT NULL REFERENCES account (id),
    written_at BIGINT NOT NULL,
    UNIQUE (ente, kind, day, number),
    UNIQUE (ente, name)
);

-- A written file never changes.
CREATE TABLE flow_content (
    file  BIGINT NOT NULL PRIMARY KEY REFERENCES flow_file (id),
    bytes BYTEA NOT NULL
);
CREATE TRIGGER flow_content_is_kept BEFORE UPDATE OR DELETE ON flow_content
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER flow_content_is_not_emptied BEFORE TRUNCATE ON flow_content
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What went into a file, as it was then: the record itself may be derived anew, or vanish.
CREATE TABLE flow_file_record (
    file       BIGINT NOT NULL REFERENCES flow_file (id),
    position   BIGINT NOT NULL,
    record     BIGINT NOT NULL,
    record_key TEXT NOT NULL,
    payload    TEXT NOT NULL,
    PRIMARY KEY (file, position)
);
CREATE INDEX flow_file_record_by_record ON flow_file_record (record);

-- Last number given on a day, without gaps.
CREATE TABLE flow_counter (
    ente BIGINT NOT NULL REFERENCES ente (id),
    kind TEXT NOT NULL,
    day  TEXT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (ente, kind, day)
);

-- The ente's own names for benefit codes whose name is not attested.
CREATE TABLE benefit_name (
    ente   BIGINT NOT NULL REFERENCES ente (id),
    code   TEXT NOT NULL,
    name   TEXT NOT NULL,
    set_by BIGINT NOT NULL REFERENCES account (id),
    set_at BIGINT NOT NULL,
    PRIMARY KEY (ente, code)
);
