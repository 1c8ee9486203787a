//! 3. The beneficiaries of a benefit for who cannot live alone: age, daily living, mobility, ISEE.

use pas_analytics::answer::Figure;

use super::desk::{Desk, Wanted, filter, joined, nothing, whole};
use super::wording::{people, share, sum_of, told};
use super::{Part, Question, Story};
use crate::editions::view::Look;
use crate::error::AppError;

/// The category whose benefits are for who cannot live alone.
const CATEGORY: &str = "categoria=autonomia";
/// Age bands from 75 years on.
const VERY_OLD: [&str; 2] = ["75-84", "85+"];
/// Codes of daily living that stand for dependence, in part or wholly (INPS, table of SINA).
const DEPENDENT: [&str; 2] = ["2", "3"];

/// What shows who they are.
const PARTS: [Wanted; 5] = [
    Wanted(
        "eta",
        "Di che età",
        "beneficiari",
        "righe=eta&colonne=sesso",
        Look::Bars,
    ),
    Wanted(
        "autonomia",
        "Quanto sono autonomi",
        "beneficiari,spesa_media",
        "righe=autonomia",
        Look::Bars,
    ),
    Wanted(
        "mobilita",
        "Come si muovono",
        "beneficiari,spesa_media",
        "righe=mobilita",
        Look::Bars,
    ),
    Wanted(
        "invalidita",
        "Con invalidità certificata",
        "beneficiari",
        "righe=invalidita",
        Look::Bars,
    ),
    Wanted(
        "isee",
        "Con quale ISEE",
        "beneficiari,quota_utenti",
        "righe=isee",
        Look::Bars,
    ),
];

pub(super) async fn tell(desk: &Desk<'_>) -> Result<Story, AppError> {
    let Some((benefit, field)) = desk
        .choose(("prestazione", "Prestazione"), CATEGORY)
        .await?
    else {
        return nothing(desk, Question::Dependence).await;
    };
    let only = filter("prestazione", &benefit.code);
    let text = desk.text_of_year("beneficiari,spesa_media,durata_media", &only);
    let asked = desk.ask(&desk.compared(&text)).await?;
    let mut parts = desk.parts_of_year(&PARTS, &only).await?;
    let over_years = desk.text(
        "beneficiari",
        &joined(&[
            "righe=autonomia&colonne=anno",
            &only,
            &desk.up_to_the_last_month(),
        ]),
    );
    parts.push(
        desk.part(("anni", "Anno per anno"), over_years, Look::Lines)
            .await?,
    );
    let n = whole(&asked, "beneficiari");
    let answer = told(desk.when_and_where(), n, || {
        format!(
            "Nel {} {} «{}» ({}) è andata a {}{}.",
            desk.year,
            desk.scope.place,
            benefit.label,
            benefit.code,
            people(n),
            of_whom(&parts, n),
        )
    });
    let mut story = desk.story(Question::Dependence, answer, &asked);
    let ids = ["beneficiari", "spesa_media", "durata_media"];
    story.headlines = Desk::headlines(&asked, &ids, &text);
    story.fields.insert(0, field);
    story.parts = parts;
    story.standing = desk
        .standing(&["beneficiari", "spesa_media"], &only)
        .await?;
    Ok(story)
}

/// `: il 71 % ha 75 anni o più, il 45 % dipende da altri in tutto o in parte`.
fn of_whom(parts: &[Part], n: Option<Figure>) -> String {
    let of_part = |id: &str, codes: &[&str]| {
        let part = parts.iter().find(|part| part.id == id)?;
        share(sum_of(&part.answered.answer, codes)?, n)
    };
    let old = of_part("eta", &VERY_OLD).map(|share| format!("{share} ha 75 anni o più"));
    let dependent = of_part("autonomia", &DEPENDENT)
        .map(|share| format!("{share} dipende da altri, in tutto o in parte"));
    let said: Vec<String> = old.into_iter().chain(dependent).collect();
    if said.is_empty() {
        return String::new();
    }
    format!(": {}", pas_domain::italian::listed(said))
}
