//! Time: year, quarter, month.

use super::{Axis, Cut, Level, Node, Source};
use crate::reference::Reference;

pub(super) const LEVELS: &[Level] = &[
    Level {
        id: "anno",
        label: "Anno",
        definition: "L'anno in cui la prestazione è stata erogata.",
        axis: Axis::Time,
        column: "CAST(f.year AS VARCHAR)",
        cut: |reference| {
            let node = |year: i16| Node::new(year.to_string(), year.to_string());
            Cut::each(Source::Year, reference.years().map(node))
        },
    },
    Level {
        id: "trimestre",
        label: "Trimestre",
        definition: "Il trimestre: una prestazione conta in ogni trimestre che tocca, e l'importo è \
                     diviso in parti uguali fra i suoi mesi.",
        axis: Axis::Time,
        column: "CAST(f.year AS VARCHAR) || '-T' || CAST(mm.quarter AS VARCHAR)",
        cut: quarters,
    },
    Level {
        id: "mese",
        label: "Mese",
        definition: "Il mese: una prestazione conta in ogni mese che tocca, e l'importo è diviso in \
                     parti uguali fra i suoi mesi.",
        axis: Axis::Time,
        column: "CAST(f.year AS VARCHAR) || CASE WHEN mm.month < 10 THEN '-0' ELSE '-' END || CAST(mm.month AS VARCHAR)",
        cut: months,
    },
];

const MONTHS: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

fn quarters(reference: &Reference) -> Cut {
    let of_year = |year: i16| {
        (1..=4).map(move |quarter| {
            Node::new(
                format!("{year}-T{quarter}"),
                format!("{quarter}° trimestre {year}"),
            )
        })
    };
    Cut::each(Source::Quarter, reference.years().flat_map(of_year))
}

fn months(reference: &Reference) -> Cut {
    let of_year = |year: i16| {
        (1..).zip(MONTHS).map(move |(month, name)| {
            Node::new(format!("{year}-{month:02}"), format!("{name} {year}"))
        })
    };
    Cut::each(Source::Month, reference.years().flat_map(of_year))
}
