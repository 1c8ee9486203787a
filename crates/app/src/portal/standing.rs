//! What the figures of a story are set against: the year before, the territories around, comuni that
//! are alike, and what others have published.

use std::fmt;

use pas_analytics::answer::{Compared, Figure};
use pas_cube::measure::{Measure, Unit};
use pas_domain::italian::decimal;

use super::desk::{Desk, before, joined, known, whole};
use super::peers;
use crate::error::AppError;
use crate::use_cases::ask_edition::Answered;

mod published;

/// Measures beside each other, for the territory and for what it is set against.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The measures.
    pub measures: Vec<&'static Measure>,
    /// The territory first.
    pub rows: Vec<Against>,
    /// How the territory stands among its peers, in a sentence.
    pub bands: Vec<String>,
}

/// One line of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Against {
    /// Who or when.
    pub who: String,
    /// One figure for each measure; none where nobody gives one.
    pub figures: Vec<Option<Figure>>,
    /// How much the territory differs from each, by what is shown; none where nothing can be said.
    pub differences: Vec<Option<Difference>>,
    /// Who published them, where it is not this edition that says so.
    pub source: String,
}

/// How far two figures are apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Difference {
    /// In percent.
    Percent(f64),
    /// In points, of two shares: never a percent of a percent.
    Points(f64),
}

impl Difference {
    fn of(measure: &Measure, now: Figure, theirs: Figure) -> Option<Self> {
        if matches!(measure.unit, Unit::Ratio { sign: "%", .. }) {
            return Some(Self::Points(now.number()? - theirs.number()?));
        }
        Compared::change(now, theirs).map(Self::Percent)
    }

    /// The number.
    pub const fn value(self) -> f64 {
        match self {
            Self::Percent(value) | Self::Points(value) => value,
        }
    }
}

/// `+6,9 %`, `-0,2 punti`.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.value() > 0.0 { "+" } else { "" };
        let unit = match self {
            Self::Percent(_) => "%",
            Self::Points(_) => "punti",
        };
        write!(f, "{sign}{}\u{a0}{unit}", decimal(self.value(), 1))
    }
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
        differences: vec![None; measures.len()],
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
        differences: vec![None; measures.len()],
        ..line(who, &theirs, source)
    }));
    Ok((rows.len() > 1).then_some(Standing {
        measures,
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
        let each = measures.iter().zip(now).zip(theirs);
        let differences = each.map(|((measure, now), theirs)| {
            let (now, theirs) = now.zip(*theirs)?;
            Difference::of(measure, now, theirs)
        });
        Self {
            who,
            differences: differences.collect(),
            figures: theirs.to_vec(),
            source,
        }
    }
}
