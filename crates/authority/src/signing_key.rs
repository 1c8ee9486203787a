//! RSA keys for tests: made from a seed or by chance, read and written as PEM, published as JWK.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use rsa::pkcs1::{DecodeRsaPrivateKey, EncodeRsaPrivateKey};
use rsa::pkcs1v15::{Signature, SigningKey as Signer, VerifyingKey};
use rsa::pkcs8::{
    DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey, LineEnding,
};
use rsa::sha2::Sha256;
use rsa::signature::{SignatureEncoding, Signer as _, Verifier as _};
use rsa::traits::PublicKeyParts;
use rsa::{PrivateKey, PublicKey};
use serde_json::{Value, json};
use sha2::Digest;

/// Size of the keys that are made, in bits.
const BITS: usize = 2_048;

/// No key could be read.
#[derive(Debug, Clone, thiserror::Error)]
#[error("not an RSA key in PEM, PKCS#1 or PKCS#8: {0}")]
pub struct KeyError(String);

/// A private key with its public half.
#[derive(Clone)]
pub struct SigningKey {
    key: PrivateKey,
    kid: String,
}

impl SigningKey {
    /// The key of 2048 bits that belongs to `seed`: the same every time, and no secret.
    pub fn from_seed(seed: u64) -> Self {
        Self::of_size(seed, BITS)
    }

    /// The same with another size; also one that is too small to be trusted (from 1024 bits).
    pub fn of_size(seed: u64, bits: usize) -> Self {
        let mut dice = ChaCha20Rng::seed_from_u64(seed);
        let key = PrivateKey::new(&mut dice, bits).expect("a size from 1024 bits gives a key");
        Self::new(key)
    }

    /// A key of 2048 bits that nobody can foresee.
    pub fn generate() -> Self {
        let key = PrivateKey::new(&mut rand::rng(), BITS).expect("the size is allowed");
        Self::new(key)
    }

    /// The key in a PEM text, PKCS#1 or PKCS#8.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        let key = PrivateKey::from_pkcs8_pem(pem).or_else(|_| PrivateKey::from_pkcs1_pem(pem));
        key.map(Self::new)
            .map_err(|error| KeyError(error.to_string()))
    }

    fn new(key: PrivateKey) -> Self {
        let (n, e) = components(&key);
        // Source: RFC 7638 §3.
        let thumbprint = sha2::Sha256::digest(format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#));
        let kid = BASE64URL_NOPAD.encode(&thumbprint);
        Self { key, kid }
    }

    /// Its name: the thumbprint of the public half.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The private key in PEM, PKCS#8.
    pub fn to_pem(&self) -> String {
        let pem = self.key.to_pkcs8_pem(LineEnding::LF);
        pem.expect("a key can be written").to_string()
    }

    /// The private key in PEM, PKCS#1.
    pub fn to_pkcs1_pem(&self) -> String {
        let pem = self.key.to_pkcs1_pem(LineEnding::LF);
        pem.expect("a key can be written").to_string()
    }

    /// The public key in PEM, as it is registered with the PDND.
    pub fn public_pem(&self) -> String {
        let pem = self.key.to_public_key().to_public_key_pem(LineEnding::LF);
        pem.expect("a key can be written")
    }

    /// The public key as an entry of a JWKS.
    pub fn jwk(&self) -> Value {
        let (n, e) = components(&self.key);
        json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid, "n": n, "e": e })
    }

    /// The signature RS256 over `text`.
    pub fn sign(&self, text: &[u8]) -> Vec<u8> {
        let signer = Signer::<Sha256>::new(self.key.clone());
        signer.sign(text).to_vec()
    }
}

fn components(key: &PrivateKey) -> (String, String) {
    let encode = |bytes: &[u8]| BASE64URL_NOPAD.encode(bytes);
    (encode(&key.n_bytes()), encode(&key.e_bytes()))
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "SigningKey({})", self.kid)
    }
}

/// Whether `signature` over `text` is that of the public key in `pem`.
pub(crate) fn verifies(pem: &str, text: &[u8], signature: &[u8]) -> bool {
    let Ok(key) = PublicKey::from_public_key_pem(pem) else {
        return false;
    };
    let signature = Signature::try_from(signature);
    signature.is_ok_and(|signature| {
        VerifyingKey::<Sha256>::new(key)
            .verify(text, &signature)
            .is_ok()
    })
}
