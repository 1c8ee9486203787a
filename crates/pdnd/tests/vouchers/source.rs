//! Vouchers asked for as fruitore, up to the verifier that takes them.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use pas_authority::{Client, Fault, Purpose, SigningKey, still};
use pas_pdnd::{SigningKeyError, VoucherError, VoucherSource, VoucherSourceConfig};
use tempfile::TempDir;

use crate::world::{AUDIENCE, CONSUMER, NOW, PURPOSE, World, at};

const CLIENT: &str = "00000000-0000-4000-8009-000000000001";
const OTHER_PURPOSE: &str = "00000000-0000-4000-8002-000000000002";

struct Fruitore {
    world: World,
    folder: TempDir,
    key: SigningKey,
}

impl Fruitore {
    async fn new() -> Self {
        let world = World::new().await;
        let key = SigningKey::from_seed(1_000);
        let purpose = |id: &str| Purpose {
            id: id.to_owned(),
            audience: AUDIENCE.to_owned(),
            ..Purpose::default()
        };
        world.authority.register(Client {
            id: CLIENT.to_owned(),
            consumer_id: CONSUMER.to_owned(),
            keys: vec![("k1".to_owned(), key.public_pem())],
            purposes: vec![purpose(PURPOSE), purpose(OTHER_PURPOSE)],
        });
        Self {
            world,
            folder: tempfile::tempdir().unwrap(),
            key,
        }
    }

    fn config(&self, pem: &str) -> VoucherSourceConfig {
        let file = self.folder.path().join("client.pem");
        fs::write(&file, pem).unwrap();
        VoucherSourceConfig {
            token_url: self.world.authority.token_url(),
            client_id: CLIENT.to_owned(),
            key_id: "k1".to_owned(),
            private_key: file,
            audience: self.world.authority.assertion_audience(),
        }
    }

    fn source(&self) -> VoucherSource {
        VoucherSource::new(self.config(&self.key.to_pem())).unwrap()
    }

    fn n_requests(&self) -> usize {
        self.world.authority.n_voucher_requests()
    }
}

#[tokio::test]
async fn a_voucher_opens_the_e_service() {
    let fruitore = Fruitore::new().await;
    for pem in [fruitore.key.to_pem(), fruitore.key.to_pkcs1_pem()] {
        let source = VoucherSource::new(fruitore.config(&pem)).unwrap();
        let voucher = source.voucher(PURPOSE, NOW).await.unwrap();
        assert_eq!(voucher.good_until(), at(600));
        let header = voucher.authorization();
        let found = fruitore.world.verifier.verify([header], NOW).await;
        let evidence = found.unwrap();
        assert_eq!(evidence.consumer_id, CONSUMER);
        assert_eq!(evidence.purpose_id, PURPOSE);
    }
}

#[tokio::test]
async fn a_voucher_is_kept_until_thirty_seconds_before_its_end() {
    let fruitore = Fruitore::new().await;
    let source = fruitore.source();
    for (second, n_requests) in [(0, 1), (1, 1), (569, 1), (570, 2), (571, 2)] {
        fruitore.world.authority.set_clock(still(at(second)));
        source.voucher(PURPOSE, at(second)).await.unwrap();
        assert_eq!(fruitore.n_requests(), n_requests, "second {second}");
    }
    source.voucher(OTHER_PURPOSE, at(571)).await.unwrap();
    assert_eq!(fruitore.n_requests(), 3);
    source.forget(PURPOSE).await;
    source.voucher(PURPOSE, at(571)).await.unwrap();
    source.voucher(OTHER_PURPOSE, at(571)).await.unwrap();
    assert_eq!(fruitore.n_requests(), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_callers_ask_once() {
    let fruitore = Fruitore::new().await;
    let source = Arc::new(fruitore.source());
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let source = Arc::clone(&source);
        calls.spawn(async move { source.voucher(PURPOSE, NOW).await.is_ok() });
    }
    assert_eq!(calls.join_all().await, [true; 50]);
    assert_eq!(fruitore.n_requests(), 1);
}

#[tokio::test]
async fn what_goes_wrong_is_said_and_the_next_call_tries_again() {
    let fruitore = Fruitore::new().await;
    let source = fruitore.source();
    for (fault, passes, said) in [
        (Fault::Down, true, "stato 503"),
        (Fault::Garbage, false, "non si capisce"),
        (Fault::Huge, true, "non risponde"),
        (Fault::Redirect, false, "stato 302"),
    ] {
        fruitore.world.authority.set_fault(Some(fault));
        let error = source.voucher(PURPOSE, NOW).await.unwrap_err();
        assert_eq!(error.passes(), passes, "{error}");
        assert!(error.to_string().contains(said), "{error}");
    }
    fruitore.world.authority.set_fault(None);
    assert!(source.voucher(PURPOSE, NOW).await.is_ok());
}

#[tokio::test]
async fn a_refusal_carries_the_code_of_the_pdnd() {
    let fruitore = Fruitore::new().await;
    let error = fruitore.source().voucher("unknown", NOW).await.unwrap_err();
    assert!(matches!(error, VoucherError::Refused { status: 400, .. }));
    assert!(error.to_string().contains("015-0008"), "{error}");
    assert!(!error.passes());

    let config = fruitore.config(&SigningKey::from_seed(1_001).to_pem());
    let stranger = VoucherSource::new(config).unwrap();
    let error = stranger.voucher(PURPOSE, NOW).await.unwrap_err();
    assert!(matches!(error, VoucherError::Refused { status: 400, .. }));

    let slow = fruitore.source().voucher(PURPOSE, at(-1_000)).await;
    assert!(matches!(slow, Err(VoucherError::Refused { .. })));
}

#[tokio::test]
async fn a_key_that_cannot_sign_is_refused_at_the_start() {
    let fruitore = Fruitore::new().await;
    let weak = SigningKey::of_size(5, 1_024).to_pem();
    let public = fruitore.key.public_pem();
    let encrypted = fruitore
        .key
        .to_pem()
        .replace("PRIVATE", "ENCRYPTED PRIVATE");
    for (pem, said) in [
        (weak.as_str(), "2048"),
        (&public, "PEM"),
        (&encrypted, "PEM"),
        ("", "PEM"),
        (
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
            "non va bene",
        ),
    ] {
        let error = VoucherSource::new(fruitore.config(pem)).unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
        assert!(error.to_string().contains("client.pem"), "{error}");
    }
    let mut config = fruitore.config("");
    config.private_key = Path::new("nowhere.pem").to_owned();
    let error = VoucherSource::new(config).unwrap_err();
    assert!(matches!(
        error,
        VoucherError::Key(SigningKeyError::Read { .. })
    ));
}

#[tokio::test]
async fn a_configuration_with_holes_is_refused() {
    type Change = fn(&mut VoucherSourceConfig);
    let fruitore = Fruitore::new().await;
    let good = || fruitore.config(&fruitore.key.to_pem());
    let cases: [(Change, &str); 5] = [
        (|c| c.client_id.clear(), "client_id"),
        (|c| c.key_id.clear(), "key_id"),
        (|c| c.audience.clear(), "audience"),
        (|c| c.token_url.clear(), "token_url"),
        (
            |c| c.token_url = "http://auth.example.it/token.oauth2".to_owned(),
            "https",
        ),
    ];
    for (change, said) in cases {
        let mut config = good();
        change(&mut config);
        let error = VoucherSource::new(config).unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
    }
}

#[tokio::test]
async fn nothing_shows_a_voucher_or_a_key() {
    let fruitore = Fruitore::new().await;
    let source = fruitore.source();
    let voucher = source.voucher(PURPOSE, NOW).await.unwrap();
    let header = voucher.authorization();
    let token = header.to_str().unwrap().trim_start_matches("Bearer ");
    let signature = token.rsplit('.').next().unwrap();
    for shown in [
        format!("{voucher:?}"),
        format!("{source:?}"),
        format!("{header:?}"),
    ] {
        assert!(
            !shown.contains(signature) && !shown.contains("PRIVATE"),
            "{shown}"
        );
    }
}
