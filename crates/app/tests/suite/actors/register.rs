//! The audit register as the tests read it.

use pas_domain::ids::EnteId;
use pas_storage::Page;
use pas_storage::audit::{self, AuditEntry};

use crate::support::Installation;

/// All entries of the register of `ente`, newest first.
pub(crate) async fn register(here: &Installation, ente: EnteId) -> Vec<AuditEntry> {
    let mut tx = here.read().await;
    let mut entries = Vec::new();
    for number in 1.. {
        let page = Page::new(number, Page::MAX_SIZE);
        let lot = audit::list(&mut tx, ente, page).await.expect("listed");
        if lot.is_empty() {
            break;
        }
        entries.extend(lot.into_iter().map(|stored| stored.entry));
    }
    entries
}
