//! The one HTTP client: TLS by rustls, time and size bounded, no redirects.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Response, Url};

use crate::address;

/// How long a connection may take to stand.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long an exchange with the PDND may take, all in all.
pub(crate) const PDND_TIMEOUT: Duration = Duration::from_secs(10);

/// Longest answer of the PDND that is read, in bytes.
pub(crate) const LONGEST_ANSWER: usize = 1_000_000;

/// No HTTP client could be made.
#[derive(Debug, thiserror::Error)]
#[error(
    "il collegamento HTTPS non si può preparare: controlla i certificati della macchina (pacchetto ca-certificates)"
)]
pub struct HttpError(#[source] reqwest::Error);

/// A client for calls of ours: trusts the machine's certificates, takes a proxy from the environment
/// (`HTTPS_PROXY`, `NO_PROXY`), follows no redirect, gives up after `timeout`.
pub fn http_client(timeout: Duration) -> Result<Client, HttpError> {
    builder(timeout).build().map_err(HttpError)
}

/// A client for `url`. On one's own machine no proxy is asked, and plain HTTP wants no certificates.
pub(crate) fn client_for(url: &Url) -> Result<Client, HttpError> {
    let mut builder = builder(PDND_TIMEOUT);
    if address::is_own_machine(url) {
        builder = builder.no_proxy();
    }
    if url.scheme() == "http" {
        builder = builder.tls_certs_only([]);
    }
    builder.build().map_err(HttpError)
}

fn builder(timeout: Duration) -> ClientBuilder {
    // Whoever comes first decides; a second time changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .user_agent(concat!("pas/", env!("CARGO_PKG_VERSION")))
        .redirect(Policy::none())
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(timeout)
}

/// Why an answer could not be had whole.
#[derive(Debug)]
pub(crate) enum BodyFault {
    TooLong,
    Broken,
}

/// The body of `response`, as long as it is not too long.
pub(crate) async fn body(mut response: Response) -> Result<Vec<u8>, BodyFault> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| BodyFault::Broken)? {
        if body.len() + chunk.len() > LONGEST_ANSWER {
            return Err(BodyFault::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
