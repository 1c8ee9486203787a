//! Reading and schema check against Python's lxml (libxml2), on the same flows and one core.
//!
//! `cargo bench -p pas-siuss`; lxml comes with `pip install lxml`, `PYTHON` names the interpreter.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

#[path = "../tests/flows/support.rs"]
mod support;

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use pas_domain::flow::{FlowBody, UncheckedFlow};
use support::Dice;

/// Flows of one person and one benefit, as INPS's interface takes them.
const SINGLE: usize = 20_000;
/// People in the flow that goes up through INPS's web form.
const PEOPLE: usize = 20_000;
const PS: &str = "PS_PSA_SINA201812.xsd";
const SINBA: &str = "SINBA.xsd";
const ROUNDS: usize = 7;

fn main() {
    let mut dice = Dice(2024);
    let single: Vec<Vec<u8>> = (0..SINGLE)
        .map(|_| written(&single_flow(&mut dice)))
        .collect();
    let whole = [written(&whole_flow(&mut dice))];
    let minors: Vec<Vec<u8>> = (0..SINGLE)
        .map(|_| written(&support::minor_flow(&mut dice)))
        .collect();
    compare("flows of one benefit", PS, &single, SINGLE, "flows/s");
    compare("SINBA flows", SINBA, &minors, SINGLE, "flows/s");
    compare("one flow of many people", PS, &whole, PEOPLE, "people/s");
}

fn compare(title: &str, schema: &str, flows: &[Vec<u8>], units: usize, unit: &str) {
    let bytes: usize = flows.iter().map(Vec::len).sum();
    let ours = rate(units, best_of(|| check(flows)));
    println!("{title}: {units}, {} kB", bytes / 1000);
    println!(
        "  pas-siuss read + schema check  {ours:>10.0} {unit}  {:>6.0} MB/s",
        ours * per_unit(bytes, units) / 1e6
    );
    match lxml(schema, flows) {
        Some(seconds) => {
            let theirs = rate(units, seconds);
            println!(
                "  lxml parse + validate          {theirs:>10.0} {unit}  {:>6.0} MB/s",
                theirs * per_unit(bytes, units) / 1e6
            );
            println!("  ratio                          {:>10.1}", ours / theirs);
        }
        None => println!("  lxml: skipped (Python with lxml, or INPS's XSD, is not there)"),
    }
}

fn check(flows: &[Vec<u8>]) {
    for flow in flows {
        let reading = pas_siuss::read(flow).expect("readable");
        assert!(reading.is_valid());
    }
}

fn best_of(work: impl Fn()) -> f64 {
    let time = || {
        let begin = cpu_time();
        work();
        cpu_time().saturating_sub(begin).as_secs_f64()
    };
    (0..ROUNDS).map(|_| time()).fold(f64::INFINITY, f64::min)
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
fn rate(units: usize, seconds: f64) -> f64 {
    units as f64 / seconds
}

#[expect(clippy::cast_precision_loss, reason = "a figure to read")]
fn per_unit(bytes: usize, units: usize) -> f64 {
    bytes as f64 / units as f64
}

/// Seconds that lxml needs, best of as many rounds.
fn lxml(schema: &str, flows: &[Vec<u8>]) -> Option<f64> {
    let schema = support::shared(schema)?;
    let folder = tempfile::tempdir().ok()?;
    for (number, flow) in flows.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number}.xml")), flow).ok()?;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/lxml_check.py");
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut command = Command::new(python);
    command
        .arg(script)
        .arg(schema)
        .arg(folder.path())
        .arg(ROUNDS.to_string());
    let output = command.output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

fn written(flow: &UncheckedFlow<'_>) -> Vec<u8> {
    pas_siuss::write(flow).expect("valid")
}

fn single_flow(dice: &mut Dice) -> UncheckedFlow<'static> {
    let mut flow = support::benefit_flow(dice);
    if let FlowBody::Benefits(people) = &mut flow.body {
        people.truncate(1);
        for person in people {
            person.residences.truncate(1);
            person.benefits.truncate(1);
        }
    }
    flow
}

fn whole_flow(dice: &mut Dice) -> UncheckedFlow<'static> {
    let mut whole = support::benefit_flow(dice);
    let mut all = Vec::new();
    while all.len() < PEOPLE {
        if let FlowBody::Benefits(people) = support::benefit_flow(dice).body {
            all.extend(people);
        }
    }
    all.truncate(PEOPLE);
    whole.body = FlowBody::Benefits(all);
    whole
}
