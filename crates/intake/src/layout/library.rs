//! All layouts together, and finding the one that a header belongs to.

use std::path::Path;

use pas_domain::office::Office;

use super::header::{Candidate, Header};
use super::{Layout, LayoutError};
use crate::cell::{Cell, Row};

macro_rules! builtin {
    ($($file:literal),+ $(,)?) => {
        &[$(($file, include_str!(concat!("../../layouts/", $file)))),+]
    };
}

/// The builtin layouts. A new one is a file in `layouts/` and a line here.
const BUILTIN: &[(&str, &str)] = builtin![
    "adi.toml",
    "affido.toml",
    "affitti.toml",
    "anagrafe.toml",
    "anziani-annuale.toml",
    "contributi.toml",
    "dsu.toml",
    "ente.toml",
    "erp.toml",
    "mensa.toml",
    "nido.toml",
    "rsa.toml",
    "sinba.toml",
    "valutazioni-sina.toml",
];

/// The layouts in use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layouts {
    layouts: Vec<Layout>,
}

/// Why no layout fits, in Italian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoLayout {
    /// What is missing, what comes nearest, what to do.
    pub message: String,
}

impl Layouts {
    /// The layouts compiled into the program.
    pub fn builtin() -> Self {
        let parse = |(file, text): &(&str, &str)| {
            Layout::parse(file, text).expect("invariant: a test reads every builtin layout")
        };
        Self {
            layouts: BUILTIN.iter().map(parse).collect(),
        }
    }

    /// The builtin layouts and those of an ente's folder, of which one with the name of a builtin
    /// layout takes its place. Files that do not end in `.toml` are left alone.
    pub fn load(dir: &Path) -> Result<Self, LayoutError> {
        let mut layouts = Self::builtin();
        let read = |file: &Path, source| LayoutError::Read {
            file: file.display().to_string(),
            source,
        };
        let entries = std::fs::read_dir(dir).map_err(|source| read(dir, source))?;
        let mut files = Vec::new();
        for entry in entries {
            let path = entry.map_err(|source| read(dir, source))?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == "toml")
            {
                files.push(path);
            }
        }
        files.sort();
        for path in files {
            let text = std::fs::read_to_string(&path).map_err(|source| read(&path, source))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            layouts.add(Layout::parse(&name, &text)?);
        }
        Ok(layouts)
    }

    /// Adds a layout; one with the same name gives way.
    pub fn add(&mut self, layout: Layout) {
        self.layouts.retain(|old| old.name != layout.name);
        self.layouts.push(layout);
    }

    /// All layouts.
    pub fn all(&self) -> &[Layout] {
        &self.layouts
    }

    /// The layouts of an office.
    pub fn of(&self, office: Office) -> impl Iterator<Item = &Layout> {
        self.layouts
            .iter()
            .filter(move |layout| layout.office == office)
    }

    /// The layout whose [`Layout::name`] is `name`.
    pub fn named(&self, name: &str) -> Option<&Layout> {
        self.layouts.iter().find(|layout| layout.name == name)
    }

    /// The office's layout that fits these headings best, or why none does.
    pub fn recognise<'a>(
        &'a self,
        office: Office,
        headings: &[&str],
    ) -> Result<&'a Layout, NoLayout> {
        let cells = headings.iter().map(|text| Cell::Text((*text).to_owned()));
        let row = Row {
            number: 1,
            cells: cells.collect(),
        };
        match self.find(office, std::slice::from_ref(&row)) {
            Ok((layout, _)) => Ok(layout),
            Err(message) => Err(NoLayout { message }),
        }
    }

    /// The layout and header row among the first rows of a sheet, or the Italian message why none.
    pub(crate) fn find<'a>(
        &'a self,
        office: Office,
        rows: &[Row],
    ) -> Result<(&'a Layout, Header), String> {
        let rows: Vec<Candidate> = rows.iter().map(Candidate::of).collect();
        let best = |layouts: &mut dyn Iterator<Item = &'a Layout>| {
            let candidates = layouts.flat_map(|layout| {
                let headers = rows.iter().map(|row| Header::of(layout, row));
                headers.map(move |header| (layout, header))
            });
            // Of equals, `max_by_key` takes the last; the first row and layout must win.
            let candidates: Vec<_> = candidates.collect();
            let rank = |(_, header): &(&Layout, Header)| {
                (
                    header.is_complete(),
                    2 * header.n_known(),
                    std::cmp::Reverse(header.n_unknown()),
                )
            };
            candidates.into_iter().rev().max_by_key(rank)
        };
        match best(&mut self.of(office)) {
            Some((layout, header)) if header.is_complete() => Ok((layout, header)),
            nearest => {
                let mut elsewhere = self.layouts.iter().filter(|layout| layout.office != office);
                let other = best(&mut elsewhere).filter(|(_, header)| header.is_complete());
                Err(message(
                    office,
                    nearest.as_ref(),
                    other.map(|(layout, _)| layout),
                ))
            }
        }
    }
}

fn message(office: Office, nearest: Option<&(&Layout, Header)>, other: Option<&Layout>) -> String {
    if let Some(layout) = other {
        return format!(
            "sembra «{}», che è un file di {}, non di {}: controlla l'ufficio scelto",
            layout.title,
            layout.office.label(),
            office.label()
        );
    }
    let Some((layout, header)) = nearest.filter(|(_, header)| header.n_known() > 0) else {
        return format!(
            "non trovo una riga di intestazione fra le prime 30: la prima riga della tabella deve avere i nomi delle colonne ({})",
            "per esempio «Codice fiscale»"
        );
    };
    let quoted: Vec<String> = header
        .missing
        .iter()
        .map(|heading| format!("«{heading}»"))
        .collect();
    format!(
        "il tracciato più vicino è «{}» (intestazione alla riga {}), ma mancano le colonne {}: aggiungile, oppure chiedi un tracciato nuovo per questo file",
        layout.title,
        header.row,
        quoted.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use pas_domain::office::Office;

    use super::{BUILTIN, Layouts};
    use crate::layout::Layout;

    #[test]
    fn every_builtin_layout_reads_and_recognises_itself() {
        for (file, text) in BUILTIN {
            let layout = Layout::parse(file, text).expect(file);
            assert_eq!(*file, format!("{}.toml", layout.name));
            let headings = layout.template_headings();
            let layouts = Layouts::builtin();
            let found = layouts.recognise(layout.office, &headings).expect(file);
            assert_eq!(found.name, layout.name);
        }
    }

    #[test]
    fn says_what_is_missing_and_what_comes_nearest() {
        let layouts = Layouts::builtin();
        let says = |office, headings: &[&str]| {
            layouts
                .recognise(office, headings)
                .expect_err("none fits")
                .message
        };
        let message = says(Office::Isee, &["CF", "Protocollo DSU", "Valore ISEE"]);
        assert!(message.contains("«Data presentazione»"), "{message}");
        let message = says(
            Office::Casa,
            &["CF", "Protocollo DSU", "Data presentazione", "Valore ISEE"],
        );
        assert!(message.contains("Ufficio ISEE"), "{message}");
        let message = says(Office::Casa, &["a", "b"]);
        assert!(message.contains("prime 30"), "{message}");
    }
}
