//! The ente's own names for benefit codes whose name is not attested.

use jiff::Timestamp;
use pas_domain::ids::{AccountId, EnteId};

use crate::error::StorageError;
use crate::param::params;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

statements! {
    SET = "benefit_name.set",
        "INSERT INTO benefit_name (ente, code, name, set_by, set_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (ente, code) DO UPDATE SET
            name = excluded.name, set_by = excluded.set_by, set_at = excluded.set_at";
    LIST = "benefit_name.list",
        "SELECT n.code, n.name, n.set_by, a.username, n.set_at
         FROM benefit_name n JOIN account a ON a.id = n.set_by
         WHERE n.ente = $1 ORDER BY n.code";
}

/// A name that the ente gave to a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BenefitName {
    /// Code of the benefit.
    pub code: String,
    /// Its name here.
    pub name: String,
    /// Who gave it.
    pub set_by: AccountId,
    /// Their username.
    pub username: String,
    /// When.
    pub set_at: Timestamp,
}

impl BenefitName {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            code: row.text("code")?,
            name: row.text("name")?,
            set_by: AccountId::new(row.int("set_by")?),
            username: row.text("username")?,
            set_at: row.instant("set_at")?,
        })
    }
}

/// Gives `code` the name `name` in `ente`, or another one than before.
pub async fn set(
    tx: &mut Tx,
    ente: EnteId,
    [code, name]: [&str; 2],
    set_by: AccountId,
    now: Timestamp,
) -> Result<(), StorageError> {
    tx.execute(&SET, params![ente, code, name, set_by, now])
        .await?;
    Ok(())
}

/// The names that `ente` gave, by code.
pub async fn list(tx: &mut Tx, ente: EnteId) -> Result<Vec<BenefitName>, StorageError> {
    tx.fetch_all(&LIST, params![ente])
        .await?
        .iter()
        .map(BenefitName::from_row)
        .collect()
}
