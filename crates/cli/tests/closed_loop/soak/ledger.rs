//! What the database holds in the end, against what was read.

use std::collections::BTreeMap;

use pas_storage::audit::{Chain, verify_chain};
use pas_storage::sending;

use crate::support::ente::Home;

use super::facts::Facts;
use super::reader::{Read, Reader, hash};
use super::writers::Tally;

/// Flows looked at in one go.
const LOT: u32 = 500;

impl Facts {
    /// What was read is what the database holds, in its order; names have no gap; what was taken
    /// back was never read; the register has no gap either.
    pub(crate) async fn assert_kept(&self, home: &Home, reader: &Reader, tally: Tally) {
        let mut tx = self.db.read().await.expect("begins");
        let (mut since, mut n) = (0, 0);
        loop {
            let lot = sending::page(&mut tx, self.ente, since, LOT).await;
            let lot = lot.expect("read");
            let Some(last) = lot.last() else { break };
            since = last.ts;
            for (kept, read) in lot.iter().zip(&reader.read[n..]) {
                let kept = Read {
                    name: kept.name.clone(),
                    ts: kept.ts,
                    hash: hash(&kept.xml),
                };
                assert_eq!(kept, *read);
            }
            n += lot.len();
        }
        assert_eq!(n, reader.n_read(), "some were published and never read");
        assert_eq!(n, self.n_records, "a record, a flow");
        let chain = verify_chain(&mut tx, self.ente).await.expect("read");
        assert!(matches!(chain, Chain::Intact { .. }), "{chain:?}");
        drop(tx);
        self.assert_no_gap(home, tally).await;
    }

    /// The numbers of each day, of what was read and what was taken back, are 1, 2, 3…
    async fn assert_no_gap(&self, home: &Home, tally: Tally) {
        let mut days: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        let names = home.texts("SELECT flow_name FROM sending").await;
        let n_taken_back = names.len() - self.n_records;
        for name in names {
            let (day, number) = name.rsplit_once('.').expect("a number");
            let number = number.parse().expect("digits");
            days.entry(day.to_owned()).or_default().push(number);
        }
        for (day, mut numbers) in days {
            numbers.sort_unstable();
            assert!(
                numbers.iter().copied().eq(1..=numbers.len() as u64),
                "{day}: a gap"
            );
        }
        // What a killed writer took back, it did not tell.
        assert!(n_taken_back as u64 >= tally.superseded);
    }
}
