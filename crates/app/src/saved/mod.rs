//! Saved views and dashboards: what may be kept, and how it is said.

mod asked;
mod kept;
mod line;

pub(crate) use asked::{describe, in_words};
pub(crate) use kept::{canonical, kept_name, kept_note};
pub use line::{DashboardLine, ViewLine};
pub use pas_storage::saved_view::ViewText;

/// As many views stand on one dashboard at most.
pub const MAX_PANELS: usize = 12;
