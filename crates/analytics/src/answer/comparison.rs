//! What a question's figures are set against: the year before, or the territory around.

use pas_cube::dimension::{Axis, Level};
use pas_cube::query::Comparison;
use pas_cube::{Plan, Query, QueryError};

use super::{AskError, Asker, Compared, Table};

/// The comparison that `query` asks for, row by row and column by column as in `table`.
pub(super) fn of(
    asker: &Asker<'_>,
    query: &Query,
    table: &Table,
) -> Result<Option<Compared>, AskError> {
    let Some(comparison) = query.comparison else {
        return Ok(None);
    };
    let (label, other) = match comparison {
        Comparison::YearBefore => year_before(asker, query)?,
        Comparison::Territory(level) => territory(asker, query, level)?,
    };
    let other = asker.table(&other)?;
    if other.rows != table.rows || other.columns != table.columns {
        let words = "il confronto non ha le stesse righe e colonne: togli il tempo e il territorio da righe e colonne";
        return Err(QueryError(words.to_owned()).into());
    }
    Ok(Some(Compared {
        label,
        table: other,
    }))
}

/// The same question a year earlier; over the same months where this year is not complete.
fn year_before(asker: &Asker<'_>, query: &Query) -> Result<(String, Query), QueryError> {
    if query.shown().any(|level| level.axis == Axis::Time) {
        return Err(QueryError(
            "con «confronto=anno_prima» l'anno va nei filtri (anno=…), non su righe o colonne"
                .to_owned(),
        ));
    }
    let reference = asker.cube.reference();
    let year = query
        .filter("anno")
        .and_then(|code| code.parse::<i16>().ok());
    let year = year.ok_or_else(|| {
        QueryError("«confronto=anno_prima» vuole un anno: aggiungi anno=…".to_owned())
    })?;
    let place = usize::try_from(year - reference.first_year).ok();
    let last_month = place
        .and_then(|place| reference.last_months.get(place))
        .copied();
    let mut other = query.clone();
    other.comparison = None;
    other.order = None;
    other.first = None;
    other.until_month = query.until_month.or(last_month.filter(|month| *month < 12));
    for (level, code) in &mut other.filters {
        if level.id == "anno" {
            *code = (year - 1).to_string();
        }
    }
    let label = match other.until_month {
        Some(month) => format!("{}, fino al mese {month}", year - 1),
        None => (year - 1).to_string(),
    };
    Ok((label, other))
}

/// The same question over the territory of `level` (Italy: none) around the one that is asked for.
fn territory(
    asker: &Asker<'_>,
    query: &Query,
    level: Option<&'static Level>,
) -> Result<(String, Query), QueryError> {
    let is_territory = |level: &Level| level.axis == Axis::Residence;
    if query.shown().any(is_territory)
        || !query.filters.iter().any(|(level, _)| is_territory(level))
    {
        return Err(QueryError(
            "il confronto fra territori vuole il territorio nei filtri (per esempio comune=…), e non su righe o colonne"
                .to_owned(),
        ));
    }
    let mut other = query.clone();
    other.comparison = None;
    other.order = None;
    other.first = None;
    other.filters.retain(|(level, _)| !is_territory(level));
    let Some(level) = level else {
        return Ok(("Italia".to_owned(), other));
    };
    let node = containing(asker, query, level)?;
    let label = format!("{} {}", level.label, node.1);
    other.filters.push((level, node.0));
    Ok((label, other))
}

/// Code and name of the one node of `level` that the filters of `query` lie in.
fn containing(
    asker: &Asker<'_>,
    query: &Query,
    level: &'static Level,
) -> Result<(String, String), QueryError> {
    let mut around = query.clone();
    around.rows = vec![level];
    around.columns = Vec::new();
    around.order = None;
    around.comparison = None;
    let plan = Plan::of(&around, asker.cube)?;
    if plan.rows.len() != 1 {
        return Err(QueryError(format!(
            "il territorio chiesto sta in {} nodi di «{}»: il confronto ne vuole uno solo (aggiungi l'anno, o scegli \
             un livello più ampio)",
            plan.rows.len(),
            level.id
        )));
    }
    let node = plan.rows.row(asker.cube, 0).into_iter().next();
    node.map(|node| (node.code.clone(), node.label.clone()))
        .ok_or_else(|| {
            QueryError(format!(
                "nessun territorio di «{}» contiene quello chiesto",
                level.id
            ))
        })
}
