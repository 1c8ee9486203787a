//! How we compare: the territory beside the year before, the territories around, its peers, and what
//! others have published.

use pas_analytics::answer::Figure;
use pas_cube::measure::Measure;

use super::super::model::{Cell, Chapter, Heading, Row, Section, Shown, Table};
use super::super::words::{extremes, said};
use super::super::writer::{Wanted, Writer, show};
use crate::editions::view::Look;
use crate::editions::words::number;
use crate::error::AppError;
use crate::portal::desk::{known, whole};
use crate::portal::{Desk, Difference, Standing};
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
            "si spendono {} per abitante e si raggiungono {}; ",
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
         un'edizione dei flussi di più enti, o con dati pubblicati da altri («pas edition import-published»)."
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
            key: format!("{}:valore", measure.id),
            label: measure.label.to_owned(),
        });
        headings.push(Heading {
            key: format!("{}:differenza", measure.id),
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
        let each = standing.measures.iter().zip(&row.figures);
        for ((measure, figure), difference) in each.zip(&row.differences) {
            cells.extend([cell(measure, *figure), apart(*difference)]);
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

fn cell(measure: &Measure, figure: Option<Figure>) -> Cell {
    Cell::new(match figure {
        Some(Figure::Number(value)) => Shown::Number(value, number(measure, value)),
        Some(Figure::Few) => Shown::Hidden,
        Some(Figure::None) | None => Shown::Absent,
    })
}

fn apart(difference: Option<Difference>) -> Cell {
    Cell::new(difference.map_or(Shown::Absent, |difference| {
        Shown::Number(difference.value(), difference.to_string())
    }))
}
