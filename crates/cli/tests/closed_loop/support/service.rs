//! The ente's e-service as a process, and the PDND that lets INPS in.

use std::io::{BufRead as _, BufReader};
use std::process::Child;
use std::sync::{Mutex, PoisonError};

use pas_authority::{Authority, Client, Purpose, SigningKey, system_clock};
use reqwest::header::{AUTHORIZATION, HeaderValue};

use super::ente::Home;

/// For whom vouchers are.
const AUDIENCE: &str = "https://ente.example.it/waas/v1";
/// Who may call.
const INPS: &str = "00000000-0000-4000-8000-00000000017f";

/// The PDND.
pub(crate) struct Pdnd(Authority);

/// Name and purpose of whoever asks the PDND for vouchers.
const CLIENT: &str = "osservatorio";

impl Pdnd {
    pub(crate) async fn start() -> Self {
        Self(Authority::start(system_clock()).await)
    }

    /// Lets an observatory ask for vouchers, and puts its key and its registry of one ente, whose
    /// service is at `address`, into `home`.
    pub(crate) fn admit(&self, home: &Home, address: &str, page_size: u32) {
        let key = SigningKey::from_seed(7);
        self.0.register(Client {
            id: CLIENT.to_owned(),
            consumer_id: INPS.to_owned(),
            keys: vec![(CLIENT.to_owned(), key.public_pem())],
            purposes: vec![Purpose {
                id: CLIENT.to_owned(),
                audience: AUDIENCE.to_owned(),
                ..Purpose::default()
            }],
        });
        home.put("chiave.pem", key.to_pem());
        let registry = format!(
            "[pdnd]\ntoken_url = \"{}\"\nassertion_audience = \"{}\"\n\
             client_id = \"{CLIENT}\"\nkey_id = \"{CLIENT}\"\nkey_file = \"chiave.pem\"\n\n\
             [limits]\npage_size = {page_size}\nmax_retries = 0\n\n\
             [[ente]]\ncode = \"L762\"\nflow_code = \"L762PROVA\"\nname = \"Comune di Prova\"\n\
             url = \"{address}/waas/v1\"\npurpose_id = \"{CLIENT}\"\n\
             refuse_unknown_codes = true\n",
            self.0.token_url(),
            self.0.assertion_audience(),
        );
        home.put("enti.toml", registry);
    }

    /// A fresh voucher of INPS, as it stands in a call.
    pub(crate) fn authorization(&self) -> (reqwest::header::HeaderName, HeaderValue) {
        let now = system_clock()();
        let voucher = self.0.voucher(now).audience(AUDIENCE).consumer(INPS).sign();
        let value = HeaderValue::from_str(&format!("Bearer {voucher}"));
        (AUTHORIZATION, value.expect("a header"))
    }

    /// The configuration of an ente that trusts it.
    pub(crate) fn settings(&self) -> String {
        format!(
            "[web]\nlisten = \"127.0.0.1:0\"\n\n\
             [pdnd]\nissuer = \"{}\"\naudience = \"{AUDIENCE}\"\njwks = \"{}\"\n\
             consumer_id = \"{INPS}\"\n\n\
             [waas]\nlisten = \"127.0.0.1:0\"\nrequests_per_minute = 100000\n",
            self.0.issuer(),
            self.0.jwks_url(),
        )
    }
}

/// `pas serve` at work.
pub(crate) struct Service {
    child: Mutex<Child>,
    address: String,
}

impl Service {
    /// Starts it; it answers from now on.
    pub(crate) fn start(home: &Home, pdnd: &Pdnd) -> Self {
        home.put("pas-data/pas.toml", pdnd.settings());
        let log = std::fs::File::create(home.path("serve.log")).expect("a file");
        let serve = home.program().with(&["serve"]).stderr(log).spawn();
        let mut child = serve.expect("it starts");
        let out = child.stdout.take().expect("piped");
        let mut lines = BufReader::new(out).lines().map_while(Result::ok);
        let address = lines.find_map(|line| {
            let (_, address) = line.split_once("http://")?;
            let (host, _) = address.split_once("/waas/v1")?;
            Some(format!("http://{host}"))
        });
        let Some(address) = address else {
            let log = std::fs::read_to_string(home.path("serve.log"));
            panic!("the e-service did not start: {}", log.expect("a log"));
        };
        // Whatever else it says must not make it wait.
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            child: Mutex::new(child),
            address,
        }
    }

    /// Where the flows are.
    pub(crate) fn flows(&self) -> String {
        format!("{}/waas/v1/flussi", self.address)
    }

    /// Kills it after the others have had so many turns.
    pub(crate) async fn kill_after(&self, n_turns: u64) {
        for _ in 0..n_turns {
            tokio::task::yield_now().await;
        }
        self.kill();
    }

    /// Where it listens: address and port.
    pub(crate) fn address(&self) -> &str {
        self.address.trim_start_matches("http://")
    }

    pub(crate) fn kill(&self) {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        child.kill().expect("killed");
        child.wait().expect("it ended");
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.kill();
    }
}
