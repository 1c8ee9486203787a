//! The audit register: who did what, when, on what; append-only, chained by hash, one chain an ente.
//!
//! Every entry carries the hash of the one before, so that a changed, removed or inserted entry
//! breaks the chain; `audit_head` knows the last entry, so that a cut tail shows too. Triggers
//! refuse any change. Source: Garante per la protezione dei dati personali, 27 November 2008
//! (registers of access that are complete, unalterable and verifiable).

use jiff::Timestamp;
use pas_domain::ids::{AccountId, EnteId};

use crate::content::sha256;
use crate::error::StorageError;
use crate::page::Page;
use crate::param::params;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

statements! {
    ADVANCE = "audit.advance",
        "UPDATE audit_head SET seq = seq + 1 WHERE ente = $1 RETURNING seq, hash";
    INSERT = "audit.insert",
        "INSERT INTO audit (ente, seq, at, account, username, use_case, subject, detail, outcome,
                            prev_hash, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    SET_HEAD = "audit.set_head",
        "UPDATE audit_head SET hash = $2 WHERE ente = $1";
    HEAD = "audit.head",
        "SELECT seq, hash FROM audit_head WHERE ente = $1";
    AFTER = "audit.after",
        "SELECT seq, at, account, username, use_case, subject, detail, outcome, prev_hash, hash
         FROM audit WHERE ente = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    LIST = "audit.list",
        "SELECT seq, at, account, username, use_case, subject, detail, outcome, prev_hash, hash
         FROM audit WHERE ente = $1 ORDER BY seq DESC LIMIT $2 OFFSET $3";
    LAST_OF = "audit.last_of",
        "SELECT at FROM audit WHERE ente = $1 AND use_case = $2 ORDER BY seq DESC LIMIT 1";
    COUNT = "audit.count",
        "SELECT COUNT(*) AS n FROM audit WHERE ente = $1";
}

/// What stands before the first entry of a chain.
pub(crate) const FIRST_HASH: [u8; 32] = [0; 32];

/// Entries read at a time while a chain is verified.
const LOT: i64 = 1000;

/// How a use case ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Done.
    Done,
    /// Refused for want of the permission.
    Denied,
    /// It could not be done.
    Failed,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: &'static [Self] = &[Self::Done, Self::Denied, Self::Failed];

    /// The name in storage.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Denied => "denied",
            Self::Failed => "failed",
        }
    }

    /// The outcome whose [`Outcome::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|outcome| outcome.name() == name)
    }
}

/// An entry to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// In whose register.
    pub ente: EnteId,
    /// When; kept to the microsecond.
    pub at: Timestamp,
    /// Who; none for the program itself.
    pub account: Option<AccountId>,
    /// Who, by username, which stays readable when the account is gone.
    pub username: String,
    /// Which use case.
    pub use_case: String,
    /// On what: a kind and a number, such as `import:12` or `person:7`; never a name.
    pub subject: String,
    /// A few words, without personal data.
    pub detail: String,
    /// How it ended.
    pub outcome: Outcome,
}

/// An entry as it stands in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// Its number in the ente's chain, from 1 without gaps.
    pub seq: i64,
    /// What it says.
    pub entry: AuditEntry,
    /// Hash of the entry before.
    pub prev_hash: [u8; 32],
    /// Hash of this one.
    pub hash: [u8; 32],
}

impl StoredEntry {
    fn from_row(ente: EnteId, row: &Row) -> Result<Self, StorageError> {
        let entry = AuditEntry {
            ente,
            at: row.instant("at")?,
            account: row.opt_int("account")?.map(AccountId::new),
            username: row.text("username")?,
            use_case: row.text("use_case")?,
            subject: row.text("subject")?,
            detail: row.text("detail")?,
            outcome: row.named("outcome", Outcome::from_name)?,
        };
        Ok(Self {
            seq: row.int("seq")?,
            entry,
            prev_hash: row.sha256("prev_hash")?,
            hash: row.sha256("hash")?,
        })
    }
}

/// Whether a chain is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chain {
    /// All entries follow from each other up to the last.
    Intact {
        /// How many there are.
        n_entries: u64,
    },
    /// The chain breaks.
    Broken {
        /// Number of the first entry that is missing or does not follow.
        seq: i64,
    },
}

/// Writes `entry` as the next of its ente's chain; its number.
///
/// On PostgreSQL other writers of the same chain wait until this transaction ends: write it last.
pub async fn append(tx: &mut Tx, entry: &AuditEntry) -> Result<i64, StorageError> {
    let Some(head) = tx.fetch_optional(&ADVANCE, params![entry.ente]).await? else {
        return Err(StorageError::Missing { what: "l'ente" });
    };
    let seq = head.int("seq")?;
    let prev_hash = head.sha256("hash")?;
    let hash = hash_of(seq, entry, &prev_hash);
    let params = params![
        entry.ente,
        seq,
        entry.at,
        entry.account,
        &entry.username,
        &entry.use_case,
        &entry.subject,
        &entry.detail,
        entry.outcome.name(),
        &prev_hash,
        &hash,
    ];
    tx.execute(&INSERT, params).await?;
    tx.execute(&SET_HEAD, params![entry.ente, &hash]).await?;
    Ok(seq)
}

/// Reads the whole chain of `ente` and checks every link.
pub async fn verify_chain(tx: &mut Tx, ente: EnteId) -> Result<Chain, StorageError> {
    let Some(head) = tx.fetch_optional(&HEAD, params![ente]).await? else {
        return Err(StorageError::Missing { what: "l'ente" });
    };
    let (mut seq, mut hash) = (0, FIRST_HASH);
    loop {
        let lot = tx.fetch_all(&AFTER, params![ente, seq, LOT]).await?;
        for row in &lot {
            // An entry that cannot even be read was tampered with.
            let follows = StoredEntry::from_row(ente, row).ok().filter(|stored| {
                stored.seq == seq + 1
                    && stored.prev_hash == hash
                    && stored.hash == hash_of(stored.seq, &stored.entry, &hash)
            });
            let Some(stored) = follows else {
                return Ok(Chain::Broken { seq: seq + 1 });
            };
            (seq, hash) = (stored.seq, stored.hash);
        }
        if lot.is_empty() {
            break;
        }
    }
    if head.int("seq")? != seq || head.sha256("hash")? != hash {
        return Ok(Chain::Broken { seq: seq + 1 });
    }
    Ok(Chain::Intact {
        n_entries: seq.unsigned_abs(),
    })
}

/// A page of the register of `ente`, newest first.
pub async fn list(tx: &mut Tx, ente: EnteId, page: Page) -> Result<Vec<StoredEntry>, StorageError> {
    let rows = tx
        .fetch_all(&LIST, params![ente, page.limit(), page.offset()])
        .await?;
    rows.iter()
        .map(|row| StoredEntry::from_row(ente, row))
        .collect()
}

/// When `use_case` was last asked for, if ever.
pub async fn last_of(
    tx: &mut Tx,
    ente: EnteId,
    use_case: &str,
) -> Result<Option<Timestamp>, StorageError> {
    let row = tx.fetch_optional(&LAST_OF, params![ente, use_case]).await?;
    row.map(|row| row.instant("at")).transpose()
}

/// How many entries the register of `ente` has.
pub async fn count(tx: &mut Tx, ente: EnteId) -> Result<u64, StorageError> {
    tx.fetch_one(&COUNT, params![ente]).await?.number("n")
}

/// The hash of an entry: SHA-256 over the hash before and then every field, each as its length in
/// bytes, a colon, and its text, so that no two entries share a text. An entry without account
/// has `-` there.
fn hash_of(seq: i64, entry: &AuditEntry, prev_hash: &[u8; 32]) -> [u8; 32] {
    let account = entry
        .account
        .map_or_else(|| "-".to_owned(), |account| account.to_string());
    let fields = [
        seq.to_string(),
        entry.ente.to_string(),
        entry.at.as_microsecond().to_string(),
        account,
    ];
    let texts = [
        entry.username.as_str(),
        &entry.use_case,
        &entry.subject,
        &entry.detail,
        entry.outcome.name(),
    ];
    let mut canonical = prev_hash.to_vec();
    for field in fields.iter().map(String::as_str).chain(texts) {
        canonical.extend_from_slice(format!("{}:", field.len()).as_bytes());
        canonical.extend_from_slice(field.as_bytes());
    }
    sha256(&canonical)
}
