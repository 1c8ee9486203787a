//! What nobody outside knows: the keys of people and of noise.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use siphasher::sip::{SipHasher13, SipHasher24};
use siphasher::sip128::{Hash128, SipHasher24 as SipHasher24Wide};

/// Thirty-two secret bytes of the installation. They outlive editions: with another secret the same
/// cell gets another noise, and the mean of the two is closer to the truth.
#[derive(Clone)]
pub struct Secret {
    records: SipHasher24,
    noise: SipHasher24Wide,
    p_percent: u32,
}

impl Secret {
    /// From bytes that the system's chance has given.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        let (records, noise) = (subkey(bytes, b"record keys"), subkey(bytes, b"noise"));
        let p_percent = subkey(bytes, b"dominance").0 % 11;
        Self {
            records: SipHasher24::new_with_keys(records.0, records.1),
            noise: SipHasher24Wide::new_with_keys(noise.0, noise.1),
            p_percent: 10 + u32::try_from(p_percent).unwrap_or(0),
        }
    }

    /// The key of a person, from the pseudonym that is the same in every edition.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "sixteen bits of a hash are wanted"
    )]
    pub fn record_key(&self, pseudonym: u64) -> u16 {
        self.records.hash(&pseudonym.to_le_bytes()) as u16
    }

    /// p of the p% rule where the policy names none: 10 to 20.
    pub(super) fn p_percent(&self) -> u32 {
        self.p_percent
    }

    /// The secret of one cell: of its people (by their keys' sum) and how many they are.
    pub(super) fn of_cell(&self, key: u16, people: u32) -> CellSecret {
        let message = u64::from(people) << 16 | u64::from(key);
        let Hash128 { h1, h2 } = self.noise.hash(&message.to_le_bytes());
        CellSecret(h1, h2)
    }
}

/// What the noise of one cell is drawn from.
#[derive(Clone, Copy)]
pub(super) struct CellSecret(u64, u64);

impl CellSecret {
    /// Even bits for `what` of the cell, given what the cell holds of it.
    pub(super) fn bits(self, what: u8, values: [i64; 2]) -> u64 {
        let mut message = [0; 16];
        message[..8].copy_from_slice(&values[0].to_le_bytes());
        message[8..].copy_from_slice(&values[1].to_le_bytes());
        SipHasher13::new_with_keys(self.0 ^ u64::from(what), self.1).hash(&message)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Two words that tell nothing of `bytes` nor of another `purpose`'s.
fn subkey(bytes: &[u8; 32], purpose: &[u8]) -> (u64, u64) {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(bytes).expect("invariant: HMAC takes a key of any length");
    mac.update(purpose);
    let words = mac.finalize().into_bytes();
    let word = |from: usize| {
        words[from..from + 8]
            .iter()
            .fold(0_u64, |word, &byte| word << 8 | u64::from(byte))
    };
    (word(0), word(8))
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn a_secret_is_not_printed_and_its_keys_are_stable() {
        let secret = Secret::from_bytes(&[7; 32]);
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        let again = Secret::from_bytes(&[7; 32]);
        let other = Secret::from_bytes(&[8; 32]);
        assert_eq!(secret.record_key(42), again.record_key(42));
        let differ = (0..1_000).filter(|&p| secret.record_key(p) != other.record_key(p));
        assert!(differ.count() > 990);
        assert!((10..=20).contains(&secret.p_percent()));
    }

    #[test]
    fn record_keys_are_spread_evenly() {
        let secret = Secret::from_bytes(&[1; 32]);
        let mut per_class = [0_u32; 16];
        for pseudonym in 0..16_000 {
            per_class[usize::from(secret.record_key(pseudonym) >> 12)] += 1;
        }
        assert!(
            per_class.iter().all(|n| (850..1150).contains(n)),
            "{per_class:?}"
        );
    }
}
