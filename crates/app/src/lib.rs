//! Use cases: one file per verb-noun, with the permission, the transaction and the audit entry.
