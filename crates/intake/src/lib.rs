//! Office files in, facts and per-cell problems out.
