//! `GET /flussi` of the real service over HTTP with a voucher: pages and flows a second, p50 and p99,
//! beside the same pages read from the database without HTTP and without a mark.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

#[expect(dead_code, reason = "what the tests share, and a bench needs half of")]
#[path = "../../tests/closed_loop/support/mod.rs"]
mod support;

#[path = "../../tests/closed_loop/soak/facts.rs"]
mod facts;

use std::time::{Duration, Instant};

use pas_storage::sending;

use facts::Facts;
use support::ente::Home;
use support::service::{Pdnd, Service};

/// Flows in the queue.
const N_FLOWS: usize = 20_000;
/// Pages of ten that are asked for, so that small pages take no longer than large ones.
const N_SMALL_PAGES: usize = 400;

fn main() {
    support::block_on(async {
        measure(Home::embedded()).await;
        if let Some(url) = support::postgres_url() {
            measure(Home::on_server(url, "bench").await).await;
        }
    });
}

async fn measure(home: Home) {
    home.found();
    let facts = Facts::of(&home, N_FLOWS, 1).await;
    facts.tell(2).await;
    println!("{}, {N_FLOWS} flows", home.engine());
    let began = Instant::now();
    home.run(&["flow", "publish"]);
    tell_rate("published by `pas flow publish`", N_FLOWS, began.elapsed());
    let pdnd = Pdnd::start().await;
    let service = Service::start(&home, &pdnd);
    let small = read(&service, &pdnd, 10, N_SMALL_PAGES).await;
    tell("pages of 10, first reading", 10, small);
    let small = read(&service, &pdnd, 10, N_SMALL_PAGES).await;
    tell("pages of 10, second reading", 10, small);
    let n_pages = N_FLOWS / 100;
    let large = read(&service, &pdnd, 100, n_pages).await;
    tell("pages of 100, first reading but for a fifth", 100, large);
    let large = read(&service, &pdnd, 100, n_pages).await;
    tell("pages of 100, second reading", 100, large);
    for (limit, n_pages) in [(10, N_SMALL_PAGES), (100, n_pages)] {
        let bare = read_bare(&facts, limit, n_pages).await;
        tell("the same from the database alone", limit, bare);
    }
    drop((service, facts));
    home.clear().await;
}

/// How long each of the first `n_pages` pages took, one after the other.
async fn read(service: &Service, pdnd: &Pdnd, limit: usize, n_pages: usize) -> Vec<Duration> {
    let client = pas_pdnd::http_client(Duration::from_secs(60)).expect("a client");
    let (name, voucher) = pdnd.authorization();
    let (mut since, mut took) = (0, Vec::with_capacity(n_pages));
    for _ in 0..n_pages {
        let query = [("since", since.to_string()), ("limit", limit.to_string())];
        let asked = client
            .get(service.flows())
            .query(&query)
            .header(name.clone(), voucher.clone());
        let began = Instant::now();
        let answer = asked.send().await.expect("an answer");
        assert!(answer.status().is_success(), "{}", answer.status());
        let body = answer.bytes().await.expect("a body");
        took.push(began.elapsed());
        let page = pas_waas::read_page(&body).expect("a page");
        assert_eq!(page.len(), limit);
        let last = page.last().and_then(|flow| flow.as_ref().ok());
        since = last.expect("a flow").at.as_millisecond();
    }
    took
}

/// The same pages by the bare query, in this process.
async fn read_bare(facts: &Facts, limit: usize, n_pages: usize) -> Vec<Duration> {
    let (mut since, mut took) = (0, Vec::with_capacity(n_pages));
    for _ in 0..n_pages {
        let began = Instant::now();
        let mut tx = facts.db.read().await.expect("begins");
        let limit = u32::try_from(limit).expect("small");
        let page = sending::page(&mut tx, facts.ente, since, limit).await;
        drop(tx);
        took.push(began.elapsed());
        since = page.expect("read").last().expect("a flow").ts;
    }
    took
}

fn tell(what: &str, limit: usize, mut took: Vec<Duration>) {
    let n_pages = took.len();
    let total: Duration = took.iter().sum();
    took.sort_unstable();
    let ms = |share: usize| took[(n_pages - 1) * share / 100].as_secs_f64() * 1_000.0;
    println!("  {what}: p50 {:.2} ms, p99 {:.2} ms", ms(50), ms(99));
    tell_rate("    pages", n_pages, total);
    tell_rate("    flows", n_pages * limit, total);
}

#[expect(clippy::cast_precision_loss, reason = "a figure to read")]
fn tell_rate(what: &str, n: usize, took: Duration) {
    let seconds = took.as_secs_f64();
    println!(
        "  {what}: {:.0}/s ({n} in {seconds:.2} s)",
        n as f64 / seconds
    );
}
