//! In which state a record is, why, and which office must act.

use jiff::civil::{Date, date};
use pas_domain::coded::{MeansTest, PresaInCarico, ServiceArea};
use pas_domain::codice_fiscale::{CodiceFiscale, synthetic_provisional};
use pas_domain::fact::{Assessment, DeliveryTime, Fact};
use pas_domain::flow::Field;
use pas_domain::office::Office;
use pas_domain::record::{RecordBody, RecordState};

use crate::support::{World, month, reasons, value};

const IN_MAY: DeliveryTime = DeliveryTime::OnDay(date(2024, 5, 7));

fn paid(benefit: &str) -> World {
    World::new()
        .grant(benefit, |_| {})
        .not_in_care()
        .delivery(benefit, IN_MAY, 12_000, |_| {})
}

#[test]
fn a_complete_one_off_is_ready() {
    let records = paid("A1.04").derive();
    assert_eq!(records.len(), 1);
    assert_eq!(
        (records[0].state, reasons(&records[0])),
        (RecordState::Ready, vec![])
    );
    assert_eq!(value(&records[0], Field::Carattere), "2");
    assert_eq!(value(&records[0], Field::DeliveryDate), "2024-05-07");
    assert_eq!(value(&records[0], Field::OneOffAmount), "120.00");
}

/// The state and first reason of the only record, and the office that must act.
fn verdict(world: &World) -> (RecordState, String, Office) {
    let records = world.derive();
    assert_eq!(records.len(), 1, "{records:?}");
    let reason = records[0].reasons.first().expect("a reason");
    (records[0].state, reason.code.clone(), reason.office)
}

fn ungranted() -> World {
    World::new()
        .not_in_care()
        .delivery("A1.04", IN_MAY, 12_000, |_| {})
}

fn in_care(state: PresaInCarico, area: Option<ServiceArea>) -> World {
    World::new()
        .grant("A1.04", |_| {})
        .care(state, area, None, None)
        .delivery("A1.04", IN_MAY, 12_000, |_| {})
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn each_gap_has_its_state_its_reason_and_its_office() {
    use Office::{Anagrafe, Anziani, Isee, Rsa, Siuss};
    use RecordState::{Blocked, Incomplete, NotDue, Ready};
    let care = ServiceArea::DisabilityAndCare;
    let isee = |lodged_on| {
        World::new()
            .grant("A1.04", |grant| grant.means_test = Some(MeansTest::Isee))
            .not_in_care()
            .dsu("INPS-ISEE-2024-00000001A-00", lodged_on)
            .delivery("A1.04", IN_MAY, 12_000, |_| {})
    };
    let cases: Vec<(&str, World, RecordState, &str, Office)> = vec![
        (
            "registry",
            paid("A1.04")
                .without_registry()
                .delivery("A1.04", IN_MAY, 1, |_| {}),
            Incomplete,
            "manca-anagrafe",
            Anagrafe,
        ),
        (
            "incoherent",
            paid("A1.04").registered(|r| r.surname = "ESEMPINI".to_owned()),
            Blocked,
            "cf-non-coerente",
            Anagrafe,
        ),
        (
            "birth",
            paid("A1.04").registered(|r| r.birth_date = None),
            Incomplete,
            "manca-nascita",
            Anagrafe,
        ),
        (
            "residence",
            paid("A1.04").registered(|r| r.residence_comune = None),
            Incomplete,
            "manca-residenza",
            Anagrafe,
        ),
        (
            "citizenship",
            paid("A1.04").registered(|r| r.citizenship = None),
            Ready,
            "cittadinanza-non-disponibile",
            Anagrafe,
        ),
        (
            "died",
            paid("A1.04").registered(|r| r.deceased_on = Some(date(2024, 5, 6))),
            Blocked,
            "dopo-il-decesso",
            Rsa,
        ),
        (
            "unknown code",
            paid("A9.99"),
            Blocked,
            "prestazione-sconosciuta",
            Anziani,
        ),
        (
            "unnamed code",
            in_care_unnamed(),
            Blocked,
            "prestazione-senza-nome",
            Siuss,
        ),
        (
            "only in care",
            paid("A2.16"),
            NotDue,
            "solo-se-in-carico",
            Anziani,
        ),
        (
            "nothing",
            World::new()
                .grant("A1.04", |_| {})
                .not_in_care()
                .delivery("A1.04", IN_MAY, 0, |_| {}),
            NotDue,
            "importo-nullo",
            Rsa,
        ),
        (
            "negative",
            World::new()
                .grant("A1.04", |_| {})
                .not_in_care()
                .delivery("A1.04", IN_MAY, -5, |_| {}),
            Blocked,
            "importo-negativo",
            Rsa,
        ),
        (
            "no amount",
            World::new()
                .grant("A1.04", |_| {})
                .not_in_care()
                .delivery("A1.04", IN_MAY, 1, |d| d.amount = None),
            Incomplete,
            "manca-importo",
            Rsa,
        ),
        (
            "no grant",
            ungranted(),
            Incomplete,
            "manca-concessione",
            Anziani,
        ),
        (
            "no delivery",
            World::new()
                .grant("A1.04", |g| g.start = Some(date(2024, 1, 1)))
                .not_in_care(),
            Incomplete,
            "manca-erogazione",
            Anziani,
        ),
        (
            "no protocol",
            World::new()
                .grant("A1.04", |g| g.protocol = None)
                .not_in_care()
                .delivery("A1.04", IN_MAY, 1, |_| {}),
            Incomplete,
            "manca-protocollo",
            Anziani,
        ),
        (
            "no means test",
            World::new()
                .grant("A1.04", |g| g.means_test = None)
                .not_in_care()
                .delivery("A1.04", IN_MAY, 1, |_| {}),
            Incomplete,
            "manca-prova-mezzi",
            Anziani,
        ),
        (
            "care not said",
            World::new()
                .grant("A1.04", |_| {})
                .delivery("A1.04", IN_MAY, 1, |_| {}),
            Incomplete,
            "manca-presa-in-carico",
            Anziani,
        ),
        (
            "care unknown",
            in_care(PresaInCarico::Unknown, None),
            Blocked,
            "presa-in-carico-incerta",
            Anziani,
        ),
        (
            "no area",
            in_care(PresaInCarico::Yes, None),
            Incomplete,
            "manca-area",
            Anziani,
        ),
        (
            "no SINA",
            in_care(PresaInCarico::Yes, Some(care)),
            Blocked,
            "manca-sina",
            Anziani,
        ),
        (
            "DSU without date",
            isee(None),
            Incomplete,
            "manca-data-dsu",
            Isee,
        ),
        ("no DSU", isee_without_dsu(), Ready, "dsu-assente", Isee),
        (
            "outside the grant",
            World::new()
                .grant("A1.04", |g| g.end = Some(date(2024, 4, 30)))
                .not_in_care()
                .delivery("A1.04", IN_MAY, 1, |_| {}),
            Ready,
            "fuori-concessione",
            Anziani,
        ),
    ];
    for (name, world, state, code, office) in cases {
        assert_eq!(verdict(&world), (state, code.to_owned(), office), "{name}");
    }
    assert_eq!(isee(Some(date(2024, 2, 1))).derive()[0].state, Ready);
}

fn in_care_unnamed() -> World {
    World::new()
        .grant("A2.17", |_| {})
        .care(
            PresaInCarico::Yes,
            Some(ServiceArea::PovertyAndExclusion),
            None,
            None,
        )
        .delivery("A2.17", IN_MAY, 12_000, |_| {})
}

fn isee_without_dsu() -> World {
    World::new()
        .grant("A1.04", |grant| grant.means_test = Some(MeansTest::Isee))
        .not_in_care()
        .delivery("A1.04", IN_MAY, 12_000, |_| {})
}

#[test]
fn the_ente_can_name_a_code() {
    let mut world = in_care_unnamed();
    world
        .benefit_names
        .insert("A2.17".to_owned(), "Nome dato dall'ente".to_owned());
    let records = world.derive();
    assert_eq!(records[0].state, RecordState::Ready);
    assert_eq!(
        value(&records[0], Field::BenefitName),
        "Nome dato dall'ente"
    );
}

#[test]
fn one_yes_outweighs_every_no() {
    let world = paid("A1.04").care(
        PresaInCarico::Yes,
        Some(ServiceArea::PovertyAndExclusion),
        Some(date(2024, 1, 1)),
        None,
    );
    assert_eq!(value(&world.derive()[0], Field::PresaInCarico), "1");
}

#[test]
fn sina_is_attached_where_presa_in_carico_and_area_ask_for_it() {
    let assessed = |on: Date| {
        in_care(PresaInCarico::Yes, Some(ServiceArea::DisabilityAndCare))
            .sina(on)
            .derive()
    };
    let records = assessed(date(2024, 2, 1));
    assert_eq!(records[0].state, RecordState::Ready);
    let sina = crate::support::benefit(&records[0])
        .assessment
        .as_ref()
        .expect("an assessment");
    assert_eq!(sina.values.get(Field::Mobility), Some("1"));
    assert_eq!(sina.needed_benefits, ["A2.08"]);
    assert_eq!(
        reasons(&assessed(date(2025, 1, 1))[0]),
        ["manca-sina"],
        "made a year too late"
    );
    let elsewhere = in_care(PresaInCarico::Yes, Some(ServiceArea::PovertyAndExclusion))
        .sina(date(2024, 2, 1))
        .derive();
    assert!(crate::support::benefit(&elsewhere[0]).assessment.is_none());
}

#[test]
fn rents_want_the_day_of_payment() {
    assert_eq!(reasons(&rents(None)[0]), ["manca-data-evento"]);
    let records = rents(Some(date(2024, 7, 2)));
    assert_eq!(value(&records[0], Field::EventDate), "2024-07-02");
    assert_eq!(
        records[0].state,
        RecordState::Ready,
        "{:?}",
        records[0].reasons
    );
}

fn rents(event_date: Option<Date>) -> Vec<pas_domain::record::SiussRecord> {
    World::new()
        .grant("A1.05.01", |_| {})
        .not_in_care()
        .delivery("A1.05.01", month(2024, 6), 30_000, |delivery| {
            delivery.event_date = event_date;
        })
        .derive()
}

#[test]
fn a_provisional_code_waits_for_a_person_to_look() {
    let mut world = World::new();
    world.cf = synthetic_provisional(12_345).expect("eleven digits");
    let cf = world.cf.clone();
    let records = world
        .registered(|registration| registration.cf = cf)
        .grant("A1.04", |_| {})
        .not_in_care()
        .delivery("A1.04", IN_MAY, 12_000, |_| {})
        .derive();
    assert_eq!(reasons(&records[0]), ["cf-provvisorio"]);
}

#[test]
fn a_minors_assessment_becomes_a_record_without_a_name() {
    let cf = World::new().cf;
    let records = minor_world(&cf).derive();
    let sinba = records
        .iter()
        .find(|record| record.benefit.is_none())
        .expect("a SINBA record");
    let RecordBody::Minor(minor) = &sinba.body else {
        panic!("a minor's body")
    };
    assert_eq!(minor.values.get(Field::MinorId), Some("PSEUDONIMO"));
    let text = serde_json::to_string(minor).expect("written");
    assert!(
        !text.contains("PROVALDI") && !text.contains(cf.as_str()),
        "{text}"
    );
    assert_eq!(reasons(sinba)[0], "sinba-maggiorenne", "born in 1941");
}

fn minor_world(cf: &CodiceFiscale) -> World {
    let assessment = Assessment {
        cf: cf.clone(),
        assessed_on: Some(date(2024, 3, 1)),
        answers: std::collections::BTreeMap::new(),
        lists: std::collections::BTreeMap::new(),
    };
    World::new()
        .care(
            PresaInCarico::Yes,
            Some(ServiceArea::FamilyAndMinors),
            None,
            None,
        )
        .fact(Office::Minori, Fact::MinorAssessment(assessment))
}

#[test]
fn two_payments_on_one_day_are_two_records() {
    let world = paid("A1.04").delivery("A1.04", IN_MAY, 5_000, |_| {});
    let records = world.derive();
    assert_eq!(records.len(), 2);
    assert_ne!(records[0].key, records[1].key);
}

#[test]
fn a_grant_told_in_every_months_row_is_one_grant() {
    let told = |world: World| world.grant("A2.12", |grant| grant.start = Some(date(2024, 1, 1)));
    let world = told(told(told(World::new()))).not_in_care().months(
        "A2.12",
        2024,
        &[(1, 4_000), (2, 4_000)],
    );
    let records = world.derive();
    assert_eq!(records.len(), 1, "and no grant without a delivery");
    assert_eq!(records[0].state, RecordState::Ready);
}
