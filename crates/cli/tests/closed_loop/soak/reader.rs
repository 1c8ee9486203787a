//! The reader: follows the stamps over HTTP, page by page, and believes nothing.

use std::collections::HashSet;
use std::time::Duration;

use pas_waas::read_page;

use crate::support::service::{Pdnd, Service};

/// How often one page is asked for.
const MAX_TRIES: usize = 10;

/// The hash of a flow's bytes.
pub(crate) type Hash = u64;

/// A flow that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Read {
    pub(crate) name: String,
    pub(crate) ts: i64,
    pub(crate) hash: Hash,
}

/// Who follows the queue.
pub(crate) struct Reader {
    client: reqwest::Client,
    since: i64,
    pub(crate) read: Vec<Read>,
    names: HashSet<String>,
    pub(crate) n_pages: u64,
    /// Calls that were not answered in time, or with an error, and asked again.
    pub(crate) n_tried_again: u64,
}

impl Reader {
    pub(crate) fn new() -> Self {
        Self {
            client: pas_pdnd::http_client(Duration::from_secs(60)).expect("a client"),
            since: 0,
            read: Vec::new(),
            names: HashSet::new(),
            n_pages: 0,
            n_tried_again: 0,
        }
    }

    pub(crate) fn n_read(&self) -> usize {
        self.read.len()
    }

    /// The size of the next page: every one from 1 to 100 comes in turn, near ones far apart.
    pub(crate) fn next_limit(&self) -> usize {
        let turn = usize::try_from(self.n_pages % 100).expect("small");
        1 + turn * 37 % 100
    }

    /// Reads the next page; how many flows it had.
    pub(crate) async fn read(&mut self, service: &Service, pdnd: &Pdnd, limit: usize) -> usize {
        let page = self.page_in_the_end(service, pdnd, self.since, limit).await;
        for flow in &page {
            assert!(flow.ts > self.since, "stamps do not grow");
            assert!(self.names.insert(flow.name.clone()), "read twice");
            self.since = flow.ts;
        }
        self.n_pages += 1;
        let n = page.len();
        self.read.extend(page);
        n
    }

    /// Asks for the next page while the service dies; whatever it says is lost on the way.
    pub(crate) async fn ask_in_vain(&self, service: &Service, pdnd: &Pdnd, limit: usize) {
        let _ = self.page(service, pdnd, self.since, limit).await;
    }

    /// Reads everything once more with one page size: it is the same, in the same order.
    pub(crate) async fn read_again(&mut self, service: &Service, pdnd: &Pdnd, limit: usize) {
        let (mut since, mut n) = (0, 0);
        loop {
            let page = self.page_in_the_end(service, pdnd, since, limit).await;
            let Some(last) = page.last() else { break };
            since = last.ts;
            assert_eq!(page, self.read[n..n + page.len()], "another order");
            n += page.len();
        }
        assert_eq!(n, self.read.len(), "read again, some are missing");
    }

    /// The page, asked for again where the service had no time: eight writers share one place on
    /// SQLite, which knows no queue.
    async fn page_in_the_end(
        &mut self,
        service: &Service,
        pdnd: &Pdnd,
        since: i64,
        limit: usize,
    ) -> Vec<Read> {
        let mut told = String::new();
        for _ in 0..MAX_TRIES {
            match self.page(service, pdnd, since, limit).await {
                Ok(page) => return page,
                Err(error) => told = error,
            }
            self.n_tried_again += 1;
        }
        panic!("the service is up: {told}")
    }

    async fn page(
        &self,
        service: &Service,
        pdnd: &Pdnd,
        since: i64,
        limit: usize,
    ) -> Result<Vec<Read>, String> {
        let (name, voucher) = pdnd.authorization();
        let asked = self
            .client
            .get(service.flows())
            .query(&[("since", since.to_string()), ("limit", limit.to_string())])
            .header(name, voucher);
        let answer = asked.send().await.map_err(|error| format!("{error:?}"))?;
        let status = answer.status();
        let body = answer.bytes().await.map_err(|error| error.to_string())?;
        if !status.is_success() {
            return Err(format!("{status}: {}", String::from_utf8_lossy(&body)));
        }
        let flows = read_page(&body).expect("a page");
        assert!(flows.len() <= limit, "more than asked for");
        let flows = flows.into_iter().map(|flow| {
            let flow = flow.expect("a flow");
            Read {
                ts: flow.at.as_millisecond(),
                hash: hash(&flow.xml().expect("base64")),
                name: flow.id,
            }
        });
        Ok(flows.collect())
    }
}

/// A hash that is the same in one process: bytes are compared with bytes of the same run.
pub(crate) fn hash(bytes: &[u8]) -> Hash {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}
