//! The flows of the district: valid for INPS, true to the money, numbered without gaps.

use pas_app::AppError;
use pas_app::use_cases::download_flow::download_flow;
use pas_app::use_cases::list_flows::{ReadyLine, list_flows};
use pas_app::use_cases::write_flow::{FlowKind, FlowQuery, write_flow};
use pas_catalogue::Catalogue;
use pas_domain::actor::Actor;
use pas_domain::finding::Severity;
use pas_domain::flow::{Field, FlowBody, UncheckedBenefit};
use pas_domain::money::Money;
use pas_domain::record::RecordState;
use pas_rules::Context;
use pas_storage::record as stored;

use super::records;
use crate::support::official::assert_accepted;
use crate::support::{Home, Installation, TODAY, on_both};

on_both!(
    every_flow_is_accepted_by_inps_schema_and_rules,
    the_money_of_a_flow_is_the_money_of_its_records,
    flows_are_numbered_without_gaps,
);

/// Writes a flow; its bytes.
async fn written(here: &Installation, clerk: &Actor, query: FlowQuery) -> Vec<u8> {
    let id = write_flow(&here.app, clerk, query).await.expect("written");
    download_flow(&here.app, clerk, id)
        .await
        .expect("downloaded")
        .bytes
}

/// Every kind and year with something to send.
async fn queries(here: &Installation, clerk: &Actor) -> Vec<FlowQuery> {
    let ready = list_flows(&here.app, clerk).await.expect("listed").ready;
    let of = |line: ReadyLine| FlowQuery {
        kind: line.kind,
        year: Some(line.year),
        again: false,
    };
    ready.into_iter().map(of).collect()
}

async fn every_flow_is_accepted_by_inps_schema_and_rules(home: Home) {
    let here = home.district().await;
    let clerk = here.clerk().await;
    let mut queries = queries(&here, &clerk).await;
    assert!(
        queries.len() >= 6,
        "three years of benefits and of minors: {queries:?}"
    );
    let all_years = |kind| FlowQuery {
        kind,
        year: None,
        again: false,
    };
    queries.extend([FlowKind::Benefits, FlowKind::Minors].map(all_years));
    for query in queries {
        let bytes = written(&here, &clerk, query).await;
        assert_accepted(query.kind, &bytes);
        let reading = pas_siuss::read(&bytes).expect("readable");
        assert!(reading.is_valid(), "{query:?}: {:?}", reading.findings);
        let context = Context::new(Catalogue::builtin()).on(TODAY);
        let mut findings = pas_rules::check(&reading.flow, &context);
        findings.retain(|finding| finding.severity == Severity::Error);
        assert!(findings.is_empty(), "{query:?}: {findings:?}");
    }
}

/// What a benefit of a flow says was spent: each month's amount by the months, or the one payment.
fn spent(benefit: &UncheckedBenefit<'_>) -> Money {
    let amount = |field| {
        let text = benefit.values.get(field)?;
        Some(Money::from_decimal(text).expect("an amount"))
    };
    let months = benefit
        .values
        .get(Field::MonthsDelivered)
        .map_or(0, |months| months.parse::<usize>().expect("months"));
    let monthly = amount(Field::MonthlyAmount).unwrap_or_default();
    let once = amount(Field::OneOffAmount).unwrap_or_default();
    std::iter::repeat_n(monthly, months).sum::<Money>() + once
}

async fn the_money_of_a_flow_is_the_money_of_its_records(home: Home) {
    let here = home.district().await;
    let clerk = here.clerk().await;
    let records = records(&here, clerk.ente, stored::FlowKind::Benefits).await;
    for query in queries(&here, &clerk).await {
        let (FlowKind::Benefits, Some(year)) = (query.kind, query.year) else {
            continue;
        };
        let of_year = records
            .iter()
            .filter(|record| record.state == RecordState::Ready && record.start().year() == year);
        let (mut n_expected, mut expected) = (0, Money::ZERO);
        for record in of_year {
            n_expected += 1;
            expected += record.total;
        }
        let bytes = written(&here, &clerk, query).await;
        let reading = pas_siuss::read(&bytes).expect("readable");
        let FlowBody::Benefits(people) = &reading.flow.body else {
            panic!("benefits")
        };
        let benefits: Vec<_> = people.iter().flat_map(|person| &person.benefits).collect();
        assert_eq!(benefits.len(), n_expected, "{year}");
        assert_eq!(
            benefits.into_iter().map(spent).sum::<Money>(),
            expected,
            "{year}"
        );
        assert!(expected.is_positive());
    }
}

async fn flows_are_numbered_without_gaps(home: Home) {
    let here = home.district().await;
    let clerk = here.clerk().await;
    let benefits = FlowQuery {
        kind: FlowKind::Benefits,
        year: Some(2024),
        again: false,
    };
    let minors = FlowQuery {
        kind: FlowKind::Minors,
        year: None,
        again: false,
    };
    let first = written(&here, &clerk, benefits).await;
    // What is refused takes no number, and neither does the other format.
    let nothing = FlowQuery {
        kind: FlowKind::Benefits,
        year: Some(1999),
        again: false,
    };
    let refused = write_flow(&here.app, &clerk, nothing).await;
    assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");
    written(&here, &clerk, minors).await;
    let again = written(&here, &clerk, benefits).await;
    // Two clerks at the same moment.
    let (one, two) = tokio::join!(
        write_flow(&here.app, &clerk, benefits),
        write_flow(&here.app, &clerk, benefits)
    );
    one.and(two).expect("both written");
    let files = list_flows(&here.app, &clerk).await.expect("listed").files;
    let mut names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    names.sort_unstable();
    let ps = (1..=4).map(|number| format!("M320DEMO.PS.20261123.{number:07}"));
    let expected: Vec<String> = ps
        .chain(["M320DEMO.SINBA.20261123.0000001".to_owned()])
        .collect();
    assert_eq!(names, expected);
    // Written twice, a flow differs by its number alone.
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    let renumbered = text(first).replace("20261123.0000001", "20261123.0000002");
    assert_eq!(renumbered, text(again));
}
