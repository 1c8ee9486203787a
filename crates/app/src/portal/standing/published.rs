//! What others have published of the same measure, from the editions of published figures.

use pas_analytics::answer::Figure;
use pas_cube::measure::{Measure, Unit};
use pas_edition::published::{self, Bound, Decimal, Level};
use pas_edition::{Access, Kind};

use super::super::desk::Desk;
use crate::error::AppError;
use crate::use_cases::ask_edition::unreadable;

/// Who, the figures, and whose they are.
type Line = (String, Vec<Option<Figure>>, String);

/// For the region, the macro-area and Italy, the figures of the latest period that is published. Of the whole
/// of a territory alone: nobody publishes by the cuts of `rest`.
pub(super) async fn of(
    desk: &Desk<'_>,
    measures: &[&'static Measure],
    rest: &str,
) -> Result<Vec<Line>, AppError> {
    if !rest.is_empty() {
        return Ok(Vec::new());
    }
    let around = desk.edition.around.iter();
    let around = around.filter_map(|(level, node)| {
        let published = Level::from_word(level.id)?;
        Some((
            published,
            node.code.clone(),
            format!("{} {}", level.label, node.label),
        ))
    });
    let italy = (Level::Italia, "IT".to_owned(), "Italia".to_owned());
    let around: Vec<(Level, String, String)> = around.chain([italy]).collect();
    let (app, measures) = (desk.app.clone(), measures.to_vec());
    let task = tokio::task::spawn_blocking(move || {
        let editions = app.editions();
        let mut lines = Vec::new();
        for listed in editions.list().map_err(unreadable)? {
            // One that is withdrawn or cannot be opened has nothing to say here.
            let Ok(edition) = editions.open(listed.number, Access::InForce) else {
                continue;
            };
            if edition.manifest.kind != Kind::Published {
                continue;
            }
            let source = edition.manifest.published.as_ref();
            let source = source.map_or_else(String::new, |source| source.publisher.clone());
            let figures = edition.figures().map_err(unreadable)?;
            for (level, code, name) in &around {
                let Some(period) = latest_period(&figures, (*level, code), &measures) else {
                    continue;
                };
                let of_measure = |measure: &&'static Measure| {
                    let mut figures = figures.iter();
                    figures.find(|figure| {
                        is_of(figure, (*level, code), measure) && figure.period() == period
                    })
                };
                let found: Vec<Option<&published::Figure>> =
                    measures.iter().map(of_measure).collect();
                let who = format!("{name}, {period}");
                let values = measures.iter().zip(&found);
                let values = values.map(|(measure, figure)| {
                    figure.map(|figure| Figure::Number(value(measure, figure.value)))
                });
                lines.push((who, values.collect(), source.clone()));
            }
        }
        Ok(lines)
    });
    task.await
        .map_err(|error| AppError::system("leggere i dati pubblicati", error))?
}

/// The latest period in which any of `measures` is published for a whole territory: what stands in one
/// line is of one period.
fn latest_period(
    figures: &[published::Figure],
    territory: (Level, &str),
    measures: &[&'static Measure],
) -> Option<String> {
    let found = figures.iter().filter(|figure| {
        let mut measures = measures.iter();
        measures.any(|measure| is_of(figure, territory, measure))
    });
    let latest = found.max_by_key(|figure| (figure.year, figure.month))?;
    Some(latest.period())
}

/// Whether a figure is of `measure` for a whole territory: by the measure's name here or at ISTAT.
fn is_of(figure: &published::Figure, (level, code): (Level, &str), measure: &Measure) -> bool {
    figure.level == level
        && figure.territory == code
        && figure.category.is_empty()
        && figure.bound == Bound::Exact
        && (figure.measure.eq_ignore_ascii_case(measure.label)
            || (!measure.istat.is_empty() && figure.measure == measure.istat))
}

/// A published figure in the measure's own unit: cents for money.
fn value(measure: &Measure, decimal: Decimal) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "published figures have few digits"
    )]
    let value = decimal.units as f64 / 10_f64.powi(decimal.scale.into());
    match measure.unit {
        Unit::Cents => value * 100.0,
        Unit::Count | Unit::Ratio { .. } => value,
    }
}
