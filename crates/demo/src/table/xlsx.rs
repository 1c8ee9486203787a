//! Workbooks of Excel.

use pas_domain::money::Money;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError,
};

use super::{Cell, Row, RowKind, Sheet};

/// The bytes of the workbook.
pub(super) fn write(sheets: &[Sheet]) -> Vec<u8> {
    try_write(sheets).expect("invariant: the district's sheets keep within the limits of Excel")
}

struct Styles {
    bold: Format,
    amount: Format,
    bold_amount: Format,
    day: Format,
}

fn try_write(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let styles = Styles {
        bold: Format::new().set_bold(),
        amount: Format::new().set_num_format("#,##0.00"),
        bold_amount: Format::new().set_bold().set_num_format("#,##0.00"),
        day: Format::new().set_num_format("dd/mm/yyyy"),
    };
    let mut workbook = Workbook::new();
    // Without a fixed day the workbook would carry the clock, and no two runs would agree.
    let created = ExcelDateTime::from_ymd(2026, 1, 15)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for sheet in sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&sheet.name)?;
        for (row, number) in sheet.rows.iter().zip(0_u32..) {
            write_row(worksheet, number, row, &styles)?;
        }
    }
    workbook.save_to_buffer()
}

fn write_row(
    sheet: &mut Worksheet,
    number: u32,
    row: &Row,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let bold = row.kind != RowKind::Data;
    for (cell, column) in row.cells.iter().zip(0_u16..) {
        write_cell(sheet, (number, column), cell, (styles, bold))?;
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    (styles, bold): (&Styles, bool),
) -> Result<(), XlsxError> {
    let amount_style = if bold {
        &styles.bold_amount
    } else {
        &styles.amount
    };
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(text) if bold => {
            sheet.write_string_with_format(row, column, text, &styles.bold)?
        }
        Cell::Text(text) => sheet.write_string(row, column, text)?,
        Cell::Number(number) => sheet.write_number(row, column, f64_of(*number))?,
        Cell::Amount(amount) => {
            sheet.write_number_with_format(row, column, euro(*amount), amount_style)?
        }
        Cell::Day(day) => {
            let year = u16::try_from(day.year()).unwrap_or(1900);
            let month = u8::try_from(day.month()).unwrap_or(1);
            let number = u8::try_from(day.day()).unwrap_or(1);
            let day = ExcelDateTime::from_ymd(year, month, number)?;
            sheet.write_datetime_with_format(row, column, &day, &styles.day)?
        }
        Cell::Sum(formula, amount) => {
            let formula = Formula::new(formula).set_result(amount.to_decimal());
            sheet.write_formula_with_format(row, column, formula, amount_style)?
        }
        Cell::Failed => {
            let formula = Formula::new("=NA()").set_result("#N/A");
            sheet.write_formula(row, column, formula)?
        }
    };
    Ok(())
}

fn euro(amount: Money) -> f64 {
    f64_of(amount.cents()) / 100.0
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the amounts and counts of the files are far below 2^53"
)]
const fn f64_of(number: i64) -> f64 {
    number as f64
}
