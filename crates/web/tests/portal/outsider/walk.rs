//! The audit's questions, asked by a browser: what comes back over HTTP is what the judge judges.

use std::cell::{Cell as Counter, RefCell};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::future::Future;

use axum::http::StatusCode;
use pas_analytics::audit::{Asked, Edition, Surface};
use pas_analytics::{ProtectedCell, Shown};
use pas_cube::grid::Sum;
use tokio::runtime::Handle;
use tokio::task::block_in_place;

use super::questions::encoded;
use super::told::{Seen, Told, drawings};
use crate::support::Browser;

/// All that a box of the audit has: as many measures as a question may name.
const MEASURES: &str = "beneficiari,nuclei,record,mesi,ore,spesa,spesa_utenti,spesa_ssn";
/// Every so many questions, the answer is looked at on all surfaces.
const ALL_SURFACES: usize = 9;
/// Nodes of a table that are asked for one by one when it is asked for again.
const DRILLED: usize = 3;

/// What a future gives, waited for where nothing else can be done.
fn wait<T>(future: impl Future<Output = T>) -> T {
    block_in_place(|| Handle::current().block_on(future))
}

/// A reader at a browser.
pub(crate) struct Outside<'a> {
    browser: &'a Browser<'a>,
    /// Numbers of the earlier and the later edition.
    editions: (u32, u32),
    pub(crate) n_asked: Counter<usize>,
    /// Charts and maps that were looked at.
    pub(crate) n_drawn: Counter<usize>,
    /// Where surfaces differ.
    pub(crate) differing: RefCell<Vec<String>>,
}

impl<'a> Outside<'a> {
    pub(crate) fn new(browser: &'a Browser<'a>, editions: (u32, u32)) -> Self {
        Self {
            browser,
            editions,
            n_asked: Counter::new(0),
            n_drawn: Counter::new(0),
            differing: RefCell::default(),
        }
    }

    /// The answer to `question` on every surface; nothing where the grammar does not allow it.
    pub(crate) fn try_everywhere(&self, question: &str) -> Option<Told> {
        let answer = wait(self.browser.get(&format!("/api/v1/dati?{question}")));
        let refused = [StatusCode::BAD_REQUEST, StatusCode::UNPROCESSABLE_ENTITY];
        if refused.contains(&answer.status) {
            return None;
        }
        assert!(answer.status.is_success(), "{question}: {}", answer.text());
        let told = Told::of_json(&answer.bytes);
        self.compare(question, &told);
        Some(told)
    }

    /// The answer to `question`; on every surface, once in a while.
    pub(crate) fn ask(&self, question: &str) -> Told {
        let told = self.get(&format!("/api/v1/dati?{question}"));
        let told = Told::of_json(&told);
        self.n_asked.set(self.n_asked.get() + 1);
        if self.n_asked.get().is_multiple_of(ALL_SURFACES) {
            self.compare(question, &told);
        }
        told
    }

    /// Holds every other surface against what the JSON said.
    fn compare(&self, question: &str, told: &Told) {
        let csv = self.get(&format!("/analisi.csv?{question}"));
        let xlsx = self.get(&format!("/analisi.xlsx?{question}"));
        let page = self.get(&format!("/analisi?{question}"));
        let text = |bytes| String::from_utf8(bytes).expect("text");
        let page = text(page);
        self.n_drawn
            .set(self.n_drawn.get() + drawings(&page).count());
        let differing = [
            told.against_csv(&text(csv)),
            told.against_xlsx(&xlsx),
            told.against_page(&page),
        ];
        let mut known = self.differing.borrow_mut();
        known.extend(
            differing
                .into_iter()
                .flatten()
                .map(|what| format!("{question}: {what}")),
        );
    }

    fn get(&self, path: &str) -> Vec<u8> {
        let answer = wait(self.browser.get(path));
        assert!(answer.status.is_success(), "{path}: {}", answer.text());
        answer.bytes
    }

    /// Asks for the levels `order` of `asked`, those of `fixed` by one node each.
    fn boxes(
        &self,
        asked: &Asked<'_>,
        order: &[usize],
        fixed: Option<(usize, &str)>,
    ) -> HashMap<Vec<String>, ProtectedCell> {
        let edition = match asked.edition {
            Edition::Earlier => self.editions.0,
            Edition::Later => self.editions.1,
        };
        let mut question = format!("misure={MEASURES}&edizione={edition}");
        let (rows, columns) = order.split_at(order.len().div_ceil(2));
        for (side, places) in [("righe", rows), ("colonne", columns)] {
            let names: Vec<&str> = places.iter().map(|&place| asked.levels[place]).collect();
            if !names.is_empty() {
                let _ = write!(question, "&{side}={}", names.join(","));
            }
        }
        let filters = asked.filters.iter();
        let filters = filters.map(|(level, code)| (*level, code.as_str()));
        let drill = fixed.map(|(place, code)| (asked.levels[place], code));
        for (level, code) in filters.chain(drill) {
            let _ = write!(question, "&{level}={}", encoded(code));
        }
        let told = self.ask(&question);
        let mut found = HashMap::new();
        for (n, row) in told.rows.iter().enumerate() {
            for (m, column) in told.columns.iter().enumerate() {
                let mut codes = vec![String::new(); asked.levels.len()];
                for (&place, code) in order.iter().zip(row.iter().chain(column)) {
                    codes[place].clone_from(code);
                }
                if let Some((place, code)) = fixed {
                    code.clone_into(&mut codes[place]);
                }
                found.insert(codes, cell(told.cell(n, m)));
            }
        }
        found
    }
}

impl Surface for Outside<'_> {
    fn show(&self, asked: &Asked<'_>, again: bool) -> Vec<ProtectedCell> {
        let mut order: Vec<usize> = (0..asked.levels.len()).collect();
        if again {
            order.reverse();
        }
        let mut found = self.boxes(asked, &order, None);
        // Asked again the table is turned round, and some of it comes from drilling down.
        if let Some((&place, rest)) = order.split_first().filter(|_| again) {
            let codes = asked.codes[place];
            let step = codes.len().div_ceil(DRILLED).max(1);
            for code in codes.iter().step_by(step) {
                found.retain(|key, _| key[place] != *code);
                found.extend(self.boxes(asked, rest, Some((place, code))));
            }
        }
        let sizes: Vec<usize> = asked.codes.iter().map(|codes| codes.len()).collect();
        let all = 0..asked.exact.len();
        let key = |mut n: usize| -> Vec<String> {
            let mut key = vec![String::new(); sizes.len()];
            for (place, size) in sizes.iter().enumerate().rev() {
                key[place].clone_from(&asked.codes[place][n % size]);
                n /= size;
            }
            key
        };
        // A row that is not told shows nothing.
        all.map(|n| found.get(&key(n)).copied().unwrap_or(ProtectedCell::FEW))
            .collect()
    }
}

fn cell(seen: &[Seen]) -> ProtectedCell {
    let shown = |n: usize, times: f64| match seen[n] {
        #[expect(clippy::cast_possible_truncation, reason = "counts and cents")]
        Seen::Number(value) => Shown::Value((value * times).round() as i64),
        Seen::Hidden | Seen::Nothing => Shown::Few,
    };
    let mut cell = ProtectedCell {
        people: shown(0, 1.0),
        households: shown(1, 1.0),
        ..ProtectedCell::FEW
    };
    for (n, sum) in (2..).zip(Sum::ALL) {
        let is_money = matches!(sum, Sum::Total | Sum::User | Sum::Ssn);
        cell.sums[sum as usize] = shown(n, if is_money { 100.0 } else { 1.0 });
    }
    cell
}
