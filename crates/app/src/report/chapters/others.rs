//! How we compare: the territory beside the year before, the territories around, its peers, and what
//! others have published.

use super::super::model::{Cell, Chapter, Heading, Row, Section, Shown, Table};
use super::super::words::{extremes, said};
use super::super::writer::{Wanted, Writer, show};
use crate::editions::view::Look;
use crate::error::AppError;
use crate::portal::desk::{known, whole};
use crate::portal::{Desk, Standing};
use crate::use_cases::ask_edition::Answered;

const MEASURES: [&str; 4] = [
    "spesa_per_abitante",
    "beneficiari_per_mille",
    "spesa_media",
    "quota_utenti",
];

pub(super) async fn write(writer: &mut Writer<'_>) -> Result<Chapter, AppError> {
    let desk = writer.desk;
    let measures: Vec<&str> = MEASURES
        .into_iter()
        .filter(|id| desk.has_residents() || known(id).formula.population().is_none())
        .collect();
    let asked = writer
        .ask(&desk.text_of_year(&measures.join(","), ""))
        .await?;
    let opening = opening(desk, &asked);
    let mut chapter = Chapter::new("confronto", "Come stiamo rispetto agli altri", opening);
    let standing = desk.standing(&measures, "").await?;
    chapter.sections.push(beside(writer, standing.as_ref()));
    if let Some(level) = writer.parts().filter(|_| desk.has_residents()) {
        let rates = "spesa_per_abitante,beneficiari_per_mille";
        let text = desk.text_of_year(rates, &format!("righe={level}&ordina=-spesa_per_abitante"));
        let answered = writer.ask(&text).await?;
        let section = Section::new("confronto-parti", "Dentro il territorio")
            .say(extremes(&answered, "spesa_per_abitante"))
            .say(extremes(&answered, "beneficiari_per_mille"));
        let wanted = Wanted {
            id: "confronto-parti",
            caption: "Spesa e persone raggiunte per abitante, nelle parti del territorio",
            look: Look::Scatter,
        };
        chapter.sections.push(show(section, wanted, &answered).note(
            "In un comune piccolo poche persone in più o in meno spostano molto questi valori.",
        ));
    }
    Ok(chapter)
}

fn opening(desk: &Desk<'_>, asked: &Answered) -> String {
    let rates = if desk.has_residents() {
        format!(
            "l'ente spende {} per abitante e raggiunge {}; ",
            said("spesa_per_abitante", whole(asked, "spesa_per_abitante")),
            said(
                "beneficiari_per_mille",
                whole(asked, "beneficiari_per_mille")
            )
        )
        .replace("ogni mille abitanti", "abitanti ogni mille")
    } else {
        String::new()
    };
    format!(
        "Nel {} {} {rates}ogni persona costa in media {}, e gli utenti pagano {} della spesa.",
        desk.year,
        desk.scope.place,
        said("spesa_media", whole(asked, "spesa_media")),
        said("quota_utenti", whole(asked, "quota_utenti")),
    )
}

fn beside(writer: &Writer<'_>, standing: Option<&Standing>) -> Section {
    let section = Section::new("confronto-altri", "Il territorio accanto agli altri");
    let desk = writer.desk;
    let is_alone = desk.edition.n_bodies < 2;
    let missing = if is_alone {
        "Altri comuni e la regione con gli stessi dati non ci sono: l'edizione è di un ente solo. Il confronto viene con \
         un'edizione dei flussi di più enti, o con dati pubblicati da altri («pas edition import»)."
    } else {
        ""
    };
    let Some(standing) = standing else {
        let words = if missing.is_empty() {
            "Non c'è niente con cui confrontare questo territorio: manca l'anno prima, e nessun altro territorio lo contiene."
        } else {
            missing
        };
        return section.say(words);
    };
    let mut section = standing
        .bands
        .iter()
        .fold(section, |section, band| section.say(band.as_str()));
    let has_others = standing
        .rows
        .iter()
        .skip(1)
        .any(|row| !row.who.starts_with(&desk.scope.name));
    if !has_others {
        section = section.say(missing);
    }
    section.show(table_of(standing), None)
}

fn table_of(standing: &Standing) -> Table {
    let mut headings = Vec::new();
    for measure in &standing.measures {
        headings.push(Heading {
            key: format!("{measure}:valore"),
            label: (*measure).to_owned(),
        });
        headings.push(Heading {
            key: format!("{measure}:differenza"),
            label: "differenza".to_owned(),
        });
    }
    let has_sources = standing.rows.iter().any(|row| !row.source.is_empty());
    if has_sources {
        headings.push(Heading {
            key: "fonte".to_owned(),
            label: "Fonte".to_owned(),
        });
    }
    let rows = standing.rows.iter().map(|row| {
        let mut cells = Vec::new();
        for (figure, difference) in row.figures.iter().zip(&row.differences) {
            cells.extend([read(figure), read(difference)]);
        }
        if has_sources {
            cells.push(Cell::words(match row.source.as_str() {
                "" => "questa edizione",
                source => source,
            }));
        }
        Row {
            key: row.who.clone(),
            name: row.who.clone(),
            cells,
            is_new: false,
        }
    });
    Table {
        id: "confronto-altri".to_owned(),
        number: 0,
        caption: "Il territorio e ciò con cui si confronta".to_owned(),
        corner: "Chi e quando".to_owned(),
        rows: rows.collect(),
        headings,
        total: None,
        notes: Vec::new(),
        question: String::new(),
        is_new: false,
    }
}

/// A figure that stands in words already: its number is read back, so that more and less can be told.
fn read(text: &str) -> Cell {
    Cell::new(match text {
        "" | "–" => Shown::Absent,
        "oscurato" => Shown::Hidden,
        text => {
            let digits: String = text
                .chars()
                .filter(|c| c.is_ascii_digit() || matches!(c, ',' | '-'))
                .collect();
            match digits.replace(',', ".").parse() {
                Ok(value) => Shown::Number(value, text.to_owned()),
                Err(_) => Shown::Words(text.to_owned()),
            }
        }
    })
}
