//! DuckDB reads an edition without us, and counts what we count.
//!
//! Python with the package duckdb is looked for at `PAS_DUCKDB_PYTHON`, then in
//! `target/duckdb-venv`; where there is none, the test says that it skips.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use pas_edition::{Access, Layout};

use crate::support::{about, editions, facts, reference};

const SCRIPT: &str = r#"
import duckdb, glob, os, sys
folder = sys.argv[1]
con = duckdb.connect()
con.execute(f"create view facts as select * from read_parquet('{folder}/facts/*.parquet')")
for path in glob.glob(f"{folder}/*.parquet"):
    name = os.path.basename(path)[:-len(".parquet")]
    con.execute(f"create view {name} as select * from read_parquet('{path}')")
def one(sql):
    print("|".join(str(value) for value in con.execute(sql).fetchone()))
one("select count(*), count(distinct person), count(distinct household), cast(sum(total_cents) as bigint) from facts")
one("select count(*), count(distinct pseudonym), min(person), max(person) + 1 from person")
one("select count(*), cast(sum(n.residents) as bigint) from population n where n.year = 2023 and n.sex = 1 and n.age_band = 12")
one("""select count(distinct f.person), cast(sum(f.total_cents) as bigint) from facts f
    join place p on p.place = f.residence join body b on b.body = f.body
    join benefit e on e.benefit = f.benefit join place_year y on y.place = f.residence and y.year = f.year
    join code c on c.column_name = 'sex' and c.number = f.sex
    join month_mask m on m.mask = f.months and m.month = 6
    where p.macro_area = 'NE' and b.code = 'ente1' and e.istat_area = 'FAM' and c.code = 'F' and y.ats <> ''""")
one("select count(*) from facts a join facts b on a.person = b.person and a.household <> b.household")
"#;

/// A Python that has duckdb.
fn python() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../duckdb-venv/bin/python");
    let python = std::env::var_os("PAS_DUCKDB_PYTHON").map_or(beside, PathBuf::from);
    let has_duckdb = Command::new(&python).args(["-c", "import duckdb"]).output();
    if has_duckdb.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    eprintln!("saltato: manca un Python con duckdb (PAS_DUCKDB_PYTHON)");
    None
}

#[test]
fn duckdb_counts_what_we_count() {
    let Some(python) = python() else { return };
    let (_data, editions) = editions();
    let facts = facts(21, 4_000);
    let reference = reference();
    let manifest = editions
        .write(&reference, &facts, about(), Layout::in_parts(4_000, 4))
        .unwrap();
    let edition = editions.open(manifest.number, Access::InForce).unwrap();
    let output = Command::new(python)
        .args(["-c", SCRIPT])
        .arg(edition.path())
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let counts = &manifest.counts;
    let (people, households) = (counts.people, counts.households);
    let oldest: u32 = reference.population[1]
        .residents
        .iter()
        .map(|of_place| of_place[11])
        .sum();
    let selected = facts.iter().filter(|fact| {
        let place = &reference.places[usize::from(fact.residence)];
        ["04", "05", "06", "08"].contains(&place.region.as_str())
            && fact.body == 1
            && fact.traits.sex.code() == "F"
            && fact.months.iter().any(|month| month == 6)
    });
    let selected_people: BTreeSet<u64> = selected.clone().map(|fact| fact.person).collect();
    let selected_cents: u64 = selected.map(|fact| u64::from(fact.total_cents)).sum();
    assert!(selected_people.len() > 20, "the question asks for somebody");
    let expected = [
        format!("4000|{people}|{households}|{}", counts.total_cents),
        format!("{people}|{people}|0|{people}"),
        format!("{}|{oldest}", reference.places.len()),
        format!("{}|{selected_cents}", selected_people.len()),
        "0".to_owned(),
    ];
    let found = String::from_utf8_lossy(&output.stdout);
    assert_eq!(found.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn duckdb_reads_published_figures_as_decimals() {
    let Some(python) = python() else { return };
    let (data, editions) = editions();
    let csv = data.path().join("figures.csv");
    let meta = data.path().join("figures.toml");
    std::fs::write(&csv, crate::published::SMALL).unwrap();
    std::fs::write(&meta, crate::published::META).unwrap();
    let manifest = editions.import_published(&csv, &meta, "oggi").unwrap();
    let edition = editions.open(manifest.number, Access::InForce).unwrap();
    let script = "import duckdb, sys\n\
        rows = duckdb.sql(f\"select territory, value, value_text from '{sys.argv[1]}/published.parquet'\")\n\
        for row in rows.fetchall(): print('|'.join(str(value) for value in row))";
    let output = Command::new(python)
        .args(["-c", script])
        .arg(edition.path())
        .output()
        .unwrap();
    let found = String::from_utf8_lossy(&output.stdout);
    let lines: Vec<&str> = found.lines().collect();
    assert_eq!(
        lines,
        ["IT|126.00|126", "04|0.46|0.46", "IT|101000.00|101000"]
    );
}
