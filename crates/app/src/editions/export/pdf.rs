//! An answer for print: sentence, drawing, table and notes, as tagged PDF.

use pas_domain::italian::decimal;
use pas_print::{Block, Document, Table};

use super::drawing::chart;
use super::file::Export;
use super::sheet::{Field, HIDDEN, Sheet};
use crate::error::AppError;

/// The file's bytes.
pub(super) fn write(export: &Export) -> Result<Vec<u8>, AppError> {
    let caption = &export.caption;
    let sheet = export.sheet();
    let mut blocks = vec![
        Block::Heading(1, caption.title.clone()),
        Block::Paragraph(caption.sentence.clone()),
    ];
    // What cannot be drawn has its table.
    if let Ok(chart) = chart(export) {
        blocks.push(Block::Drawing {
            svg: chart.for_file(&[]),
            caption: String::new(),
            words: format!("{}. {}", chart.title, chart.words()),
        });
    }
    blocks.push(Block::Heading(2, "Tabella".to_owned()));
    blocks.push(Block::Table(table(export, &sheet)));
    blocks.push(Block::Heading(2, "Che cosa dicono queste cifre".to_owned()));
    let notes = sheet.notes.iter();
    blocks.extend(notes.map(|(name, words)| Block::Note(name.clone(), words.clone())));
    let document = Document {
        title: caption.title.clone(),
        author: String::new(),
        footer: format!("Edizione {} · {}", export.answered.edition, caption.address),
        created: caption.created.clone(),
        blocks,
    };
    let written = document.to_pdf();
    written.map_err(|error| AppError::system("scrivere il PDF", error))
}

/// The sheet without the codes, numbers as an Italian reads them.
fn table(export: &Export, sheet: &Sheet) -> Table {
    let query = &export.answered.answer.query;
    let n_first = usize::from(query.comparison.is_some());
    let n_names = n_first + 2 * query.rows.len();
    let is_code = |place: &usize| {
        *place >= n_first && *place < n_names && (*place - n_first).is_multiple_of(2)
    };
    let places: Vec<usize> = (0..sheet.headings.len())
        .filter(|place| !is_code(place))
        .collect();
    let headings = places.iter().filter_map(|place| sheet.headings.get(*place));
    let line = |line: &Vec<Field>| {
        let fields = places.iter().filter_map(|place| line.get(*place));
        fields.map(text).collect()
    };
    Table {
        caption: export.caption.title.clone(),
        headings: headings.cloned().collect(),
        lines: sheet.lines.iter().map(line).collect(),
        n_words: n_first + query.rows.len(),
        has_total: query.comparison.is_none() && !query.rows.is_empty(),
    }
}

fn text(field: &Field) -> String {
    match field {
        Field::Text(text) => text.clone(),
        Field::Number(value, decimals) => decimal(*value, *decimals),
        Field::Hidden => HIDDEN.to_owned(),
        Field::Empty => "–".to_owned(),
    }
}
