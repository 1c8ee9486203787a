//! 8. A category of benefits over time, over the same months of every year.

use super::desk::{Desk, before, known, nothing, whole};
use super::wording::{euro, people, than_before, told};
use super::{Question, Story};
use crate::editions::view::Look;
use crate::error::AppError;

/// The parts that show it in one question each: name, title, measures, rest of the question, look.
const PARTS: [(&str, &str, &str, &str, Look); 4] = [
    (
        "spesa",
        "La spesa, anno per anno",
        "spesa,beneficiari,spesa_media",
        "righe=anno",
        Look::Lines,
    ),
    (
        "prestazioni",
        "Le prestazioni della categoria",
        "beneficiari",
        "righe=prestazione&colonne=anno",
        Look::Lines,
    ),
    (
        "mesi",
        "Le persone, mese per mese",
        "beneficiari",
        "righe=mese",
        Look::Lines,
    ),
    (
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
    let only = format!("categoria={}", category.code);
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
    for id in ["spesa", "beneficiari", "spesa_media"] {
        story
            .headlines
            .extend(Desk::headline(&asked, id, text.clone()));
    }
    story.fields.insert(0, field);
    for (id, title, measures, rest, look) in PARTS {
        let mut rest = format!("{rest}&{only}");
        if let Some(month) = desk.last_month() {
            rest = format!("{rest}&fino_a={month}");
        }
        let text = desk.text(measures, &rest);
        story.parts.push(desk.part((id, title), text, look).await?);
    }
    story.standing = desk.standing(&["spesa", "beneficiari"], &only).await?;
    Ok(story)
}
