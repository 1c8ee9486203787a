//! Whether an answer can be drawn as it is asked for; where not, why, and what to ask instead.

use pas_analytics::answer::Answer;
use pas_chart::Territory;
use pas_cube::dimension::{Axis, Level};

use super::view::Look;

/// More series than these cannot be told apart.
pub(super) const MAX_SERIES: usize = 7;

/// Whether [`picture`](super::picture::picture) draws `answer` as `look`: by the question and by how
/// many rows and columns there are, without drawing anything.
pub fn can_draw(answer: &Answer, look: Look) -> Result<(), String> {
    let (query, table) = (&answer.query, &answer.table);
    if query.shown().next().is_none() {
        return Err("Per un grafico metti qualcosa sulle righe.".to_owned());
    }
    let (has_rows, has_columns) = (!query.rows.is_empty(), !query.columns.is_empty());
    match look {
        Look::Table => return Err("Solo tabella.".to_owned()),
        Look::Bars => few_columns(answer)?,
        Look::Lines if runs_downwards(answer) => few_columns(answer)?,
        Look::Lines if has_columns && is_time(&query.columns) => {}
        Look::Lines => {
            return Err("Per le linee metti anno, trimestre o mese sulle righe.".to_owned());
        }
        Look::Heat if has_rows && has_columns => {}
        Look::Heat => {
            return Err(
                "Per la mappa di calore servono un livello sulle righe e uno sulle colonne."
                    .to_owned(),
            );
        }
        Look::Scatter if answer.measures.len() >= 2 && has_rows => {}
        Look::Scatter => {
            return Err(
                "Per la dispersione servono due misure e un livello sulle righe.".to_owned(),
            );
        }
        Look::Distribution if has_rows => {}
        Look::Distribution => {
            return Err(
                "Per la distribuzione metti sulle righe chi si confronta, come il comune."
                    .to_owned(),
            );
        }
        Look::Map if territory(answer).is_some() => {}
        Look::Map => {
            return Err(
                "Per la mappa metti sulle righe soltanto comune, ats, provincia o regione."
                    .to_owned(),
            );
        }
    }
    let along = match look {
        Look::Lines if !runs_downwards(answer) => &table.columns,
        _ => &table.rows,
    };
    if along.is_empty() {
        return Err("Nessun valore da disegnare.".to_owned());
    }
    Ok(())
}

/// Whether time is on the rows, so that lines run over them; else they run over the columns.
pub(super) fn runs_downwards(answer: &Answer) -> bool {
    !answer.query.rows.is_empty() && is_time(&answer.query.rows)
}

/// The borders that a map of the rows needs; an ambito is made of comuni.
pub(super) fn territory(answer: &Answer) -> Option<Territory> {
    let [level] = answer.query.rows.as_slice() else {
        return None;
    };
    match level.id {
        "regione" => Some(Territory::Region),
        "provincia" => Some(Territory::Province),
        "ats" | "comune" => Some(Territory::Comune),
        _ => None,
    }
}

fn is_time(levels: &[&'static Level]) -> bool {
    levels.iter().all(|level| level.axis == Axis::Time)
}

/// Each column is a series.
fn few_columns(answer: &Answer) -> Result<(), String> {
    let n = answer.table.columns.len();
    if answer.query.columns.is_empty() || n <= MAX_SERIES {
        return Ok(());
    }
    Err(format!(
        "Le colonne sono {n}: più di {MAX_SERIES} non si distinguono. Scegli la mappa di calore, o un livello più \
         ampio sulle colonne."
    ))
}
