//! The clients that may ask for vouchers, as the PDND's back office would know them.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// A client of a fruitore.
#[derive(Debug, Clone)]
pub struct Client {
    /// Its id (`client_id`).
    pub id: String,
    /// Body that it belongs to (`consumerId`).
    pub consumer_id: String,
    /// Its public keys: `kid` and PEM.
    pub keys: Vec<(String, String)>,
    /// What it may ask vouchers for.
    pub purposes: Vec<Purpose>,
}

/// A purpose with the e-service that it is for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    /// `purposeId`.
    pub id: String,
    /// The e-service's audience.
    pub audience: String,
    /// `producerId`; absent: not in the voucher.
    pub producer_id: Option<String>,
    /// `eserviceId`; absent: not in the voucher.
    pub eservice_id: Option<String>,
    /// How long a voucher is good, in seconds; absent: 600.
    pub voucher_seconds: Option<u32>,
}

/// The registry could not be read.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    #[error("{} cannot be read", .file.display())]
    Read {
        file: PathBuf,
        #[source]
        cause: std::io::Error,
    },
    #[error("{} is not a registry of clients", .file.display())]
    Parse {
        file: PathBuf,
        #[source]
        cause: toml::de::Error,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Registry {
    #[serde(default)]
    client: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    consumer_id: String,
    kid: String,
    /// PEM file, relative to the registry.
    public_key: PathBuf,
    #[serde(default)]
    purpose: Vec<Purpose>,
}

/// The clients in the TOML file `file`: `[[client]]` with `id`, `consumer_id`, `kid`, `public_key`
/// (a PEM file beside it), and `[[client.purpose]]` with the fields of [`Purpose`].
pub fn read_registry(file: &Path) -> Result<Vec<Client>, RegistryError> {
    let registry: Registry =
        toml::from_str(&read(file)?).map_err(|cause| RegistryError::Parse {
            file: file.to_owned(),
            cause,
        })?;
    let folder = file.parent().unwrap_or(Path::new(""));
    let clients = registry.client.into_iter().map(|entry| {
        let pem = read(&folder.join(&entry.public_key))?;
        Ok(Client {
            id: entry.id,
            consumer_id: entry.consumer_id,
            keys: vec![(entry.kid, pem)],
            purposes: entry.purpose,
        })
    });
    clients.collect()
}

fn read(file: &Path) -> Result<String, RegistryError> {
    std::fs::read_to_string(file).map_err(|cause| RegistryError::Read {
        file: file.to_owned(),
        cause,
    })
}
