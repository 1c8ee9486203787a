//! An answer in lines and columns: what the table formats have in common.

use pas_analytics::answer::{Answer, Compared, Figure, Protection, Table, label};
use pas_cube::dimension::{Axis, Level};
use pas_cube::measure::{Measure, Unit};
use pas_domain::italian::whole;

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
        let answer = &answered.answer;
        let mut sheet = Self {
            notes: notes(answered),
            headings: headings(answered),
            lines: lines(answered, &answer.table, ""),
        };
        if let Some(compared) = &answer.comparison {
            let of_comparison = lines(answered, &compared.table, &compared.label);
            sheet.lines.extend(of_comparison);
            sheet.lines.extend(changes(answered, compared));
        }
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

fn lines(answered: &Answered, table: &Table, compared: &str) -> Vec<Vec<Field>> {
    let query = &answered.answer.query;
    let opening = |codes: Vec<(String, String)>| {
        let mut line = Vec::new();
        if answered.answer.comparison.is_some() {
            line.push(Field::Text(compared.to_owned()));
        }
        line.extend(
            codes
                .into_iter()
                .flat_map(|(code, label)| [Field::Text(code), Field::Text(label)]),
        );
        line
    };
    let finish = |mut line: Vec<Field>, body: &[Vec<Figure>], total: &[Figure]| {
        let total = if query.columns.is_empty() {
            &[][..]
        } else {
            total
        };
        let figures = body.iter().map(Vec::as_slice).chain([total]);
        for figures in figures {
            let fields = answered.answer.measures.iter().zip(figures);
            line.extend(fields.map(|(measure, figure)| field(measure, *figure)));
        }
        line
    };
    let rows = table.rows.iter().zip(&table.body).zip(&table.row_totals);
    let mut lines: Vec<Vec<Field>> = rows
        .map(|((nodes, body), total)| {
            let codes = nodes
                .iter()
                .map(|node| (node.code.clone(), node.label.clone()))
                .collect();
            finish(opening(codes), body, total)
        })
        .collect();
    if !query.rows.is_empty() {
        let mut codes = vec![(String::new(), String::new()); query.rows.len()];
        "Totale".clone_into(&mut codes[0].1);
        lines.push(finish(opening(codes), &table.column_totals, &table.whole));
    }
    lines
}

/// For each line, how much the answer differs from what it is set against, in percent.
fn changes(answered: &Answered, compared: &Compared) -> Vec<Vec<Field>> {
    let now = lines(answered, &answered.answer.table, "Variazione %");
    let answer = &answered.answer;
    let n_labels = 1 + 2 * answer.query.rows.len();
    let figures = |table: &Table| -> Vec<Vec<Figure>> {
        let has_columns = !answer.query.columns.is_empty();
        let line = |body: &[Vec<Figure>], total: &[Figure]| {
            let total = if has_columns { total } else { &[] };
            body.iter().flatten().chain(total).copied().collect()
        };
        let rows = table.body.iter().zip(&table.row_totals);
        let mut all: Vec<Vec<Figure>> = rows.map(|(body, total)| line(body, total)).collect();
        if !answer.query.rows.is_empty() {
            all.push(line(&table.column_totals, &table.whole));
        }
        all
    };
    let pairs = figures(&answer.table)
        .into_iter()
        .zip(figures(&compared.table));
    let changed = |(label, (now, before)): (Vec<Field>, (Vec<Figure>, Vec<Figure>))| {
        let change = |(now, before)| match Compared::change(now, before) {
            Some(change) => Field::Number(change, 1),
            None if now == Figure::Few || before == Figure::Few => Field::Hidden,
            None => Field::Empty,
        };
        let labels = label.into_iter().take(n_labels);
        labels
            .chain(now.into_iter().zip(before).map(change))
            .collect()
    };
    now.into_iter().zip(pairs).map(changed).collect()
}

fn field(measure: &Measure, figure: Figure) -> Field {
    match (figure, measure.unit) {
        (Figure::Few, _) => Field::Hidden,
        (Figure::None, _) => Field::Empty,
        (Figure::Number(value), Unit::Count) => Field::Number(value, 0),
        (Figure::Number(value), Unit::Cents) => Field::Number(value / 100.0, 2),
        (Figure::Number(value), Unit::Ratio { decimals, .. }) => Field::Number(value, decimals),
    }
}
