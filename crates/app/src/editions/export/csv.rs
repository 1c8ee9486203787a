//! An answer as CSV: semicolons and decimal commas, as an Italian spreadsheet opens it.

use super::sheet::{Field, HIDDEN, Sheet};
use crate::error::AppError;

/// The lines under their headings, and below them, after an empty line, what must be said of them.
pub(super) fn write(sheet: &Sheet) -> Result<Vec<u8>, AppError> {
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(b';')
        .flexible(true)
        .terminator(::csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let failed = |error: ::csv::Error| AppError::system("scrivere il CSV", error);
    writer
        .write_record(sheet.headings.iter().map(|heading| guarded(heading)))
        .map_err(failed)?;
    for line in &sheet.lines {
        writer.write_record(line.iter().map(text)).map_err(failed)?;
    }
    writer.write_record([""]).map_err(failed)?;
    for (name, note) in &sheet.notes {
        writer
            .write_record([guarded(name), guarded(note)])
            .map_err(failed)?;
    }
    writer
        .into_inner()
        .map_err(|error| AppError::system("scrivere il CSV", error.into_error()))
}

fn text(field: &Field) -> String {
    match field {
        Field::Text(text) => guarded(text),
        Field::Number(value, decimals) => {
            format!("{value:.*}", usize::from(*decimals)).replace('.', ",")
        }
        Field::Hidden => HIDDEN.to_owned(),
        Field::Empty => String::new(),
    }
}

/// A spreadsheet would run a text that begins like a formula: such a text gets an apostrophe.
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
