//! INPS's own schema, asked through `xmllint`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Once;

use pas_app::use_cases::write_flow::FlowKind;

use super::home::say;

/// Asserts that INPS's schema accepts `flow`; says so when it cannot be asked.
pub(crate) fn assert_accepted(kind: FlowKind, flow: &[u8]) {
    let Some(schema) = schema(kind) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("flusso.xml");
    std::fs::write(&file, flow).expect("written");
    let mut xmllint = Command::new("xmllint");
    xmllint
        .args(["--noout", "--nonet", "--schema"])
        .arg(schema)
        .arg(&file);
    let answer = match xmllint.output() {
        Ok(answer) => answer,
        Err(error) => return skipped(&format!("xmllint does not run: {error}")),
    };
    assert!(
        answer.status.success(),
        "{}",
        String::from_utf8_lossy(&answer.stderr)
    );
}

fn schema(kind: FlowKind) -> Option<PathBuf> {
    let name = match kind {
        FlowKind::Benefits => "PS_PSA_SINA201812.xsd",
        FlowKind::Minors => "SINBA.xsd",
    };
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("PAS_SHARED").map_or_else(beside, PathBuf::from);
    let schema = shared.join("siuss").join(name);
    if schema.exists() {
        return Some(schema);
    }
    skipped(&format!("{name} is not in the shared folder (PAS_SHARED)"));
    None
}

fn skipped(why: &str) {
    static SAID: Once = Once::new();
    SAID.call_once(|| say(&format!("SKIPPED: INPS's own schema is not asked: {why}")));
}
