//! A small made-up world: two enti, a clerk each, people who do not exist.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use pas_domain::actor::Role;
use pas_domain::coded::ServiceArea;
use pas_domain::codice_fiscale::{CodiceFiscale, synthetic_provisional};
use pas_domain::fact::{
    Attribute, Delivery, DeliveryTime, Fact, Origin, Quotas, Registration, SourceCell, StagedFact,
};
use pas_domain::flow::UncheckedBeneficiary;
use pas_domain::ids::{AccountId, EnteId, ImportId};
use pas_domain::money::Money;
use pas_domain::office::Office;
use pas_domain::period::{Month, Period};
use pas_domain::record::{Reason, RecordBody, RecordState, SiussRecord};
use pas_storage::account::NewAccount;
use pas_storage::fact::{FactCounts, NewFact, Occurrences};
use pas_storage::import::{NewImport, Tally};
use pas_storage::{Db, Tx, account, ente, fact, import};

/// An ente with a clerk.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) ente: EnteId,
    pub(crate) clerk: AccountId,
}

/// `minutes` after a fixed instant.
pub(crate) fn at(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + minutes * 60).expect("in range")
}

/// Makes an ente whose clerk is called `username`.
pub(crate) async fn place(db: &Db, username: &str) -> Place {
    let mut tx = db.begin().await.unwrap();
    let ente = ente::create(&mut tx, "Comune di Esempio", at(0))
        .await
        .unwrap();
    let account = NewAccount {
        username,
        display_name: "Ada Esempini",
        role: Role::Clerk,
        password_hash: "$argon2id$none",
    };
    let clerk = account::create(&mut tx, ente, &account, at(0))
        .await
        .unwrap()
        .unwrap();
    tx.commit().await.unwrap();
    Place { ente, clerk }
}

/// The codice fiscale of the `n`th person.
pub(crate) fn cf(n: u64) -> CodiceFiscale {
    synthetic_provisional(4_700_000 + n).expect("a code")
}

/// The registry's line on the `n`th person.
pub(crate) fn registration(n: u64, surname: &str, given_name: &str) -> Fact {
    Fact::Registration(Registration {
        cf: cf(n),
        surname: surname.to_owned(),
        given_name: given_name.to_owned(),
        birth_date: Some(date(1950, 2, 3)),
        sex: None,
        birthplace: None,
        citizenship: Some("380".to_owned()),
        second_citizenship: None,
        residence_country: Some("380".to_owned()),
        residence_comune: Some("L219".to_owned()),
        deceased_on: None,
        cf_verified: true,
    })
}

/// What the `n`th person got in a month of 2024.
pub(crate) fn delivery(n: u64, month: i8, cents: i64) -> Fact {
    Fact::Delivery(Delivery {
        cf: cf(n),
        benefit: "A2.12".to_owned(),
        protocol: None,
        when: DeliveryTime::InMonth(Month::new(2024, month).expect("a month")),
        amount: Some(Money::from_cents(cents)),
        quotas: Quotas::default(),
        minutes: None,
        event_date: None,
    })
}

/// A fact as intake hands it on.
pub(crate) fn staged(row: u32, fact: Fact) -> StagedFact {
    let cell = SourceCell {
        attribute: Attribute::Cf,
        column: "A".to_owned(),
        heading: "Codice fiscale".to_owned(),
        raw: "come nel file".to_owned(),
    };
    StagedFact {
        fact,
        origin: Origin {
            sheet: "Foglio1".to_owned(),
            row,
            cells: vec![cell],
        },
    }
}

/// Keeps a file of `office` that consists of `bytes`.
pub(crate) async fn keep(tx: &mut Tx, place: Place, office: Office, bytes: &[u8]) -> ImportId {
    let new = NewImport {
        office,
        layout: "prova",
        layout_version: "1",
        filename: "prova.csv",
        bytes,
        format: "csv",
        encoding: Some("utf-8"),
        tally: Tally {
            read: 3,
            used: 2,
            repaired: 1,
            set_aside: 1,
        },
        sheets: "[]",
        imported_by: place.clerk,
        imported_at: at(1),
    };
    import::insert(tx, place.ente, &new).await.unwrap()
}

/// Keeps a file of `office` and stores what it says.
pub(crate) async fn bring(
    db: &Db,
    place: Place,
    office: Office,
    bytes: &[u8],
    facts: Vec<Fact>,
) -> (ImportId, FactCounts) {
    let mut tx = db.begin().await.unwrap();
    let import = keep(&mut tx, place, office, bytes).await;
    let mut occurrences = Occurrences::default();
    let facts: Vec<NewFact> = (1..)
        .zip(facts)
        .map(|(row, fact)| NewFact::new(staged(row, fact), &mut occurrences).unwrap())
        .collect();
    let counts = fact::insert(&mut tx, place.ente, import, office, &facts)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    (import, counts)
}

/// A record of the `n`th person for a year.
pub(crate) fn record(n: u64, year: i16, state: RecordState) -> SiussRecord {
    let reason = |state: RecordState| Reason {
        code: format!("manca-{}", state.name()),
        state,
        office: Office::Isee,
        message: "Manca la DSU: chiederla all'ufficio ISEE".to_owned(),
        field: None,
    };
    let reasons = match state {
        RecordState::Ready => Vec::new(),
        other => vec![reason(other)],
    };
    let first = Date::new(year, 1, 1).expect("a day");
    SiussRecord {
        key: format!("{n}|A2.12|{year}"),
        person: cf(n),
        benefit: Some("A2.12".to_owned()),
        period: Period::new(first, first.last_of_year()).expect("ordered"),
        n_months: Some(12),
        total: Money::from_cents(120_000),
        office: Some(Office::Anziani),
        service_area: Some(ServiceArea::DisabilityAndCare),
        residence_comune: Some("L219".to_owned()),
        body: RecordBody::Benefit(UncheckedBeneficiary::default()),
        state,
        reasons,
        lineage: Vec::new(),
    }
}

/// `lines` counted by what they are.
pub(crate) fn tally<T: Ord>(lines: impl IntoIterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for line in lines {
        *counts.entry(line).or_insert(0) += 1;
    }
    counts
}
