//! What the facts say, wave after wave: more people, and amounts that change.

use pas_app::clock::{Clock as _, SystemClock};
use pas_domain::flow::Field;
use pas_domain::ids::EnteId;
use pas_domain::money::Money;
use pas_domain::record::{RecordBody, RecordState, SiussRecord};
use pas_storage::Db;
use pas_storage::record::{self, Cursor, RecordFilter};

use crate::support::ente::{Home, only_ente};
use crate::support::moments::Moments;
use crate::support::people::{self, HOME, Payment, SURNAME};

/// Waves of facts.
const N_WAVES: usize = 3;
/// Records of one person.
const N_OF_PERSON: usize = 3;
/// Records that change with each wave, more or less. Those that INPS has seen wait for its answer, and
/// every publication looks at them again: many of them would be all that it does.
const N_CHANGES: u64 = 120;

/// The records of an ente.
pub(crate) struct Facts {
    pub(super) db: Db,
    pub(super) ente: EnteId,
    model: SiussRecord,
    pub(super) n_records: usize,
    seed: u64,
}

impl Facts {
    /// The facts of `n_records` in the end, after the model of one that the program derived.
    pub(crate) async fn of(home: &Home, n_records: usize, seed: u64) -> Self {
        let paid = Payment {
            number: 1,
            person: 0,
            cents: 10_000,
        };
        home.put("anagrafe.csv", people::registry(1, |_| HOME));
        home.put("contributi.csv", people::payments(&[paid]));
        home.run(&["import", "--office", "anagrafe", "anagrafe.csv"]);
        home.run(&["import", "--office", "contributi", "contributi.csv"]);
        home.run(&["records"]);
        let db = home.db().await;
        let ente = only_ente(&db).await;
        let mut tx = db.read().await.expect("begins");
        let mut all = Cursor::default();
        let lot = record::after(&mut tx, ente, &RecordFilter::default(), &mut all, 2).await;
        let model = lot.expect("read").remove(0).record;
        assert_eq!(model.state, RecordState::Ready);
        drop(tx);
        Self {
            db,
            ente,
            model,
            n_records,
            seed,
        }
    }

    /// Makes the records what is known in `wave`.
    pub(crate) async fn tell(&self, wave: usize) {
        let n_known = self.n_records * (wave + 1) / N_WAVES;
        let records: Vec<SiussRecord> = (0..n_known).map(|n| self.record(n, wave)).collect();
        let mut tx = self.db.begin().await.expect("begins");
        let now = SystemClock.now();
        let told = record::replace(&mut tx, self.ente, &records, now).await;
        told.expect("replaced");
        tx.commit().await.expect("commits");
    }

    /// Record number `n` as it is in `wave`.
    fn record(&self, n: usize, wave: usize) -> SiussRecord {
        let mut changes = Moments::new(self.seed ^ (n as u64).wrapping_mul(0x5851_f42d));
        let n_changes = (0..wave).filter(|_| changes.below(self.n_records as u64) < N_CHANGES);
        let euros = 100 + i64::try_from(n_changes.count()).expect("a few");
        let person = people::person(n / N_OF_PERSON);
        let mut record = self.model.clone();
        record.key = format!("{}|A1.04|CON/{n}|2024-05-15", person.cf);
        record.total = Money::from_cents(euros * 100);
        let RecordBody::Benefit(body) = &mut record.body else {
            panic!("a benefit")
        };
        body.person.set(Field::BeneficiaryCf, person.cf.to_string());
        body.person.set(Field::Surname, SURNAME);
        body.person.set(Field::GivenName, person.given_name);
        let benefit = &mut body.benefits[0].values;
        benefit.set(Field::ApplicationProtocol, format!("CON/{n}"));
        benefit.set(Field::OneOffAmount, format!("{euros}.00"));
        record.person = person.cf;
        record
    }
}
