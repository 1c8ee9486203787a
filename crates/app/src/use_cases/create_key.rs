//! A new key with which a program asks for figures in the name of the actor.

use std::fmt;

use data_encoding::HEXLOWER;
use jiff::{SignedDuration, Timestamp};
use pas_domain::actor::Actor;
use pas_storage::access_key::{self, NewAccessKey};
use pas_storage::sha256;
use rand::RngExt;

use crate::app::App;
use crate::error::AppError;
use crate::use_case::CREATE_KEY;
use crate::use_cases::list_keys::{KeyLine, KeyState};
use crate::use_cases::use_key::{KEY_MARK, PREFIX_LENGTH};

/// Days for which a key can be valid.
pub const LIFETIMES: [u16; 4] = [30, 90, 180, 365];
/// Valid keys that an account can have at a time.
pub const MOST_KEYS: usize = 20;
/// Characters of a name, fewest and most.
pub const NAME_LENGTH: (usize, usize) = (3, 60);

/// A key to make.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// What its owner calls it.
    pub name: String,
    /// For how many days, one of [`LIFETIMES`].
    pub days: u16,
}

/// A key that was just made: the only moment at which it is known.
#[derive(Clone)]
pub struct MadeKey {
    /// The key.
    pub key: String,
    /// Until when it is valid.
    pub expires_at: Timestamp,
}

/// Without the key.
impl fmt::Debug for MadeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MadeKey")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// Makes a key for the actor. It is shown once: what is stored does not give it back.
pub async fn create_key(app: &App, actor: &Actor, new: NewKey) -> Result<MadeKey, AppError> {
    let mut work = app.work(actor, CREATE_KEY).await?;
    let name = new.name.trim();
    check(name, new.days)?;
    let now = app.clock.now();
    let keys = access_key::list(&mut work.tx, actor.ente, actor.account).await?;
    let states = keys.into_iter().map(|key| KeyLine::of(key, now).state);
    if states.filter(|state| *state == KeyState::Valid).count() >= MOST_KEYS {
        return Err(AppError::Invalid(format!(
            "Hai già {MOST_KEYS} chiavi valide: revoca quelle che non usi più."
        )));
    }
    let made = MadeKey {
        key: key(),
        expires_at: now + SignedDuration::from_hours(24 * i64::from(new.days)),
    };
    let prefix = made.key.get(..PREFIX_LENGTH).unwrap_or(&made.key);
    let stored = NewAccessKey {
        account: actor.account,
        name,
        prefix,
        sha256: sha256(made.key.as_bytes()),
        created_at: now,
        expires_at: made.expires_at,
    };
    let id = access_key::create(&mut work.tx, &stored).await?;
    // Not the name: it is typed, and may name a person.
    let detail = format!("{prefix}, {} giorni", new.days);
    work.done(format!("key:{id}"), detail).await?;
    Ok(made)
}

fn check(name: &str, days: u16) -> Result<(), AppError> {
    let (fewest, most) = NAME_LENGTH;
    if !(fewest..=most).contains(&name.chars().count()) {
        return Err(AppError::Invalid(format!(
            "Dai alla chiave un nome da {fewest} a {most} caratteri, che ti dica quale programma la usa."
        )));
    }
    if !LIFETIMES.contains(&days) {
        let choices = LIFETIMES.map(|days| days.to_string()).join(", ");
        return Err(AppError::Invalid(format!(
            "Scegli per quanti giorni vale la chiave: {choices}."
        )));
    }
    Ok(())
}

/// 256 random bits behind the mark by which such a key is known wherever it turns up.
fn key() -> String {
    let bits: [u8; 32] = rand::rng().random();
    format!("{KEY_MARK}{}", HEXLOWER.encode(&bits))
}
