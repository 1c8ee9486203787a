//! Derived SIUSS records: stored by key, listed by state and reason.

mod query;
mod replace;
mod stored;

pub use query::{
    Cursor, FlowKind, RecordCount, RecordFilter, RecordTotal, after, count, count_by_reason, get,
    list, totals,
};
pub use replace::{ReplaceCounts, replace};
pub use stored::{RecordLine, StoredRecord};

pub(crate) use query::STATEMENTS as QUERY_STATEMENTS;
pub(crate) use replace::STATEMENTS as REPLACE_STATEMENTS;
