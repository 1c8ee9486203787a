//! What a copy says of itself.

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use pas_storage::{known_schema, sha256};
use serde::{Deserialize, Serialize};

use super::{DUMPED, EMBEDDED, FOLDERS};

/// The entry of the archive that holds it; the last one.
pub(super) const NAME: &str = "manifesto.json";
/// What a reader must know; grows when older programs could not read what newer ones write.
const FORMAT: u32 = 1;

/// What a copy says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) format: u32,
    /// Version of the program that made it.
    pub(super) program: String,
    /// `sqlite` or `postgres`.
    pub(super) engine: CopiedEngine,
    /// Last migration of the database.
    pub(super) schema: i64,
    /// On a server, the name of the schema in which the tables were.
    pub(super) namespace: Option<String>,
    pub(super) made_at: Timestamp,
    pub(super) parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum CopiedEngine {
    Sqlite,
    Postgres,
}

impl CopiedEngine {
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }

    /// The entry of the archive that holds the database.
    pub(super) const fn database(self) -> &'static str {
        match self {
            Self::Sqlite => EMBEDDED,
            Self::Postgres => DUMPED,
        }
    }
}

/// One file of the copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Part {
    /// Its place, with `/` between folders.
    pub(super) path: String,
    pub(super) bytes: u64,
    /// In hexadecimal.
    pub(super) sha256: String,
}

impl Manifest {
    pub(super) fn new(
        engine: CopiedEngine,
        schema: i64,
        namespace: Option<String>,
        made_at: Timestamp,
    ) -> Self {
        Self {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            engine,
            schema,
            namespace,
            made_at,
            parts: Vec::new(),
        }
    }

    pub(super) fn to_json(&self) -> String {
        serde_json::to_string_pretty(self)
            .expect("invariant: a manifest has only texts and numbers")
    }

    /// Sixteen hexadecimal digits that no other copy has.
    pub(super) fn id(&self) -> String {
        HEXLOWER.encode(&sha256(self.to_json().as_bytes())[..8])
    }

    /// In Italian, why this program cannot restore such a copy; none when it can.
    pub(super) fn fault(&self) -> Option<String> {
        if self.format > FORMAT || self.schema > known_schema() {
            return Some(format!(
                "la copia è di una versione più nuova del programma (PAS {}, archivio al passo \
                 {:04}; questo programma arriva al {:04}): installa quella versione, poi ripristina",
                self.program,
                self.schema,
                known_schema()
            ));
        }
        let database = self.engine.database();
        let stranger = self
            .parts
            .iter()
            .find(|part| part.path != database && !is_of_folder(&part.path));
        if let Some(part) = stranger {
            return Some(format!("«{}» non è parte di una copia di PAS", part.path));
        }
        let has = |path: &str| self.parts.iter().any(|part| part.path == path);
        [database, super::KEY]
            .into_iter()
            .find(|path| !has(path))
            .map(|path| format!("nella copia manca «{path}»"))
    }
}

/// Whether `path` is a plain place inside one of the folders: none outside can be written.
fn is_of_folder(path: &str) -> bool {
    let mut names = path.split('/');
    let folder = names.next().unwrap_or_default();
    let is_plain = |name: &str| {
        !name.is_empty() && name != "." && name != ".." && !name.contains(['\\', ':', '\0'])
    };
    FOLDERS.contains(&folder) && path.contains('/') && names.all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::is_of_folder;

    #[test]
    fn nothing_outside_the_folders_can_be_written() {
        const CASES: &[(&str, bool)] = &[
            ("segreti/pseudonimi.key", true),
            ("catalogo/vecchi/comuni.csv", true),
            ("segreti", false),
            ("segreti/", false),
            ("segreti/../pas.toml", false),
            ("segreti//x", false),
            ("/etc/passwd", false),
            ("../segreti/x", false),
            ("pas.toml", false),
            ("catalogo/..\\..\\x", false),
        ];
        for (path, expected) in CASES {
            assert_eq!(is_of_folder(path), *expected, "{path}");
        }
    }
}
