//! 1. The spending of the territory: how much, for whom, who pays, on what, where.

use super::desk::{Desk, before, known, whole};
use super::wording::{euro, people, than_before, told};
use super::{Question, Story};
use crate::editions::view::Look;
use crate::error::AppError;

pub(super) async fn tell(desk: &Desk<'_>) -> Result<Story, AppError> {
    let measures = if desk.has_residents() {
        "spesa,beneficiari,spesa_ente,spesa_per_abitante"
    } else {
        "spesa,beneficiari,spesa_ente"
    };
    let text = desk.text_of_year(measures, "");
    let asked = desk.ask(&desk.compared(&text)).await?;
    let per_head = whole(&asked, "spesa_per_abitante");
    let rate = match per_head {
        None => String::new(),
        Some(_) => format!(
            ". {} costa {} per abitante{}",
            desk.to_who_grants(),
            euro(per_head),
            than_before(
                known("spesa_per_abitante"),
                per_head,
                before(&asked, "spesa_per_abitante")
            )
        ),
    };
    let n = whole(&asked, "beneficiari");
    let answer = told(desk.when_and_where(), n, || {
        format!(
            "Nel {} {} si sono spesi {} per {}{rate}.",
            desk.year,
            desk.scope.place,
            euro(whole(&asked, "spesa")),
            people(n),
        )
    });
    let mut story = desk.story(Question::Spending, answer, &asked);
    let ids = ["spesa", "beneficiari", "spesa_ente", "spesa_per_abitante"];
    story.headlines = Desk::headlines(&asked, &ids, &text);
    let over_years = desk.text_over_years("spesa,beneficiari", "");
    let years = desk.part(("anni", "Anno per anno"), over_years, Look::Lines);
    let of_kinds = desk.text_of_year("spesa,beneficiari", "righe=categoria&ordina=-spesa");
    let kinds = desk.part(("categorie", "Per che cosa"), of_kinds, Look::Bars);
    let of_payers = desk.text_over_years("spesa_ente,spesa_utenti,spesa_ssn,spesa", "");
    let payers = desk.part(("chi-paga", "Chi paga"), of_payers, Look::Table);
    story
        .parts
        .extend([kinds.await?, years.await?, payers.await?]);
    if desk.is_divided() {
        let rate = if desk.has_residents() {
            "spesa_per_abitante,spesa,beneficiari"
        } else {
            "spesa,beneficiari"
        };
        let text = desk.text_of_year(rate, "righe=comune");
        let part = desk.part(("comuni", "Comune per comune"), text, Look::Map);
        story.parts.push(part.await?);
    }
    if desk.has_residents() {
        let measures = ["spesa_per_abitante", "beneficiari_per_mille"];
        story.standing = desk.standing(&measures, "").await?;
    }
    Ok(story)
}
