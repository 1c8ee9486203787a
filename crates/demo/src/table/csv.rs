//! Text files with separators, in the encodings that offices use.

use pas_domain::money::Money;
use pas_domain::period::italian_date;

use super::{Cell, Row, Sheet};

/// How the characters become bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf8WithBom,
    Windows1252,
    /// UTF-16, little-endian, with its mark: what Excel calls Unicode text.
    Utf16,
}

/// How a text file is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CsvStyle {
    pub(crate) separator: char,
    pub(crate) encoding: Encoding,
    /// Every field in quotes.
    pub(crate) quoted: bool,
    /// Decimal point and ISO dates instead of comma and Italian dates.
    pub(crate) international: bool,
}

impl CsvStyle {
    /// Semicolons, comma, Italian dates: what an Italian Excel saves.
    pub(crate) const fn italian(encoding: Encoding) -> Self {
        Self {
            separator: ';',
            encoding,
            quoted: false,
            international: false,
        }
    }
}

/// The bytes of the file.
pub(super) fn write(sheets: &[Sheet], style: CsvStyle) -> Vec<u8> {
    let mut text = String::new();
    for row in sheets.iter().flat_map(|sheet| &sheet.rows) {
        write_row(&mut text, row, style);
    }
    encode(&text, style.encoding)
}

fn write_row(text: &mut String, row: &Row, style: CsvStyle) {
    for (at, cell) in row.cells.iter().enumerate() {
        if at > 0 {
            text.push(style.separator);
        }
        write_field(text, &shown(cell, style), style);
    }
    text.push_str("\r\n");
}

fn write_field(text: &mut String, field: &str, style: CsvStyle) {
    let must_quote = field.contains([style.separator, '"', '\n']);
    if style.quoted || must_quote {
        text.push('"');
        text.push_str(&field.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(field);
    }
}

fn shown(cell: &Cell, style: CsvStyle) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Amount(amount) | Cell::Sum(_, amount) if style.international => amount.to_decimal(),
        Cell::Amount(amount) | Cell::Sum(_, amount) => with_comma(*amount),
        Cell::Day(day) if style.international => day.to_string(),
        Cell::Day(day) => italian_date(*day),
        Cell::Failed => "#N/D".to_owned(),
    }
}

/// An amount as an Italian program exports it: `1234,50`.
pub(crate) fn with_comma(amount: Money) -> String {
    amount.to_decimal().replace('.', ",")
}

fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8WithBom => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        Encoding::Windows1252 => text.chars().map(windows_1252).collect(),
        Encoding::Utf16 => std::iter::once(0xfeff)
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect(),
    }
}

/// The byte of a character in Windows-1252, for the characters that the files have.
fn windows_1252(character: char) -> u8 {
    match character {
        '€' => 0x80,
        '’' => 0x92,
        other => u8::try_from(u32::from(other)).unwrap_or(b'?'),
    }
}
