//! The operational database, on SQLite and on PostgreSQL, through one code path.
