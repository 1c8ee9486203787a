//! `anziani/valutazioni_AAAA.csv`: SINA assessments with INPS's codes.

use pas_domain::office::Office;

use super::Source;
use crate::defect::Defect;
use crate::table::{Cell, CsvStyle, Encoding, Row, Spoiler, Table};
use crate::world::assessment::SinaAnswers;

const HEADINGS: [&str; 14] = [
    "CF",
    "Data valutazione",
    "Mobilità",
    "Vita quotidiana",
    "Area cognitiva",
    "Comportamento",
    "Cure sanitarie",
    "Reddito",
    "Supporto",
    "Fonte",
    "Strumento",
    "Fonte invalidità",
    "Invalidità civile",
    "Interventi necessari",
];
const CF: usize = 0;
const DAY: usize = 1;

/// The file of `year`. Assessments made before the files begin are in the first one.
pub(super) fn table(source: &Source<'_>, year: i16) -> Table {
    let mut rows = vec![Row::header(&HEADINGS)];
    let assessed = source
        .world
        .sina
        .iter()
        .filter(|sheet| sheet.file_year == year);
    rows.extend(assessed.map(|sheet| row(source, sheet)));
    let n_flaws = source.n_flaws.min(2);
    let mut spoiler = Spoiler::new(source.seed, &format!("sina {year}"), &mut rows, n_flaws);
    spoiler
        .cells(Defect::CfLowerSpaced, CF, |cell| {
            crate::table::with_text(cell, crate::cf::spaced)
        })
        .days(DAY);
    Table::csv(
        Office::Anziani,
        format!("anziani/valutazioni_{year}.csv"),
        CsvStyle::italian(Encoding::Utf8),
        rows,
    )
}

fn row(source: &Source<'_>, sheet: &SinaAnswers) -> Row {
    let mut cells = vec![
        Cell::text(source.person(sheet.person).cf.as_str()),
        Cell::Day(sheet.day),
    ];
    cells.extend(sheet.codes.iter().cloned().map(Cell::Text));
    cells.push(Cell::text(sheet.disabilities.clone()));
    cells.push(Cell::text(sheet.needed.clone()));
    Row::data(sheet.person, cells, source.oddities(sheet.person, CF))
}
