//! From facts to SIUSS records: cuts, months, splits, states and reasons.
