//! An answer in lines and columns: what the table formats have in common.

use pas_analytics::answer::{Answer, Protection, label};
use pas_cube::dimension::{Axis, Level};
use pas_cube::measure::{Measure, Unit};
use pas_domain::italian::whole;

use super::block::{Block, blocks};
use super::caption::Caption;
use crate::use_cases::ask_edition::Answered;

/// What stands for a figure that is hidden.
pub const HIDDEN: &str = "oscurato";

/// One field of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// Words.
    Text(String),
    /// A number, with so many decimals; euro for money.
    Number(f64, u8),
    /// Hidden for confidentiality.
    Hidden,
    /// No such figure.
    Empty,
}

/// Lines and columns, and what must be said of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Name and text: edition, question, definitions, protection.
    pub notes: Vec<(String, String)>,
    /// Headings.
    pub headings: Vec<String>,
    /// Lines.
    pub lines: Vec<Vec<Field>>,
}

impl Sheet {
    /// The answer, and under it the figures that it is set against.
    pub fn of(answered: &Answered) -> Self {
        Self {
            notes: notes(answered),
            headings: headings(answered),
            lines: lines(answered, &blocks(answered)),
        }
    }

    /// The same for whoever takes it away: with what is asked before the notes, and where behind them.
    pub fn captioned(answered: &Answered, caption: &Caption) -> Self {
        let mut sheet = Self::of(answered);
        let asked = [("Titolo", &caption.title), ("Filtri", &caption.filters)];
        let asked = asked.map(|(name, words)| (name.to_owned(), words.clone()));
        sheet.notes.splice(0..0, asked);
        sheet
            .notes
            .push(("Indirizzo".to_owned(), caption.address.clone()));
        sheet
    }
}

fn notes(answered: &Answered) -> Vec<(String, String)> {
    let answer = &answered.answer;
    let mut notes = vec![
        (
            "Edizione".to_owned(),
            format!("{} ({})", answered.edition, answered.title),
        ),
        ("Fonte".to_owned(), answered.source.clone()),
        ("Domanda".to_owned(), answer.query.to_string()),
    ];
    for measure in &answer.measures {
        notes.push((
            measure.label.to_owned(),
            format!("{} {}", measure.definition, measure.how),
        ));
    }
    for (year, vintage) in &answer.vintages {
        notes.push((
            format!("Abitanti per il {year}"),
            format!("ISTAT, residenti al 1° gennaio {vintage}"),
        ));
    }
    if let Some(coverage) = &answer.coverage {
        let percent = coverage.percent().unwrap_or(0);
        notes.push((
            "Copertura".to_owned(),
            format!(
                "{} record su {} attesi ({percent} %)",
                whole(coverage.n_present),
                whole(coverage.n_expected)
            ),
        ));
    }
    if let Some(level) = partial(answer) {
        let words = format!(
            "Il totale comprende solo chi ha un valore in «{}»: resta fuori, per esempio, chi vive all'estero o dove non è noto.",
            level.label
        );
        notes.push(("Totali".to_owned(), words));
    }
    if answer.n_left_out > 0 {
        let why = if answer.threshold > 0 {
            format!("nessun beneficiario, o meno di {}", answer.threshold)
        } else {
            "nessun beneficiario".to_owned()
        };
        notes.push((
            "Righe senza valori".to_owned(),
            format!("{} ({why})", whole(answer.n_left_out as u64)),
        ));
    }
    notes.push(("Riservatezza".to_owned(), confidentiality(answer)));
    for view in answered.safer.iter().take(3) {
        let words = format!(
            "{} ({} celle mostrate, {} oscurate)",
            view.query, view.n_shown, view.n_hidden
        );
        notes.push((format!("Vista che nasconde meno, {}", view.change), words));
    }
    notes
}

/// A level on rows or columns that some records have no value of.
fn partial(answer: &Answer) -> Option<&'static Level> {
    let has_gaps = |level: &&'static Level| {
        matches!(level.axis, Axis::Residence | Axis::Body) && level.id != "ente"
            || matches!(level.id, "gruppo" | "eta_ampia")
    };
    answer.query.shown().find(has_gaps)
}

/// What was done to the figures, and what that means for who passes them on.
fn confidentiality(answer: &Answer) -> String {
    match answer.protection {
        Protection::Full => format!(
            "I valori sono protetti: quelli che riguardano meno di {} persone, o che porterebbero a esse, sono \
             oscurati; gli altri hanno una piccola variazione casuale, sempre la stessa per le stesse persone. Perciò \
             le parti possono non sommare esattamente al totale.",
            answer.threshold
        ),
        Protection::Threshold if answer.threshold == 0 => {
            "Dati del tuo ente, esatti, per uso interno. Non pubblicarli così.".to_owned()
        }
        Protection::Threshold => format!(
            "Dati del tuo ente, per uso interno: i valori che riguardano meno di {} persone sono oscurati, gli altri \
             sono esatti. Non pubblicarli così: chi sottrae una tabella dall'altra può risalire a poche persone.",
            answer.threshold
        ),
        Protection::None => {
            "Dati del tuo ente, esatti: chi li legge può aprire i record. Non pubblicarli così."
                .to_owned()
        }
    }
}

fn headings(answered: &Answered) -> Vec<String> {
    let answer = &answered.answer;
    let mut headings = Vec::new();
    if answer.comparison.is_some() {
        headings.push("Confronto".to_owned());
    }
    for level in &answer.query.rows {
        headings.push(format!("{} (codice)", level.label));
        headings.push(level.label.to_owned());
    }
    let has_columns = !answer.query.columns.is_empty();
    for column in &answer.table.columns {
        for measure in &answer.measures {
            headings.push(if has_columns {
                format!("{} - {}", label(column), heading(measure))
            } else {
                heading(measure)
            });
        }
    }
    if has_columns {
        headings.extend(
            answer
                .measures
                .iter()
                .map(|measure| format!("Totale - {}", heading(measure))),
        );
    }
    headings
}

fn heading(measure: &Measure) -> String {
    match measure.unit {
        Unit::Count => measure.label.to_owned(),
        Unit::Cents => format!("{} (euro)", measure.label),
        Unit::Ratio { sign, .. } => format!("{} ({sign})", measure.label),
    }
}

fn lines(answered: &Answered, blocks: &[Block]) -> Vec<Vec<Field>> {
    let n_rows = answered.answer.query.rows.len();
    let mut lines = Vec::new();
    for block in blocks {
        for line in &block.lines {
            let mut fields = Vec::new();
            if answered.answer.comparison.is_some() {
                fields.push(Field::Text(block.name.clone()));
            }
            if let Some(nodes) = &line.nodes {
                let names = nodes.iter().flat_map(|node| [&node.code, &node.label]);
                fields.extend(names.cloned().map(Field::Text));
            } else {
                let name = |n| if n == 1 { "Totale" } else { "" };
                fields.extend((0..2 * n_rows).map(|n| Field::Text(name(n).to_owned())));
            }
            fields.extend(line.cells.iter().flatten().cloned());
            lines.push(fields);
        }
    }
    lines
}
