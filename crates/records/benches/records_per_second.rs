//! Records derived a second from the facts of the demonstration district, in memory and on one core.
//!
//! `cargo bench -p pas-records`; what reading and storing add, `cargo bench -p pas` says.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use jiff::civil::date;
use pas_catalogue::Catalogue;
use pas_demo::{OfficeFile, Scale};
use pas_domain::codice_fiscale::CodiceFiscale;
use pas_domain::fact::{FactInForce, StagedFact};
use pas_domain::ids::{FactId, ImportId};
use pas_domain::office::Office;
use pas_domain::record::RecordState;
use pas_intake::{FileSource, Layouts, Problem, ReadOptions, Sink, read_file};
use pas_records::{Setup, derive};

/// The district that `pas demo` shows.
const SEED: u64 = 2026;
const ROUNDS: usize = 7;

fn main() {
    let people = people(&pas_demo::generate(SEED, Scale::Full).files);
    let names = BTreeMap::new();
    // A bench needs no secret: twenty characters of the code itself stand in for the pseudonym.
    let pseudonym = |cf: &CodiceFiscale| cf.as_str().chars().take(20).collect();
    let setup = Setup {
        catalogue: Catalogue::builtin(),
        benefit_names: &names,
        pseudonym: &pseudonym,
    };
    let n_facts: usize = people.iter().map(Vec::len).sum();
    let rounds: Vec<(f64, [usize; 2])> = (0..ROUNDS).map(|_| round(&people, &setup)).collect();
    let seconds = rounds
        .iter()
        .map(|round| round.0)
        .fold(f64::INFINITY, f64::min);
    let [n_records, n_ready] = rounds[0].1;
    println!(
        "derivation alone, in memory, processor time: {} people, {n_facts} facts",
        people.len()
    );
    println!(
        "  pas-records derive             {:>10.0} records/s  ({n_records} records, {n_ready} ready, {:.0} ms; {:.0} facts/s)",
        per_second(n_records, seconds),
        seconds * 1e3,
        per_second(n_facts, seconds),
    );
}

/// Seconds, records and, of these, the ready ones.
fn round(people: &[Vec<FactInForce>], setup: &Setup<'_>) -> (f64, [usize; 2]) {
    let begin = cpu_time();
    let mut counts = [0, 0];
    for facts in people {
        let records = black_box(derive(facts, setup));
        let ready = records
            .iter()
            .filter(|record| record.state == RecordState::Ready);
        counts[1] += ready.count();
        counts[0] += records.len();
    }
    let seconds = cpu_time().saturating_sub(begin).as_secs_f64();
    assert!(counts[1] > 0, "the district has records that are ready");
    (seconds, counts)
}

/// The facts in force of each person, as the store would give them: a later one with the same key
/// replaces an earlier one.
fn people(files: &[OfficeFile]) -> Vec<Vec<FactInForce>> {
    let layouts = Layouts::builtin();
    let options = ReadOptions::on(date(2026, 11, 23));
    let mut store = Store::default();
    for file in files {
        store.office = file.office;
        store.import += 1;
        store.seen.clear();
        let source = FileSource::from_bytes(file.name.clone(), &file.bytes);
        let catalogue = Catalogue::builtin();
        let read = read_file(
            source,
            file.office,
            &layouts,
            catalogue,
            &options,
            &mut store,
        );
        read.expect("the demonstration's files are readable");
    }
    let mut people: BTreeMap<String, Vec<FactInForce>> = BTreeMap::new();
    for fact in store.in_force.into_values() {
        if let Some(cf) = fact.fact.person() {
            people.entry(cf.to_string()).or_default().push(fact);
        }
    }
    let mut people: Vec<Vec<FactInForce>> = people.into_values().collect();
    for facts in &mut people {
        facts.sort_by_key(|fact| fact.id);
    }
    people
}

struct Store {
    office: Office,
    import: i64,
    n_facts: i64,
    seen: BTreeMap<String, u32>,
    in_force: BTreeMap<(Office, String, u32), FactInForce>,
}

impl Default for Store {
    fn default() -> Self {
        Self {
            office: Office::Anagrafe,
            import: 0,
            n_facts: 0,
            seen: BTreeMap::new(),
            in_force: BTreeMap::new(),
        }
    }
}

impl Sink for Store {
    fn fact(&mut self, staged: StagedFact) {
        let StagedFact { fact, origin } = staged;
        let key = fact.natural_key();
        let occurrence = self.seen.entry(key.clone()).or_default();
        *occurrence += 1;
        self.n_facts += 1;
        let id = FactId::new(self.n_facts);
        let import = ImportId::new(self.import);
        let office = self.office;
        let stored = FactInForce {
            id,
            import,
            office,
            fact,
            origin,
        };
        self.in_force.insert((office, key, *occurrence), stored);
    }

    fn problem(&mut self, _: Problem) {}
}

/// Time that this thread has spent on a processor, so that neighbours on the machine count little;
/// where Linux does not tell, time that has passed.
fn cpu_time() -> Duration {
    static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = spent.and_then(|line| line.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| BEGIN.elapsed(), Duration::from_nanos)
}

#[expect(clippy::cast_precision_loss, reason = "a figure to read")]
fn per_second(n: usize, seconds: f64) -> f64 {
    n as f64 / seconds
}
