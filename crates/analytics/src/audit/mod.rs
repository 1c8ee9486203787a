//! Attacks on an edition, as an outsider and as an insider.
