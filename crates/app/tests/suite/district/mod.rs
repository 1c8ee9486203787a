//! The whole way on the made-up district, held against what is known from the making of its files.

mod flaws;
mod flows;
mod imports;
mod totals;

use pas_demo::{District, Scale};
use pas_domain::ids::EnteId;
use pas_domain::record::SiussRecord;
use pas_storage::record::{self, Cursor, FlowKind, RecordFilter};

use crate::support::{Installation, SEED};

/// The district whose files are loaded.
pub(crate) fn district() -> District {
    pas_demo::generate(SEED, Scale::Small)
}

/// Every record of one format, whatever its state.
pub(crate) async fn records(
    installation: &Installation,
    ente: EnteId,
    kind: FlowKind,
) -> Vec<SiussRecord> {
    let filter = RecordFilter {
        kind: Some(kind),
        ..RecordFilter::default()
    };
    let (mut tx, mut cursor) = (installation.read().await, Cursor::default());
    let mut records = Vec::new();
    loop {
        let lot = record::after(&mut tx, ente, &filter, &mut cursor, 1_000)
            .await
            .expect("read");
        if lot.is_empty() {
            return records;
        }
        records.extend(lot.into_iter().map(|stored| stored.record));
    }
}
