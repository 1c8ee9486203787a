//! Turns `calamine`'s values into cells.

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime};
use jiff::civil::Date;

use crate::cell::Cell;

impl From<Data> for Cell {
    fn from(data: Data) -> Self {
        match data {
            Data::Empty => Self::Empty,
            Data::String(text) => text_cell(text),
            Data::Int(number) => integer(number),
            Data::Float(number) => Self::Number(number),
            Data::Bool(value) => Self::Bool(value),
            Data::DateTime(moment) => excel_moment(moment),
            Data::DateTimeIso(text) => iso_day(&text),
            Data::DurationIso(text) => iso_duration(&text),
            Data::Error(error) => Self::Error(italian_error(&error).to_owned()),
        }
    }
}

impl From<DataRef<'_>> for Cell {
    fn from(data: DataRef<'_>) -> Self {
        match data {
            DataRef::Empty => Self::Empty,
            DataRef::String(text) => text_cell(text),
            DataRef::SharedString(text) => text_cell(text.to_owned()),
            DataRef::Int(number) => integer(number),
            DataRef::Float(number) => Self::Number(number),
            DataRef::Bool(value) => Self::Bool(value),
            DataRef::DateTime(moment) => excel_moment(moment),
            DataRef::DateTimeIso(text) => iso_day(&text),
            DataRef::DurationIso(text) => iso_duration(&text),
            DataRef::Error(error) => Self::Error(italian_error(&error).to_owned()),
        }
    }
}

fn text_cell(text: String) -> Cell {
    if text.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(text)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a spreadsheet holds no whole number that a float does not"
)]
fn integer(number: i64) -> Cell {
    Cell::Number(number as f64)
}

/// A day; or a length of time, when the format says so or when less than a day is left.
fn excel_moment(moment: ExcelDateTime) -> Cell {
    let serial = moment.as_f64();
    if moment.is_duration() || (0.0..1.0).contains(&serial) {
        return minutes(serial * 24.0 * 60.0);
    }
    if !(0.0..2_958_466.0).contains(&serial) {
        // Beyond 31/12/9999 Excel shows no date either.
        return Cell::Number(serial);
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let date = i16::try_from(year)
        .ok()
        .zip(i8::try_from(month).ok())
        .zip(i8::try_from(day).ok())
        .and_then(|((year, month), day)| Date::new(year, month, day).ok());
    date.map_or(Cell::Number(serial), Cell::Day)
}

#[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
fn minutes(minutes: f64) -> Cell {
    if minutes.abs() < 1e9 {
        Cell::Minutes(minutes.round() as i64)
    } else {
        Cell::Number(minutes)
    }
}

fn iso_day(text: &str) -> Cell {
    match text.get(..10).and_then(|day| day.parse::<Date>().ok()) {
        Some(day) => Cell::Day(day),
        None => text_cell(text.to_owned()),
    }
}

/// `PT12H30M00S`, as OpenDocument writes lengths of time.
fn iso_duration(text: &str) -> Cell {
    let parsed = text.strip_prefix("PT").and_then(|rest| {
        let (hours, rest) = rest.split_once('H')?;
        let (minutes, _) = rest.split_once('M')?;
        let hours = hours.parse::<i64>().ok()?.checked_mul(60)?;
        hours.checked_add(minutes.parse().ok()?)
    });
    parsed.map_or_else(|| text_cell(text.to_owned()), Cell::Minutes)
}

/// A formula's error as Excel writes it in Italian.
const fn italian_error(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/D",
        CellErrorType::Name => "#NOME?",
        CellErrorType::Null => "#NULLO!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#RIF!",
        CellErrorType::Value => "#VALORE!",
        CellErrorType::GettingData => "#ESTRAZIONE_DATI",
    }
}

#[cfg(test)]
mod tests {
    use calamine::Data;
    use jiff::civil::date;

    use crate::cell::Cell;

    #[test]
    fn reads_opendocument_values() {
        for (data, cell) in [
            (
                Data::DateTimeIso("2024-03-01T00:00:00".to_owned()),
                Cell::Day(date(2024, 3, 1)),
            ),
            (
                Data::DurationIso("PT12H30M00S".to_owned()),
                Cell::Minutes(750),
            ),
            (
                Data::DurationIso("PT1H".to_owned()),
                Cell::Text("PT1H".to_owned()),
            ),
            (Data::Int(5), Cell::Number(5.0)),
        ] {
            assert_eq!(Cell::from(data.clone()), cell, "{data:?}");
        }
    }
}
