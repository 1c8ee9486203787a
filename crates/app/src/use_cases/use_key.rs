//! Finding the actor of a key with which a program asks.

use pas_storage::{access_key, sha256};

use crate::app::App;
use crate::error::AppError;
use crate::use_cases::sign_in::Session;

/// How every key begins, so that one that lies about is known for what it is.
pub const KEY_MARK: &str = "pas_";
/// Characters of a key by which it is found and recognised; 48 of its 256 random bits.
pub(crate) const PREFIX_LENGTH: usize = KEY_MARK.len() + 12;

/// Who acts with `key`; `None` where it is no key, has ended, was revoked, or its account is off.
///
/// A key is found by its beginning, which is no secret, and the hash of the whole is then compared in
/// a time that does not tell where they differ.
pub async fn use_key(app: &App, key: &str) -> Result<Option<Session>, AppError> {
    let Some(prefix) = key
        .get(..PREFIX_LENGTH)
        .filter(|prefix| prefix.starts_with(KEY_MARK))
    else {
        return Ok(None);
    };
    let mut tx = app.db.read().await?;
    let found = access_key::find(&mut tx, prefix, app.clock.now()).await?;
    let given = sha256(key.as_bytes());
    let holder = found.filter(|holder| is_same(&holder.sha256, &given));
    Ok(holder.map(|holder| Session {
        actor: holder.actor,
        display_name: holder.display_name,
        ente_name: holder.ente_name,
        // No form fits an empty secret.
        csrf: String::new(),
    }))
}

/// Looks at every byte, whatever the first ones say.
fn is_same(one: &[u8; 32], other: &[u8; 32]) -> bool {
    let pairs = one.iter().zip(other);
    pairs.fold(0_u8, |seen, (a, b)| seen | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn compares_every_byte() {
        let one = [7_u8; 32];
        assert!(is_same(&one, &one));
        for position in [0, 15, 31] {
            let mut other = one;
            other[position] ^= 1;
            assert!(!is_same(&one, &other), "byte {position}");
        }
    }
}
