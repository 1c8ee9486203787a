//! Who answers for the sending, and by when the ente wants it done.

use jiff::Timestamp;
use pas_domain::ids::{AccountId, EnteId};

use crate::error::StorageError;
use crate::param::params;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

statements! {
    GET = "sending_rule.get",
        "SELECT r.officer, r.days_benefits, r.days_minors, a.username, r.set_at
         FROM sending_rule r JOIN account a ON a.id = r.set_by WHERE r.ente = $1";
    SET = "sending_rule.set",
        "INSERT INTO sending_rule (ente, officer, days_benefits, days_minors, set_by, set_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (ente) DO UPDATE
         SET officer = excluded.officer, days_benefits = excluded.days_benefits,
             days_minors = excluded.days_minors, set_by = excluded.set_by, set_at = excluded.set_at";
}

/// What the ente has decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SendingRule {
    /// The person who answers for the sending. Source: D.Lgs. 147/2017, art. 24 c. 5.
    pub officer: Option<String>,
    /// Days after the end of what a benefit's record covers; none: no deadline is set.
    pub days_benefits: Option<u16>,
    /// The same for SINBA.
    pub days_minors: Option<u16>,
}

/// The rule as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRule {
    /// What was decided.
    pub rule: SendingRule,
    /// By whom.
    pub set_by: String,
    /// When.
    pub set_at: Timestamp,
}

/// The rule of `ente`, if it has set one.
pub async fn rule(tx: &mut Tx, ente: EnteId) -> Result<Option<StoredRule>, StorageError> {
    let days = |row: &Row, column| {
        let days = row.opt_int(column)?.map(u16::try_from).transpose();
        days.map_err(|_| StorageError::UnreadableColumn { column })
    };
    let row = tx.fetch_optional(&GET, params![ente]).await?;
    row.map(|row| {
        Ok(StoredRule {
            rule: SendingRule {
                officer: row.opt_text("officer")?,
                days_benefits: days(&row, "days_benefits")?,
                days_minors: days(&row, "days_minors")?,
            },
            set_by: row.text("username")?,
            set_at: row.instant("set_at")?,
        })
    })
    .transpose()
}

/// Puts `rule` in the place of what was decided before.
pub async fn set_rule(
    tx: &mut Tx,
    ente: EnteId,
    rule: &SendingRule,
    set_by: AccountId,
    now: Timestamp,
) -> Result<(), StorageError> {
    let values = params![
        ente,
        rule.officer.as_deref(),
        rule.days_benefits.map(i64::from),
        rule.days_minors.map(i64::from),
        set_by,
        now,
    ];
    tx.execute(&SET, values).await.map(|_| ())
}
