//! The audit register: who did what, when.

use jiff::Timestamp;
use pas_domain::actor::Actor;

use crate::app::App;
use crate::error::AppError;

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

/// A page of the register of the actor's ente.
pub async fn list_audit(app: &App, actor: &Actor, page: u32) -> Result<AuditView, AppError> {
    let _ = (app, actor, page);
    Err(AppError::Setup("in costruzione".to_owned()))
}
