//! Copies of an installation: database, secrets, code lists and layouts in one archive, and back.
//!
//! What a copy is, what it promises and what it cannot: docs/decisions/0012.

mod archive;
mod manifest;
mod restore;
mod save;
mod scratch;
mod swap;

use jiff::Zoned;
use pas_storage::audit::{AuditEntry, Outcome};
use pas_storage::ente::Ente;

use crate::app::{Config, sqlite_url};
use crate::clock::Clock;

pub use restore::{RestoreQuery, RestoreReport, restore};
pub use save::{BackupReport, Target, back_up};
pub(crate) use swap::is_interrupted;

/// Folders of an installation that go into a copy.
const FOLDERS: [&str; 3] = ["segreti", "catalogo", "tracciati"];
/// The embedded database, in its folder and in a copy.
const EMBEDDED: &str = "pas.db";
/// The database of a server, in a copy.
const DUMPED: &str = "pas.dump";
/// The key without which the minors already sent would get other pseudonyms.
const KEY: &str = "segreti/pseudonimi.key";
/// Names in the register.
const BACK_UP: &str = "back_up";
const RESTORE: &str = "restore";

pub(crate) fn database_url(config: &Config) -> String {
    let url = config.database_url.clone();
    url.unwrap_or_else(|| sqlite_url(&config.data_dir))
}

pub(crate) fn is_server(url: &str) -> bool {
    !url.starts_with("sqlite:")
}

/// `20261125-031500`, for names.
fn stamp(at: &Zoned) -> String {
    at.strftime("%Y%m%d-%H%M%S").to_string()
}

/// An entry of whoever sits at the machine itself.
fn entry(
    ente: &Ente,
    clock: &dyn Clock,
    use_case: &str,
    of_copy: &str,
    detail: &str,
) -> AuditEntry {
    AuditEntry {
        ente: ente.id,
        at: clock.now(),
        account: None,
        username: "riga di comando".to_owned(),
        use_case: use_case.to_owned(),
        subject: format!("copia:{of_copy}"),
        detail: detail.to_owned(),
        outcome: Outcome::Done,
    }
}
