//! 7. Benefits beside each other: by spending and by type of beneficiary.

use pas_cube::dimension::level;

use super::choices::Field;
use super::desk::{Desk, whole};
use super::wording::{euro, share};
use super::{Part, Question, Story};
use crate::editions::view::Look;
use crate::error::AppError;

/// The types of beneficiary that a reader may compare by.
const TYPES: [&str; 6] = [
    "eta_ampia",
    "sesso",
    "cittadinanza",
    "isee",
    "area",
    "autonomia",
];

pub(super) async fn tell(desk: &Desk<'_>) -> Result<Story, AppError> {
    let asked = desk.choices.get("per").unwrap_or(TYPES[0]);
    let by = TYPES
        .into_iter()
        .find(|id| *id == asked)
        .unwrap_or(TYPES[0]);
    let text = desk.text_of_year(
        "spesa,beneficiari,spesa_media",
        "righe=prestazione&ordina=-spesa",
    );
    let spending = desk.part(("spesa", "Per spesa"), text, Look::Bars).await?;
    let answer = said(desk, &spending);
    let mut story = desk.story(Question::Compare, answer, &spending.answered);
    let types = TYPES
        .into_iter()
        .filter_map(|id| Some((id.to_owned(), level(id)?.label.to_owned())));
    story
        .fields
        .insert(0, Field::new("per", "Tipo di beneficiario", types, by));
    story.parts.push(spending);
    for (id, title, measures, rest, look) in [
        (
            "tipo",
            "A chi vanno",
            "beneficiari",
            format!("righe=prestazione&colonne={by}"),
            Look::Heat,
        ),
        (
            "costo",
            "Quanti e quanto a testa",
            "beneficiari,spesa_media",
            "righe=prestazione".to_owned(),
            Look::Scatter,
        ),
        (
            "spesa-tipo",
            "La spesa per tipo di beneficiario",
            "spesa",
            format!("righe=categoria&colonne={by}"),
            Look::Heat,
        ),
    ] {
        let text = desk.text_of_year(measures, &rest);
        story.parts.push(desk.part((id, title), text, look).await?);
    }
    let over_years = desk.text("spesa", "righe=prestazione&colonne=anno");
    story.parts.push(
        desk.part(("anni", "Anno per anno"), over_years, Look::Table)
            .await?,
    );
    Ok(story)
}

/// The answer in one sentence, by the first row.
fn said(desk: &Desk<'_>, spending: &Part) -> String {
    let table = &spending.answered.answer.table;
    let first = table.rows.first().zip(table.row_totals.first());
    match first {
        Some((nodes, figures)) => {
            let name = nodes.last().map_or("", |node| node.label.as_str());
            let amount = figures.first().copied();
            let part = amount
                .and_then(|amount| share(amount.number()?, whole(&spending.answered, "spesa")));
            format!(
                "Nel {} {} la prestazione che costa di più è «{name}»: {}{}.",
                desk.year,
                desk.scope.place,
                euro(amount),
                part.map_or_else(String::new, |part| format!(", {part} di tutta la spesa")),
            )
        }
        None => format!(
            "Nel {} {} non risulta nessuna prestazione.",
            desk.year, desk.scope.place
        ),
    }
}
