//! An edition of the flows that an observatory has collected says what one of the records says, up to
//! what a flow cannot say.

use data_encoding::BASE64;
use pas_analytics::answer::Protection;
use pas_app::use_cases::build_edition::{EditionSource, build_edition};
use pas_app::use_cases::collect_flows::{
    Page, PageStored, ReceivedFlow, Source, UnknownCodes, begin_poll, store_page,
};
use pas_app::use_cases::compare_editions::compare_editions;
use pas_app::use_cases::serve_flows::PublishedFlow;
use pas_domain::flow::Field;
use pas_domain::money::Money;
use pas_domain::record::SiussRecord;

use super::{all_of, ask, built, cells, counted, exactly};
use crate::inps_loop::Loop;
use crate::support::village::{ADA, BICE, CARLA, Village, value};
use crate::support::{Home, on_both};

on_both!(
    flows_say_what_records_say,
    of_several_bodies_each_reader_sees_the_own_exact,
);

/// The village's own code, and the code of another body that sends the same flows.
const OWN: &str = "L762PROVA";
const OTHER: &str = "A944PROVA";

/// Takes `flows` in as those of the body with `code`.
async fn collect(village: &Village, code: &str, flows: &[PublishedFlow]) {
    let source = Source {
        code: code.to_owned(),
        name: format!("Ente {code}"),
        flow_code: None,
        unknown_codes: UnknownCodes::Admitted,
    };
    let (app, clerk) = (&village.here.app, &village.clerk);
    let place = begin_poll(app, clerk, &source).await.expect("begun");
    let received = flows.iter().map(|flow| {
        let xml = String::from_utf8(flow.xml.clone()).expect("text");
        ReceivedFlow {
            ente_code: code.to_owned(),
            name: flow.name.replace(OWN, code),
            ts: flow.at.as_millisecond(),
            kind: flow.kind,
            content: BASE64.encode(xml.replace(OWN, code).as_bytes()),
        }
    });
    let page = Page {
        flows: received.collect(),
        limit: 100,
    };
    let stored = store_page(app, clerk, &source, place, page)
        .await
        .expect("stored");
    let PageStored::Stored {
        n_accepted, fault, ..
    } = &stored
    else {
        panic!("{stored:?}")
    };
    assert_eq!((*n_accepted, fault), (flows.len() as u64, &None));
}

/// What a flow says was spent: the month's part times the months, or the one amount.
fn of_flow(record: &SiussRecord) -> i64 {
    let amount = |field| {
        Money::from_decimal(value(record, field))
            .expect("an amount")
            .cents()
    };
    match record.n_months {
        Some(n_months) => amount(Field::MonthlyAmount) * i64::from(n_months),
        None => amount(Field::OneOffAmount),
    }
}

async fn flows_say_what_records_say(home: Home) {
    let mut it = Loop::new(&home).await;
    it.pay(&[(ADA, "100,00"), (BICE, "50,01")]).await;
    it.village
        .care_at_home(&[
            [BICE, "01/2024", "10:00", "200,00", "20,00", "60,00"],
            [BICE, "02/2024", "10:00", "200,00", "20,00", "60,00"],
            [CARLA, "01/2024", "7:30", "100,05", "0,00", "33,33"],
        ])
        .await;
    let records = it.village.records().await;
    it.publish().await;
    let flows = it.fetch(100).await;
    assert!(flows.len() >= 4, "{} flows", flows.len());
    collect(&it.village, OWN, &flows).await;
    let (app, clerk) = (&it.village.here.app, &it.village.clerk);
    let of_records = counted(built(app, clerk).await).manifest;
    let collected = build_edition(app, clerk, all_of(EditionSource::Collected)).await;
    let collected = counted(collected.expect("built"));
    assert_eq!(collected.left_out.total(), 0);
    let counts = [&of_records, &collected.manifest].map(|manifest| {
        (
            manifest.counts.facts,
            manifest.counts.people,
            manifest.counts.households,
        )
    });
    assert_eq!(counts[0], counts[1]);
    let spent: i64 = records.iter().map(of_flow).sum();
    let total: i64 = records.iter().map(|record| record.total.cents()).sum();
    assert!(
        (spent - total).abs() <= 12 * counts[0].0.cast_signed(),
        "{spent} and {total}"
    );
    let both = async |text: &str| {
        let of = async |number| ask(app, clerk, &format!("{text}&edizione={number}")).await;
        [of(1).await, of(2).await]
    };
    let [first, second] = both("misure=spesa").await;
    assert_eq!(first.table.whole, [exactly(total)]);
    assert_eq!(second.table.whole, [exactly(spent)]);
    for text in [
        "misure=beneficiari,record,mesi,ore,nuclei&righe=prestazione&colonne=anno",
        "misure=beneficiari&righe=comune&colonne=sesso",
        "misure=record&righe=eta&colonne=cittadinanza",
        "misure=record&righe=carattere,prova_mezzi",
    ] {
        let [first, second] = both(text).await;
        assert_eq!(cells(&first), cells(&second), "{text}");
        assert!(!cells(&first).is_empty(), "{text}");
    }
}

async fn of_several_bodies_each_reader_sees_the_own_exact(home: Home) {
    let mut it = Loop::new(&home).await;
    it.pay(&[(ADA, "100,00"), (BICE, "50,01")]).await;
    it.publish().await;
    let flows = it.fetch(100).await;
    collect(&it.village, OWN, &flows).await;
    collect(&it.village, OTHER, &flows[..1]).await;
    let (app, clerk) = (&it.village.here.app, &it.village.clerk);
    let report = build_edition(app, clerk, all_of(EditionSource::Collected)).await;
    assert_eq!(counted(report.expect("built")).manifest.counts.facts, 3);
    for (filter, protection, shows) in [
        ("", Protection::Full, false),
        ("&ente=A944PROVA", Protection::Full, false),
        ("&ente=L762PROVA", Protection::None, true),
    ] {
        let answer = ask(app, clerk, &format!("misure=beneficiari{filter}")).await;
        assert_eq!(answer.protection, protection, "{filter}");
        assert_eq!(answer.table.whole[0].number().is_some(), shows, "{filter}");
    }
    // Who collects holds the flows of all: the comparison is whole.
    let compared = compare_editions(app, clerk, 1, 1).await.expect("compared");
    assert_eq!(compared.groups.len(), 2);
}
