//! A second opinion on a flow: a schema that the user supplies, judged by libxml2's `xmllint`.

use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use pas_app::use_cases::check_flow::FindingLine;

/// Status with which `xmllint` says that the file does not follow the schema.
const INVALID: i32 = 3;

/// What `xmllint` says of `file` against `schema`, a line each.
///
/// The schema is the user's and the judge is libxml2, whose messages are in English; our own check
/// of INPS's schemas needs neither (see `docs/decisions/0007-second-opinion-by-xmllint.md`).
pub(crate) fn findings(schema: &Path, file: &Path) -> Result<Vec<FindingLine>, String> {
    let mut xmllint = Command::new("xmllint");
    xmllint
        .args(["--noout", "--nonet", "--schema"])
        .arg(schema)
        .arg(file);
    let said = xmllint.output().map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            "per --schema serve il programma xmllint: installa il pacchetto libxml2-utils"
                .to_owned()
        }
        _ => format!("non riesco ad avviare xmllint: {error}"),
    })?;
    let text = String::from_utf8_lossy(&said.stderr);
    match said.status.code() {
        Some(0) => Ok(Vec::new()),
        Some(INVALID) => Ok(text
            .lines()
            .filter_map(|line| finding(file, line))
            .collect()),
        _ => Err(format!(
            "{}: lo schema non si può usare: {}",
            schema.display(),
            text.lines().next().unwrap_or("xmllint non dice perché")
        )),
    }
}

/// A line such as `flow.xml:7: element Ente: Schemas validity error : …` as a finding; the closing
/// line, which only repeats that the file fails, is none.
fn finding(file: &Path, line: &str) -> Option<FindingLine> {
    let file = file.display().to_string();
    let (place, message) = line.split_once("Schemas validity error : ")?;
    let place = place
        .strip_prefix(&file)
        .unwrap_or(place)
        .trim_matches([':', ' ']);
    Some(FindingLine {
        path: format!("riga {place}"),
        file,
        record: None,
        code: "XSD-UTENTE",
        kind: "schema",
        severity: "error",
        message: format!("Lo schema indicato non lo accetta: {message}"),
        found: None,
        source: "schema indicato con --schema, giudicato da libxml2",
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::finding;

    #[test]
    fn reads_a_line_of_xmllint() {
        let line = "a/flow.xml:7: element Ente: Schemas validity error : Element 'Ente': missing.";
        let found = finding(Path::new("a/flow.xml"), line).expect("a finding");
        assert_eq!(found.path, "riga 7: element Ente");
        assert!(
            found.message.ends_with("Element 'Ente': missing."),
            "{}",
            found.message
        );
        assert!(finding(Path::new("a/flow.xml"), "a/flow.xml fails to validate").is_none());
    }
}
