//! What may stand in one crate only: SQL in storage, INPS's wire names in siuss, rules in the registry.

use crate::repository::{SourceFile, files, read, report};

/// Names of INPS's XSDs that nothing else would be called.
const WIRE_NAMES: &[&str] = &[
    "AttivitaVitaQuotidiana",
    "CFOperatore",
    "CodicePrestazione",
    "DataErogazionePrestazione",
    "DataInizioPrestazione",
    "FasciaEtaBeneficiario",
    "IdentificazioneFlusso",
    "ImportoQuotaEnte",
    "ImportoQuotaRichiesta",
    "NumeroProtocolloDSU",
    "OreServizioMensile",
    "PeriodoErogazione",
    "PresenzaProvaMezzi",
];

/// How a statement of SQL begins, in the capitals in which we write it.
const STATEMENTS: &[&str] = &[
    "CREATE TABLE ",
    "DELETE FROM ",
    "INSERT INTO ",
    "SELECT ",
    "WITH RECURSIVE ",
    "sqlx::",
];

/// The production code of every crate but `except`.
fn production_code<'a>(
    files: &'a [SourceFile],
    except: &'a [&'a str],
) -> impl Iterator<Item = &'a SourceFile> {
    files.iter().filter(move |file| {
        file.path.starts_with("crates/")
            && file.is_one_of(&["rs", "html", "toml"])
            && !file.path.ends_with("/Cargo.toml")
            && !file.is_test()
            && !except
                .iter()
                .any(|name| file.path.starts_with(&format!("crates/{name}/")))
    })
}

fn lines_naming(file: &SourceFile, names: &[&str]) -> Vec<String> {
    let lines = file.without_unit_tests().lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .filter(|(_, line)| names.iter().any(|name| line.contains(name)))
        .map(|(n, line)| format!("{}:{}: {}", file.path, n + 1, line.trim()))
        .collect()
}

#[test]
fn sql_stands_in_storage_only() {
    let files = files();
    // The cube writes SQL for engines that are not ours, and executes none.
    let problems: Vec<String> = production_code(&files, &["cube", "storage", "tidy"])
        .flat_map(|file| lines_naming(file, STATEMENTS))
        .collect();
    report(
        &problems,
        "Give crates/storage a function with a name from the field, and call that.",
    );
}

#[test]
fn exact_cells_stay_behind_the_door() {
    let files = files();
    let names = &["pas_cube::grid", "pas_cube::scan", "Grid", "scan("];
    let problems: Vec<String> = production_code(&files, &["analytics", "cube", "tidy"])
        .filter(|file| file.text.contains("pas_cube") && !file.path.contains("/examples/"))
        .flat_map(|file| lines_naming(file, names))
        .collect();
    report(
        &problems,
        "Ask pas-analytics for an answer: what a scan gives is exact and names people.",
    );
}

#[test]
fn wire_names_stand_in_siuss_only() {
    let files = files();
    let problems: Vec<String> = production_code(&files, &["siuss", "tidy"])
        .flat_map(|file| lines_naming(file, WIRE_NAMES))
        .collect();
    report(
        &problems,
        "Outside crates/siuss a value of a flow is a `Field`, with a label to show.",
    );
}

#[test]
fn every_rule_is_in_the_registry() {
    let registry = read("crates/rules/src/registry.rs");
    let files = files();
    let rules: Vec<&SourceFile> = files
        .iter()
        .filter(|file| file.path.starts_with("crates/rules/src/rules/"))
        .filter(|file| file.text.contains("static RULE: Rule"))
        .collect();
    assert!(!rules.is_empty(), "the search for rules finds none");
    let problems: Vec<String> = rules
        .iter()
        .filter(|file| !registry.contains(&entry(&file.path)))
        .map(|file| file.path.clone())
        .collect();
    report(
        &problems,
        "A rule counts only once crates/rules/src/registry.rs names it.",
    );
}

/// What the registry says of the rule in the file at `path`.
fn entry(path: &str) -> String {
    let mut parts = path.trim_end_matches(".rs").rsplit('/');
    let name = parts.next().unwrap_or_default();
    let group = parts.next().unwrap_or_default();
    format!("&{group}::{name}::RULE,")
}
