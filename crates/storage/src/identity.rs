//! The seam for OpenID Connect: which account a person signed in elsewhere has here.

use jiff::Timestamp;
use pas_domain::ids::{AccountId, EnteId};

use crate::error::StorageError;
use crate::param::params;
use crate::statement::statements;
use crate::tx::Tx;

statements! {
    ADD = "identity.add",
        "INSERT INTO identity (issuer, subject, account, added_at)
         SELECT $3, $4, id, CAST($5 AS BIGINT) FROM account WHERE ente = $1 AND id = $2
         ON CONFLICT (issuer, subject) DO NOTHING";
    FIND_BY_SUBJECT = "identity.find_by_subject",
        "SELECT i.account, a.ente FROM identity i JOIN account a ON a.id = i.account
         WHERE i.issuer = $1 AND i.subject = $2 AND a.disabled = FALSE";
    DELETE_OF_ACCOUNT = "identity.delete_of_account",
        "DELETE FROM identity
         WHERE account IN (SELECT id FROM account WHERE ente = $1 AND id = $2)";
}

/// Links `subject` of `issuer` with an account of `ente`; `false` when the subject is linked
/// already or the account is not there.
pub async fn add(
    tx: &mut Tx,
    ente: EnteId,
    account: AccountId,
    [issuer, subject]: [&str; 2],
    now: Timestamp,
) -> Result<bool, StorageError> {
    let n = tx
        .execute(&ADD, params![ente, account, issuer, subject, now])
        .await?;
    Ok(n == 1)
}

/// The account linked with `subject` of `issuer`, and its ente; none when it is switched off.
pub async fn find_by_subject(
    tx: &mut Tx,
    issuer: &str,
    subject: &str,
) -> Result<Option<(EnteId, AccountId)>, StorageError> {
    let Some(row) = tx
        .fetch_optional(&FIND_BY_SUBJECT, params![issuer, subject])
        .await?
    else {
        return Ok(None);
    };
    Ok(Some((
        EnteId::new(row.int("ente")?),
        AccountId::new(row.int("account")?),
    )))
}

/// Unlinks an account from all its subjects; how many there were.
pub async fn delete_of_account(
    tx: &mut Tx,
    ente: EnteId,
    account: AccountId,
) -> Result<u64, StorageError> {
    tx.execute(&DELETE_OF_ACCOUNT, params![ente, account]).await
}
