//! The authority itself: what it knows, what is wrong with it, how often it was asked.

use std::collections::HashSet;
use std::fmt;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::clock::Clock;
use crate::registry::Client;
use crate::server;
use crate::signing_key::SigningKey;
use crate::voucher::VoucherBuilder;

/// Who issues, when nothing else is said.
const ISSUER: &str = "pdnd.example.it";

/// What the authority does instead of answering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Answers 503 to everything.
    Down,
    /// Answers 200 with what is no JSON.
    Garbage,
    /// Answers 200 with two million bytes.
    Huge,
    /// Sends everybody to another address.
    Redirect,
}

/// A development authority. Clones share one state.
#[derive(Clone)]
pub struct Authority {
    shared: Arc<Shared>,
}

struct Shared {
    issuer: String,
    address: OnceLock<SocketAddr>,
    state: Mutex<State>,
    n_key_requests: AtomicUsize,
    n_voucher_requests: AtomicUsize,
    n_issued: AtomicUsize,
}

pub(crate) struct State {
    clock: Clock,
    pub(crate) key: SigningKey,
    pub(crate) published: Vec<Value>,
    pub(crate) clients: Vec<Client>,
    pub(crate) fault: Option<Fault>,
    pub(crate) cache_control: Option<String>,
    pub(crate) seen_assertions: HashSet<String>,
    next_seed: u64,
}

impl Authority {
    /// An authority with the issuer `pdnd.example.it` and a key that is the same every time, serving
    /// on a free port of this machine until the runtime ends.
    pub async fn start(clock: Clock) -> Self {
        let authority = Self::new(ISSUER, SigningKey::from_seed(0), clock);
        let listener = TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("this machine has a free port");
        authority.set_address(&listener);
        let serving = authority.clone();
        tokio::spawn(async move { serving.serve(listener).await });
        authority
    }

    /// An authority that does not serve yet.
    pub fn new(issuer: &str, key: SigningKey, clock: Clock) -> Self {
        let state = State {
            clock,
            published: vec![key.jwk()],
            key,
            clients: Vec::new(),
            fault: None,
            cache_control: None,
            seen_assertions: HashSet::new(),
            next_seed: 1,
        };
        Self {
            shared: Arc::new(Shared {
                issuer: issuer.to_owned(),
                address: OnceLock::new(),
                state: Mutex::new(state),
                n_key_requests: AtomicUsize::default(),
                n_voucher_requests: AtomicUsize::default(),
                n_issued: AtomicUsize::default(),
            }),
        }
    }

    /// Answers on `listener` until it breaks.
    pub async fn serve(&self, listener: TcpListener) -> std::io::Result<()> {
        self.set_address(&listener);
        axum::serve(listener, server::router(self.clone())).await
    }

    fn set_address(&self, listener: &TcpListener) {
        let address = listener.local_addr().expect("a listener has an address");
        self.shared.address.get_or_init(|| address);
    }

    fn base_url(&self) -> String {
        let address = self.shared.address.get().expect("the authority serves");
        format!("http://{address}")
    }

    /// Who issues (`iss`).
    pub fn issuer(&self) -> &str {
        &self.shared.issuer
    }

    /// Address of the keys.
    pub fn jwks_url(&self) -> String {
        format!("{}{}", self.base_url(), server::JWKS_PATH)
    }

    /// Address of the vouchers.
    pub fn token_url(&self) -> String {
        format!("{}{}", self.base_url(), server::TOKEN_PATH)
    }

    /// Audience that a client assertion must name.
    pub fn assertion_audience(&self) -> String {
        format!("auth.{}/client-assertion", self.issuer())
    }

    /// The keys as they are published now.
    pub fn jwks(&self) -> Value {
        json!({ "keys": self.state().published })
    }

    /// The key that signs now.
    pub fn key(&self) -> SigningKey {
        self.state().key.clone()
    }

    /// Lets `client` ask for vouchers.
    pub fn register(&self, client: Client) {
        self.state().clients.push(client);
    }

    /// Signs with another key from now on and withdraws the old one; gives the new name.
    pub fn rotate(&self) -> String {
        let mut state = self.state();
        state.key = SigningKey::from_seed(state.next_seed);
        state.next_seed += 1;
        state.published = vec![state.key.jwk()];
        state.key.kid().to_owned()
    }

    /// Publishes `keys` instead of its own.
    pub fn publish(&self, keys: Vec<Value>) {
        self.state().published = keys;
    }

    /// From now on something is wrong; or nothing any more.
    pub fn set_fault(&self, fault: Option<Fault>) {
        self.state().fault = fault;
    }

    /// From now on it has another time.
    pub fn set_clock(&self, clock: Clock) {
        self.state().clock = clock;
    }

    /// What it says of how long its keys may be kept (`Cache-Control`).
    pub fn set_cache_control(&self, value: Option<&str>) {
        self.state().cache_control = value.map(str::to_owned);
    }

    /// How often its keys were asked for.
    pub fn n_key_requests(&self) -> usize {
        self.shared.n_key_requests.load(Ordering::SeqCst)
    }

    /// How often a voucher was asked for.
    pub fn n_voucher_requests(&self) -> usize {
        self.shared.n_voucher_requests.load(Ordering::SeqCst)
    }

    /// A voucher issued at `now`, good for ten minutes, to be made as a test wants it.
    pub fn voucher(&self, now: Timestamp) -> VoucherBuilder {
        let number = self.shared.n_issued.fetch_add(1, Ordering::SeqCst);
        VoucherBuilder::new(self.key(), self.issuer(), number, now)
    }

    pub(crate) fn now(&self) -> Timestamp {
        let clock = Clock::clone(&self.state().clock);
        clock()
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        let state = self.shared.state.lock();
        state.unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn count_key_request(&self) {
        self.shared.n_key_requests.fetch_add(1, Ordering::SeqCst);
    }

    pub(crate) fn count_voucher_request(&self) {
        self.shared
            .n_voucher_requests
            .fetch_add(1, Ordering::SeqCst);
    }
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Authority({})", self.issuer())
    }
}
