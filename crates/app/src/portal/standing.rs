//! What the figures of a story are set against: the year before, the territories around, comuni that
//! are alike, and what others have published.

use pas_analytics::answer::Figure;
use pas_cube::measure::{Measure, Unit};

use super::desk::{Desk, before, joined, known, whole};
use super::{peers, wording};
use crate::error::AppError;
use crate::use_cases::ask_edition::Answered;

mod published;

/// Measures beside each other, for the territory and for what it is set against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Names of the measures.
    pub measures: Vec<&'static str>,
    /// The territory first.
    pub rows: Vec<Against>,
    /// How the territory stands among its peers, in a sentence.
    pub bands: Vec<String>,
}

/// One line of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Against {
    /// Who or when.
    pub who: String,
    /// Figures as one reads them, one for each measure.
    pub figures: Vec<String>,
    /// How much the territory differs from each, in percent by what is shown; empty where nothing
    /// can be said.
    pub differences: Vec<String>,
    /// Who published them, where it is not this edition that says so.
    pub source: String,
}

/// The comparisons with territories around: key of the grammar, and what it is.
const AROUND: [&str; 4] = ["ats", "classe", "regione", "italia"];

/// Why what others have published has no difference.
const BESIDE: &str = "Le cifre pubblicate da altri hanno un anno e una definizione loro: stanno accanto, e la differenza \
                      non si calcola.";

/// Sets `measures`, narrowed by `rest`, against everything there is.
pub(super) async fn of(
    desk: &Desk<'_>,
    ids: &[&str],
    rest: &str,
) -> Result<Option<Standing>, AppError> {
    let measures: Vec<&'static Measure> = ids.iter().map(|id| known(id)).collect();
    let text = desk.text_of_year(&ids.join(","), rest);
    let own = desk.ask(&desk.compared(&text)).await?;
    let figures = |answered: &Answered,
                   of: fn(&Answered, &str) -> Option<Figure>|
     -> Vec<Option<Figure>> { ids.iter().map(|id| of(answered, id)).collect() };
    let now = figures(&own, whole);
    let line = |who: String, theirs: &[Option<Figure>], source: String| {
        Against::new(who, &measures, (&now, theirs), source)
    };
    let own_name = format!("{}, {}", desk.scope.name, desk.year);
    let mut rows = vec![Against {
        differences: vec![String::new(); measures.len()],
        ..line(own_name, &now, String::new())
    }];
    if let Some(compared) = &own.answer.comparison {
        let who = format!("{}, {}", desk.scope.name, compared.label);
        rows.push(line(who, &figures(&own, before), String::new()));
    }
    if desk.edition.n_bodies > 1 && !desk.scope.filter.is_empty() {
        for comparison in AROUND {
            let text = joined(&[&text, &format!("confronto={comparison}")]);
            let answered = match desk.ask(&text).await {
                // A comparison that the territory does not admit (an ambito with its ambito) is none.
                Err(AppError::Invalid(_)) => continue,
                asked => asked?,
            };
            if let Some(compared) = &answered.answer.comparison {
                let who = format!("{}, {}", compared.label, desk.year);
                rows.push(line(who, &figures(&answered, before), String::new()));
            }
        }
    }
    let found = peers::of(desk, &measures, rest, &now).await?;
    rows.extend(
        found
            .rows
            .into_iter()
            .map(|(who, theirs)| line(who, &theirs, String::new())),
    );
    let mut bands = found.bands;
    let published = published::of(desk, &measures, rest).await?;
    if !published.is_empty() {
        bands.push(BESIDE.to_owned());
    }
    rows.extend(published.into_iter().map(|(who, theirs, source)| Against {
        differences: vec![String::new(); measures.len()],
        ..line(who, &theirs, source)
    }));
    Ok((rows.len() > 1).then(|| Standing {
        measures: measures.iter().map(|measure| measure.label).collect(),
        rows,
        bands,
    }))
}

impl Against {
    fn new(
        who: String,
        measures: &[&'static Measure],
        (now, theirs): (&[Option<Figure>], &[Option<Figure>]),
        source: String,
    ) -> Self {
        let figures = measures.iter().zip(theirs);
        let each = measures.iter().zip(now).zip(theirs);
        let differences = each.map(|((measure, now), theirs)| {
            let change = now.zip(*theirs);
            if matches!(measure.unit, Unit::Ratio { sign: "%", .. }) {
                return change.map_or_else(String::new, points);
            }
            let change = change
                .and_then(|(now, theirs)| pas_analytics::answer::Compared::change(now, theirs));
            change.map_or_else(String::new, |change| {
                let sign = if change > 0.0 { "+" } else { "" };
                format!("{sign}{}\u{a0}%", pas_domain::italian::decimal(change, 1))
            })
        });
        Self {
            who,
            differences: differences.collect(),
            figures: figures
                .map(|(measure, figure)| wording::figure(measure, *figure))
                .collect(),
            source,
        }
    }
}

/// How far two shares are apart: `+0,2 punti`, never a percent of a percent.
fn points((now, theirs): (Figure, Figure)) -> String {
    let (Some(now), Some(theirs)) = (now.number(), theirs.number()) else {
        return String::new();
    };
    let apart = now - theirs;
    let sign = if apart > 0.0 { "+" } else { "" };
    format!(
        "{sign}{}\u{a0}punti",
        pas_domain::italian::decimal(apart, 1)
    )
}
