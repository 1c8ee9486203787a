//! 5. The people by ISEE band. Of those who receive something: nobody else's ISEE is known here.

use super::desk::{Desk, Wanted, joined, whole};
use super::wording::{people, share, sum_of, told};
use super::{Question, Story};
use crate::editions::view::Look;
use crate::error::AppError;

/// Bands up to 9,000 euro.
const LOW: [&str; 3] = ["0-3", "3-6", "6-9"];
/// The band of who has no known ISEE.
const UNKNOWN: [&str; 1] = ["nd"];

/// What shows who is in each band.
const PARTS: [Wanted; 3] = [
    Wanted(
        "eta",
        "Per età",
        "beneficiari",
        "righe=isee&colonne=eta_ampia",
        Look::Heat,
    ),
    Wanted(
        "categorie",
        "Per tipo di prestazione",
        "beneficiari",
        "righe=categoria&colonne=isee",
        Look::Heat,
    ),
    Wanted(
        "costo",
        "Quanto ricevono e quanto pagano",
        "spesa_media,quota_utenti,spesa_mediana",
        "righe=isee",
        Look::Bars,
    ),
];

pub(super) async fn tell(desk: &Desk<'_>) -> Result<Story, AppError> {
    let text = desk.text_of_year("beneficiari,spesa,spesa_media", "righe=isee");
    let bands = desk
        .part(("fasce", "Le persone per fascia"), text, Look::Bars)
        .await?;
    let n = whole(&bands.answered, "beneficiari");
    let unknown = sum_of(&bands.answered.answer, &UNKNOWN);
    let low = sum_of(&bands.answered.answer, &LOW).and_then(|sum| share(sum, n));
    let unknown = unknown.and_then(|sum| share(sum, n));
    let said = match (low, unknown) {
        (Some(low), Some(unknown)) => {
            format!("{low} ha un ISEE fino a 9.000 euro, {unknown} non ha un ISEE noto")
        }
        (Some(low), None) => format!("{low} ha un ISEE fino a 9.000 euro"),
        _ => "in qualche fascia le persone sono poche e il numero è oscurato".to_owned(),
    };
    let answer = told(desk.when_and_where(), n, || {
        format!(
            "Nel {} {} hanno ricevuto almeno una prestazione {}: {said}.",
            desk.year,
            desk.scope.place,
            people(n),
        )
    });
    let mut story = desk.story(Question::Isee, answer, &bands.answered);
    story.notes.insert(
        0,
        (
            "Di chi si parla".to_owned(),
            "Delle persone che ricevono prestazioni, non di tutti gli abitanti: l'ISEE di chi non chiede niente non arriva \
             ai servizi sociali."
                .to_owned(),
        ),
    );
    story.parts.push(bands);
    story.parts.extend(desk.parts_of_year(&PARTS, "").await?);
    let over_years = desk.text(
        "beneficiari",
        &joined(&["righe=isee&colonne=anno", &desk.up_to_the_last_month()]),
    );
    story.parts.push(
        desk.part(("anni", "Anno per anno"), over_years, Look::Heat)
            .await?,
    );
    Ok(story)
}
