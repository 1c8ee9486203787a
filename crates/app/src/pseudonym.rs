//! The pseudonym of a minor: stable, keyed, and nothing to do with the database.
//!
//! Source: SINBA.xsd, `IDBeneficiario` (1 to 20 characters); opinion 337/2016 of the Garante: minors
//! can be followed over time but not identified. The key stays in the installation's secrets; without
//! it a pseudonym leads to nobody, and the same minor has another one in another ente.

use std::fs;
use std::io::Write;
use std::path::Path;

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use pas_domain::codice_fiscale::CodiceFiscale;
use pas_domain::ids::EnteId;
use rand::RngExt;
use sha2::Sha256;

use crate::app::create_private_dir;
use crate::error::AppError;

/// Bytes of the key.
const KEY_LENGTH: usize = 32;
/// Bytes of the digest that are kept: 12 bytes are 20 characters of base 32.
const KEPT: usize = 12;

/// The key of an installation's pseudonyms.
pub struct PseudonymKey([u8; KEY_LENGTH]);

impl PseudonymKey {
    /// The key kept in `folder`, made the first time.
    pub(crate) fn in_folder(folder: &Path) -> Result<Self, AppError> {
        let file = folder.join("pseudonimi.key");
        if file.exists() {
            return read(&file);
        }
        create_private_dir(folder)?;
        let key: [u8; KEY_LENGTH] = rand::rng().random();
        write(&file, &key)?;
        Ok(Self(key))
    }

    /// Whether there is a key in `folder`, which must be a good one.
    pub(crate) fn look(folder: &Path) -> Result<bool, AppError> {
        let file = folder.join("pseudonimi.key");
        if !file.exists() {
            return Ok(false);
        }
        read(&file).map(|_| true)
    }

    /// A key for tests.
    pub const fn fixed(byte: u8) -> Self {
        Self([byte; KEY_LENGTH])
    }

    /// The number of a person in editions, from the codice fiscale or the identifier of a minor: the
    /// same in every edition of this installation, whichever ente says it. Positive as a signed number.
    pub fn number_of(&self, identifier: &str) -> u64 {
        let digest = self.digest(&[b"edition", identifier.as_bytes()]);
        digest
            .iter()
            .take(8)
            .fold(0, |number, byte| number << 8 | u64::from(*byte))
            >> 1
    }

    /// Secret bytes of this installation for one `purpose`, which tell nothing of the key.
    pub fn derived(&self, purpose: &str) -> [u8; 32] {
        self.digest(&[b"derived", purpose.as_bytes()])
    }

    fn digest(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0)
            .expect("invariant: HMAC takes a key of any length");
        for part in parts {
            mac.update(part);
            mac.update(&[0]);
        }
        mac.finalize().into_bytes().into()
    }

    /// The pseudonym of `cf` in `ente`.
    pub fn of(&self, ente: EnteId, cf: &CodiceFiscale) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0)
            .expect("invariant: HMAC takes a key of any length");
        mac.update(&ente.value().to_be_bytes());
        mac.update(cf.as_str().as_bytes());
        let digest = mac.finalize().into_bytes();
        BASE32_NOPAD.encode(&digest[..KEPT])
    }
}

fn read(file: &Path) -> Result<PseudonymKey, AppError> {
    let bytes = fs::read(file)
        .map_err(|error| AppError::system("leggere la chiave degli pseudonimi", error))?;
    let key = bytes.try_into().map_err(|_| {
        AppError::Setup(format!(
            "{}: la chiave degli pseudonimi deve avere {KEY_LENGTH} byte; ripristinala dalla copia \
             di sicurezza, perché con una chiave nuova i minori già trasmessi cambierebbero identificativo",
            file.display()
        ))
    })?;
    Ok(PseudonymKey(key))
}

fn write(file: &Path, key: &[u8]) -> Result<(), AppError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options
        .open(file)
        .and_then(|mut out| out.write_all(key).and_then(|()| out.sync_all()));
    written.map_err(|error| AppError::system("scrivere la chiave degli pseudonimi", error))
}

#[cfg(test)]
mod tests {
    use pas_domain::codice_fiscale::CodiceFiscale;
    use pas_domain::ids::EnteId;

    use super::PseudonymKey;

    #[test]
    fn is_stable_short_and_another_for_each_key_ente_and_minor() {
        let cf = |code: &str| CodiceFiscale::parse(code).expect("a made-up code");
        let ada = cf("PRVDAA41C49L762J");
        let key = PseudonymKey::fixed(1);
        let pseudonym = key.of(EnteId::new(1), &ada);
        assert_eq!(pseudonym.len(), 20);
        assert_eq!(pseudonym, key.of(EnteId::new(1), &ada));
        assert_ne!(pseudonym, key.of(EnteId::new(2), &ada));
        assert_ne!(pseudonym, PseudonymKey::fixed(2).of(EnteId::new(1), &ada));
    }

    #[test]
    fn the_key_is_kept_and_a_damaged_one_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = PseudonymKey::in_folder(folder.path()).expect("made");
        let again = PseudonymKey::in_folder(folder.path()).expect("read");
        assert_eq!(first.0, again.0);
        std::fs::write(folder.path().join("pseudonimi.key"), "corta").expect("written");
        assert!(PseudonymKey::in_folder(folder.path()).is_err());
    }
}
