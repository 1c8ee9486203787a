-- Questions that people have kept, and pages of them. The same tables and columns as
-- ../sqlite/0005_view.sql; a test compares the two.

-- A question under a name. It is kept as it was typed, so that «mio» is the reader's own.
CREATE TABLE saved_view (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ente       BIGINT NOT NULL REFERENCES ente (id),
    owner      BIGINT NOT NULL REFERENCES account (id),
    name       TEXT NOT NULL,
    question   TEXT NOT NULL,                 -- the query string of /analisi
    note       TEXT NOT NULL,                 -- empty: none
    is_shared  BOOLEAN NOT NULL,  -- with all who are of the ente
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    deleted_at BIGINT                         -- none: it is there
);
CREATE INDEX saved_view_by_ente ON saved_view (ente, owner);

-- A page of saved views.
CREATE TABLE dashboard (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ente       BIGINT NOT NULL REFERENCES ente (id),
    owner      BIGINT NOT NULL REFERENCES account (id),
    name       TEXT NOT NULL,
    is_shared  BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    deleted_at BIGINT                         -- none: it is there
);
CREATE INDEX dashboard_by_ente ON dashboard (ente, owner);

-- The views of a page, in order. A deleted one keeps its place, for when it comes back.
CREATE TABLE dashboard_view (
    dashboard BIGINT NOT NULL REFERENCES dashboard (id),
    position  BIGINT NOT NULL,
    view      BIGINT NOT NULL REFERENCES saved_view (id),
    PRIMARY KEY (dashboard, position),
    UNIQUE (dashboard, view)
);
CREATE INDEX dashboard_view_by_view ON dashboard_view (view);
