-- What an observatory has read from the e-services of many enti. The same tables and columns as
-- ../sqlite/0003_observatory.sql; a test compares the two.

-- A body whose e-service is read, and how far. Nothing with a ts_flusso up to last_ts is read again.
CREATE TABLE observed_ente (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ente       BIGINT NOT NULL REFERENCES ente (id),  -- who runs the observatory
    code       TEXT NOT NULL,                 -- codice_ente
    name       TEXT NOT NULL,
    last_ts    BIGINT NOT NULL,               -- ts_flusso in milliseconds; 0: nothing read yet
    polled_at  BIGINT,                        -- the last poll that came to its end, well or not
    fault      TEXT,                          -- in Italian, why that poll stopped; none: it did not
    UNIQUE (ente, code)
);

-- A flow as it came, once, with the verdict on it. Neither ever changes; what happens afterwards
-- stands in the columns from in_force on.
CREATE TABLE observed_flow (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,  -- also id_acquisizione_siuss of an accepted one
    ente         BIGINT NOT NULL REFERENCES ente (id),
    source       BIGINT NOT NULL REFERENCES observed_ente (id),
    flow_name    TEXT NOT NULL,               -- id_flusso
    ts           BIGINT NOT NULL,             -- ts_flusso in milliseconds
    kind         TEXT NOT NULL,
    operation    TEXT CHECK (operation IN ('I', 'C')),  -- none: SINBA, or not to be read
    body_sha     BYTEA,                       -- of all but header and operation; none: not to be read
    content      BYTEA NOT NULL,              -- the XML; what came in its place when that is no base64
    outcome      TEXT NOT NULL,
    outcome_text TEXT,
    acquired_at  BIGINT NOT NULL,
    in_force     BOOLEAN NOT NULL,            -- accepted and not withdrawn
    withdrawn_ts BIGINT,                      -- ts of the cancellation that withdrew it
    delivered_at BIGINT,                      -- when the ente confirmed the outcome
    UNIQUE (source, ts),
    UNIQUE (source, flow_name),
    CHECK (NOT in_force OR (outcome = 'OK' AND withdrawn_ts IS NULL))
);
CREATE UNIQUE INDEX observed_flow_in_force ON observed_flow (source, body_sha)
    WHERE in_force AND operation = 'I';
CREATE INDEX observed_flow_to_deliver ON observed_flow (source, ts) WHERE delivered_at IS NULL;
CREATE TRIGGER observed_flow_content_is_kept
    BEFORE UPDATE OF ente, source, flow_name, ts, kind, operation, body_sha, content, outcome,
                     outcome_text, acquired_at ON observed_flow
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER observed_flow_is_kept BEFORE DELETE ON observed_flow
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER observed_flow_is_not_emptied BEFORE TRUNCATE ON observed_flow
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
