//! 8. A category of benefits over time, over the same months of every year.

use super::desk::{Desk, Wanted, before, filter, joined, known, nothing, whole};
use super::wording::{euro, people, than_before, told};
use super::{Question, Story};
use crate::editions::view::Look;
use crate::error::AppError;

/// What shows the years.
const PARTS: [Wanted; 4] = [
    Wanted(
        "spesa",
        "La spesa, anno per anno",
        "spesa,beneficiari,spesa_media",
        "righe=anno",
        Look::Lines,
    ),
    Wanted(
        "prestazioni",
        "Le prestazioni della categoria",
        "beneficiari",
        "righe=prestazione&colonne=anno",
        Look::Lines,
    ),
    Wanted(
        "mesi",
        "Le persone, mese per mese",
        "beneficiari",
        "righe=mese",
        Look::Lines,
    ),
    Wanted(
        "eta",
        "L'età, anno per anno",
        "beneficiari",
        "righe=eta_ampia&colonne=anno",
        Look::Lines,
    ),
];

pub(super) async fn tell(desk: &Desk<'_>) -> Result<Story, AppError> {
    let Some((category, field)) = desk.choose(("categoria", "Categoria"), "").await? else {
        return nothing(desk, Question::Trend).await;
    };
    let only = filter("categoria", &category.code);
    let text = desk.text_of_year("spesa,beneficiari,spesa_media", &only);
    let asked = desk.ask(&desk.compared(&text)).await?;
    let n = whole(&asked, "beneficiari");
    let answer = told(desk.when_and_where(), n, || {
        format!(
            "Nel {} {} le prestazioni di tipo «{}» sono costate {}{}, e sono andate a {}{}.",
            desk.year,
            desk.scope.place,
            category.label,
            euro(whole(&asked, "spesa")),
            than_before(
                known("spesa"),
                whole(&asked, "spesa"),
                before(&asked, "spesa")
            ),
            people(n),
            than_before(known("beneficiari"), n, before(&asked, "beneficiari")),
        )
    });
    let mut story = desk.story(Question::Trend, answer, &asked);
    let ids = ["spesa", "beneficiari", "spesa_media"];
    story.headlines = Desk::headlines(&asked, &ids, &text);
    story.fields.insert(0, field);
    for Wanted(id, title, measures, rest, look) in PARTS {
        let rest = joined(&[rest, &only, &desk.up_to_the_last_month()]);
        let text = desk.text(measures, &rest);
        story.parts.push(desk.part((id, title), text, look).await?);
    }
    story.standing = desk.standing(&["spesa", "beneficiari"], &only).await?;
    Ok(story)
}
