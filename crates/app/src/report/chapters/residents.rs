//! Who lives here: residents by age and sex, how old the territory is, how it changes.

use std::collections::BTreeSet;

use pas_domain::italian::{capital, decimal};

use super::super::model::{Chapter, Section};
use super::super::words::largest;
use super::super::writer::{Wanted, Writer, show};
use crate::editions::view::Look;
use crate::error::AppError;
use crate::portal::desk::whole;
use crate::portal::wording::{people, share, sum_of};
use crate::use_cases::ask_edition::Answered;

const TITLE: &str = "Chi vive qui";
/// Broad ages.
const MINORS: [&str; 1] = ["0-17"];
const OLD: [&str; 1] = ["65+"];

pub(super) async fn write(writer: &mut Writer<'_>) -> Result<Chapter, AppError> {
    let desk = writer.desk;
    if !desk.has_residents() {
        let words = format!(
            "Gli abitanti non si possono contare: «{}» non è un territorio con un confine. Scegli un comune o un ambito; \
             se l'ente non è un comune e l'ambito non c'è fra le scelte, manca l'elenco degli ambiti (ambiti.csv nella \
             cartella dei dati).",
            desk.scope.name
        );
        return Ok(Chapter::new("abitanti", TITLE, words));
    }
    let broad = writer
        .ask(&desk.text_of_year("abitanti", "righe=eta_ampia"))
        .await?;
    let mut chapter = Chapter::new("abitanti", TITLE, opening(writer, &broad));
    if whole(&broad, "abitanti").and_then(pas_analytics::answer::Figure::number) == Some(0.0) {
        return Ok(chapter);
    }
    chapter.sections.push(ages(writer, &broad).await?);
    chapter.sections.push(over_years(writer).await?);
    if let Some(level) = writer.parts() {
        let rows = format!("righe={level}&colonne=eta_ampia");
        let answered = writer.ask(&desk.text_of_year("abitanti", &rows)).await?;
        let section = Section::new("abitanti-parti", "Dove si vive").say(largest(
            &answered,
            "abitanti",
            "La parte più popolosa",
        ));
        let wanted = Wanted {
            id: "abitanti-parti",
            caption: "Abitanti per territorio ed età",
            look: Look::Bars,
        };
        chapter.sections.push(show(section, wanted, &answered));
    }
    Ok(chapter)
}

fn opening(writer: &Writer<'_>, broad: &Answered) -> String {
    let desk = writer.desk;
    let n = whole(broad, "abitanti");
    let counted = broad.answer.vintages.first();
    let counted = counted.map_or_else(String::new, |(_, year)| {
        format!(" (ISTAT, residenti al 1° gennaio {year})")
    });
    let part = |codes: &[&str]| sum_of(&broad.answer, codes).and_then(|sum| share(sum, n));
    let ages = match (part(&MINORS), part(&OLD)) {
        (Some(minors), Some(old)) => {
            format!(": {minors} ha meno di 18 anni, {old} ne ha 65 o più")
        }
        _ => String::new(),
    };
    format!(
        "{} vivono {}{counted}{ages}.",
        capital(&desk.scope.place),
        people(n)
    )
}

async fn ages(writer: &mut Writer<'_>, broad: &Answered) -> Result<Section, AppError> {
    let text = writer
        .desk
        .text_of_year("abitanti", "righe=eta&colonne=sesso");
    let answered = writer.ask(&text).await?;
    let parts = (sum_of(&broad.answer, &OLD), sum_of(&broad.answer, &MINORS));
    let index = match parts {
        (Some(old), Some(minors)) if minors > 0.0 => format!(
            "Ogni cento minori (0-17 anni) ci sono {} persone di 65 anni e più.",
            decimal(old * 100.0 / minors, 0)
        ),
        _ => String::new(),
    };
    let oldest = sum_of(&answered.answer, &["85+"]);
    let oldest = oldest.and_then(|n| {
        let part = share(n, whole(&answered, "abitanti"))?;
        Some(format!(
            "Chi ha 85 anni o più, e più spesso ha bisogno di assistenza, sono {} persone: {part} degli abitanti.",
            decimal(n, 0)
        ))
    });
    let section = Section::new("abitanti-eta", "Età e sesso")
        .say(index)
        .say(oldest.unwrap_or_default());
    let wanted = Wanted {
        id: "abitanti-eta",
        caption: "Abitanti per fascia di età e sesso",
        look: Look::Bars,
    };
    Ok(show(section, wanted, &answered).note(
        "L'indice di vecchiaia dell'ISTAT divide per chi ha 0-14 anni; qui si divide per i minori, che è la fascia \
         dell'edizione.",
    ))
}

/// How the number of residents changes, where the edition has more than one count of them.
async fn over_years(writer: &mut Writer<'_>) -> Result<Section, AppError> {
    let text = writer.desk.text("abitanti", "righe=anno&colonne=eta_ampia");
    let answered = writer.ask(&text).await?;
    let section = Section::new("abitanti-anni", "Come cambia la popolazione");
    let counts: BTreeSet<i16> = answered
        .answer
        .vintages
        .iter()
        .map(|(_, year)| *year)
        .collect();
    if counts.len() < 2 {
        let which = counts.first().map_or_else(
            || "nessun conteggio".to_owned(),
            |year| format!("un solo conteggio, quello del 1° gennaio {year}"),
        );
        return Ok(section.say(format!(
            "Come cambia nel tempo non si può dire: degli abitanti l'edizione ha {which}. Serve un'edizione costruita con \
             più anni della popolazione dell'ISTAT."
        )));
    }
    let totals = &answered.answer.table.row_totals;
    let ends = totals.first().zip(totals.last());
    let ends =
        ends.and_then(|(first, last)| Some((first.first()?.number()?, last.first()?.number()?)));
    let moved = ends.map_or_else(String::new, |(first, last)| {
        let change = last - first;
        let way = if change < 0.0 { "in meno" } else { "in più" };
        format!(
            "In {} conteggi gli abitanti sono passati da {} a {}: {} {way}.",
            counts.len(),
            decimal(first, 0),
            decimal(last, 0),
            decimal(change.abs(), 0),
        )
    });
    let wanted = Wanted {
        id: "abitanti-anni",
        caption: "Abitanti per anno ed età",
        look: Look::Lines,
    };
    Ok(show(section.say(moved), wanted, &answered))
}
