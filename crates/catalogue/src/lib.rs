//! Official code lists as data files with source, date and licence, and their lookups.
