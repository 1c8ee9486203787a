//! 2. A benefit's characteristics: how many, how much a head, for how long, of what age.

use pas_analytics::answer::Figure;

use super::desk::{Desk, Wanted, before, filter, joined, known, nothing, whole};
use super::wording::{euro, people, than_before, told};
use super::{Question, Story};
use crate::editions::view::Look;
use crate::error::AppError;

/// What counts most of a benefit.
const HEADLINES: [&str; 6] = [
    "beneficiari",
    "spesa",
    "spesa_media",
    "spesa_mediana",
    "durata_media",
    "quota_utenti",
];

/// What shows the benefit.
const PARTS: [Wanted; 4] = [
    Wanted(
        "eta",
        "Di che età",
        "beneficiari,spesa_media",
        "righe=eta",
        Look::Bars,
    ),
    Wanted(
        "mesi",
        "Mese per mese",
        "beneficiari",
        "righe=mese",
        Look::Lines,
    ),
    Wanted(
        "isee",
        "Con quale ISEE",
        "beneficiari,spesa_media",
        "righe=isee",
        Look::Bars,
    ),
    Wanted(
        "sesso",
        "Donne e uomini, italiani e no",
        "beneficiari",
        "righe=cittadinanza&colonne=sesso",
        Look::Heat,
    ),
];

pub(super) async fn tell(desk: &Desk<'_>) -> Result<Story, AppError> {
    let Some((benefit, field)) = desk.choose(("prestazione", "Prestazione"), "").await? else {
        return nothing(desk, Question::Benefit).await;
    };
    let only = filter("prestazione", &benefit.code);
    let measures = "beneficiari,spesa,spesa_media,spesa_mediana,durata_media,quota_utenti,mesi";
    let text = desk.text_of_year(measures, &only);
    let asked = desk.ask(&desk.compared(&text)).await?;
    let n = whole(&asked, "beneficiari");
    let answer = told(desk.when_and_where(), n, || {
        format!(
            "Nel {} {} «{}» ({}) è andata a {}{}, con {}: in media {} a testa{}.",
            desk.year,
            desk.scope.place,
            benefit.label,
            benefit.code,
            people(n),
            than_before(known("beneficiari"), n, before(&asked, "beneficiari")),
            euro(whole(&asked, "spesa")),
            euro(whole(&asked, "spesa_media")),
            months_a_head(whole(&asked, "mesi"), n),
        )
    });
    let mut story = desk.story(Question::Benefit, answer, &asked);
    story.headlines = Desk::headlines(&asked, &HEADLINES, &text);
    for headline in &mut story.headlines {
        // A record may be of one month of many: only its own length is known.
        if headline.label == known("durata_media").label {
            "Durata media di un record".clone_into(&mut headline.label);
        }
    }
    story.fields.insert(0, field);
    story.parts = desk.parts_of_year(&PARTS, &only).await?;
    let over_years = desk.text_over_years("beneficiari,spesa,spesa_media,durata_media", &only);
    let years = desk.part(("anni", "Anno per anno"), over_years, Look::Lines);
    story.parts.push(years.await?);
    if desk.is_divided() {
        let text = desk.text_of_year("beneficiari,spesa_media", &joined(&["righe=comune", &only]));
        story.parts.push(
            desk.part(("comuni", "Comune per comune"), text, Look::Bars)
                .await?,
        );
    }
    story.standing = desk
        .standing(&["beneficiari", "spesa_media", "durata_media"], &only)
        .await?;
    Ok(story)
}

/// `, per 8,9 mesi`: of every person's records together, as far as both figures are shown.
fn months_a_head(months: Option<Figure>, n: Option<Figure>) -> String {
    let shown = |figure: Option<Figure>| figure.and_then(Figure::number);
    match (shown(months), shown(n)) {
        (Some(months), Some(n)) if n > 0.0 => {
            format!(", per {} mesi", pas_domain::italian::decimal(months / n, 1))
        }
        _ => String::new(),
    }
}
