//! An e-service that does what a script tells it, over plain HTTP/1.1: also what no good one would.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};

/// What to do with one call.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    /// What INPS's specification asks for.
    Proper,
    /// A status and nothing else, with `Retry-After` if given.
    Status(u16, Option<&'static str>),
    /// This body with status 200.
    Body(String),
    /// This page with status 200, whatever was asked for.
    Page(Vec<Value>),
    /// The proper answer announced whole, and half of it sent.
    Half,
    /// Nothing, until the caller goes away or the ente is told to let go.
    Hang,
    /// The proper thing done, and the answer lost.
    Lost,
}

/// One call that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Received {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    pub(crate) authorization: String,
    pub(crate) body: String,
}

#[derive(Debug)]
struct Inner {
    flows: Mutex<Vec<Value>>,
    script: Mutex<VecDeque<Answer>>,
    received: Mutex<Vec<Received>>,
    outcomes: Mutex<Vec<Value>>,
    /// Flows of which no outcome is taken.
    refused: Mutex<Vec<String>>,
    hanging: watch::Sender<u64>,
    let_go: Notify,
}

/// The made-up e-service, at a port of its own.
#[derive(Debug, Clone)]
pub(crate) struct FakeEnte {
    pub(crate) code: &'static str,
    pub(crate) url: String,
    inner: Arc<Inner>,
}

impl FakeEnte {
    pub(crate) async fn start(code: &'static str, flows: Vec<Value>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let ente = Self {
            code,
            url: format!("http://127.0.0.1:{port}/waas/v1"),
            inner: Arc::new(Inner {
                flows: Mutex::new(flows),
                script: Mutex::default(),
                received: Mutex::default(),
                outcomes: Mutex::default(),
                refused: Mutex::default(),
                hanging: watch::Sender::new(0),
                let_go: Notify::new(),
            }),
        };
        let serving = ente.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let ente = serving.clone();
                tokio::spawn(async move { ente.serve(stream).await });
            }
        });
        ente
    }

    /// What to do with the next calls; after these, what is proper.
    pub(crate) fn script(&self, answers: impl IntoIterator<Item = Answer>) {
        self.inner.script.lock().expect("sound").extend(answers);
    }

    pub(crate) fn publish(&self, flows: Vec<Value>) {
        self.inner.flows.lock().expect("sound").extend(flows);
    }

    pub(crate) fn replace(&self, flows: Vec<Value>) {
        *self.inner.flows.lock().expect("sound") = flows;
    }

    /// Takes no list with an outcome of the flow `name`.
    pub(crate) fn refuse(&self, name: String) {
        self.inner.refused.lock().expect("sound").push(name);
    }

    /// The calls that came since the last question.
    pub(crate) fn received(&self) -> Vec<Received> {
        std::mem::take(&mut self.inner.received.lock().expect("sound"))
    }

    /// The outcomes that were taken in, each time they came.
    pub(crate) fn outcomes(&self) -> Vec<Value> {
        self.inner.outcomes.lock().expect("sound").clone()
    }

    /// Counts the calls that hang.
    pub(crate) fn hanging(&self) -> watch::Receiver<u64> {
        self.inner.hanging.subscribe()
    }

    /// Ends a call that hangs.
    pub(crate) fn let_go(&self) {
        self.inner.let_go.notify_one();
    }

    async fn serve(&self, mut stream: TcpStream) {
        let Some(call) = read(&mut stream).await else {
            return;
        };
        self.inner
            .received
            .lock()
            .expect("sound")
            .push(call.clone());
        let scripted = self.inner.script.lock().expect("sound").pop_front();
        let (status, extra, body) = match scripted.unwrap_or(Answer::Proper) {
            Answer::Proper => self.proper(&call),
            Answer::Status(status, after) => {
                let after = after.map(|after| format!("Retry-After: {after}\r\n"));
                (status, after.unwrap_or_default(), String::new())
            }
            Answer::Body(body) => (200, String::new(), body),
            Answer::Page(flows) => (200, String::new(), page(&flows)),
            Answer::Half => {
                let (status, _, body) = self.proper(&call);
                let head = head(status, "", body.len());
                let half = &body.as_bytes()[..body.len() / 2];
                // A caller who is gone is none of our business, here and below.
                let _ = stream.write_all(&[head.as_bytes(), half].concat()).await;
                return;
            }
            Answer::Hang => {
                self.inner.hanging.send_modify(|n| *n += 1);
                self.inner.let_go.notified().await;
                return;
            }
            Answer::Lost => {
                self.proper(&call);
                return;
            }
        };
        let answer = head(status, &extra, body.len()) + &body;
        let _ = stream.write_all(answer.as_bytes()).await;
    }

    /// What INPS's specification asks for: status, further header lines, body.
    fn proper(&self, call: &Received) -> (u16, String, String) {
        let none = String::new();
        if call.method == "POST" {
            let Ok(notice) = serde_json::from_str::<Value>(&call.body) else {
                return (400, none, String::new());
            };
            let outcomes = notice["elenco_esiti"].as_array().cloned();
            let refused = self.inner.refused.lock().expect("sound");
            let is_refused =
                |outcome: &Value| refused.iter().any(|name| outcome["id_flusso"] == **name);
            if outcomes.iter().flatten().any(is_refused) {
                return (400, none, String::new());
            }
            let mut kept = self.inner.outcomes.lock().expect("sound");
            kept.extend(outcomes.unwrap_or_default());
            return (204, none, String::new());
        }
        let number = |name: &str| -> i64 {
            let (_, query) = call.target.split_once('?').expect("a query");
            let found = query.split('&').find_map(|pair| pair.strip_prefix(name));
            found.expect(name).parse().expect("a number")
        };
        let (since, limit) = (number("since="), number("limit="));
        let flows = self.inner.flows.lock().expect("sound").clone();
        let after = flows.into_iter().filter(|flow| stamp(flow) > since);
        let limit = usize::try_from(limit).expect("a size");
        let flows: Vec<_> = after.take(limit).collect();
        (200, none, page(&flows))
    }
}

fn stamp(flow: &Value) -> i64 {
    let text = flow["ts_flusso"].as_str().unwrap_or_default();
    let at: Result<jiff::Timestamp, _> = text.parse();
    at.map_or(i64::MAX, jiff::Timestamp::as_millisecond)
}

fn page(flows: &[Value]) -> String {
    json!({ "elenco_flussi": flows }).to_string()
}

fn head(status: u16, extra: &str, length: usize) -> String {
    format!(
        "HTTP/1.1 {status} -\r\nConnection: close\r\nContent-Type: application/json\r\n{extra}\
         Content-Length: {length}\r\n\r\n"
    )
}

async fn read(stream: &mut TcpStream) -> Option<Received> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 8192];
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        match stream.read(&mut buffer).await {
            Ok(n) if n > 0 => bytes.extend_from_slice(&buffer[..n]),
            _ => return None,
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).ok()?;
    let header = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(": "));
        let found = lines.find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.to_owned())
    };
    let length: usize = header("content-length").map_or(Some(0), |n| n.parse().ok())?;
    while bytes.len() < end + length {
        match stream.read(&mut buffer).await {
            Ok(n) if n > 0 => bytes.extend_from_slice(&buffer[..n]),
            _ => return None,
        }
    }
    let mut first = head.lines().next()?.split(' ');
    Some(Received {
        method: first.next()?.to_owned(),
        target: first.next()?.to_owned(),
        authorization: header("authorization").unwrap_or_default(),
        body: String::from_utf8(bytes[end..].to_vec()).ok()?,
    })
}
