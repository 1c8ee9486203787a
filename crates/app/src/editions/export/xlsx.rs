//! An answer as an Excel file: numbers as numbers, the notes on a sheet of their own.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use super::caption::Caption;
use super::sheet::{Field, HIDDEN, Sheet};
use crate::error::AppError;

/// The workbook's bytes.
pub(super) fn write(sheet: &Sheet, caption: &Caption) -> Result<Vec<u8>, AppError> {
    bytes(sheet, caption).map_err(|error| match error {
        XlsxError::RowColumnLimitError => AppError::Invalid(format!(
            "la tabella ha {} righe e {} colonne, più di quante ne tiene un foglio Excel: chiedila con meno colonne, o \
             scaricala come CSV",
            sheet.lines.len(),
            sheet.headings.len()
        )),
        error => AppError::system("scrivere il foglio Excel", error),
    })
}

fn bytes(sheet: &Sheet, caption: &Caption) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let mut properties = DocProperties::new().set_title(&caption.title);
    if let Ok(created) = ExcelDateTime::parse_from_str(&caption.created) {
        properties = properties.set_creation_datetime(&created);
    }
    workbook.set_properties(&properties);
    let bold = Format::new().set_bold();
    let table = workbook.add_worksheet().set_name("Dati")?;
    for (column, heading) in (0..).zip(&sheet.headings) {
        table.write_string_with_format(0, column, heading, &bold)?;
    }
    for (row, line) in (1..).zip(&sheet.lines) {
        for (column, field) in (0..).zip(line) {
            match field {
                Field::Text(text) => table.write_string(row, column, text)?,
                Field::Number(value, decimals) => {
                    let form = match decimals {
                        0 => "#,##0".to_owned(),
                        n => format!("#,##0.{}", "0".repeat(usize::from(*n))),
                    };
                    table.write_number_with_format(
                        row,
                        column,
                        *value,
                        &Format::new().set_num_format(form),
                    )?
                }
                Field::Hidden => table.write_string(row, column, HIDDEN)?,
                Field::Empty => table,
            };
        }
    }
    table.set_freeze_panes(1, 0)?;
    table.autofit();
    let notes = workbook.add_worksheet().set_name("Note")?;
    for (row, (name, note)) in (0..).zip(&sheet.notes) {
        notes.write_string_with_format(row, 0, name, &bold)?;
        notes.write_string(row, 1, note)?;
    }
    notes.autofit();
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_too_wide_for_excel_is_the_askers_to_mend() {
        let sheet = Sheet {
            notes: Vec::new(),
            headings: vec!["Anno".to_owned(); 16_385],
            lines: Vec::new(),
        };
        let caption = Caption::default();
        let refused = write(&sheet, &caption);
        assert!(
            matches!(refused, Err(AppError::Invalid(words)) if words.contains("16385 colonne"))
        );
    }
}
