//! 2. A benefit's characteristics: how many, how much a head, for how long, of what age.

use pas_analytics::answer::Figure;

use super::desk::{Desk, before, known, nothing, whole};
use super::wording::{euro, people, than_before, told};
use super::{Headline, Question, Story};
use crate::editions::view::Look;
use crate::error::AppError;

/// The parts that show it in one question each: name, title, measures, rest of the question, look.
const PARTS: [(&str, &str, &str, &str, Look); 4] = [
    (
        "eta",
        "Di che età",
        "beneficiari,spesa_media",
        "righe=eta",
        Look::Bars,
    ),
    (
        "mesi",
        "Mese per mese",
        "beneficiari",
        "righe=mese",
        Look::Lines,
    ),
    (
        "isee",
        "Con quale ISEE",
        "beneficiari,spesa_media",
        "righe=isee",
        Look::Bars,
    ),
    (
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
    let only = format!("prestazione={}", benefit.code);
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
    for id in [
        "beneficiari",
        "spesa",
        "spesa_media",
        "spesa_mediana",
        "durata_media",
        "quota_utenti",
    ] {
        let headline = Desk::headline(&asked, id, text.clone());
        story.headlines.extend(headline.map(|headline| Headline {
            label: match id {
                // A record may be of one month of many: only its own length is known.
                "durata_media" => "Durata media di un record".to_owned(),
                _ => headline.label,
            },
            ..headline
        }));
    }
    story.fields.insert(0, field);
    for (id, title, measures, rows, look) in PARTS {
        let text = desk.text_of_year(measures, &format!("{rows}&{only}"));
        story.parts.push(desk.part((id, title), text, look).await?);
    }
    let over_years = desk.text(
        "beneficiari,spesa,spesa_media,durata_media",
        &format!("righe=anno&{only}"),
    );
    let years = desk.part(("anni", "Anno per anno"), over_years, Look::Lines);
    story.parts.push(years.await?);
    if desk.is_divided() {
        let text = desk.text_of_year("beneficiari,spesa_media", &format!("righe=comune&{only}"));
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
