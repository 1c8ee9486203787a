-- Questions that people have kept, and pages of them. The same tables and columns as
-- ../postgres/0005_view.sql; a test compares the two.

-- A question under a name. It is kept as it was typed, so that «mio» is the reader's own.
CREATE TABLE saved_view (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    ente       INTEGER NOT NULL REFERENCES ente (id),
    owner      INTEGER NOT NULL REFERENCES account (id),
    name       TEXT NOT NULL,
    question   TEXT NOT NULL,                 -- the query string of /analisi
    note       TEXT NOT NULL,                 -- empty: none
    is_shared  INTEGER NOT NULL CHECK (is_shared IN (0, 1)),  -- with all who are of the ente
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    deleted_at INTEGER                         -- none: it is there
) STRICT;
CREATE INDEX saved_view_by_ente ON saved_view (ente, owner);

-- A page of saved views.
CREATE TABLE dashboard (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    ente       INTEGER NOT NULL REFERENCES ente (id),
    owner      INTEGER NOT NULL REFERENCES account (id),
    name       TEXT NOT NULL,
    is_shared  INTEGER NOT NULL CHECK (is_shared IN (0, 1)),
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    deleted_at INTEGER                         -- none: it is there
) STRICT;
CREATE INDEX dashboard_by_ente ON dashboard (ente, owner);

-- The views of a page, in order. A deleted one keeps its place, for when it comes back.
CREATE TABLE dashboard_view (
    dashboard INTEGER NOT NULL REFERENCES dashboard (id),
    position  INTEGER NOT NULL,
    view      INTEGER NOT NULL REFERENCES saved_view (id),
    PRIMARY KEY (dashboard, position),
    UNIQUE (dashboard, view)
) STRICT;
CREATE INDEX dashboard_view_by_view ON dashboard_view (view);
