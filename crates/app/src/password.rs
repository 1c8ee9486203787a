//! Passwords: hashed with Argon2id, never kept, never shown.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};

use crate::error::AppError;

/// Shortest password of an account.
pub(crate) const SHORTEST: usize = 12;

/// The hash of `password` with a fresh salt, in the PHC string format. Takes a noticeable time, on
/// purpose: it runs beside the other work.
pub(crate) async fn hash(password: String) -> Result<String, AppError> {
    let hashed = tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
    });
    match hashed.await {
        Ok(Ok(hash)) => Ok(hash),
        Ok(Err(error)) => Err(AppError::system("cifrare la password", error.to_string())),
        Err(error) => Err(AppError::system("cifrare la password", error)),
    }
}

/// Whether `password` is the one behind `hash`. Without a hash it takes the same time and is not:
/// an unknown username cannot be told from a wrong password by the clock.
pub(crate) async fn is_right(password: String, hash: Option<String>) -> bool {
    let known = hash.is_some();
    let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
    let verified = tokio::task::spawn_blocking(move || {
        let Ok(parsed) = PasswordHash::new(&hash) else {
            return false;
        };
        Argon2::default()
            .verify_password(password.as_bytes(), &parsed)
            .is_ok()
    });
    verified.await.unwrap_or(false) && known
}

/// A hash with Argon2's default costs that belongs to no account.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LW5vYm9keQ$\
                      3v4y6BqZ0m7o0p2m6l3e1XzYkqTq5wq3cJm1o9l2z8E";
