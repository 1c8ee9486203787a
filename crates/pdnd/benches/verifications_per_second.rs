//! Vouchers verified a second, on one core, with the keys at hand.
//!
//! `cargo bench -p pas-pdnd`; what a request costs beside it is the network's.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::time::Instant;

use jiff::Timestamp;
use pas_authority::{Authority, SigningKey, still};
use pas_pdnd::{Verifier, VerifierConfig};

const NOW: Timestamp = Timestamp::constant(1_780_000_000, 0);
const AUDIENCE: &str = "https://ente.example.it/waas/v1";
const CONSUMER: &str = "00000000-0000-4000-8003-000000000001";
const ROUNDS: usize = 5;
const CALLS: u32 = 5_000;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let authority = Authority::start(still(NOW)).await;
    let jwks = authority.jwks_url();
    let config = VerifierConfig::new(authority.issuer(), AUDIENCE, &jwks, CONSUMER);
    let verifier = Verifier::new(config).expect("the configuration is whole");
    verifier.load_keys(NOW).await;
    let good = authority.voucher(NOW);
    let stranger = SigningKey::from_seed(1);
    println!("vouchers on one core, keys at hand, best of {ROUNDS} rounds of {CALLS}");
    for (name, token) in [
        ("good", good.sign()),
        ("signed by another key", good.sign_by(&stranger)),
        ("not signed", good.clone().unsigned()),
    ] {
        let header = format!("Bearer {token}");
        let mut seconds = f64::INFINITY;
        for _ in 0..ROUNDS {
            let begin = Instant::now();
            for _ in 0..CALLS {
                let _ = verifier.verify([&header], NOW).await;
            }
            seconds = seconds.min(begin.elapsed().as_secs_f64());
        }
        println!(
            "  {name:<24} {:>9.0} a second  ({:.1} µs each)",
            f64::from(CALLS) / seconds,
            seconds * 1e6 / f64::from(CALLS),
        );
    }
}
