-- What somebody does by hand in INPS's web form, and what INPS gives back there. The same tables and
-- columns as ../sqlite/0004_receipt.sql; a test compares the two.

-- A line of a file: a cancellation may be of a record that is not derived any more, and what the
-- record's last sending was tells later whether another channel has been faster. Two records with
-- the same key were not told apart before.
ALTER TABLE flow_file_record ALTER COLUMN record DROP NOT NULL;  -- none: not derived any more
ALTER TABLE flow_file_record
    ADD COLUMN follows BIGINT REFERENCES sending (id);  -- the record's last sending when this was written
UPDATE flow_file_record AS line SET occurrence = numbered.occurrence
    FROM (SELECT file, position,
                 ROW_NUMBER() OVER (PARTITION BY file, record_key ORDER BY position) - 1 AS occurrence
          FROM flow_file_record) AS numbered
    WHERE numbered.file = line.file AND numbered.position = line.position;

-- That a file was uploaded, which happens once.
CREATE TABLE upload (
    file    BIGINT NOT NULL PRIMARY KEY REFERENCES flow_file (id),
    ente    BIGINT NOT NULL REFERENCES ente (id),
    day     TEXT NOT NULL,
    number  TEXT NOT NULL,                      -- of INPS's receipt
    made_by BIGINT NOT NULL REFERENCES account (id),
    made_at BIGINT NOT NULL
);
CREATE TRIGGER upload_is_kept BEFORE UPDATE OR DELETE ON upload
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER upload_is_not_emptied BEFORE TRUNCATE ON upload
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- INPS's receipts, byte for byte.
CREATE TABLE receipt (
    id       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ente     BIGINT NOT NULL REFERENCES ente (id),
    file     BIGINT NOT NULL REFERENCES flow_file (id),
    filename TEXT NOT NULL,
    sha256   BYTEA NOT NULL,
    n_bytes  BIGINT NOT NULL,
    bytes    BYTEA NOT NULL,
    made_by  BIGINT NOT NULL REFERENCES account (id),
    made_at  BIGINT NOT NULL
);
CREATE INDEX receipt_by_file ON receipt (file);
CREATE TRIGGER receipt_is_kept BEFORE UPDATE OR DELETE ON receipt
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER receipt_is_not_emptied BEFORE TRUNCATE ON receipt
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A line of a file is one sending at most, found at once.
DROP INDEX sending_by_file;
CREATE UNIQUE INDEX sending_by_file ON sending (file, record_key, occurrence, operation);
