//! Questions that people have kept under a name, for themselves or for their colleagues.

use std::fmt;

use jiff::Timestamp;
use pas_domain::ids::{AccountId, DashboardId, EnteId, SavedViewId};

use crate::error::StorageError;
use crate::param::params;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

macro_rules! select {
    ($also:literal, $tail:literal) => {
        concat!(
            "SELECT v.id, v.owner, a.display_name, v.name, v.question, v.note, v.is_shared,
                    v.changed_at, v.deleted_at
             FROM saved_view v JOIN account a ON a.id = v.owner ",
            $also,
            " WHERE v.ente = $1 ",
            $tail
        )
    };
}

statements! {
    INSERT = "saved_view.insert",
        "INSERT INTO saved_view (ente, owner, name, question, note, is_shared, created_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
    CHANGE = "saved_view.change",
        "UPDATE saved_view SET name = $4, note = $5, is_shared = $6, changed_at = $7
         WHERE ente = $1 AND owner = $2 AND id = $3 AND deleted_at IS NULL";
    SET_DELETED = "saved_view.set_deleted",
        "UPDATE saved_view SET deleted_at = $4 WHERE ente = $1 AND owner = $2 AND id = $3";
    FIND = "saved_view.find",
        select!("", "AND v.id = $2");
    LIST = "saved_view.list",
        select!(
            "",
            "AND v.deleted_at IS NULL AND (v.owner = $2 OR v.is_shared) ORDER BY v.name, v.id"
        );
    OF_DASHBOARD = "saved_view.of_dashboard",
        select!(
            "JOIN dashboard_view p ON p.view = v.id",
            "AND p.dashboard = $2 ORDER BY p.position"
        );
}

/// What a person says of a view.
#[derive(Debug, Clone, Copy)]
pub struct ViewText<'a> {
    /// Its name.
    pub name: &'a str,
    /// What to know of it; empty for nothing.
    pub note: &'a str,
    /// Whether colleagues see it.
    pub is_shared: bool,
}

/// A view as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredView {
    /// Its number.
    pub id: SavedViewId,
    /// Whose it is.
    pub owner: AccountId,
    /// The name to show of whose it is.
    pub owner_name: String,
    /// Its name.
    pub name: String,
    /// The query string, as it was typed.
    pub question: String,
    /// What to know of it; empty for nothing.
    pub note: String,
    /// Whether colleagues see it.
    pub is_shared: bool,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// Whether it was deleted.
    pub is_deleted: bool,
}

/// Without what people have written.
impl fmt::Debug for StoredView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredView")
            .field("id", &self.id)
            .field("owner", &self.owner)
            .field("is_shared", &self.is_shared)
            .field("is_deleted", &self.is_deleted)
            .finish_non_exhaustive()
    }
}

impl StoredView {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: SavedViewId::new(row.int("id")?),
            owner: AccountId::new(row.int("owner")?),
            owner_name: row.text("display_name")?,
            name: row.text("name")?,
            question: row.text("question")?,
            note: row.text("note")?,
            is_shared: row.flag("is_shared")?,
            changed_at: row.instant("changed_at")?,
            is_deleted: row.opt_instant("deleted_at")?.is_some(),
        })
    }

    /// Whether `reader` may see it: their own, or one that is shared.
    pub fn is_open_to(&self, reader: AccountId) -> bool {
        !self.is_deleted && (self.owner == reader || self.is_shared)
    }
}

/// Keeps `question` for `owner`.
pub async fn insert(
    tx: &mut Tx,
    ente: EnteId,
    owner: AccountId,
    (text, question): (ViewText<'_>, &str),
    now: Timestamp,
) -> Result<SavedViewId, StorageError> {
    let ViewText {
        name,
        note,
        is_shared,
    } = text;
    let params = params![ente, owner, name, question, note, is_shared, now, now];
    let row = tx.fetch_one(&INSERT, params).await?;
    Ok(SavedViewId::new(row.int("id")?))
}

/// Changes what `owner` says of a view; false where there is none of theirs with that number.
pub async fn change(
    tx: &mut Tx,
    ente: EnteId,
    owner: AccountId,
    (id, text): (SavedViewId, ViewText<'_>),
    now: Timestamp,
) -> Result<bool, StorageError> {
    let ViewText {
        name,
        note,
        is_shared,
    } = text;
    let params = params![ente, owner, id, name, note, is_shared, now];
    Ok(tx.execute(&CHANGE, params).await? == 1)
}

/// Deletes a view of `owner`, or brings it back (`when` is none); false where there is none.
pub async fn set_deleted(
    tx: &mut Tx,
    ente: EnteId,
    owner: AccountId,
    id: SavedViewId,
    when: Option<Timestamp>,
) -> Result<bool, StorageError> {
    Ok(tx
        .execute(&SET_DELETED, params![ente, owner, id, when])
        .await?
        == 1)
}

/// The view with that number in `ente`, deleted or not.
pub async fn find(
    tx: &mut Tx,
    ente: EnteId,
    id: SavedViewId,
) -> Result<Option<StoredView>, StorageError> {
    let row = tx.fetch_optional(&FIND, params![ente, id]).await?;
    row.as_ref().map(StoredView::from_row).transpose()
}

/// What `reader` may see in `ente`: their own views and the shared ones, by name.
pub async fn list(
    tx: &mut Tx,
    ente: EnteId,
    reader: AccountId,
) -> Result<Vec<StoredView>, StorageError> {
    let rows = tx.fetch_all(&LIST, params![ente, reader]).await?;
    rows.iter().map(StoredView::from_row).collect()
}

/// The views of a dashboard in its order, the deleted ones and those of others among them.
pub async fn of_dashboard(
    tx: &mut Tx,
    ente: EnteId,
    dashboard: DashboardId,
) -> Result<Vec<StoredView>, StorageError> {
    let rows = tx
        .fetch_all(&OF_DASHBOARD, params![ente, dashboard])
        .await?;
    rows.iter().map(StoredView::from_row).collect()
}
