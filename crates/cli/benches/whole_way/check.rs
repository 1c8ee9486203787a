//! What `pas check` does, beside parse-and-validate with lxml, on one core.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use jiff::civil::date;
use pas_app::use_cases::check_flow::Judge;
use pas_domain::finding::Severity;
use tempfile::TempDir;

use crate::lxml::Lxml;
use crate::{cpu_time, per_second};

/// Flows of one person and one benefit, as INPS's interface takes them.
const SINGLE: usize = 20_000;
/// Rounds of our side alone.
const ROUNDS_ALONE: usize = 20;
/// The two sides take turns, so that a busy moment of the machine hits both.
const TURNS: usize = 5;

/// Prints flows checked a second, ours and lxml's, and how many times as fast we are.
pub(crate) fn measure(whole: &[Vec<u8>]) {
    let single: Vec<Vec<u8>> = whole
        .iter()
        .flat_map(|flow| one_benefit_each(flow))
        .take(SINGLE)
        .collect();
    assert_eq!(single.len(), SINGLE, "the district has so many benefits");
    let largest = whole.iter().max_by_key(|flow| flow.len()).expect("a flow");
    let n_benefits = text(largest).matches(BENEFIT).count();
    compare("flows of one benefit", &single, SINGLE, "flows/s");
    compare(
        "one flow of many people",
        std::slice::from_ref(largest),
        n_benefits,
        "benefits/s",
    );
    whole_command(largest);
}

fn compare(title: &str, flows: &[Vec<u8>], units: usize, unit: &str) {
    let judge = judge();
    let folder = in_files(flows);
    let lxml = Lxml::found();
    let mut ours = f64::INFINITY;
    let mut theirs = lxml.as_ref().map(|_| Lxml::nothing_yet());
    for _ in 0..TURNS {
        ours = ours.min(processor_seconds(|| check(&judge, flows)));
        if let (Some(lxml), Some(best)) = (&lxml, &mut theirs) {
            lxml.measure(folder.path(), best);
        }
    }
    let bytes: usize = flows.iter().map(Vec::len).sum();
    println!(
        "pas check, {title}: {units}, {} kB, one thread, from memory, processor time",
        bytes / 1000
    );
    let line = |who: &str, seconds: f64| {
        let megabytes = per_second(bytes, seconds) / 1e6;
        println!(
            "  {who:<30} {:>10.0} {unit}  {megabytes:>6.1} MB/s",
            per_second(units, seconds)
        );
    };
    line("pas: schema, rules, report", ours);
    let Some(theirs) = theirs else {
        println!("  lxml: skipped (no Python with lxml, or INPS's XSD is not there)");
        return;
    };
    for (way, seconds) in &theirs {
        line(way, *seconds);
    }
    let fastest = theirs
        .iter()
        .map(|(_, seconds)| *seconds)
        .fold(f64::INFINITY, f64::min);
    println!(
        "  ratio to lxml's usual way      {:>10.1}",
        theirs[0].1 / ours
    );
    println!("  ratio to lxml's fastest way    {:>10.1}", fastest / ours);
}

/// Only our side, over and over.
pub(crate) fn only_ours(folder: &Path) {
    let files = fs::read_dir(folder).expect("a folder");
    let paths = files.map(|file| file.expect("a file").path());
    let flows: Vec<Vec<u8>> = paths
        .map(|path| fs::read(path).expect("readable"))
        .collect();
    let judge = judge();
    let rounds = (0..ROUNDS_ALONE).map(|_| processor_seconds(|| check(&judge, &flows)));
    let best = rounds.fold(f64::INFINITY, f64::min);
    println!(
        "pas check alone: {} flows, {:.0} flows/s",
        flows.len(),
        per_second(flows.len(), best)
    );
}

fn judge() -> Judge {
    Judge::in_folder(Path::new("none"), date(2026, 11, 23)).expect("a judge")
}

fn processor_seconds(work: impl FnOnce()) -> f64 {
    let begin = cpu_time();
    work();
    cpu_time().saturating_sub(begin).as_secs_f64()
}

fn check(judge: &Judge, flows: &[Vec<u8>]) {
    for flow in flows {
        let report = judge.check("flusso.xml", flow).expect("readable");
        assert_eq!(
            report.count(Severity::Error),
            0,
            "what we wrote has no errors"
        );
    }
}

/// The command and the like of it in Python, from start to exit, one file on disk.
fn whole_command(flow: &[u8]) {
    let folder = in_files(&[flow.to_vec()]);
    let file = folder.path().join("00000.xml");
    println!("the whole command on the file of many people, from start to exit, report printed");
    let mut pas = Command::new(env!("CARGO_BIN_EXE_pas"));
    pas.arg("check").arg(&file);
    println!(
        "  pas check FILE                 {:>10.0} ms",
        best_ms(&mut pas)
    );
    if let Some(lxml) = Lxml::found() {
        println!(
            "  python3, lxml, exit status only{:>10.0} ms",
            best_ms(&mut lxml.command(&file))
        );
    }
}

fn best_ms(command: &mut Command) -> f64 {
    command.stdout(Stdio::null());
    let run = || {
        let begin = Instant::now();
        let status = command.status().expect("it runs");
        assert!(status.success(), "the flow is good");
        begin.elapsed().as_secs_f64() * 1e3
    };
    std::iter::repeat_with(run)
        .take(TURNS)
        .fold(f64::INFINITY, f64::min)
}

fn in_files(flows: &[Vec<u8>]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (number, flow) in flows.iter().enumerate() {
        fs::write(folder.path().join(format!("{number:05}.xml")), flow)
            .expect("room for the flows");
    }
    folder
}

const PERSON: &str = "  <Beneficiario ";
const BENEFIT: &str = "    <PrestazioniSociali ";

/// The flow as our writer lays it out, cut into flows of one benefit each.
fn one_benefit_each(flow: &[u8]) -> Vec<Vec<u8>> {
    let mut pieces = text(flow).split(PERSON);
    let head = pieces.next().unwrap_or_default();
    let mut flows = Vec::new();
    for person in pieces {
        let person = person
            .trim_end_matches("</Flusso>\n")
            .trim_end_matches("  </Beneficiario>\n");
        let mut benefits = person.split(BENEFIT);
        let facts = benefits.next().unwrap_or_default();
        flows.extend(benefits.map(|benefit| {
            format!("{head}{PERSON}{facts}{BENEFIT}{benefit}  </Beneficiario>\n</Flusso>\n")
                .into_bytes()
        }));
    }
    flows
}

fn text(flow: &[u8]) -> &str {
    std::str::from_utf8(flow).expect("we write UTF-8")
}
