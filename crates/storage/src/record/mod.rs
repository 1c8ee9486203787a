//! Derived SIUSS records: stored by key, listed by state and reason.

pub(crate) mod query;
mod replace;
mod stored;

pub use query::{
    Cursor, Deadlines, FlowKind, Owner, RecordCount, RecordFilter, RecordTotal, Share, after,
    count, count_by_reason, get, list, of_people, totals,
};
pub use replace::{ReplaceCounts, body_sha, replace};
pub use stored::{RecordLine, StoredRecord};

pub(crate) use query::STATEMENTS as QUERY_STATEMENTS;
pub(crate) use replace::STATEMENTS as REPLACE_STATEMENTS;
