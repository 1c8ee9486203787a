//! 6. The position against other bodies and the nation.

use super::desk::{Desk, Wanted, known, whole};
use super::wording::{euro, figure, told};
use super::{Question, Standing, Story};
use crate::editions::view::Look;
use crate::error::AppError;
use crate::use_cases::ask_edition::Answered;

const MEASURES: [&str; 4] = [
    "spesa_per_abitante",
    "beneficiari_per_mille",
    "spesa_media",
    "quota_utenti",
];

/// What shows the comuni beside each other.
const BY_COMUNE: [Wanted; 3] = [
    Wanted(
        "spesa",
        "Spesa per abitante, comune per comune",
        "spesa_per_abitante",
        "righe=comune",
        Look::Distribution,
    ),
    Wanted(
        "mappa",
        "Sulla mappa",
        "spesa_per_abitante",
        "righe=comune",
        Look::Map,
    ),
    Wanted(
        "persone",
        "Persone raggiunte e spesa",
        "beneficiari_per_mille,spesa_per_abitante",
        "righe=comune",
        Look::Scatter,
    ),
];

pub(super) async fn tell(desk: &Desk<'_>) -> Result<Story, AppError> {
    let measures: Vec<&str> = MEASURES
        .into_iter()
        .filter(|id| desk.has_residents() || known(id).formula.population().is_none())
        .collect();
    let text = desk.text_of_year(&measures.join(","), "");
    let asked = desk.ask(&desk.compared(&text)).await?;
    let standing = desk.standing(&measures, "").await?;
    let answer = answer(desk, &asked, standing.as_ref());
    let mut story = desk.story(Question::Position, answer, &asked);
    story.headlines = Desk::headlines(&asked, &measures, &text);
    story.standing = standing;
    if desk.is_divided() && desk.has_residents() {
        story.parts = desk.parts_of_year(&BY_COMUNE, "").await?;
    }
    let over_years = desk.text_over_years(&measures.join(","), "");
    story.parts.push(
        desk.part(("anni", "Anno per anno"), over_years, Look::Lines)
            .await?,
    );
    Ok(story)
}

/// How much is spent and how many are reached a head, and the last of what stands beside.
fn answer(desk: &Desk<'_>, asked: &Answered, standing: Option<&Standing>) -> String {
    if desk.has_residents() {
        let beside = standing.and_then(beside).unwrap_or_default();
        told(
            desk.when_and_where(),
            whole(asked, "beneficiari_per_mille"),
            || {
                format!(
                    "Nel {} {} si sono spesi {} per abitante e si sono raggiunti {} abitanti ogni mille.{beside}",
                    desk.year,
                    desk.scope.place,
                    euro(whole(asked, "spesa_per_abitante")),
                    figure(
                        known("beneficiari_per_mille"),
                        whole(asked, "beneficiari_per_mille")
                    )
                    .replace("\u{a0}‰", ""),
                )
            },
        )
    } else {
        let mean = whole(asked, "spesa_media");
        told(desk.when_and_where(), mean, || {
            format!(
                "Nel {} {} si sono spesi in media {} a persona.",
                desk.year,
                desk.scope.place,
                euro(mean)
            )
        })
    }
}

/// The last that the territory is set beside: ` Italia, 2022: 150,00 € per abitante.`
fn beside(standing: &Standing) -> Option<String> {
    let [_, .., last] = standing.rows.as_slice() else {
        return None;
    };
    let (measure, theirs) = standing.measures.first().zip(last.figures.first())?;
    let theirs = figure(measure, *theirs);
    Some(format!(" {}: {theirs} per abitante.", last.who))
}
