//! Defects 1 to 5, 10, 12 and 15: what a record says.

use pas_catalogue::Catalogue;
use pas_domain::coded::{Carattere, MeansTest, ServiceArea, Sex};
use pas_domain::finding::Severity;
use pas_domain::flow::Field;
use pas_domain::money::Money;
use pas_domain::office::Office;
use pas_domain::record::{RecordState, SiussRecord};
use pas_rules::Context;
use pas_siuss::WriteError;
use pas_storage::record as stored;

use super::{flow_of, one_ready, person};
use crate::district::records;
use crate::support::Home;
use crate::support::official::assert_accepted;
use crate::support::village::{ADA, BENEFITS, BICE, CARLA, Village, codes, value};

/// A flag was read from the wrong place and was always false: the gate that it guards never fired.
#[tokio::test]
async fn defect_01_every_answer_is_decoded_and_every_gate_fires() {
    let home = Home::embedded();
    let village = Village::new(&home).await;
    village
        .pay(&[
            (ADA, "A1.04", "10", "Sì"),
            (BICE, "A1.04", "20", "No"),
            (CARLA, "A1.04", "30", "non so"),
        ])
        .await;
    let mut records = village.records().await;
    records.sort_by_key(|record| record.total);
    let care = |record: &SiussRecord| value(record, Field::PresaInCarico).to_owned();
    assert_eq!(records.iter().map(care).collect::<Vec<_>>(), ["1", "2", ""]);
    let states = records
        .iter()
        .map(|record| record.state)
        .collect::<Vec<_>>();
    assert_eq!(
        states,
        [RecordState::Ready, RecordState::Ready, RecordState::Blocked]
    );
    assert!(codes(&records[2]).contains(&"presa-in-carico-incerta"));
    macro_rules! round_trips {
        ($($coded:ident),+) => {$(
            for value in $coded::ALL {
                assert_eq!($coded::from_code(value.code()), Some(*value));
            }
            assert_eq!($coded::from_code("true"), None);
        )+};
    }
    round_trips!(Sex, MeansTest, Carattere, ServiceArea);
}

/// Quotas were totals of the stretch beside a monthly amount: they add up only for one month.
#[tokio::test]
async fn defect_02_quotas_are_monthly_and_add_up_to_the_monthly_amount() {
    let home = Home::embedded();
    let village = Village::new(&home).await;
    let month = |month| [ADA, month, "10:00", "100,01", "33,34", "33,33"];
    village
        .care_at_home(&[month("01/2024"), month("02/2024"), month("03/2024")])
        .await;
    let records = village.records().await;
    let [record] = records.as_slice() else {
        panic!("{} records", records.len())
    };
    let amount = |field| Money::from_decimal(value(record, field)).expect("an amount");
    assert_eq!(value(record, Field::MonthsDelivered), "3");
    assert_eq!(amount(Field::MonthlyAmount), Money::from_cents(10_001));
    let quotas = [Field::EnteQuota, Field::UserQuota, Field::SsnQuota].map(amount);
    assert_eq!(quotas, [3_334, 3_334, 3_333].map(Money::from_cents));
    assert_eq!(record.total, Money::from_cents(30_003));
}

/// Hours of n rows were n times the hours of the last one.
#[tokio::test]
async fn defect_03_hours_are_the_sum_of_the_rows() {
    let home = Home::embedded();
    let village = Village::new(&home).await;
    village
        .care_at_home(&[
            [ADA, "01/2024", "1:30", "10", "", ""],
            [ADA, "01/2024", "0:45", "20", "", ""],
            [ADA, "01/2024", "2:10", "30", "", ""],
        ])
        .await;
    let records = village.records().await;
    let hours: Vec<&str> = records
        .iter()
        .map(|record| value(record, Field::MonthlyHours))
        .collect();
    assert_eq!(hours, ["4.25"]);
}

/// Hours were written with a colon, which no edition of the schema takes.
#[tokio::test]
async fn defect_04_hours_are_written_as_the_schema_takes_them() {
    let home = Home::embedded();
    let village = Village::new(&home).await;
    village
        .care_at_home(&[
            [ADA, "01/2024", "2:59", "10", "", ""],
            [BICE, "01/2024", "12:00", "10", "", ""],
        ])
        .await;
    let flow = village.flow().await.expect("written");
    assert!(
        flow.contains("=\"2.59\"") && flow.contains("=\"12.00\""),
        "{flow}"
    );
    assert_accepted(BENEFITS.kind, flow.as_bytes());
    let here = Home::embedded().district().await;
    let ente = here.clerk().await.ente;
    for record in records(&here, ente, stored::FlowKind::Benefits).await {
        let hours = value(&record, Field::MonthlyHours).split_once('.');
        let minutes = hours.map_or(0, |(_, minutes)| minutes.parse().expect("minutes"));
        assert!(minutes < 60, "{hours:?}");
    }
}

/// Codes of countries lost their leading zeros.
#[tokio::test]
async fn defect_05_countries_keep_their_three_digits() {
    let home = Home::embedded();
    let (village, record) = one_ready(&home).await;
    assert_eq!(person(&record).person.get(Field::Citizenship), Some("008"));
    assert!(village.flow().await.expect("written").contains("=\"008\""));
}

/// The kind of operation was never set.
#[tokio::test]
async fn defect_10_every_benefit_says_its_operation() {
    let here = Home::embedded().district().await;
    let records = records(&here, here.clerk().await.ente, stored::FlowKind::Benefits).await;
    assert!(records.len() > 500);
    assert!(
        records
            .iter()
            .all(|record| value(record, Field::Operation) == "I")
    );
}

/// Deliveries without a funded project disappeared in silence.
#[tokio::test]
async fn defect_12_a_delivery_that_nobody_granted_is_seen_and_counted() {
    let home = Home::embedded();
    let village = Village::new(&home).await;
    village
        .hours(&[[ADA, "01/2024", "10:00", "250,00", "", ""]])
        .await;
    let records = village.records().await;
    let [record] = records.as_slice() else {
        panic!("{} records", records.len())
    };
    assert_eq!(
        (record.state, record.total),
        (RecordState::Incomplete, Money::from_cents(25_000))
    );
    let why = record
        .reasons
        .iter()
        .find(|reason| reason.code == "manca-concessione");
    assert_eq!(why.map(|reason| reason.office), Some(Office::Anziani));
}

/// The schema in use was an older edition than the official one.
#[tokio::test]
async fn defect_15_the_edition_is_the_official_one_of_december_2018() {
    let home = Home::embedded();
    let (village, record) = one_ready(&home).await;
    // Required since 201812, optional in 201806.
    let mut homeless = person(&record);
    homeless.residences.clear();
    let refused = pas_siuss::write(&flow_of(vec![homeless]));
    assert!(
        matches!(refused, Err(WriteError::Refused(_))),
        "{refused:?}"
    );
    // In Italy, region and comune are required.
    for field in [Field::ResidenceRegion, Field::ResidenceComune] {
        let mut nowhere = person(&record);
        nowhere.residences[0].remove(field);
        let flow = flow_of(vec![nowhere]);
        let findings = pas_rules::check(&flow, &Context::new(Catalogue::builtin()));
        let is_error = findings
            .iter()
            .any(|finding| finding.severity == Severity::Error);
        assert!(
            is_error || pas_siuss::write(&flow).is_err(),
            "without {field:?}"
        );
    }
    assert_accepted(
        BENEFITS.kind,
        village.flow().await.expect("written").as_bytes(),
    );
}
