//! What the next file could carry: records never sent, and corrections of what INPS has answered.
//!
//! The statements find people; what follows for each of their records is `domain`'s decision. Whoever
//! has something on the e-service's queue that INPS has not seen is left to that channel.

use pas_domain::ids::{EnteId, PersonId};

use crate::error::StorageError;
use crate::param::params;
use crate::record::FlowKind;
use crate::record::query::last_sending;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

/// Whether INPS has answered the last sending `s` of `r`, and `r` is another now.
macro_rules! is_other_now {
    () => {
        "(s.fetched_at IS NOT NULL
          AND ((r.state = 'pronto' AND (s.operation = 'C' OR s.body_sha <> r.body_sha))
            OR (r.state = 'non_dovuto' AND s.operation = 'I' AND s.outcome = 'OK')))"
    };
}

statements! {
    NEVER_SENT = "flow_file.never_sent",
        concat!(
            "SELECT CASE WHEN r.benefit IS NULL THEN 'SINBA' ELSE 'PS' END AS kind, r.year,
                    COUNT(*) AS n
             FROM siuss_record r ",
            last_sending!(),
            " WHERE r.ente = $1 AND r.state = 'pronto' AND s.id IS NULL
             GROUP BY CASE WHEN r.benefit IS NULL THEN 'SINBA' ELSE 'PS' END, r.year"
        );
    PEOPLE_TO_CORRECT = "flow_file.people_to_correct",
        concat!(
            "SELECT person FROM (SELECT r.person FROM siuss_record r ",
            last_sending!(),
            " WHERE r.ente = $1 AND ", is_other_now!(), "
             UNION
             SELECT s.person FROM sending s
             LEFT JOIN siuss_record r ON r.ente = s.ente AND r.record_key = s.record_key
                                     AND r.occurrence = s.occurrence
             WHERE s.ente = $1 AND s.is_last AND r.id IS NULL
               AND s.operation = 'I' AND s.outcome = 'OK') AS due
             ORDER BY person"
        );
    PEOPLE_DUE = "flow_file.people_due",
        concat!(
            // Each half stops by itself: a lot costs what it gives, not what is left.
            "SELECT person FROM (
               SELECT * FROM (SELECT DISTINCT r.person FROM siuss_record r ",
            last_sending!(),
            "  WHERE r.ente = $1 AND r.person > $2
                 AND ((s.id IS NULL AND r.state = 'pronto') OR ", is_other_now!(), "
                   OR ($4 AND s.outcome IS NOT NULL AND s.outcome <> 'OK'))
               ORDER BY r.person LIMIT $3) AS changed
               UNION
               SELECT * FROM (SELECT DISTINCT s.person FROM sending s
               LEFT JOIN siuss_record r ON r.ente = s.ente AND r.record_key = s.record_key
                                       AND r.occurrence = s.occurrence
               WHERE s.ente = $1 AND s.person > $2 AND s.is_last AND r.id IS NULL
                 AND ((s.operation = 'I' AND s.outcome = 'OK')
                   OR ($4 AND s.outcome IS NOT NULL AND s.outcome <> 'OK'))
               ORDER BY s.person LIMIT $3) AS vanished) AS due
             ORDER BY person LIMIT $3"
        );
}

/// Records of a format and year that were never sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueCount {
    /// Which format.
    pub kind: FlowKind,
    /// Which year.
    pub year: i16,
    /// Records.
    pub n: u64,
}

/// How many ready records were never sent, by format and year.
pub async fn never_sent(tx: &mut Tx, ente: EnteId) -> Result<Vec<DueCount>, StorageError> {
    let count = |row: &Row| {
        Ok(DueCount {
            kind: row.named("kind", FlowKind::from_name)?,
            year: row.number("year")?,
            n: row.number("n")?,
        })
    };
    tx.fetch_all(&NEVER_SENT, params![ente])
        .await?
        .iter()
        .map(count)
        .collect()
}

/// The people of whom INPS may hold something else than what the facts say, by number.
pub async fn people_to_correct(tx: &mut Tx, ente: EnteId) -> Result<Vec<PersonId>, StorageError> {
    people(&tx.fetch_all(&PEOPLE_TO_CORRECT, params![ente]).await?)
}

/// At most `limit` people after `after` whose records a file may carry, by number; with `again` also
/// those of whom INPS has refused something.
pub async fn people_due(
    tx: &mut Tx,
    ente: EnteId,
    after: PersonId,
    limit: u32,
    again: bool,
) -> Result<Vec<PersonId>, StorageError> {
    let params = params![ente, after, limit, again];
    people(&tx.fetch_all(&PEOPLE_DUE, params).await?)
}

fn people(rows: &[Row]) -> Result<Vec<PersonId>, StorageError> {
    rows.iter()
        .map(|row| row.int("person").map(PersonId::new))
        .collect()
}
