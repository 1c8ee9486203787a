//! Where figures are hidden, the nearest view that hides fewer: one step coarser in one dimension.

use pas_cube::Query;
use pas_cube::cube::Cube;
use pas_cube::dimension::{Level, level};

use super::{AskError, Asker, Figure, Right, Table};
use crate::engine::Engine;
use crate::protection::Door;

/// A coarser question, and how much it still hides.
#[derive(Debug, Clone, PartialEq)]
pub struct SaferView {
    /// In Italian, what is different: "provincia invece di comune".
    pub change: String,
    /// The question.
    pub query: Query,
    /// Cells of the body that show people or amounts.
    pub n_shown: usize,
    /// Cells of the body that are hidden.
    pub n_hidden: usize,
}

/// What a level gives way to, nearest first; nothing where only leaving it out is coarser.
const COARSER: &[(&str, &[&str])] = &[
    ("comune", &["ats", "provincia", "regione"]),
    ("ats", &["regione"]),
    ("provincia", &["regione"]),
    ("regione", &["ripartizione"]),
    ("ente", &["provincia_ente", "regione_ente"]),
    ("ats_ente", &["regione_ente"]),
    ("provincia_ente", &["regione_ente"]),
    ("prestazione", &["categoria", "gruppo"]),
    ("categoria", &["gruppo"]),
    ("eta", &["eta_ampia"]),
    ("mese", &["trimestre", "anno"]),
    ("trimestre", &["anno"]),
];

/// The coarser views of `query` that hide a smaller part of their cells than it does, the nearest
/// first: a level on rows or columns replaced by the next coarser one, or left out, or a filter taken
/// away. None where nothing is hidden.
pub fn safer_views(
    cube: &Cube,
    query: &Query,
    right: Right,
    door: &Door,
    engine: &Engine,
) -> Result<Vec<SaferView>, AskError> {
    let asker = Asker {
        cube,
        right,
        door,
        engine,
    };
    let (n_shown, n_hidden) = counted(&asker.table(query)?);
    let mut views = Vec::new();
    if n_hidden == 0 {
        return Ok(views);
    }
    for (change, query) in coarser(query) {
        // A coarser question that cannot be asked (a rate without its year, say) is no offer.
        let Ok(table) = asker.table(&query) else {
            continue;
        };
        let (shown, hidden) = counted(&table);
        if shown > 0 && hidden * (n_shown + n_hidden) < n_hidden * (shown + hidden) {
            views.push(SaferView {
                change,
                query,
                n_shown: shown,
                n_hidden: hidden,
            });
        }
    }
    Ok(views)
}

/// Shown and hidden cells of the body, in rows and columns that show anything.
fn counted(table: &Table) -> (usize, usize) {
    let (mut n_shown, mut n_hidden) = (0, 0);
    let columns: Vec<usize> = (0..table.columns.len())
        .filter(|column| table.column_tells(*column))
        .collect();
    for row in (0..table.rows.len()).filter(|row| table.row_tells(*row)) {
        for column in &columns {
            let cell = &table.body[row][*column];
            let is_hidden = cell.contains(&Figure::Few);
            n_hidden += usize::from(is_hidden);
            n_shown += usize::from(!is_hidden);
        }
    }
    (n_shown, n_hidden)
}

/// Every question one step coarser than `query`, in words and as a question that can be asked.
fn coarser(query: &Query) -> Vec<(String, Query)> {
    let mut found = Vec::new();
    let mut offer = |change: String, coarser: Query| {
        // Through the grammar, so that no combination is offered that it would refuse.
        if let Ok(coarser) = Query::parse(&coarser.to_string()) {
            found.push((change, coarser));
        }
    };
    for on_rows in [true, false] {
        let side = if on_rows { &query.rows } else { &query.columns };
        for (place, shown) in side.iter().enumerate() {
            for other in next_coarser(shown) {
                let mut coarser = query.clone();
                let side = if on_rows {
                    &mut coarser.rows
                } else {
                    &mut coarser.columns
                };
                side[place] = other;
                offer(
                    format!("{} invece di {}", words(other), words(shown)),
                    coarser,
                );
            }
            if query.rows.len() + query.columns.len() > 1 {
                let mut coarser = query.clone();
                let side = if on_rows {
                    &mut coarser.rows
                } else {
                    &mut coarser.columns
                };
                side.remove(place);
                offer(format!("senza distinguere per {}", words(shown)), coarser);
            }
        }
    }
    for (place, (filter, _)) in query
        .filters
        .iter()
        .enumerate()
        .filter(|(_, (filter, _))| filter.axis.is_attribute())
    {
        let mut coarser = query.clone();
        coarser.filters.remove(place);
        offer(format!("senza il filtro su {}", words(filter)), coarser);
    }
    found
}

fn next_coarser(shown: &Level) -> impl Iterator<Item = &'static Level> {
    let found = COARSER.iter().find(|(id, _)| *id == shown.id);
    found
        .into_iter()
        .flat_map(|(_, ids)| ids.iter())
        .filter_map(|id| level(id))
}

fn words(level: &Level) -> String {
    level.label.to_lowercase()
}
