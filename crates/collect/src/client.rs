//! The calls of one ente's e-service: with a voucher, within time and size, tried again where that
//! may help.

use std::time::Duration;

use jiff::Timestamp;
use pas_app::use_cases::deliver_outcomes::PendingOutcome;
use pas_pdnd::VoucherSource;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use reqwest::{Method, RequestBuilder, Response, StatusCode};

use crate::fault::Fault;
use crate::registry::{Ente, Limits};
use crate::waits::{Pause, Waits};
use crate::wire::{ReadPage, read_page, write_outcomes};

/// The first pause before a call is tried again; each next one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// The longest pause, and the longest that a service is waited for because it asks for it.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// Answers to an outcome that are read, in bytes: nothing in them matters but that they end.
const MAX_ANSWER: usize = 64 * 1024;

/// One ente's e-service.
pub(crate) struct Client<'c> {
    pub(crate) ente: &'c Ente,
    pub(crate) limits: &'c Limits,
    pub(crate) http: &'c reqwest::Client,
    pub(crate) vouchers: &'c VoucherSource,
    pub(crate) waits: &'c dyn Waits,
    pub(crate) now: &'c (dyn Fn() -> Timestamp + Send + Sync),
}

/// A call to make.
#[derive(Clone, Copy)]
enum Call<'c> {
    Page { since: i64, limit: usize },
    Outcomes(&'c [PendingOutcome]),
}

impl Client<'_> {
    /// At most `limit` flows after `since`; fewer are asked for where so many are too long. With the
    /// page, how many were asked for in the end.
    pub(crate) async fn page(
        &self,
        since: i64,
        mut limit: usize,
    ) -> Result<(ReadPage, usize), Fault> {
        let body = loop {
            match self.call(Call::Page { since, limit }).await {
                Err(Fault::TooLong { .. }) if limit > 1 => limit = limit.div_ceil(4),
                body => break body?,
            }
        };
        let page = tokio::task::spawn_blocking(move || read_page(&body)).await??;
        Ok((page, limit))
    }

    /// Sends `outcomes`; when this returns, the ente has confirmed them.
    pub(crate) async fn send(&self, outcomes: &[PendingOutcome]) -> Result<(), Fault> {
        self.call(Call::Outcomes(outcomes)).await.map(drop)
    }

    /// Makes a call, and again while it may help.
    async fn call(&self, call: Call<'_>) -> Result<Vec<u8>, Fault> {
        let mut n_failed = 0;
        let mut has_forgotten = false;
        loop {
            let fault = match self.call_in_time(call).await {
                Ok(body) => return Ok(body),
                Err(fault) => fault,
            };
            if !has_forgotten && matches!(fault, Fault::Status { status: 401, .. }) {
                // The voucher may have been withdrawn before its time.
                self.vouchers.forget(&self.ente.purpose_id).await;
                has_forgotten = true;
                continue;
            }
            let pause = self.pause(n_failed, fault.retry_after());
            if !fault.passes() || n_failed == self.limits.max_retries || pause > LONGEST_PAUSE {
                return Err(fault);
            }
            n_failed += 1;
            self.waits.wait(Pause::Retry, pause).await;
        }
    }

    /// How long to wait after `n_failed` failures: what the service asks for, or some chance between
    /// half and all of a time that doubles.
    fn pause(&self, n_failed: u32, asked: Option<Duration>) -> Duration {
        let doubled = FIRST_PAUSE.saturating_mul(1 << n_failed.min(16));
        let share = 0.5 + 0.5 * self.waits.chance().clamp(0.0, 1.0);
        let ours = doubled.min(LONGEST_PAUSE).mul_f64(share);
        asked.map_or(ours, |asked| asked.max(ours))
    }

    /// Makes a call once, within the time that it may take.
    async fn call_in_time(&self, call: Call<'_>) -> Result<Vec<u8>, Fault> {
        let timeout = self.limits.timeout;
        tokio::select! {
            done = self.call_once(call) => done,
            () = self.waits.wait(Pause::Timeout, timeout) => Err(Fault::TimedOut(timeout)),
        }
    }

    async fn call_once(&self, call: Call<'_>) -> Result<Vec<u8>, Fault> {
        let purpose = &self.ente.purpose_id;
        let voucher = self.vouchers.voucher(purpose, (self.now)()).await?;
        let request = self.request(call)?;
        let request = request.header(AUTHORIZATION, voucher.authorization());
        let response = request.send().await.map_err(|error| unreachable(&error))?;
        let status = response.status();
        let is_good = match call {
            Call::Page { .. } => status == StatusCode::OK,
            Call::Outcomes(_) => status.is_success(),
        };
        if !is_good {
            return Err(Fault::Status {
                status: status.as_u16(),
                retry_after: retry_after(response.headers(), (self.now)()),
            });
        }
        match call {
            Call::Page { .. } => body(response, self.limits.max_page_bytes).await,
            // What is confirmed is confirmed, whatever else is said.
            Call::Outcomes(_) => Ok(body(response, MAX_ANSWER).await.unwrap_or_default()),
        }
    }

    fn request(&self, call: Call<'_>) -> Result<RequestBuilder, Fault> {
        let (method, name) = match call {
            Call::Page { .. } => (Method::GET, "flussi"),
            Call::Outcomes(_) => (Method::POST, "esiti"),
        };
        let url = self.ente.url.join(name);
        let url = url.map_err(|_| Fault::Unreachable("l'indirizzo nel registro non va bene"))?;
        let request = self
            .http
            .request(method, url)
            .header(ACCEPT, "application/json");
        Ok(match call {
            Call::Page { since, limit } => {
                request.query(&[("limit", limit.to_string()), ("since", since.to_string())])
            }
            Call::Outcomes(outcomes) => request
                .header(CONTENT_TYPE, "application/json")
                .body(write_outcomes(outcomes)),
        })
    }
}

/// The body of an answer, no longer than `max_bytes`.
async fn body(mut response: Response, max_bytes: usize) -> Result<Vec<u8>, Fault> {
    let announced = response.content_length().unwrap_or(0);
    if usize::try_from(announced).map_or(true, |announced| announced > max_bytes) {
        return Err(Fault::TooLong { max_bytes });
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| Fault::CutOff)? {
        if body.len() + chunk.len() > max_bytes {
            return Err(Fault::TooLong { max_bytes });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Without the error's own words, which hold the address.
fn unreachable(error: &reqwest::Error) -> Fault {
    Fault::Unreachable(if error.is_connect() {
        "la connessione non riesce; controlla «url» nel registro e la rete"
    } else if error.is_timeout() {
        "non risponde in tempo"
    } else {
        "la chiamata si è interrotta"
    })
}

/// How long the service asks to be left alone, in seconds or until an instant. Source: RFC 9110,
/// §10.2.3.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
    Duration::try_from(until.duration_since(now)).ok()
}
