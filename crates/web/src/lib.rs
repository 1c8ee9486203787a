//! Pages, sessions and downloads.
