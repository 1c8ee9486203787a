//! Taking one of the actor's own keys for programs out of use, at once and for ever.

use pas_domain::actor::Actor;
use pas_domain::ids::AccessKeyId;
use pas_storage::access_key;

use crate::app::App;
use crate::error::AppError;
use crate::use_case::REVOKE_KEY;

/// Revokes the key, which must be the actor's and not be revoked yet.
pub async fn revoke_key(app: &App, actor: &Actor, key: AccessKeyId) -> Result<(), AppError> {
    let mut work = app.work(actor, REVOKE_KEY).await?;
    let now = app.clock.now();
    let revoked = access_key::revoke(&mut work.tx, actor.ente, actor.account, key, now).await?;
    let prefix = revoked.ok_or(AppError::NotFound {
        what: "una chiave valida con questo numero",
    })?;
    work.done(format!("key:{key}"), prefix).await
}
