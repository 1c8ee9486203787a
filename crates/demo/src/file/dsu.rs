//! `isee/dsu_AAAA.csv`: the DSU protocols that the ISEE office keeps.

use pas_domain::office::Office;
use pas_domain::period::italian_date;

use super::Source;
use crate::defect::Defect;
use crate::table::{Cell, CsvStyle, Encoding, Row, Spoiler, Table};
use crate::world::dsu::Lodged;

const HEADINGS: [&str; 4] = ["CF", "Protocollo DSU", "Data presentazione", "Valore ISEE"];
const CF: usize = 0;
const PROTOCOL: usize = 1;
const DAY: usize = 2;

/// The file of `year`.
pub(super) fn table(source: &Source<'_>, year: i16) -> Table {
    let mut rows = vec![Row::header(&HEADINGS)];
    let lodged = source.world.dsu.iter().filter(|dsu| dsu.year == year);
    rows.extend(lodged.map(|dsu| row(source, dsu)));
    let mut spoiler = Spoiler::new(
        source.seed,
        &format!("dsu {year}"),
        &mut rows,
        source.n_flaws,
    );
    spoiler
        .cells(Defect::DsuWithoutDate, DAY, |_| Some(Cell::Empty))
        .cells(Defect::DsuMiddleOnly, PROTOCOL, middle)
        .codici_fiscali(CF)
        .duplicates();
    let style = CsvStyle {
        separator: ',',
        encoding: Encoding::Utf8WithBom,
        quoted: false,
        international: true,
    };
    Table::csv(Office::Isee, format!("isee/dsu_{year}.csv"), style, rows)
}

fn row(source: &Source<'_>, dsu: &Lodged) -> Row {
    let cells = vec![
        Cell::text(source.person(dsu.person).cf.as_str()),
        Cell::text(dsu.protocol.clone()),
        Cell::Text(italian_date(dsu.day)),
        Cell::Amount(dsu.isee),
    ];
    Row::data(dsu.person, cells, source.oddities(dsu.person, CF))
}

/// `INPS-ISEE-2024-01234567A-00` as `01234567A`.
fn middle(cell: &Cell) -> Option<Cell> {
    let Cell::Text(protocol) = cell else {
        return None;
    };
    protocol.split('-').nth(3).map(Cell::text)
}
