-- Keys with which programs ask for figures in the name of an account. The same tables and columns as
-- ../postgres/0006_access_key.sql; a test compares the two.
CREATE TABLE access_key (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    account    INTEGER NOT NULL REFERENCES account (id),
    name       TEXT NOT NULL,
    prefix     TEXT NOT NULL UNIQUE,          -- the key's first characters, by which it is found and known
    sha256     BLOB NOT NULL,                 -- of the whole key, which is stored nowhere
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;
CREATE INDEX access_key_by_account ON access_key (account);
