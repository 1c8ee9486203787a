//! A table as an Excel file: numbers as numbers, the heading kept in sight.

use axum::response::Response;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use crate::cell::Cell;
use crate::csv;
use crate::error::WebError;
use crate::table::Table;

const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The table as a file to keep.
pub(crate) fn download(table: &Table) -> Result<Response, WebError> {
    let bytes = bytes(table).map_err(WebError::Spreadsheet)?;
    Ok(csv::file(&format!("{}.xlsx", table.id), MEDIA_TYPE, bytes))
}

fn bytes(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let bold = Format::new().set_bold();
    for (column, heading) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, column, &heading.label, &bold)?;
    }
    for (line, row) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(&row.cells) {
            write(sheet, (line, column), cell)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofit();
    workbook.save_to_buffer()
}

/// Texts are written as texts, so that none can run as a formula.
fn write(sheet: &mut Worksheet, (line, column): (u32, u16), cell: &Cell) -> Result<(), XlsxError> {
    match cell.number() {
        Some(number) if cell.is_money() => {
            let euro = Format::new().set_num_format("#,##0.00");
            sheet.write_number_with_format(line, column, number, &euro)?;
        }
        Some(number) => {
            sheet.write_number(line, column, number)?;
        }
        None => {
            sheet.write_string(line, column, &cell.plain)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use pas_domain::money::Money;

    use super::*;
    use crate::table::Row;

    #[test]
    fn writes_numbers_as_numbers() {
        for (cell, number) in [
            (Cell::money(Money::from_cents(1_250)), Some(12.5)),
            (Cell::count(7), Some(7.0)),
            (Cell::year(2025), Some(2_025.0)),
            (Cell::date(jiff::civil::date(2025, 1, 2)), None),
            (Cell::text("7"), None),
            (Cell::obscured(), None),
        ] {
            assert_eq!(cell.number(), number, "{}", cell.text);
        }
        let table =
            Table::new("prova", "Prova", &[("n", "N")]).rows([Row::new(vec![Cell::count(7)])]);
        assert!(bytes(&table).expect("a file").starts_with(b"PK"));
    }
}
