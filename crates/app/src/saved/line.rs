//! A view and a dashboard as lists show them.

use jiff::Timestamp;
use pas_domain::ids::{AccountId, DashboardId, SavedViewId};
use pas_storage::dashboard::StoredDashboard;
use pas_storage::saved_view::StoredView;

use super::in_words;
use crate::use_cases::describe_edition::EditionView;

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewLine {
    /// Its number.
    pub id: SavedViewId,
    /// Its name.
    pub name: String,
    /// What to know of it; empty for nothing.
    pub note: String,
    /// The query string of `/analisi`, as it was typed.
    pub question: String,
    /// What it asks, in words.
    pub asked: String,
    /// Whether colleagues see it.
    pub is_shared: bool,
    /// Whether the reader may change it.
    pub is_own: bool,
    /// Whose it is.
    pub owner_name: String,
    /// When it was last changed.
    pub changed_at: Timestamp,
}

impl ViewLine {
    pub(crate) fn new(view: StoredView, reader: AccountId, edition: &EditionView) -> Self {
        Self {
            asked: in_words(&view.question, edition),
            id: view.id,
            name: view.name,
            note: view.note,
            question: view.question,
            is_shared: view.is_shared,
            is_own: view.owner == reader,
            owner_name: view.owner_name,
            changed_at: view.changed_at,
        }
    }
}

/// A dashboard, without its panels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DashboardLine {
    /// Its number.
    pub id: DashboardId,
    /// Its name.
    pub name: String,
    /// Whether colleagues see it.
    pub is_shared: bool,
    /// Whether the reader may change it.
    pub is_own: bool,
    /// Whose it is.
    pub owner_name: String,
    /// How many views stand on it.
    pub n_views: u64,
}

impl DashboardLine {
    pub(crate) fn new(page: StoredDashboard, reader: AccountId) -> Self {
        Self {
            id: page.id,
            name: page.name,
            is_shared: page.is_shared,
            is_own: page.owner == reader,
            owner_name: page.owner_name,
            n_views: page.n_views,
        }
    }
}
