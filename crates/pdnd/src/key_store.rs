//! The keys of the PDND as last seen: cached, refreshed by one caller for all, kept through outages.

use std::fmt;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use reqwest::header::CACHE_CONTROL;
use reqwest::{Client, Response, StatusCode, Url};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::config::{ConfigError, KeyOrigin};
use crate::http::{self, BodyFault, LONGEST_ANSWER};
use crate::jwks::{KeySet, PublicKey, Published};
use crate::jws::Algorithm;
use crate::refusal::Refusal;

/// Bounds of how long a set is good without asking again, in seconds.
const FRESH_SECONDS: (i64, i64) = (300, 86_400);

/// How long after an attempt the next one may follow.
const BETWEEN_ATTEMPTS: SignedDuration = SignedDuration::from_secs(60);

/// The same while no keys have ever been had.
const BETWEEN_FIRST_ATTEMPTS: SignedDuration = SignedDuration::from_secs(5);

/// How the keys stand, for whoever looks after the installation.
#[derive(Debug, Clone, Default)]
pub struct KeyState {
    /// When keys were last had; never: nothing can be verified yet.
    pub loaded_at: Option<Timestamp>,
    /// How many keys can verify a voucher.
    pub n_keys: usize,
    /// Since when keys are asked for in vain.
    pub failing: Option<Failing>,
}

/// An outage of the keys.
#[derive(Debug, Clone)]
pub struct Failing {
    /// The first attempt that failed after the last that did not.
    pub since: Timestamp,
    /// Why the last one failed.
    pub why: KeyFailure,
}

/// Why keys could not be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyFailure {
    #[error("il file delle chiavi {0} non si legge: controlla che ci sia e chi può leggerlo")]
    File(String),
    #[error(
        "l'indirizzo delle chiavi {0} non risponde: controlla la rete, il proxy e i certificati"
    )]
    Unreachable(String),
    #[error(
        "l'indirizzo delle chiavi {address} risponde con lo stato {status}: controlla l'indirizzo"
    )]
    Status { address: String, status: u16 },
    #[error("{0} non contiene un insieme di chiavi JWKS: controlla «jwks» nella configurazione")]
    NotKeys(String),
}

impl fmt::Display for KeyState {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match (self.loaded_at, self.n_keys) {
            (None, _) => f.write_str("le chiavi della PDND non sono mai state lette")?,
            (Some(at), 1) => write!(f, "una chiave della PDND, letta il {}", moment(at))?,
            (Some(at), n) => write!(f, "{n} chiavi della PDND, lette il {}", moment(at))?,
        }
        match &self.failing {
            Some(Failing { since, why }) => {
                write!(f, "; dal {} non si leggono: {why}", moment(*since))
            }
            None => Ok(()),
        }
    }
}

/// Day and hour in Italy.
fn moment(at: Timestamp) -> impl fmt::Display {
    let rome = TimeZone::get("Europe/Rome").unwrap_or(TimeZone::UTC);
    at.to_zoned(rome)
        .strftime("%d/%m/%Y alle %H:%M")
        .to_string()
}

/// Keys, where they come from, and the one place where they are asked for.
#[derive(Debug)]
pub(crate) struct KeyStore {
    source: Source,
    seen: RwLock<Seen>,
    refreshing: Arc<Mutex<()>>,
}

#[derive(Debug)]
enum Source {
    File(PathBuf),
    Address(Client, Url),
}

#[derive(Debug, Default)]
struct Seen {
    keys: Option<Arc<KeySet>>,
    state: KeyState,
    attempted_at: Option<Timestamp>,
    fresh_until: Option<Timestamp>,
    stamp: Option<Stamp>,
}

/// What tells that a file has changed.
type Stamp = (Option<SystemTime>, u64);

/// What an attempt brought: keys with how long they are good (seconds), and the file's stamp.
struct Fetched {
    keys: Result<(KeySet, i64), KeyFailure>,
    stamp: Option<Stamp>,
}

impl KeyStore {
    pub(crate) fn new(origin: KeyOrigin) -> Result<Arc<Self>, ConfigError> {
        let source = match origin {
            KeyOrigin::File(path) => Source::File(path),
            KeyOrigin::Address(url) => Source::Address(http::client_for(&url)?, url),
        };
        Ok(Arc::new(Self {
            source,
            seen: RwLock::default(),
            refreshing: Arc::default(),
        }))
    }

    pub(crate) fn state(&self) -> KeyState {
        self.read(|seen| seen.state.clone())
    }

    /// Asks for the keys now, whatever is known.
    pub(crate) async fn refresh(self: &Arc<Self>, now: Timestamp) {
        let guard = Arc::clone(&self.refreshing).lock_owned().await;
        self.fetch_and_keep(guard, now).await;
    }

    /// The key called `key_id`, for this algorithm. Asks for the keys anew when they are due, or when
    /// the name is unknown and the last attempt is long enough ago.
    pub(crate) async fn key(
        self: &Arc<Self>,
        key_id: &str,
        algorithm: Algorithm,
        now: Timestamp,
    ) -> Result<PublicKey, Refusal> {
        let known = |seen: &Seen| {
            seen.keys
                .as_ref()
                .is_some_and(|keys| keys.get(key_id).is_some())
        };
        let changed = self.file_has_changed().await;
        if self.read(known) {
            // One caller asks; the others go on with the keys that are there.
            if (changed || self.read(|seen| seen.is_due(now)))
                && let Ok(guard) = Arc::clone(&self.refreshing).try_lock_owned()
            {
                self.fetch_and_keep(guard, now).await;
            }
        } else if changed || self.read(|seen| seen.may_ask(now)) {
            let guard = Arc::clone(&self.refreshing).lock_owned().await;
            // Whoever held the lock before may have brought what is wanted.
            let changed = self.file_has_changed().await;
            if self.read(|seen| !known(seen) && (changed || seen.may_ask(now))) {
                self.fetch_and_keep(guard, now).await;
            }
        }
        self.read(|seen| {
            let keys = seen.keys.as_ref().ok_or(Refusal::NoKeys)?;
            match keys.get(key_id).ok_or(Refusal::UnknownKey)? {
                Published::Fit(key) if key.is_for(algorithm) => Ok(key.clone()),
                _ => Err(Refusal::UnfitKey),
            }
        })
    }

    fn read<T>(&self, look: impl FnOnce(&Seen) -> T) -> T {
        look(&self.seen.read().unwrap_or_else(PoisonError::into_inner))
    }

    async fn file_has_changed(&self) -> bool {
        let Source::File(path) = &self.source else {
            return false;
        };
        let stamp = tokio::fs::metadata(path).await.ok().as_ref().map(stamp);
        stamp.is_some() && self.read(|seen| seen.stamp != stamp)
    }

    /// In a task of its own: a caller who hangs up does not undo what the others wait for.
    async fn fetch_and_keep(self: &Arc<Self>, guard: OwnedMutexGuard<()>, now: Timestamp) {
        let store = Arc::clone(self);
        let task = tokio::spawn(async move {
            let fetched = store.source.fetch().await;
            let mut seen = store.seen.write().unwrap_or_else(PoisonError::into_inner);
            seen.keep(fetched, now);
            drop(guard);
        });
        // It ends early only when the runtime does.
        let _ = task.await;
    }
}

impl Seen {
    fn may_ask(&self, now: Timestamp) -> bool {
        let pause = match self.keys {
            Some(_) => BETWEEN_ATTEMPTS,
            None => BETWEEN_FIRST_ATTEMPTS,
        };
        // Counted both ways: callers' times differ a little, and a clock that was set back must not
        // keep us waiting.
        self.attempted_at
            .is_none_or(|at| now.duration_since(at).abs() >= pause)
    }

    fn is_due(&self, now: Timestamp) -> bool {
        let set_back = self.state.loaded_at.is_some_and(|at| now < at);
        let stale = self.fresh_until.is_some_and(|until| now >= until);
        (stale || set_back) && self.may_ask(now)
    }

    fn keep(&mut self, fetched: Fetched, now: Timestamp) {
        self.attempted_at = Some(now);
        self.stamp = fetched.stamp;
        match fetched.keys {
            Ok((keys, fresh_seconds)) => {
                self.state = KeyState {
                    loaded_at: Some(now),
                    n_keys: keys.n_fit(),
                    failing: None,
                };
                self.keys = Some(Arc::new(keys));
                let fresh = SignedDuration::from_secs(fresh_seconds);
                self.fresh_until = now.checked_add(fresh).ok();
            }
            Err(why) => {
                let before = self.state.failing.take();
                let since = before.map_or(now, |failing| failing.since);
                self.state.failing = Some(Failing { since, why });
            }
        }
    }
}

impl Source {
    async fn fetch(&self) -> Fetched {
        match self {
            Self::File(path) => {
                let found = tokio::fs::metadata(path).await.ok();
                Fetched {
                    keys: from_file(path, found.as_ref()).await,
                    stamp: found.as_ref().map(stamp),
                }
            }
            Self::Address(client, url) => Fetched {
                keys: from_address(client, url).await,
                stamp: None,
            },
        }
    }
}

async fn from_file(path: &Path, found: Option<&Metadata>) -> Result<(KeySet, i64), KeyFailure> {
    let name = path.display().to_string();
    let Some(found) = found else {
        return Err(KeyFailure::File(name));
    };
    if found.len() > LONGEST_ANSWER as u64 {
        return Err(KeyFailure::NotKeys(name));
    }
    let Ok(bytes) = tokio::fs::read(path).await else {
        return Err(KeyFailure::File(name));
    };
    let keys = KeySet::read(&bytes).ok_or(KeyFailure::NotKeys(name))?;
    Ok((keys, FRESH_SECONDS.1))
}

fn stamp(found: &Metadata) -> Stamp {
    (found.modified().ok(), found.len())
}

async fn from_address(client: &Client, url: &Url) -> Result<(KeySet, i64), KeyFailure> {
    let unreachable = |_| KeyFailure::Unreachable(url.to_string());
    let response = client.get(url.clone()).send().await.map_err(unreachable)?;
    if response.status() != StatusCode::OK {
        return Err(KeyFailure::Status {
            address: url.to_string(),
            status: response.status().as_u16(),
        });
    }
    let fresh_seconds = fresh_seconds(&response);
    let bytes = http::body(response).await.map_err(|fault| match fault {
        BodyFault::TooLong => KeyFailure::NotKeys(url.to_string()),
        BodyFault::Broken => KeyFailure::Unreachable(url.to_string()),
    })?;
    let keys = KeySet::read(&bytes).ok_or_else(|| KeyFailure::NotKeys(url.to_string()))?;
    Ok((keys, fresh_seconds))
}

/// How long the answer says that it is good, within our bounds; the shortest when it says nothing.
/// Source: RFC 9111 §5.2.2.1.
fn fresh_seconds(response: &Response) -> i64 {
    let values = response.headers().get_all(CACHE_CONTROL).iter();
    let directives = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    let seconds = directives
        .filter_map(|directive| directive.split_once('='))
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case("max-age"))
        .find_map(|(_, seconds)| seconds.trim().trim_matches('"').parse::<i64>().ok());
    let (shortest, longest) = FRESH_SECONDS;
    seconds.unwrap_or(shortest).clamp(shortest, longest)
}
