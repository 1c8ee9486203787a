//! Pages of saved views, each in the order that its owner gave it.

use std::fmt;

use jiff::Timestamp;
use pas_domain::ids::{AccountId, DashboardId, EnteId, SavedViewId};

use crate::error::StorageError;
use crate::param::params;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

macro_rules! select {
    ($tail:literal) => {
        concat!(
            "SELECT d.id, d.owner, a.display_name, d.name, d.is_shared, d.deleted_at,
                    (SELECT COUNT(*) FROM dashboard_view p JOIN saved_view v ON v.id = p.view
                     WHERE p.dashboard = d.id AND v.deleted_at IS NULL) AS n_views
             FROM dashboard d JOIN account a ON a.id = d.owner
             WHERE d.ente = $1 ",
            $tail
        )
    };
}

statements! {
    INSERT = "dashboard.insert",
        "INSERT INTO dashboard (ente, owner, name, is_shared, created_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    CHANGE = "dashboard.change",
        "UPDATE dashboard SET name = $4, is_shared = $5, changed_at = $6
         WHERE ente = $1 AND owner = $2 AND id = $3 AND deleted_at IS NULL";
    SET_DELETED = "dashboard.set_deleted",
        "UPDATE dashboard SET deleted_at = $4 WHERE ente = $1 AND owner = $2 AND id = $3";
    FIND = "dashboard.find",
        select!("AND d.id = $2");
    LIST = "dashboard.list",
        select!("AND d.deleted_at IS NULL AND (d.owner = $2 OR d.is_shared) ORDER BY d.name, d.id");
    CLEAR = "dashboard.clear",
        "DELETE FROM dashboard_view
         WHERE dashboard IN (SELECT id FROM dashboard WHERE ente = $1 AND id = $2)";
    PUT = "dashboard.put",
        "INSERT INTO dashboard_view (dashboard, position, view)
         SELECT d.id, CAST($3 AS BIGINT), v.id FROM dashboard d, saved_view v
         WHERE d.ente = $1 AND v.ente = $1 AND d.id = $2 AND v.id = $4";
}

/// A dashboard as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredDashboard {
    /// Its number.
    pub id: DashboardId,
    /// Whose it is.
    pub owner: AccountId,
    /// The name to show of whose it is.
    pub owner_name: String,
    /// Its name.
    pub name: String,
    /// Whether colleagues see it.
    pub is_shared: bool,
    /// Whether it was deleted.
    pub is_deleted: bool,
    /// How many views stand on it.
    pub n_views: u64,
}

/// Without what people have written.
impl fmt::Debug for StoredDashboard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredDashboard")
            .field("id", &self.id)
            .field("owner", &self.owner)
            .field("is_shared", &self.is_shared)
            .field("is_deleted", &self.is_deleted)
            .field("n_views", &self.n_views)
            .finish_non_exhaustive()
    }
}

impl StoredDashboard {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: DashboardId::new(row.int("id")?),
            owner: AccountId::new(row.int("owner")?),
            owner_name: row.text("display_name")?,
            name: row.text("name")?,
            is_shared: row.flag("is_shared")?,
            is_deleted: row.opt_instant("deleted_at")?.is_some(),
            n_views: row.number("n_views")?,
        })
    }

    /// Whether `reader` may see it: their own, or one that is shared.
    pub fn is_open_to(&self, reader: AccountId) -> bool {
        !self.is_deleted && (self.owner == reader || self.is_shared)
    }
}

/// Makes an empty dashboard of `owner`.
pub async fn insert(
    tx: &mut Tx,
    ente: EnteId,
    owner: AccountId,
    (name, is_shared): (&str, bool),
    now: Timestamp,
) -> Result<DashboardId, StorageError> {
    let params = params![ente, owner, name, is_shared, now, now];
    let row = tx.fetch_one(&INSERT, params).await?;
    Ok(DashboardId::new(row.int("id")?))
}

/// Changes name and sharing; false where `owner` has no such dashboard.
pub async fn change(
    tx: &mut Tx,
    ente: EnteId,
    owner: AccountId,
    (id, name, is_shared): (DashboardId, &str, bool),
    now: Timestamp,
) -> Result<bool, StorageError> {
    let params = params![ente, owner, id, name, is_shared, now];
    Ok(tx.execute(&CHANGE, params).await? == 1)
}

/// Deletes a dashboard of `owner`, or brings it back (`when` is none); false where there is none.
pub async fn set_deleted(
    tx: &mut Tx,
    ente: EnteId,
    owner: AccountId,
    id: DashboardId,
    when: Option<Timestamp>,
) -> Result<bool, StorageError> {
    let params = params![ente, owner, id, when];
    Ok(tx.execute(&SET_DELETED, params).await? == 1)
}

/// The dashboard with that number in `ente`, deleted or not.
pub async fn find(
    tx: &mut Tx,
    ente: EnteId,
    id: DashboardId,
) -> Result<Option<StoredDashboard>, StorageError> {
    let row = tx.fetch_optional(&FIND, params![ente, id]).await?;
    row.as_ref().map(StoredDashboard::from_row).transpose()
}

/// What `reader` may see in `ente`: their own dashboards and the shared ones, by name.
pub async fn list(
    tx: &mut Tx,
    ente: EnteId,
    reader: AccountId,
) -> Result<Vec<StoredDashboard>, StorageError> {
    let rows = tx.fetch_all(&LIST, params![ente, reader]).await?;
    rows.iter().map(StoredDashboard::from_row).collect()
}

/// Puts `views` on the dashboard, in this order, in the place of what stood there. Views of another
/// ente find no place.
pub async fn arrange(
    tx: &mut Tx,
    ente: EnteId,
    id: DashboardId,
    views: &[SavedViewId],
) -> Result<(), StorageError> {
    tx.execute(&CLEAR, params![ente, id]).await?;
    for (position, view) in (0_i64..).zip(views) {
        tx.execute(&PUT, params![ente, id, position, *view]).await?;
    }
    Ok(())
}
