//! The flows of the district: valid for INPS's schema, and true to the money in the files.

use pas_app::use_cases::download_flow::download_flow;
use pas_app::use_cases::list_flows::list_flows;
use pas_app::use_cases::list_records::{RecordQuery, list_records};
use pas_app::use_cases::write_flow::{FlowQuery, write_flow};
use pas_catalogue::Catalogue;
use pas_domain::record::RecordState;
use pas_rules::Context;

use crate::support::loaded;

#[tokio::test]
async fn every_flow_is_valid_and_every_rule_of_inps_holds() {
    let loaded = loaded().await;
    let view = list_records(&loaded.app, &loaded.clerk, &RecordQuery::default()).await.expect("listed");
    for (state, n) in &view.by_state {
        println!("{n:>6} {}", state.label());
    }
    for reason in &view.by_reason {
        println!("{:>6} {} {}: {}", reason.n, reason.state.label(), reason.code, reason.message);
    }
    let n = |wanted: RecordState| {
        view.by_state.iter().find(|(state, _)| *state == wanted).map_or(0, |(_, n)| *n)
    };
    let due = n(RecordState::Ready) + n(RecordState::Incomplete) + n(RecordState::Blocked);
    assert!(n(RecordState::Ready) * 100 >= due * 80, "most records are ready");
    let ready = list_flows(&loaded.app, &loaded.clerk).await.expect("listed").ready;
    assert!(ready.len() >= 4, "benefits of three years and minors: {ready:?}");
    for (kind, year, n_records) in ready {
        let query = FlowQuery { kind, year: Some(year) };
        let id = write_flow(&loaded.app, &loaded.clerk, query).await.expect("written");
        let flow = download_flow(&loaded.app, &loaded.clerk, id).await.expect("downloaded");
        let reading = pas_siuss::read(&flow.bytes).expect("readable");
        assert!(reading.is_valid(), "{:?}", reading.findings);
        let findings = pas_rules::check(&reading.flow, &Context::new(Catalogue::builtin()));
        let errors: Vec<_> = findings
            .iter()
            .filter(|finding| finding.severity == pas_domain::finding::Severity::Error)
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
        assert!(n_records > 0);
    }
}
