//! The line between the observatory and the ente, on which either is killed at a chosen call.

use std::process::Child;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::support::ente::Home;
use crate::support::moments::Moments;
use crate::support::service::{Pdnd, Service};

/// Who is killed.
#[derive(Debug, Clone, Copy)]
enum Victim {
    Service,
    Collector,
}

/// When, within a call.
#[derive(Debug, Clone, Copy)]
enum When {
    /// The call has not reached the service.
    Before,
    /// The service is at work on it.
    Meanwhile,
    /// The answer has not reached the collector.
    After,
}

/// Somebody dies at this call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Blow {
    call: u64,
    victim: Victim,
    when: When,
}

impl Blow {
    /// `n` blows within `n_calls` calls.
    pub(crate) fn on_the_way(n: u64, n_calls: u64, moments: &mut Moments) -> Vec<Self> {
        let calls = moments.on_the_way(n, n_calls);
        let blow = |call| Self {
            call,
            victim: [Victim::Service, Victim::Collector][usize::from(moments.below(2) == 1)],
            when: match moments.below(3) {
                0 => When::Before,
                1 => When::Meanwhile,
                _ => When::After,
            },
        };
        calls.into_iter().map(blow).collect()
    }
}

/// The line, with both ends.
pub(crate) struct Line {
    pub(super) ente: Home,
    pdnd: Pdnd,
    ends: Mutex<Ends>,
}

struct Ends {
    service: Service,
    collector: Option<Child>,
    blows: Vec<Blow>,
    n_calls: u64,
    n_blows: u64,
}

impl Line {
    /// Opens a line to the service of `ente`; with the address at which it takes calls.
    pub(crate) async fn open(ente: Home, pdnd: Pdnd) -> (Arc<Self>, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let service = Service::start(&ente, &pdnd);
        let line = Arc::new(Self {
            ente,
            pdnd,
            ends: Mutex::new(Ends {
                service,
                collector: None,
                blows: Vec::new(),
                n_calls: 0,
                n_blows: 0,
            }),
        });
        let serving = Arc::clone(&line);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let line = Arc::clone(&serving);
                // A call that breaks off is what this line is for.
                tokio::spawn(async move { line.pass(stream).await.ok() });
            }
        });
        (line, format!("http://{address}"))
    }

    pub(crate) fn pdnd(&self) -> &Pdnd {
        &self.pdnd
    }

    /// Strikes these blows from now on, their calls counted from here.
    pub(crate) fn strike(&self, blows: Vec<Blow>) {
        let mut ends = self.ends();
        ends.n_calls = 0;
        ends.blows = blows;
    }

    /// Calls since the last [`Line::strike`], and blows ever.
    pub(crate) fn counts(&self) -> (u64, u64) {
        let ends = self.ends();
        (ends.n_calls, ends.n_blows)
    }

    /// The collector is at work; or no more.
    pub(crate) fn set_collector(&self, collector: Option<Child>) -> Option<Child> {
        std::mem::replace(&mut self.ends().collector, collector)
    }

    fn ends(&self) -> MutexGuard<'_, Ends> {
        self.ends.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Passes one call on, and its answer back.
    async fn pass(&self, mut caller: TcpStream) -> std::io::Result<()> {
        let call = read_call(&mut caller).await?;
        let (blow, address) = self.next();
        let is_due = |when| blow.is_some_and(|blow| blow.when as u8 == when as u8);
        if is_due(When::Before) {
            self.deal(blow);
            return Ok(());
        }
        let mut service = TcpStream::connect(address).await?;
        service.write_all(&call).await?;
        if is_due(When::Meanwhile) {
            self.deal(blow);
            return Ok(());
        }
        let mut answer = Vec::new();
        service.read_to_end(&mut answer).await?;
        if is_due(When::After) {
            self.deal(blow);
            return Ok(());
        }
        caller.write_all(&answer).await
    }

    /// Counts a call: what happens to it, where it goes.
    fn next(&self) -> (Option<Blow>, String) {
        let mut ends = self.ends();
        ends.n_calls += 1;
        let n_calls = ends.n_calls;
        let is_due = ends.blows.first().is_some_and(|blow| blow.call <= n_calls);
        let blow = is_due.then(|| ends.blows.remove(0));
        (blow, ends.service.address().to_owned())
    }

    /// Kills whom it hits; a service comes up again.
    fn deal(&self, blow: Option<Blow>) {
        let Some(blow) = blow else { return };
        let mut ends = self.ends();
        ends.n_blows += 1;
        match blow.victim {
            Victim::Collector => {
                if let Some(collector) = &mut ends.collector {
                    collector.kill().expect("killed");
                }
            }
            Victim::Service => {
                ends.service.kill();
                ends.service = Service::start(&self.ente, &self.pdnd);
            }
        }
    }
}

/// One call, which asks for its connection to be closed after the answer.
async fn read_call(caller: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut call = Vec::new();
    loop {
        if caller.read_buf(&mut call).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let Some(end) = call.windows(4).position(|window| window == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&call[..end]).to_ascii_lowercase();
        let length = head.split("content-length: ").nth(1);
        let length = length.and_then(|rest| rest.lines().next()?.trim().parse().ok());
        let whole = end + 4 + length.unwrap_or(0_usize);
        while call.len() < whole {
            if caller.read_buf(&mut call).await? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
        }
        let closing = b"\r\nConnection: close";
        call.splice(end..end, closing.iter().copied());
        return Ok(call);
    }
}
