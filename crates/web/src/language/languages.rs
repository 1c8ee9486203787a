//! The languages of an installation: those in the binary, and those in a folder of the ente's.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pas_translation::{Fault, Po, Translation};

/// The translations in the binary, as the menu lists them.
const BUILTIN: [(&str, &str); 3] = [
    ("de.po", include_str!("../../translations/de.po")),
    ("fr.po", include_str!("../../translations/fr.po")),
    ("sl.po", include_str!("../../translations/sl.po")),
];

/// A translation file cannot be used. The words are for whoever runs the installation.
#[derive(Debug, thiserror::Error)]
pub enum LanguageError {
    /// A file or the folder cannot be read.
    #[error("{}: la traduzione non si legge; controlla i permessi e che sia testo UTF-8", file.display())]
    Unreadable {
        /// The file or the folder.
        file: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A file is read, and something in it is wrong.
    #[error("{}, {fault}", file.display())]
    Faulty {
        /// The file.
        file: PathBuf,
        /// What, and on which line.
        fault: Fault,
    },
}

/// The languages that pages can be had in, beside Italian.
#[derive(Debug, Clone)]
pub struct Languages {
    all: Arc<[Translation]>,
}

impl Default for Languages {
    fn default() -> Self {
        Self::builtin()
    }
}

impl Languages {
    /// Italian alone.
    pub fn none() -> Self {
        Self { all: [].into() }
    }

    /// Those in the binary.
    pub fn builtin() -> Self {
        let all = made(&builtin_files()).expect("the translations in the binary are tested");
        Self { all }
    }

    /// Those in the binary with those of `folder`, if it is there. A file of the same name as one of
    /// ours goes before it message by message.
    pub fn read(folder: &Path) -> Result<Self, LanguageError> {
        let mut files = builtin_files();
        for (name, file) in own_files(folder)? {
            let text =
                std::fs::read_to_string(&file).map_err(|source| LanguageError::Unreadable {
                    file: file.clone(),
                    source,
                })?;
            let po = Po::read(&text).map_err(|fault| LanguageError::Faulty {
                file: file.clone(),
                fault,
            })?;
            files.entry(name).or_default().push((file, po));
        }
        Ok(Self { all: made(&files)? })
    }

    /// Each of them.
    pub(super) fn all(&self) -> &[Translation] {
        &self.all
    }

    /// The one with this code.
    pub(super) fn get(&self, tag: &str) -> Option<&Translation> {
        self.all
            .iter()
            .find(|language| language.tag().eq_ignore_ascii_case(tag))
    }
}

/// By name, the files that make a language together, with where each is.
type Files = BTreeMap<String, Vec<(PathBuf, Po)>>;

fn builtin_files() -> Files {
    let read = |(name, text): (&str, &str)| {
        let po = Po::read(text).expect("the translations in the binary are tested");
        (name.to_owned(), vec![(PathBuf::from(name), po)])
    };
    BUILTIN.into_iter().map(read).collect()
}

fn own_files(folder: &Path) -> Result<BTreeMap<String, PathBuf>, LanguageError> {
    let failed = |source| LanguageError::Unreadable {
        file: folder.to_owned(),
        source,
    };
    if !folder.exists() {
        return Ok(BTreeMap::new());
    }
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        if let Some(name) = name.filter(|_| path.extension().is_some_and(|end| end == "po")) {
            files.insert(name, path);
        }
    }
    Ok(files)
}

fn made(files: &Files) -> Result<Arc<[Translation]>, LanguageError> {
    let mut all = Vec::new();
    for parts in files.values() {
        // A fault is looked for file by file, so that it can be told of the right one.
        for (place, (file, _)) in parts.iter().enumerate() {
            let upto = parts[..=place].iter().map(|(_, po)| po);
            Translation::of(upto).map_err(|fault| LanguageError::Faulty {
                file: file.clone(),
                fault,
            })?;
        }
        let whole = Translation::of(parts.iter().map(|(_, po)| po));
        all.extend(whole);
    }
    Ok(all.into())
}

#[cfg(test)]
mod tests {
    use super::Languages;

    #[test]
    fn has_three_languages_in_the_binary() {
        let tags: Vec<_> = Languages::builtin()
            .all()
            .iter()
            .map(|one| one.tag().to_owned())
            .collect();
        assert_eq!(tags, ["de", "fr", "sl"]);
    }

    #[test]
    fn an_ente_adds_words_and_languages() {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).expect("a file");
        };
        put("de.po", "msgid \"Esci\"\nmsgstr \"Servus\"\n");
        put(
            "lld.po",
            "msgid \"\"\nmsgstr \"Language: lld\\nX-PAS-Nome: Ladin\\n\"\n\nmsgid \"Esci\"\nmsgstr \"Jí fora\"\n",
        );
        put("appunti.txt", "non si legge");
        let languages = Languages::read(folder.path()).expect("languages");
        assert_eq!(languages.all().len(), 4);
        let words = |tag: &str, text: &str| languages.get(tag).and_then(|one| one.translate(text));
        assert_eq!(words("de", "Esci").as_deref(), Some("Servus"));
        assert_eq!(words("de", "Guida").as_deref(), Some("Leitfaden"));
        assert_eq!(words("LLD", "Esci").as_deref(), Some("Jí fora"));
        assert_eq!(
            Languages::read(&folder.path().join("altra"))
                .expect("no folder")
                .all()
                .len(),
            3
        );
    }

    #[test]
    fn a_broken_file_is_refused_with_its_name_and_line() {
        let folder = tempfile::tempdir().expect("a folder");
        for (text, words) in [
            ("msgid \"Esci\"\n", "de.po, riga 1: "),
            (
                "msgid \"Esci\"\nmsgstr \"Abmelden {1}\"\n",
                "de.po, riga 1: la traduzione ha il segnaposto {1}",
            ),
        ] {
            std::fs::write(folder.path().join("de.po"), text).expect("a file");
            let error = Languages::read(folder.path())
                .expect_err("a fault")
                .to_string();
            assert!(error.contains(words), "{error}");
        }
    }
}
