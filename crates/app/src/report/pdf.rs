//! A report as PDF: the same chapters, tables and drawings, for who prints or files it.

use pas_print::{Block, Document, Table as Printed};

use super::model::{Cell, Chapter, Report, Row, Section, Sentence, Table};
use crate::error::AppError;

/// How what changed is marked.
const HOW_MARKED: &str = "Accanto a ciò che è cambiato c'è ciò che era, con ▲ se è cresciuto, ▼ se è calato, ≠ se è un altro; \
                          alla fine di ogni capitolo c'è l'elenco.";

/// Writes the document.
pub fn to_pdf(report: &Report) -> Result<Vec<u8>, AppError> {
    let document = Document {
        title: report.title.clone(),
        author: report.publisher.clone(),
        footer: format!("{}, edizione {}", report.title, report.edition),
        created: report.created.clone(),
        blocks: blocks(report),
    };
    document
        .to_pdf()
        .map_err(|error| AppError::system("scrivere il PDF", error))
}

fn blocks(report: &Report) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading(1, report.title.clone()),
        Block::Paragraph(format!(
            "Edizione {}: {}. {}.",
            report.edition, report.edition_title, report.source
        )),
        Block::Paragraph(report.compared_in_words(HOW_MARKED)),
        Block::Note("Riservatezza".to_owned(), report.confidentiality.clone()),
        Block::Contents,
    ];
    for (place, chapter) in report.chapters.iter().enumerate() {
        chapter_blocks(&mut blocks, place + 1, chapter);
    }
    blocks.push(Block::PageBreak);
    let last = report.chapters.len() + 1;
    blocks.push(Block::Heading(2, format!("{last}. Come è calcolato")));
    let notes = report.method.iter();
    blocks.extend(notes.map(|(name, text)| Block::Note(name.clone(), text.clone())));
    blocks
}

fn chapter_blocks(blocks: &mut Vec<Block>, number: usize, chapter: &Chapter) {
    blocks.push(Block::PageBreak);
    blocks.push(Block::Heading(2, format!("{number}. {}", chapter.title)));
    blocks.push(Block::Paragraph(said(&chapter.opening)));
    for (place, section) in chapter.sections.iter().enumerate() {
        let title = format!("{number}.{} {}", place + 1, section.title);
        section_blocks(blocks, title, section);
    }
    if chapter.changes.is_empty() {
        return;
    }
    blocks.push(Block::Heading(
        3,
        "Che cosa è cambiato in questo capitolo rispetto all'altra edizione".to_owned(),
    ));
    let changes = chapter.changes.iter();
    blocks.extend(changes.map(|change| {
        Block::Note(
            change.place.clone(),
            format!("{} → {}", change.before, change.now),
        )
    }));
}

fn section_blocks(blocks: &mut Vec<Block>, title: String, section: &Section) {
    blocks.push(Block::Heading(3, title));
    let sentences = section.sentences.iter();
    blocks.extend(sentences.map(|sentence| Block::Paragraph(said(sentence))));
    for figure in &section.figures {
        blocks.push(Block::Drawing {
            svg: figure.chart.for_file(&[]),
            caption: format!("{}. {}", figure.name(), figure.caption),
            words: format!("{}. {}", figure.caption, figure.chart.description),
        });
    }
    for table in &section.tables {
        blocks.push(Block::Table(printed(table)));
        let notes = table.notes.iter();
        blocks.extend(notes.map(|note| Block::Note("Nota".to_owned(), note.clone())));
    }
    let notes = section.notes.iter();
    blocks.extend(notes.map(|note| Block::Note("Nota".to_owned(), note.clone())));
}

fn printed(table: &Table) -> Printed {
    let mut caption = format!("{}. {}", table.name(), table.caption);
    if table.is_new {
        caption.push_str(" + tabella nuova");
    }
    let line = |row: &Row| {
        let name = if row.is_new {
            format!("{} + riga nuova", row.name)
        } else {
            row.name.clone()
        };
        let cells = row.cells.iter().map(words);
        std::iter::once(name).chain(cells).collect()
    };
    let headings = table.headings.iter().map(|heading| heading.label.clone());
    Printed {
        caption,
        headings: std::iter::once(table.corner.clone())
            .chain(headings)
            .collect(),
        lines: table.rows.iter().chain(&table.total).map(line).collect(),
        n_words: 1,
        has_total: table.total.is_some(),
    }
}

fn words(cell: &Cell) -> String {
    match &cell.was {
        None => cell.shown.text().to_owned(),
        Some(was) => format!("{} {}", cell.shown.text(), was.mark()),
    }
}

/// A sentence, what differs followed by what stood there.
fn said(sentence: &Sentence) -> String {
    let pieces = sentence.spans.iter().map(|span| match span.was.as_deref() {
        None => span.text.clone(),
        Some("") => format!("{} [aggiunto] ", span.text.trim_end()),
        Some(was) if span.text.is_empty() => format!("[c'era: {was}] "),
        Some(was) => format!("{} [era: {was}] ", span.text.trim_end()),
    });
    pieces.collect::<String>().trim_end().to_owned()
}
