//! What we spend: on what, who pays, on which benefits, where, year by year.

use pas_analytics::answer::Figure;

use super::super::model::{Chapter, Section};
use super::super::words::{extremes, largest, said};
use super::super::writer::{Wanted, Writer, show};
use crate::editions::view::Look;
use crate::error::AppError;
use crate::portal::desk::{before, known, whole};
use crate::portal::wording::{euro, people, share, than_before};
use crate::use_cases::ask_edition::Answered;

pub(super) async fn write(writer: &mut Writer<'_>) -> Result<Chapter, AppError> {
    let desk = writer.desk;
    let measures = if desk.has_residents() {
        "spesa,beneficiari,spesa_media,spesa_per_abitante"
    } else {
        "spesa,beneficiari,spesa_media"
    };
    let asked = writer
        .ask(&desk.compared(&desk.text_of_year(measures, "")))
        .await?;
    let mut chapter = Chapter::new("spesa", "Quanto spendiamo", opening(writer, &asked));
    let kinds = writer
        .ask(&desk.text_of_year(measures, "righe=categoria&ordina=-spesa"))
        .await?;
    let wanted = Wanted {
        id: "spesa-categorie",
        caption: "Spesa e persone per categoria di prestazioni",
        look: Look::Bars,
    };
    let section = Section::new("spesa-categorie", "Per che cosa si spende");
    let section = section.say(largest(&kinds, "spesa", "La categoria che costa di più"));
    chapter.sections.push(show(section, wanted, &kinds));
    chapter.sections.push(payers(writer).await?);
    let benefits = desk.text_of_year(
        "spesa,beneficiari,spesa_media",
        "righe=prestazione&ordina=-spesa",
    );
    let benefits = writer.ask(&benefits).await?;
    let wanted = Wanted {
        id: "spesa-prestazioni",
        caption: "Spesa, persone e costo a testa per prestazione",
        look: Look::Bars,
    };
    let section = Section::new("spesa-prestazioni", "Le prestazioni");
    let section = section.say(largest(
        &benefits,
        "spesa",
        "La prestazione che costa di più",
    ));
    chapter.sections.push(show(section, wanted, &benefits));
    chapter.sections.extend(places(writer).await?);
    let wanted = Wanted {
        id: "spesa-anni",
        caption: "Spesa e persone, anno per anno",
        look: Look::Lines,
    };
    let over_years = desk.text(
        "spesa,spesa_ente,spesa_utenti,spesa_ssn,beneficiari",
        "righe=anno",
    );
    let mut section = writer
        .show(
            Section::new("spesa-anni", "Anno per anno"),
            wanted,
            &over_years,
        )
        .await?;
    if let Some(month) = desk.last_month() {
        section = section.note(format!(
            "Un anno non è completo: arriva al mese {month}, e non si confronta così com'è con gli altri."
        ));
    }
    chapter.sections.push(section);
    Ok(chapter)
}

fn opening(writer: &Writer<'_>, asked: &Answered) -> String {
    let desk = writer.desk;
    let spending = whole(asked, "spesa");
    let per_head = whole(asked, "spesa_per_abitante");
    let rate = if per_head.is_some() {
        let change = than_before(
            known("spesa_per_abitante"),
            per_head,
            before(asked, "spesa_per_abitante"),
        );
        format!(
            " {} costa {} per abitante{change}.",
            desk.to_who_grants(),
            euro(per_head)
        )
    } else {
        String::new()
    };
    format!(
        "Nel {} {} si sono spesi {}{}, per {}: in media {} a testa.{rate}",
        desk.year,
        desk.scope.place,
        euro(spending),
        than_before(known("spesa"), spending, before(asked, "spesa")),
        people(whole(asked, "beneficiari")),
        euro(whole(asked, "spesa_media")),
    )
}

async fn payers(writer: &mut Writer<'_>) -> Result<Section, AppError> {
    let measures = "spesa,spesa_ente,spesa_utenti,spesa_ssn,quota_utenti";
    let text = writer
        .desk
        .text_of_year(measures, "righe=categoria&ordina=-spesa");
    let answered = writer.ask(&text).await?;
    let all = whole(&answered, "spesa");
    let part = |id: &str, who: &str| {
        let part = whole(&answered, id)?.number()?;
        Some(format!("{who} {}", share(part, all)?))
    };
    let parts: Vec<String> = [
        ("spesa_ente", "l'ente paga"),
        ("spesa_utenti", "gli utenti"),
        ("spesa_ssn", "il Servizio sanitario"),
    ]
    .into_iter()
    .filter_map(|(id, who)| part(id, who))
    .collect();
    let words = if parts.is_empty() {
        "Chi paga non si può dire: i valori sono oscurati.".to_owned()
    } else {
        format!("Di tutta la spesa {}.", pas_domain::italian::listed(parts))
    };
    let wanted = Wanted {
        id: "spesa-pagatori",
        caption: "Chi paga, per categoria di prestazioni",
        look: Look::Table,
    };
    Ok(show(
        Section::new("spesa-pagatori", "Chi paga").say(words),
        wanted,
        &answered,
    ))
}

async fn places(writer: &mut Writer<'_>) -> Result<Option<Section>, AppError> {
    let Some(level) = writer.parts() else {
        return Ok(None);
    };
    let desk = writer.desk;
    let (first, measures) = if desk.has_residents() {
        (
            "spesa_per_abitante",
            "spesa_per_abitante,spesa,beneficiari,spesa_media",
        )
    } else {
        ("spesa", "spesa,beneficiari,spesa_media")
    };
    let text = desk.text_of_year(measures, &format!("righe={level}&ordina=-{first}"));
    let answered = writer.ask(&text).await?;
    let whole = whole(&answered, first).filter(|figure| matches!(figure, Figure::Number(_)));
    let beside = whole.map_or_else(String::new, |whole| {
        format!(
            "Nell'insieme {}.",
            match first {
                "spesa" => format!("la spesa è di {}", said(first, Some(whole))),
                _ => format!("si spendono {} per abitante", said(first, Some(whole))),
            }
        )
    });
    let section = Section::new("spesa-territori", "Dove si spende")
        .say(extremes(&answered, first))
        .say(beside);
    let wanted = Wanted {
        id: "spesa-territori",
        caption: "Spesa e persone per territorio di residenza",
        look: Look::Bars,
    };
    Ok(Some(show(section, wanted, &answered)))
}
