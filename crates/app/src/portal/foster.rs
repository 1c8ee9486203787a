//! 4. Minors in foster care: by SINBA's assessments, and by who receives the contribution.
//!
//! The two are different people for PAS: SINBA knows minors under a pseudonym and names no comune, so
//! it counts for the whole body; the contribution (A1.22) is a record of a person with a residence.

use pas_analytics::answer::Figure;

use super::desk::{Desk, before, known, whole};
use super::wording::{minors, people, than_before};
use super::{Question, Story};
use crate::editions::view::Look;
use crate::error::AppError;
use crate::portal::Headline;

/// The value of the level `minori` for a minor in foster care.
const IN_CARE: &str = "minori=affido";
/// The contribution to foster families.
const CONTRIBUTION: &str = "prestazione=A1.22";

pub(super) async fn tell(desk: &Desk<'_>) -> Result<Story, AppError> {
    let in_care = desk.of_body_of_year("beneficiari", IN_CARE);
    let asked = desk.ask(&desk.compared(&in_care)).await?;
    let contribution = desk.text_of_year("beneficiari,spesa,durata_media", CONTRIBUTION);
    let paid = desk.ask(&desk.compared(&contribution)).await?;
    let n = whole(&asked, "beneficiari");
    let answer = format!(
        "Nel {} {} in affidamento {}{}, secondo le valutazioni SINBA; il contributo per l'affidamento (A1.22) \
         è andato a {}.",
        desk.year,
        if n.and_then(Figure::number).is_some_and(|n| n < 2.0) {
            "risulta"
        } else {
            "risultano"
        },
        minors(n),
        than_before(known("beneficiari"), n, before(&asked, "beneficiari")),
        people(whole(&paid, "beneficiari")),
    );
    let mut story = desk.story(Question::Foster, answer, &asked);
    let called = |label: &str, headline: Headline| Headline {
        label: label.to_owned(),
        ..headline
    };
    let minors = Desk::headline(&asked, "beneficiari", &in_care);
    let with_money = Desk::headline(&paid, "beneficiari", &contribution);
    let headlines = [
        minors.map(|headline| called("Minori in affidamento (SINBA)", headline)),
        with_money.map(|headline| called("Con il contributo A1.22", headline)),
        Desk::headline(&paid, "spesa", &contribution),
    ];
    story.headlines = headlines.into_iter().flatten().collect();
    for (part, text, look) in parts(desk) {
        story.parts.push(desk.part(part, text, look).await?);
    }
    story.standing = desk
        .standing(&["beneficiari", "spesa_media"], CONTRIBUTION)
        .await?;
    Ok(story)
}

/// Name and title, question and look of what shows it.
fn parts(desk: &Desk<'_>) -> [((&'static str, &'static str), String, Look); 5] {
    [
        (
            ("anni", "Minori in affidamento, anno per anno"),
            desk.of_body_over_years("beneficiari", IN_CARE),
            Look::Lines,
        ),
        (
            ("dove", "Dove crescono i minori valutati"),
            desk.of_body_of_year("beneficiari", "righe=minori"),
            Look::Bars,
        ),
        (
            ("eta", "Di che età sono i minori in affidamento"),
            desk.of_body_of_year("beneficiari", &format!("righe=eta&{IN_CARE}")),
            Look::Bars,
        ),
        (
            ("contributo", "Il contributo A1.22, anno per anno"),
            desk.text_over_years("beneficiari,spesa,spesa_media,durata_media", CONTRIBUTION),
            Look::Lines,
        ),
        (
            ("mesi", "Il contributo A1.22, mese per mese"),
            desk.text_of_year("beneficiari", &format!("righe=mese&{CONTRIBUTION}")),
            Look::Lines,
        ),
    ]
}
