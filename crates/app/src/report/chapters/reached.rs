//! Whom we reach: by age and sex, by ISEE, by kind of benefit, who cannot live alone, minors in foster care.

use pas_analytics::answer::Figure;
use pas_domain::italian::listed;

use super::super::model::{Chapter, Section};
use super::super::words::{largest, said};
use super::super::writer::{Wanted, Writer, show};
use crate::editions::view::Look;
use crate::error::AppError;
use crate::portal::desk::{before, known, whole};
use crate::portal::wording::{minors, people, share, sum_of, than_before};
use crate::use_cases::ask_edition::Answered;

/// Bands up to 9,000 euro, and who has no known ISEE.
const LOW: [&str; 3] = ["0-3", "3-6", "6-9"];
const UNKNOWN: [&str; 1] = ["nd"];
/// Codes of daily living that stand for dependence, in part or wholly (INPS, table of SINA).
const DEPENDENT: [&str; 2] = ["2", "3"];
/// The category for who cannot live alone.
const DEPENDENCE: &str = "categoria=autonomia";
/// A minor in foster care by SINBA's assessment, and the contribution to foster families.
const IN_CARE: &str = "minori=affido";
const CONTRIBUTION: &str = "prestazione=A1.22";

pub(super) async fn write(writer: &mut Writer<'_>) -> Result<Chapter, AppError> {
    let mut chapter = Chapter::new("persone", "Chi raggiungiamo", opening(writer).await?);
    chapter.sections.push(ages(writer).await?);
    if writer.desk.has_residents() {
        chapter.sections.push(rates(writer).await?);
    }
    chapter.sections.push(kinds(writer).await?);
    chapter.sections.push(isee(writer).await?);
    chapter.sections.push(dependence(writer).await?);
    chapter.sections.push(foster(writer).await?);
    Ok(chapter)
}

async fn opening(writer: &mut Writer<'_>) -> Result<String, AppError> {
    let desk = writer.desk;
    let measures = if desk.has_residents() {
        "beneficiari,nuclei,beneficiari_per_mille"
    } else {
        "beneficiari,nuclei"
    };
    let asked = writer
        .ask(&desk.compared(&desk.text_of_year(measures, "")))
        .await?;
    let n = whole(&asked, "beneficiari");
    let rate = whole(&asked, "beneficiari_per_mille");
    let rate = rate.map_or_else(String::new, |rate| {
        format!(": {}", said("beneficiari_per_mille", Some(rate)))
    });
    let families = whole(&asked, "nuclei").and_then(Figure::number);
    let families = families.map_or_else(String::new, |n| {
        format!(
            " Appartengono a {} nuclei familiari.",
            pas_domain::italian::decimal(n, 0)
        )
    });
    Ok(format!(
        "Nel {} {} hanno ricevuto almeno una prestazione {}{}{rate}.{families}",
        desk.year,
        desk.scope.place,
        people(n),
        than_before(known("beneficiari"), n, before(&asked, "beneficiari")),
    ))
}

async fn ages(writer: &mut Writer<'_>) -> Result<Section, AppError> {
    let desk = writer.desk;
    let broad = writer
        .ask(&desk.text_of_year("beneficiari", "righe=eta_ampia"))
        .await?;
    let n = whole(&broad, "beneficiari");
    let part = |code: &str, who: &str| {
        let share = share(sum_of(&broad.answer, &[code])?, n)?;
        Some(format!("{share} {who}"))
    };
    let parts: Vec<String> = [
        ("0-17", "ha meno di 18 anni"),
        ("18-64", "ha fra 18 e 64 anni"),
        ("65+", "ha 65 anni o più"),
    ]
    .into_iter()
    .filter_map(|(code, who)| part(code, who))
    .collect();
    let words = if parts.is_empty() {
        "L'età di chi riceve prestazioni non si può dire: i valori sono oscurati.".to_owned()
    } else {
        format!("Di chi riceve prestazioni {}.", listed(parts))
    };
    let wanted = Wanted {
        id: "persone-eta",
        caption: "Persone raggiunte per fascia di età e sesso",
        look: Look::Bars,
    };
    let text = desk.text_of_year("beneficiari", "righe=eta&colonne=sesso");
    let section = Section::new("persone-eta", "Di che età sono").say(words);
    writer.show(section, wanted, &text).await
}

async fn rates(writer: &mut Writer<'_>) -> Result<Section, AppError> {
    let desk = writer.desk;
    let text = desk.text_of_year(
        "beneficiari_per_mille,beneficiari,abitanti",
        "righe=eta_ampia",
    );
    let ages = writer.ask(&text).await?;
    let area = desk.text_of_year(
        "beneficiari_su_riferimento,beneficiari,popolazione_riferimento",
        "righe=area_istat",
    );
    let wanted = Wanted {
        id: "persone-tassi",
        caption: "Persone raggiunte ogni mille abitanti, per età",
        look: Look::Bars,
    };
    let section = show(
        Section::new("persone-tassi", "Quanti abitanti raggiungiamo").say(rate_words(&ages)),
        wanted,
        &ages,
    );
    let wanted = Wanted {
        id: "persone-aree",
        caption: "Persone raggiunte sulla popolazione di riferimento, per area dell'ISTAT",
        look: Look::Table,
    };
    writer.show(section, wanted, &area).await
}

/// `Su mille minori ne raggiungiamo 120, su mille adulti 31 e su mille anziani 204.`
fn rate_words(ages: &Answered) -> String {
    let rows = ages
        .answer
        .table
        .rows
        .iter()
        .zip(&ages.answer.table.row_totals);
    let rates: Vec<String> = rows
        .filter_map(|(nodes, figures)| {
            let rate = figures.first()?.number()?;
            let who = match nodes.last()?.code.as_str() {
                "0-17" => "minori",
                "18-64" => "adulti",
                _ => "anziani",
            };
            Some(format!(
                "{} ogni mille {who}",
                pas_domain::italian::decimal(rate, 1)
            ))
        })
        .collect();
    if rates.is_empty() {
        return "Quanti abitanti raggiungiamo non si può dire: i valori sono oscurati.".to_owned();
    }
    format!("Raggiungiamo {}.", listed(rates))
}

async fn kinds(writer: &mut Writer<'_>) -> Result<Section, AppError> {
    let desk = writer.desk;
    let text = desk.text_of_year(
        "beneficiari",
        "righe=categoria&colonne=eta_ampia&ordina=-beneficiari",
    );
    let answered = writer.ask(&text).await?;
    let section = Section::new("persone-categorie", "Con quali prestazioni").say(largest(
        &answered,
        "beneficiari",
        "La categoria che raggiunge più persone",
    ));
    let wanted = Wanted {
        id: "persone-categorie",
        caption: "Persone raggiunte per categoria di prestazioni ed età",
        look: Look::Bars,
    };
    Ok(show(section, wanted, &answered).note(
        "Chi riceve prestazioni di più categorie conta in ognuna, e una volta sola nel totale.",
    ))
}

async fn isee(writer: &mut Writer<'_>) -> Result<Section, AppError> {
    let text = writer
        .desk
        .text_of_year("beneficiari,spesa_media,quota_utenti", "righe=isee");
    let answered = writer.ask(&text).await?;
    let n = whole(&answered, "beneficiari");
    let part = |codes: &[&str]| sum_of(&answered.answer, codes).and_then(|sum| share(sum, n));
    let parts: Vec<String> = [
        part(&LOW).map(|part| format!("{part} ha un ISEE fino a 9.000 euro")),
        part(&UNKNOWN).map(|part| format!("{part} non ha un ISEE noto")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let words = if parts.is_empty() {
        "In qualche fascia le persone sono poche e il numero è oscurato: quote non se ne possono dire.".to_owned()
    } else {
        format!("Di chi riceve prestazioni {}.", listed(parts))
    };
    let wanted = Wanted {
        id: "persone-isee",
        caption: "Persone raggiunte, spesa a testa e quota degli utenti per fascia ISEE",
        look: Look::Bars,
    };
    Ok(
        show(Section::new("persone-isee", "Con quale ISEE").say(words), wanted, &answered).note(
            "Sono le persone che ricevono prestazioni, non tutti gli abitanti: l'ISEE di chi non chiede niente non arriva ai \
             servizi sociali.",
        ),
    )
}

async fn dependence(writer: &mut Writer<'_>) -> Result<Section, AppError> {
    let desk = writer.desk;
    let text = desk.text_of_year(
        "beneficiari,spesa_media",
        &format!("righe=autonomia&{DEPENDENCE}"),
    );
    let answered = writer.ask(&text).await?;
    let n = whole(&answered, "beneficiari");
    let section = Section::new("persone-non-autosufficienti", "Chi non è autosufficiente");
    if n.and_then(Figure::number).is_none_or(|n| n == 0.0) {
        return Ok(section.say(format!(
            "Prestazioni per la non autosufficienza: {}.",
            people(n)
        )));
    }
    let part = sum_of(&answered.answer, &DEPENDENT).and_then(|sum| share(sum, n));
    let part = part.map_or_else(String::new, |part| {
        format!("; secondo la valutazione SINA {part} dipende da altri, in tutto o in parte")
    });
    let words = format!(
        "Le prestazioni per la non autosufficienza sono andate a {}{part}.",
        people(n)
    );
    let wanted = Wanted {
        id: "persone-autonomia",
        caption: "Persone con prestazioni per la non autosufficienza, per autonomia",
        look: Look::Bars,
    };
    let section = show(section.say(words), wanted, &answered);
    let wanted = Wanted {
        id: "persone-autonomia-eta",
        caption: "Persone con prestazioni per la non autosufficienza, per età e sesso",
        look: Look::Bars,
    };
    let text = desk.text_of_year(
        "beneficiari",
        &format!("righe=eta&colonne=sesso&{DEPENDENCE}"),
    );
    writer.show(section, wanted, &text).await
}

async fn foster(writer: &mut Writer<'_>) -> Result<Section, AppError> {
    let desk = writer.desk;
    let in_care = writer
        .ask(&desk.of_body_of_year("beneficiari", IN_CARE))
        .await?;
    let paid = writer
        .ask(&desk.text_of_year("beneficiari,spesa", CONTRIBUTION))
        .await?;
    let n = minors(whole(&in_care, "beneficiari"));
    let words = format!(
        "Nel {} secondo le valutazioni SINBA sono in affidamento {n}, per tutto l'ente; il contributo per l'affidamento \
         (A1.22) è andato a {}, con {}.",
        desk.year,
        people(whole(&paid, "beneficiari")),
        said("spesa", whole(&paid, "spesa")),
    );
    let section = Section::new("persone-affidamento", "I minori in affidamento").say(words);
    let wanted = Wanted {
        id: "persone-minori",
        caption: "Minori in affidamento secondo le valutazioni SINBA, anno per anno",
        look: Look::Lines,
    };
    let of_years = desk.of_body("beneficiari", &format!("righe=anno&{IN_CARE}"));
    let section = writer.show(section, wanted, &of_years).await?;
    let wanted = Wanted {
        id: "persone-contributo",
        caption: "Il contributo per l'affidamento (A1.22), anno per anno",
        look: Look::Lines,
    };
    let text = desk.text(
        "beneficiari,spesa,spesa_media,durata_media",
        &format!("righe=anno&{CONTRIBUTION}"),
    );
    writer.show(section, wanted, &text).await
}
