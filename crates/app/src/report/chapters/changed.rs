//! What changed: a year beside the one before over the same months, and the categories over the years.

use super::super::model::{Chapter, Section};
use super::super::words::moved;
use super::super::writer::{Wanted, Writer, show};
use crate::editions::view::Look;
use crate::error::AppError;
use crate::portal::desk::{before, known, whole};
use crate::portal::wording::{euro, people, than_before};

const TITLE: &str = "Che cosa è cambiato";

pub(super) async fn write(writer: &mut Writer<'_>) -> Result<Chapter, AppError> {
    let desk = writer.desk;
    let measures = "spesa,beneficiari";
    let text = desk.text_of_year(measures, "");
    let compared = desk.compared(&text);
    let mut chapter = if compared == text {
        let words = format!(
            "Che cosa è cambiato rispetto all'anno prima non si può dire: l'edizione {} non ha il {}.",
            desk.edition.number,
            desk.year - 1
        );
        Chapter::new("cambiamenti", TITLE, words)
    } else {
        let asked = writer.ask(&compared).await?;
        let label = asked.answer.comparison.as_ref();
        let label = label.map_or_else(String::new, |compared| compared.label.clone());
        let (spending, n) = (whole(&asked, "spesa"), whole(&asked, "beneficiari"));
        let words = format!(
            "Nel {} {} si sono spesi {}{}, e si sono raggiunte {}{}. Il confronto è a parità di mesi: {label}.",
            desk.year,
            desk.scope.place,
            euro(spending),
            than_before(known("spesa"), spending, before(&asked, "spesa")),
            people(n),
            than_before(known("beneficiari"), n, before(&asked, "beneficiari")),
        );
        Chapter::new("cambiamenti", TITLE, words)
    };
    if compared != text {
        let kinds = desk.compared(&desk.text_of_year(measures, "righe=categoria&ordina=-spesa"));
        let kinds = writer.ask(&kinds).await?;
        let section = Section::new("cambiamenti-categorie", "Categoria per categoria")
            .say(moved(&kinds, "spesa", "Nella spesa"))
            .say(moved(&kinds, "beneficiari", "Nelle persone raggiunte"));
        let wanted = Wanted {
            id: "cambiamenti-categorie",
            caption: "Spesa e persone per categoria, accanto all'anno prima",
            look: Look::Bars,
        };
        chapter.sections.push(show(section, wanted, &kinds).note(
            "Gli anni si confrontano a parità di mesi. Una differenza può venire anche da dati arrivati in più o in meno: la \
             copertura è nella nota sul metodo.",
        ));
        let benefits =
            desk.compared(&desk.text_of_year(measures, "righe=prestazione&ordina=-spesa"));
        let benefits = writer.ask(&benefits).await?;
        let section = Section::new("cambiamenti-prestazioni", "Prestazione per prestazione")
            .say(moved(&benefits, "spesa", "Nella spesa"));
        let wanted = Wanted {
            id: "cambiamenti-prestazioni",
            caption: "Spesa e persone per prestazione, accanto all'anno prima",
            look: Look::Table,
        };
        chapter.sections.push(show(section, wanted, &benefits));
    }
    if desk.edition.years.len() > 1 {
        chapter.sections.push(over_years(writer).await?);
    }
    Ok(chapter)
}

async fn over_years(writer: &mut Writer<'_>) -> Result<Section, AppError> {
    let desk = writer.desk;
    let mut rest = "righe=categoria&colonne=anno".to_owned();
    let mut section = Section::new("cambiamenti-anni", "Dal primo anno all'ultimo");
    if let Some(month) = desk.last_month() {
        rest = format!("{rest}&fino_a={month}");
        section = section.note(format!(
            "Di ogni anno contano i mesi fino al {month}, perché l'ultimo arriva lì."
        ));
    }
    let wanted = Wanted {
        id: "cambiamenti-anni",
        caption: "Persone raggiunte per categoria, anno per anno",
        look: Look::Lines,
    };
    let section = writer
        .show(section, wanted, &desk.text("beneficiari", &rest))
        .await?;
    let wanted = Wanted {
        id: "cambiamenti-spesa-anni",
        caption: "Spesa per categoria, anno per anno",
        look: Look::Table,
    };
    writer
        .show(section, wanted, &desk.text("spesa", &rest))
        .await
}
