//! The audit register: who did what, when.

use jiff::Timestamp;
use pas_domain::actor::Actor;
use pas_storage::audit::{self, Chain, StoredEntry};

use crate::app::App;
use crate::error::AppError;
use crate::paging;
use crate::use_case::LIST_AUDIT;

/// One entry.
#[derive(Debug, Clone)]
pub struct AuditLine {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub username: String,
    /// Which use case.
    pub use_case: String,
    /// On what: a kind and a number, never a name.
    pub subject: String,
    /// A few words, without personal data.
    pub detail: String,
    /// `done`, `denied` or `failed`.
    pub outcome: String,
}

/// A page of the register.
#[derive(Debug, Clone)]
pub struct AuditView {
    /// Whether the chain of entries is whole.
    pub is_intact: bool,
    /// Entries in all.
    pub n_entries: u64,
    /// Entries of the page, newest first.
    pub entries: Vec<AuditLine>,
    /// Page, from 1.
    pub page: u32,
    /// Pages in all.
    pub n_pages: u32,
}

/// Entries on one page.
pub const ENTRIES_PER_PAGE: u32 = 100;

/// A page of the register of the actor's ente.
pub async fn list_audit(app: &App, actor: &Actor, page: u32) -> Result<AuditView, AppError> {
    let mut tx = app.look(actor, LIST_AUDIT).await?;
    let page = paging::page(page, ENTRIES_PER_PAGE);
    let n_entries = audit::count(&mut tx, actor.ente).await?;
    let chain = audit::verify_chain(&mut tx, actor.ente).await?;
    let entries = audit::list(&mut tx, actor.ente, page).await?;
    Ok(AuditView {
        is_intact: matches!(chain, Chain::Intact { .. }),
        n_entries,
        entries: entries.into_iter().map(line).collect(),
        page: page.number(),
        n_pages: paging::n_pages(page, n_entries),
    })
}

fn line(stored: StoredEntry) -> AuditLine {
    let entry = stored.entry;
    AuditLine {
        at: entry.at,
        username: entry.username,
        use_case: entry.use_case,
        subject: entry.subject,
        detail: entry.detail,
        outcome: entry.outcome.name().to_owned(),
    }
}
