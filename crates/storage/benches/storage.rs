//! How many facts and records a second either engine stores: `cargo bench -p pas-storage`, with
//! `PAS_TEST_POSTGRES_URL` for PostgreSQL too.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that fails stops, and says where"
)]
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::cast_precision_loss, reason = "rows a second need no 53 bits")]

use std::time::Instant;

use jiff::Timestamp;
use jiff::civil::Date;
use pas_domain::actor::Role;
use pas_domain::codice_fiscale::{CodiceFiscale, synthetic_provisional};
use pas_domain::fact::{
    Attribute, CellRef, Delivery, DeliveryTime, Fact, Origin, Quotas, Registration, SourceCell,
    StagedFact,
};
use pas_domain::flow::{Field, UncheckedBeneficiary};
use pas_domain::ids::{AccountId, EnteId, FactId};
use pas_domain::money::Money;
use pas_domain::office::Office;
use pas_domain::period::{Month, Period};
use pas_domain::record::{RecordBody, RecordState, SiussRecord, ValueOrigin};
use pas_storage::account::NewAccount;
use pas_storage::fact::{NewFact, Occurrences};
use pas_storage::import::{NewImport, Tally};
use pas_storage::record::RecordFilter;
use pas_storage::{Db, Page, account, ente, fact, import, person, record, spending};
use sqlx::{Connection, Executor, PgConnection};

const N_PEOPLE: u64 = 5_000;
const N_MONTHS: i8 = 12;
const N_RECORDS: u64 = 20_000;

fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        measure(&format!(
            "sqlite:{}",
            folder.path().join("bench.db").display()
        ))
        .await;
        match std::env::var("PAS_TEST_POSTGRES_URL") {
            Ok(server) => {
                let mut admin = PgConnection::connect(&server).await.unwrap();
                let fresh = "DROP SCHEMA IF EXISTS pas_bench CASCADE; CREATE SCHEMA pas_bench";
                admin.execute(sqlx::raw_sql(fresh)).await.unwrap();
                let separator = if server.contains('?') { '&' } else { '?' };
                measure(&format!(
                    "{server}{separator}options[search_path]=pas_bench"
                ))
                .await;
                let drop = "SET client_min_messages = error; DROP SCHEMA pas_bench CASCADE";
                admin.execute(sqlx::raw_sql(drop)).await.unwrap();
            }
            Err(_) => println!("PostgreSQL: SKIPPED (PAS_TEST_POSTGRES_URL is not set)"),
        }
    });
}

/// A clerk of an ente, on an engine.
struct Bench {
    db: Db,
    ente: EnteId,
    clerk: AccountId,
}

async fn measure(url: &str) {
    let db = Db::open(url).await.unwrap();
    db.migrate().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let ente = ente::create(&mut tx, "Comune di Esempio", Timestamp::UNIX_EPOCH)
        .await
        .unwrap();
    let new = NewAccount {
        username: "ada",
        display_name: "Ada Esempini",
        role: Role::Clerk,
        password_hash: "-",
    };
    let clerk = account::create(&mut tx, ente, &new, Timestamp::UNIX_EPOCH)
        .await
        .unwrap()
        .unwrap();
    tx.commit().await.unwrap();
    let bench = Bench { db, ente, clerk };
    bench.facts().await;
    bench.records().await;
    bench.reads().await;
    bench.db.close().await;
}

impl Bench {
    fn say(&self, what: &str, n: u64, since: Instant) {
        let seconds = since.elapsed().as_secs_f64();
        let rate = n as f64 / seconds;
        let engine = self.db.engine().name();
        println!("{engine:<10} {what:<34} {n:>7} in {seconds:>6.2} s  {rate:>9.0}/s");
    }

    async fn facts(&self) {
        let people = (0..N_PEOPLE).map(registration).collect();
        self.bring("registrations, first file", Office::Anagrafe, b"1", people)
            .await;
        for (what, bytes, cents) in [
            ("deliveries, first file", b"2", 100),
            ("deliveries, the same again", b"3", 100),
            ("deliveries, all changed", b"4", 101),
        ] {
            let of_person = |n| (1..=N_MONTHS).map(move |month| delivery(n, month, cents));
            self.bring(
                what,
                Office::Anziani,
                bytes,
                (0..N_PEOPLE).flat_map(of_person).collect(),
            )
            .await;
        }
    }

    async fn bring(&self, what: &str, office: Office, bytes: &[u8], facts: Vec<Fact>) {
        let n = facts.len() as u64;
        let start = Instant::now();
        let mut tx = self.db.begin().await.unwrap();
        let new = NewImport {
            office,
            layout: "bench",
            layout_version: "1",
            filename: "bench.csv",
            bytes,
            format: "csv",
            encoding: None,
            tally: Tally::default(),
            sheets: "[]",
            imported_by: self.clerk,
            imported_at: Timestamp::UNIX_EPOCH,
        };
        let import = import::insert(&mut tx, self.ente, &new).await.unwrap();
        let mut occurrences = Occurrences::default();
        let facts: Vec<NewFact> = (1..)
            .zip(facts)
            .map(|(row, fact)| NewFact::new(staged(row, fact), &mut occurrences).unwrap())
            .collect();
        for lot in facts.chunks(5_000) {
            fact::insert(&mut tx, self.ente, import, office, lot)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        self.say(what, n, start);
    }

    async fn records(&self) {
        let records = |cents| {
            (0..N_RECORDS)
                .map(move |n| siuss_record(n, cents))
                .collect()
        };
        let first: Vec<SiussRecord> = records(120_000);
        let second: Vec<SiussRecord> = records(130_000);
        for (what, records) in [
            ("records, first derivation", &first),
            ("records, the same again", &first),
            ("records, all changed", &second),
        ] {
            let start = Instant::now();
            let mut tx = self.db.begin().await.unwrap();
            record::replace(&mut tx, self.ente, records, Timestamp::UNIX_EPOCH)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            self.say(what, N_RECORDS, start);
        }
    }

    async fn reads(&self) {
        let mut tx = self.db.read().await.unwrap();
        let start = Instant::now();
        let facts = fact::in_force(&mut tx, self.ente).await.unwrap();
        self.say("facts in force, read", facts.len() as u64, start);
        let start = Instant::now();
        let rows = spending::rows(&mut tx, self.ente).await.unwrap();
        self.say("spending rows, read", rows.len() as u64, start);
        let (page, all) = (Page::new(3, 50), RecordFilter::default());
        let start = Instant::now();
        record::list(&mut tx, self.ente, &all, page).await.unwrap();
        self.say("pages of records", 1, start);
        let start = Instant::now();
        person::search(&mut tx, self.ente, "prov an", page)
            .await
            .unwrap();
        self.say("pages of people", 1, start);
    }
}

fn cf(n: u64) -> CodiceFiscale {
    synthetic_provisional(4_700_000 + n).unwrap()
}

fn registration(n: u64) -> Fact {
    Fact::Registration(Registration {
        cf: cf(n),
        surname: format!("Provaldi {n}"),
        given_name: "Anna".to_owned(),
        birth_date: Some(Date::constant(1950, 2, 3)),
        sex: None,
        birthplace: Some("L219".to_owned()),
        citizenship: Some("380".to_owned()),
        second_citizenship: None,
        residence_country: Some("380".to_owned()),
        residence_comune: Some("L219".to_owned()),
        deceased_on: None,
        cf_verified: true,
    })
}

fn delivery(n: u64, month: i8, cents: i64) -> Fact {
    Fact::Delivery(Delivery {
        cf: cf(n),
        benefit: "A2.12".to_owned(),
        protocol: Some(format!("2024/{n:06}")),
        when: DeliveryTime::InMonth(Month::new(2024, month).unwrap()),
        amount: Some(Money::from_cents(cents)),
        quotas: Quotas {
            ente: Some(Money::from_cents(cents)),
            ..Quotas::default()
        },
        minutes: Some(600),
        event_date: None,
    })
}

fn cells(n: usize) -> Vec<SourceCell> {
    let cell = SourceCell {
        attribute: Attribute::Cf,
        column: "AB".to_owned(),
        heading: "Importo mensile".to_owned(),
        raw: "1.234,50".to_owned(),
    };
    vec![cell; n]
}

fn staged(row: u32, fact: Fact) -> StagedFact {
    StagedFact {
        fact,
        origin: Origin {
            sheet: "Anno 2024".to_owned(),
            row,
            cells: cells(5),
        },
    }
}

/// A record with 20 values, each from two cells.
fn siuss_record(n: u64, cents: i64) -> SiussRecord {
    let year = 2021 + i16::try_from(n / N_PEOPLE).unwrap();
    let person = n % N_PEOPLE;
    let first = Date::new(year, 1, 1).unwrap();
    let cell = CellRef {
        fact: FactId::new(i64::try_from(n).unwrap()),
        attribute: Attribute::Cf,
    };
    let value = ValueOrigin {
        field: Field::Surname,
        how: "copiato dal file dell'anagrafe".to_owned(),
        cells: vec![cell; 2],
    };
    SiussRecord {
        key: format!("{person}|A2.12|{year}"),
        person: cf(person),
        benefit: Some("A2.12".to_owned()),
        period: Period::new(first, first.last_of_year()).unwrap(),
        n_months: Some(12),
        total: Money::from_cents(cents),
        office: Some(Office::Anziani),
        service_area: None,
        residence_comune: Some("L219".to_owned()),
        body: RecordBody::Benefit(UncheckedBeneficiary::default()),
        state: RecordState::Ready,
        reasons: Vec::new(),
        lineage: vec![value; 20],
    }
}
