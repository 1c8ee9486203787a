//! Saved views, and the dashboards that they stand on.

pub(crate) mod arrange;
pub(crate) mod board;
pub(crate) mod boards;
pub(crate) mod change;
pub(crate) mod list;

/// Where the views are.
pub(super) const VIEWS: &str = "/viste";
/// Where the dashboards are.
pub(super) const BOARDS: &str = "/cruscotti";

/// Whether a box is ticked.
fn is_ticked(field: &str) -> bool {
    field == "si"
}
