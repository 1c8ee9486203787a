//! The private key of a client of ours: read from a PEM file, used for nothing but signing.

use std::fmt;
use std::path::{Path, PathBuf};

use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;

/// Largest file that is read as a key, in bytes.
const LARGEST_FILE: u64 = 100_000;

/// An RSA key of 2048 bits or more.
pub(crate) struct SigningKey(RsaKeyPair);

/// The private key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SigningKeyError {
    #[error("la chiave privata {} non si legge: controlla che il file ci sia e chi può leggerlo", .file.display())]
    Read {
        file: PathBuf,
        #[source]
        cause: std::io::Error,
    },
    #[error("{} non è una chiave privata RSA in PEM senza password: PKCS#1 («BEGIN RSA PRIVATE KEY») o PKCS#8 («BEGIN PRIVATE KEY»)", .0.display())]
    NotKey(PathBuf),
    #[error("la chiave privata {} non va bene: dev'essere RSA, da 2048 a 4096 bit", .0.display())]
    Unfit(PathBuf),
}

impl SigningKey {
    pub(crate) fn read(file: &Path) -> Result<Self, SigningKeyError> {
        let failed = |cause| SigningKeyError::Read {
            file: file.to_owned(),
            cause,
        };
        let not_key = || SigningKeyError::NotKey(file.to_owned());
        if std::fs::metadata(file).map_err(failed)?.len() > LARGEST_FILE {
            return Err(not_key());
        }
        let pem = std::fs::read(file).map_err(failed)?;
        let pair = match PrivateKeyDer::from_pem_slice(&pem).map_err(|_| not_key())? {
            PrivateKeyDer::Pkcs1(der) => RsaKeyPair::from_der(der.secret_pkcs1_der()),
            PrivateKeyDer::Pkcs8(der) => RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()),
            _ => return Err(not_key()),
        };
        pair.map(Self)
            .map_err(|_| SigningKeyError::Unfit(file.to_owned()))
    }

    /// The signature RS256 over `text`; nothing when the system has no randomness to blind it with.
    pub(crate) fn sign(&self, text: &[u8]) -> Option<Vec<u8>> {
        let mut signature = vec![0; self.0.public().modulus_len()];
        self.0
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                text,
                &mut signature,
            )
            .ok()?;
        Some(signature)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("SigningKey(…)")
    }
}
