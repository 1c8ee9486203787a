//! Python's lxml (libxml2), measured by `tools/benchmark-lxml.py`.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The ways that the script measures, in its order, and what we call them.
const WAYS: [&str; 3] = [
    "lxml: XML, then validate",
    "lxml: the same, lean parser",
    "lxml: validate while parsing",
];

/// A Python with lxml, and INPS's XSD.
pub(crate) struct Lxml {
    python: String,
    schema: PathBuf,
}

impl Lxml {
    /// None where either is missing.
    pub(crate) fn found() -> Option<Self> {
        let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let schema = shared().join("siuss/PS_PSA_SINA201812.xsd");
        let imported = Command::new(&python)
            .args(["-c", "import lxml.etree"])
            .output()
            .ok()?;
        (imported.status.success() && schema.is_file()).then_some(Self { python, schema })
    }

    /// No time measured yet, way by way.
    pub(crate) fn nothing_yet() -> Vec<(&'static str, f64)> {
        WAYS.iter().map(|way| (*way, f64::INFINITY)).collect()
    }

    /// Measures every way on the flows in `folder`; keeps in `best` the shorter time of each.
    pub(crate) fn measure(&self, folder: &Path, best: &mut [(&'static str, f64)]) {
        let output = self.command(folder).arg("2").output().expect("Python runs");
        assert!(
            output.status.success(),
            "lxml: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let printed = String::from_utf8(output.stdout).expect("figures");
        let figures = printed
            .lines()
            .filter_map(|line| line.rsplit(' ').next()?.parse().ok());
        let figures: Vec<f64> = figures.collect();
        assert_eq!(figures.len(), best.len(), "one figure a way");
        for ((_, shortest), seconds) in best.iter_mut().zip(figures) {
            *shortest = shortest.min(seconds);
        }
    }

    /// The script on `target`.
    pub(crate) fn command(&self, target: &Path) -> Command {
        let mut command = Command::new(&self.python);
        command
            .arg(root().join("tools/benchmark-lxml.py"))
            .arg(&self.schema)
            .arg(target);
        command
    }
}

fn shared() -> PathBuf {
    std::env::var_os("PAS_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
