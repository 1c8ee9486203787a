//! What a report is made of.

use pas_chart::Chart;
use pas_domain::italian::whole;

use crate::portal::Field;

/// A report over one territory, one year and one edition.
#[derive(Debug, Clone)]
pub struct Report {
    /// Its title.
    pub title: String,
    /// The territory, as one calls it.
    pub territory: String,
    /// The year.
    pub year: i16,
    /// Number of the edition.
    pub edition: u32,
    /// Its title.
    pub edition_title: String,
    /// Where its data come from.
    pub source: String,
    /// The instant in which the edition was built, ISO 8601.
    pub created: String,
    /// Who reads, and publishes: the name of the ente.
    pub publisher: String,
    /// What was done to the figures, and what that means for who passes them on.
    pub confidentiality: String,
    /// The edition that it is compared with, or why it is compared with none.
    pub compared: Compared,
    /// The chapters.
    pub chapters: Vec<Chapter>,
    /// How it is computed: name and text.
    pub method: Vec<(String, String)>,
    /// What the reader can change.
    pub fields: Vec<Field>,
}

/// What a report is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compared {
    /// An edition, by number and title.
    With(u32, String),
    /// None; in Italian, why.
    Not(String),
}

/// A chapter.
#[derive(Debug, Clone)]
pub struct Chapter {
    /// Its name in addresses.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it says in one paragraph; where it can say nothing, why, and what is missing.
    pub opening: Sentence,
    /// Its sections.
    pub sections: Vec<Section>,
    /// What differs from the edition it is compared with, in the order of the chapter.
    pub changes: Vec<Change>,
}

/// A section of a chapter.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its name in addresses.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// What it says.
    pub sentences: Vec<Sentence>,
    /// Its tables.
    pub tables: Vec<Table>,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// What must be said of them.
    pub notes: Vec<String>,
}

/// A sentence, or a few, in pieces; a piece that differs from the other edition says what stood there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The pieces, in order, with their spaces.
    pub spans: Vec<Span>,
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The words; empty where words of the other edition stand here no more.
    pub text: String,
    /// What the other edition says here, where it says something else.
    pub was: Option<String>,
}

/// A numbered table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its name, the same in every edition.
    pub id: String,
    /// Its number, from 1.
    pub number: usize,
    /// What it shows.
    pub caption: String,
    /// What the first column holds.
    pub corner: String,
    /// The headings of the other columns.
    pub headings: Vec<Heading>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The figures of the whole, counted at their own level.
    pub total: Option<Row>,
    /// What must be said of it.
    pub notes: Vec<String>,
    /// The question behind it; empty where there are several.
    pub question: String,
    /// Whether the other edition has no such table.
    pub is_new: bool,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// What it stands for, the same in every edition.
    pub key: String,
    /// Words.
    pub label: String,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it stands for, the same in every edition.
    pub key: String,
    /// Its name.
    pub name: String,
    /// A cell for each heading.
    pub cells: Vec<Cell>,
    /// Whether the other edition's table has no such row.
    pub is_new: bool,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What stands there.
    pub shown: Shown,
    /// What the other edition shows here, where it shows something else.
    pub was: Option<Was>,
}

/// What a cell shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// A number, and how one reads it.
    Number(f64, String),
    /// Words.
    Words(String),
    /// Hidden for confidentiality.
    Hidden,
    /// There is no such figure.
    Absent,
}

/// What another edition shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Was {
    /// As one reads it.
    pub text: String,
    /// Which way it went since.
    pub way: Way,
}

/// Which way a figure went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It is more.
    Up,
    /// It is less.
    Down,
    /// It is another, and neither more nor less: shown where it was hidden, other words.
    Other,
}

/// A numbered figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Its number, from 1.
    pub number: usize,
    /// What it shows.
    pub caption: String,
    /// The drawing.
    pub chart: Chart,
}

/// Something that differs from the other edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where: `Tabella 3, riga «Mensa», colonna «Beneficiari»`.
    pub place: String,
    /// What the other edition shows.
    pub before: String,
    /// What this one shows.
    pub now: String,
}

impl Report {
    /// The tables, in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        let sections = self.chapters.iter().flat_map(|chapter| &chapter.sections);
        sections.flat_map(|section| &section.tables)
    }

    /// The figures, in order.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        let sections = self.chapters.iter().flat_map(|chapter| &chapter.sections);
        sections.flat_map(|section| &section.figures)
    }

    /// How many values differ from the other edition.
    pub fn n_changes(&self) -> usize {
        self.chapters
            .iter()
            .map(|chapter| chapter.changes.len())
            .sum()
    }

    /// What it is compared with, in words; `how` tells how the document marks what changed.
    pub(crate) fn compared_in_words(&self, how: &str) -> String {
        let (number, title) = match &self.compared {
            Compared::Not(why) => return why.clone(),
            Compared::With(number, title) => (number, title),
        };
        let changed = match self.n_changes() {
            0 => "non è cambiato niente di ciò che qui si vede.".to_owned(),
            1 => format!("è cambiato un valore. {how}"),
            n => format!("sono cambiati {} valori. {how}", whole(n as u64)),
        };
        format!("Rispetto all'edizione {number} ({title}) {changed}")
    }

    /// Gives tables and figures their numbers, from the first chapter to the last.
    pub(crate) fn number(&mut self) {
        let (mut n_tables, mut n_figures) = (0, 0);
        let chapters = self.chapters.iter_mut();
        for section in chapters.flat_map(|chapter| &mut chapter.sections) {
            for table in &mut section.tables {
                n_tables += 1;
                table.number = n_tables;
            }
            for figure in &mut section.figures {
                n_figures += 1;
                figure.number = n_figures;
                figure.chart.id = format!("figura-{n_figures}");
            }
        }
    }
}

impl Chapter {
    pub(crate) fn new(id: &'static str, title: &'static str, opening: impl Into<String>) -> Self {
        Self {
            id,
            title,
            opening: Sentence::new(opening),
            sections: Vec::new(),
            changes: Vec::new(),
        }
    }
}

impl Section {
    pub(crate) fn new(id: &'static str, title: impl Into<String>) -> Self {
        Self {
            id,
            title: title.into(),
            sentences: Vec::new(),
            tables: Vec::new(),
            figures: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The same section, saying `words` too; nothing where they are empty.
    pub(crate) fn say(mut self, words: impl Into<String>) -> Self {
        let words = words.into();
        if !words.is_empty() {
            self.sentences.push(Sentence::new(words));
        }
        self
    }

    /// The same section with a table and, where there is one, its drawing.
    pub(crate) fn show(mut self, table: Table, drawing: Option<Chart>) -> Self {
        self.figures.extend(drawing.map(|chart| Figure {
            number: 0,
            caption: table.caption.clone(),
            chart,
        }));
        self.tables.push(table);
        self
    }

    /// The same section with a note.
    pub(crate) fn note(mut self, words: impl Into<String>) -> Self {
        self.notes.push(words.into());
        self
    }
}

impl Sentence {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self {
            spans: vec![Span {
                text: text.into(),
                was: None,
            }],
        }
    }

    /// The words, as this edition says them.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

impl Cell {
    pub(crate) const fn new(shown: Shown) -> Self {
        Self { shown, was: None }
    }

    pub(crate) fn words(text: impl Into<String>) -> Self {
        Self::new(Shown::Words(text.into()))
    }
}

impl Shown {
    /// As one reads it.
    pub fn text(&self) -> &str {
        match self {
            Self::Number(_, text) | Self::Words(text) => text,
            Self::Hidden => "oscurato",
            Self::Absent => "–",
        }
    }
}

impl Way {
    /// The sign that stands beside the words.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Up => "▲",
            Self::Down => "▼",
            Self::Other => "≠",
        }
    }
}

impl Was {
    /// The mark beside the figure: `▲ era 1.234`.
    pub fn mark(&self) -> String {
        format!("{} era {}", self.way.sign(), self.text)
    }
}

impl Table {
    /// `Tabella 3`.
    pub fn name(&self) -> String {
        format!("Tabella {}", self.number)
    }
}

impl Figure {
    /// `Figura 2`.
    pub fn name(&self) -> String {
        format!("Figura {}", self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_counted_in_good_italian() {
        let change = Change {
            place: "Tabella 1".to_owned(),
            before: "1".to_owned(),
            now: "2".to_owned(),
        };
        for (n, words) in [
            (0, "non è cambiato niente di ciò che qui si vede."),
            (1, "è cambiato un valore. Ecco."),
            (1_200, "sono cambiati 1.200 valori. Ecco."),
        ] {
            let mut chapter = Chapter::new("spesa", "Quanto spendiamo", "");
            chapter.changes = vec![change.clone(); n];
            let report = Report {
                title: String::new(),
                territory: String::new(),
                year: 2025,
                edition: 2,
                edition_title: String::new(),
                source: String::new(),
                created: String::new(),
                publisher: String::new(),
                confidentiality: String::new(),
                compared: Compared::With(1, "Prova".to_owned()),
                chapters: vec![chapter],
                method: Vec::new(),
                fields: Vec::new(),
            };
            assert_eq!(
                report.compared_in_words("Ecco."),
                format!("Rispetto all'edizione 1 (Prova) {words}")
            );
        }
    }
}
