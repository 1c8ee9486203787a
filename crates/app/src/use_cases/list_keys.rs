//! The actor's own keys for programs.

use jiff::Timestamp;
use pas_domain::actor::Actor;
use pas_domain::ids::AccessKeyId;
use pas_storage::access_key::{self, StoredAccessKey};

use crate::app::App;
use crate::error::AppError;
use crate::use_case::LIST_KEYS;

/// One key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyLine {
    /// Its number.
    pub id: AccessKeyId,
    /// What its owner calls it.
    pub name: String,
    /// Its first characters.
    pub prefix: String,
    /// Since when it is valid.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
    /// Whether it can be used.
    pub state: KeyState,
}

/// Whether a key can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// It can.
    Valid,
    /// Its time is over.
    Expired,
    /// Its owner has revoked it, or its account was switched off.
    Revoked,
}

impl KeyLine {
    pub(crate) fn of(key: StoredAccessKey, now: Timestamp) -> Self {
        let state = match key.revoked_at {
            Some(_) => KeyState::Revoked,
            None if key.expires_at <= now => KeyState::Expired,
            None => KeyState::Valid,
        };
        Self {
            id: key.id,
            name: key.name,
            prefix: key.prefix,
            created_at: key.created_at,
            expires_at: key.expires_at,
            state,
        }
    }
}

/// The keys of the actor's account, newest first.
pub async fn list_keys(app: &App, actor: &Actor) -> Result<Vec<KeyLine>, AppError> {
    let mut tx = app.look(actor, LIST_KEYS).await?;
    let keys = access_key::list(&mut tx, actor.ente, actor.account).await?;
    let now = app.clock.now();
    Ok(keys.into_iter().map(|key| KeyLine::of(key, now)).collect())
}
