//! The repository as the tests see it: its files with their text, and how a test reports.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A text file of the repository.
pub(crate) struct SourceFile {
    /// Path from the root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl SourceFile {
    /// Whether the file's name ends in one of `extensions` (without the dot).
    pub(crate) fn is_one_of(&self, extensions: &[&str]) -> bool {
        let extension = Path::new(&self.path).extension();
        extension.is_some_and(|found| extensions.iter().any(|wanted| found == *wanted))
    }

    /// Whether the file serves tests only.
    pub(crate) fn is_test(&self) -> bool {
        ["/tests/", "/benches/", "/fixtures/", "/snapshots/"]
            .iter()
            .any(|folder| self.path.contains(folder))
            || self.path.ends_with("/tests.rs")
    }

    /// The text up to the unit tests at the end of the file.
    pub(crate) fn without_unit_tests(&self) -> &str {
        let end = self.text.find("#[cfg(test)]\nmod ");
        &self.text[..end.unwrap_or(self.text.len())]
    }
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder
        .ancestors()
        .nth(2)
        .expect("the crate lies two folders below the root")
        .to_owned()
}

/// Every text file that git tracks or would track; a file of bytes is left out.
pub(crate) fn files() -> Vec<SourceFile> {
    let listed = Command::new("git")
        .args([
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "-z",
        ])
        .current_dir(root())
        .output()
        .expect("git lists the repository's files");
    assert!(
        listed.status.success(),
        "git ls-files failed: the tests want a git checkout"
    );
    let paths = String::from_utf8(listed.stdout).expect("paths are UTF-8");
    let files: Vec<SourceFile> = paths
        .split_terminator('\0')
        .filter_map(|path| {
            let text = fs::read_to_string(root().join(path)).ok()?;
            Some(SourceFile {
                path: path.to_owned(),
                text,
            })
        })
        .collect();
    assert!(files.len() > 20, "git lists only {} files", files.len());
    files
}

/// The text of one file that must be there.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path))
        .unwrap_or_else(|error| panic!("`{path}` cannot be read: {error}"))
}

/// Names of the folders under `crates/`, in order.
pub(crate) fn crate_folders() -> Vec<String> {
    let entries = fs::read_dir(root().join("crates")).expect("crates/ is there");
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().join("Cargo.toml").exists())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    names
}

/// Fails with every problem and with what to do about them.
pub(crate) fn report(problems: &[String], advice: &str) {
    assert!(
        problems.is_empty(),
        "\n  {}\n\n{advice}\n",
        problems.join("\n  ")
    );
}
