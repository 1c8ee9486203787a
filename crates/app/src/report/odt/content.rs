//! The content of the document: title page, contents, chapters, changes, method.

use std::fmt::Write as _;

use super::super::model::{Cell, Chapter, Figure, Report, Row, Section, Sentence, Shown, Table};
use super::parts::Picture;
use super::xml::{HEAD, SPACES, VERSION, spaced};
use crate::open_document::escaped;

/// Width of the text, in centimetres.
const WIDTH: f64 = 17.0;
/// A figure is no higher than this, in centimetres.
const MAX_HEIGHT: f64 = 20.0;
/// How what changed is marked.
const HOW_MARKED: &str = "Ciò che è cambiato è in grassetto e sottolineato, con ▲ se è cresciuto, ▼ se è calato, ≠ se è un \
                          altro, e accanto c'è ciò che era; alla fine di ogni capitolo c'è l'elenco.";

pub(super) fn content(report: &Report, pictures: &[Picture]) -> String {
    let mut body = String::new();
    title_page(&mut body, report);
    contents(&mut body, report);
    for (place, chapter) in report.chapters.iter().enumerate() {
        chapter_text(&mut body, place, chapter, pictures);
    }
    heading(&mut body, 1, "metodo", "Come è calcolato");
    for (name, text) in &report.method {
        let _ = write!(
            body,
            "<text:p text:style-name=\"Text_20_body\"><text:span text:style-name=\"Strong\">{}.</text:span> {}</text:p>",
            escaped(name),
            escaped(text)
        );
    }
    format!(
        "{HEAD}<office:document-content {SPACES} {VERSION}><office:automatic-styles>{}</office:automatic-styles>\
         <office:body><office:text><text:sequence-decls><text:sequence-decl text:display-outline-level=\"0\" \
         text:name=\"Tabella\"/><text:sequence-decl text:display-outline-level=\"0\" text:name=\"Figura\"/>\
         </text:sequence-decls>{body}</office:text></office:body></office:document-content>",
        table_styles(report)
    )
}

fn title_page(body: &mut String, report: &Report) {
    styled(body, "Title", &escaped(&report.title));
    let edition = format!("Edizione {}: {}", report.edition, report.edition_title);
    styled(body, "Subtitle", &escaped(&edition));
    styled(body, "Text_20_body", &escaped(&report.source));
    let compared = report.compared_in_words(HOW_MARKED);
    styled(body, "Text_20_body", &escaped(&compared));
    styled(body, "Text_20_body", &escaped(&report.confidentiality));
}

/// The table of contents, already filled: its page numbers are fields, which the word processor counts.
fn contents(body: &mut String, report: &Report) {
    body.push_str(
        "<text:table-of-content text:name=\"Indice\" text:protected=\"false\"><text:table-of-content-source \
         text:outline-level=\"2\"><text:index-title-template text:style-name=\"Contents_20_Heading\">Indice\
         </text:index-title-template>",
    );
    for level in 1..=2 {
        let _ = write!(
            body,
            "<text:table-of-content-entry-template text:outline-level=\"{level}\" text:style-name=\"Contents_20_{level}\">\
             <text:index-entry-link-start/><text:index-entry-chapter/><text:index-entry-span> </text:index-entry-span>\
             <text:index-entry-text/><text:index-entry-tab-stop style:type=\"right\" style:leader-char=\".\"/>\
             <text:index-entry-page-number/><text:index-entry-link-end/></text:table-of-content-entry-template>"
        );
    }
    body.push_str(
        "</text:table-of-content-source><text:index-body><text:index-title text:name=\"Indice_titolo\">\
         <text:p text:style-name=\"Contents_20_Heading\">Indice</text:p></text:index-title>",
    );
    for (place, chapter) in report.chapters.iter().enumerate() {
        let number = format!("{}.", place + 1);
        entry(body, 1, chapter.id, &format!("{number} {}", chapter.title));
        for (part, section) in chapter.sections.iter().enumerate() {
            let number = format!("{number}{}", part + 1);
            entry(body, 2, section.id, &format!("{number} {}", section.title));
        }
    }
    let number = report.chapters.len() + 1;
    entry(body, 1, "metodo", &format!("{number}. Come è calcolato"));
    body.push_str("</text:index-body></text:table-of-content>");
}

fn entry(body: &mut String, level: u8, id: &str, words: &str) {
    let _ = write!(
        body,
        "<text:p text:style-name=\"Contents_20_{level}\"><text:a xlink:type=\"simple\" xlink:href=\"#{id}\">{}<text:tab/>\
         <text:bookmark-ref text:reference-format=\"page\" text:ref-name=\"{id}\">1</text:bookmark-ref></text:a></text:p>",
        escaped(words)
    );
}

fn chapter_text(body: &mut String, place: usize, chapter: &Chapter, pictures: &[Picture]) {
    heading(body, 1, chapter.id, chapter.title);
    sentence(body, &chapter.opening);
    for section in &chapter.sections {
        section_text(body, section, pictures);
    }
    if chapter.changes.is_empty() {
        return;
    }
    let title = "Che cosa è cambiato in questo capitolo rispetto all'altra edizione";
    heading(body, 2, &format!("variazioni-{}", place + 1), title);
    body.push_str("<text:list>");
    for change in &chapter.changes {
        let words = format!("{}: {} → {}", change.place, change.before, change.now);
        body.push_str("<text:list-item>");
        styled(body, "Nota", &escaped(&words));
        body.push_str("</text:list-item>");
    }
    body.push_str("</text:list>");
}

fn section_text(body: &mut String, section: &Section, pictures: &[Picture]) {
    heading(body, 2, section.id, &section.title);
    for said in &section.sentences {
        sentence(body, said);
    }
    for figure in &section.figures {
        let ours = pictures.iter();
        let ours = ours.filter(|picture| picture.figure == figure.number);
        drawing(body, figure, &ours.collect::<Vec<_>>());
    }
    for one in &section.tables {
        table(body, one);
    }
    for note in &section.notes {
        styled(body, "Nota", &escaped(note));
    }
}

fn styled(body: &mut String, style: &str, xml: &str) {
    let _ = write!(body, "<text:p text:style-name=\"{style}\">{xml}</text:p>");
}

fn heading(body: &mut String, level: u8, id: &str, words: &str) {
    let _ = write!(
        body,
        "<text:h text:style-name=\"Heading_20_{level}\" text:outline-level=\"{level}\"><text:bookmark-start \
         text:name=\"{id}\"/>{}<text:bookmark-end text:name=\"{id}\"/></text:h>",
        escaped(words)
    );
}

fn sentence(body: &mut String, sentence: &Sentence) {
    let mut xml = String::new();
    for span in &sentence.spans {
        match &span.was {
            None => xml.push_str(&spaced(&span.text)),
            Some(was) => {
                let mark = if was.is_empty() {
                    "(aggiunto)".to_owned()
                } else {
                    format!("(era: {was})")
                };
                let _ = write!(
                    xml,
                    "<text:span text:style-name=\"Mutato\">{}</text:span> <text:span text:style-name=\"Era\">{}\
                     </text:span><text:s/>",
                    escaped(span.text.trim()),
                    escaped(&mark)
                );
            }
        }
    }
    styled(body, "Text_20_body", &xml);
}

fn caption(body: &mut String, name: &str, number: usize, words: &str) {
    let _ = write!(
        body,
        "<text:p text:style-name=\"Caption\">{name} <text:sequence text:ref-name=\"ref{name}{number}\" \
         text:name=\"{name}\" text:formula=\"ooow:{name}+1\" style:num-format=\"1\">{number}</text:sequence>. {}</text:p>",
        escaped(words)
    );
}

/// The word processor shows the first of the pictures that it can draw.
fn drawing(body: &mut String, figure: &Figure, pictures: &[&Picture]) {
    caption(body, "Figura", figure.number, &figure.caption);
    let shape = pictures.first().map_or(1.0, |picture| picture.height);
    let (mut width, mut height) = (WIDTH, WIDTH * shape);
    if height > MAX_HEIGHT {
        (width, height) = (MAX_HEIGHT / shape, MAX_HEIGHT);
    }
    let _ = write!(
        body,
        "<text:p text:style-name=\"Figura\"><draw:frame draw:style-name=\"Graphics\" draw:name=\"Figura{}\" \
         text:anchor-type=\"as-char\" svg:width=\"{width:.2}cm\" svg:height=\"{height:.2}cm\">",
        figure.number
    );
    for picture in pictures {
        let _ = write!(
            body,
            "<draw:image xlink:href=\"{}\" xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\" \
             draw:mime-type=\"{}\"/>",
            picture.name, picture.media_type
        );
    }
    let _ = write!(
        body,
        "<svg:title>{}</svg:title><svg:desc>{}</svg:desc></draw:frame></text:p>",
        escaped(&figure.caption),
        escaped(&figure.chart.description),
    );
}

/// The width of a table's first column, of the whole.
fn first_width(n_columns: usize) -> f64 {
    match n_columns {
        0..=3 => 0.38,
        4..=6 => 0.25,
        _ => 0.22,
    }
}

fn table_styles(report: &Report) -> String {
    let mut styles = String::from(
        "<style:style style:name=\"Strong\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/>\
         </style:style><style:style style:name=\"Tabella\" style:family=\"table\"><style:table-properties \
         style:width=\"17cm\" table:align=\"margins\" fo:margin-bottom=\"0.3cm\"/></style:style>\
         <style:style style:name=\"Riga\" style:family=\"table-row\"><style:table-row-properties \
         fo:keep-together=\"always\"/></style:style>\
         <style:style style:name=\"Testa\" style:family=\"table-cell\"><style:table-cell-properties \
         fo:padding=\"0.08cm\" fo:border-bottom=\"1pt solid #17324d\" style:vertical-align=\"bottom\"/></style:style>\
         <style:style style:name=\"Cella\" style:family=\"table-cell\"><style:table-cell-properties \
         fo:padding=\"0.08cm\" fo:border-bottom=\"0.5pt solid #c5d0db\"/></style:style>\
         <style:style style:name=\"Somma\" style:family=\"table-cell\"><style:table-cell-properties \
         fo:padding=\"0.08cm\" fo:border-top=\"1pt solid #17324d\"/></style:style>",
    );
    for (size, name) in [("9.5pt", "M"), ("8pt", "S"), ("7pt", "X")] {
        for (align, kind) in [("start", "Nome"), ("end", "Valore")] {
            for (weight, of) in [("normal", ""), ("bold", "Testa")] {
                let _ = write!(
                    styles,
                    "<style:style style:name=\"{kind}{of}{name}\" style:family=\"paragraph\" \
                     style:parent-style-name=\"Table_20_Contents\"><style:paragraph-properties \
                     fo:text-align=\"{align}\"/><style:text-properties fo:font-size=\"{size}\" \
                     fo:font-weight=\"{weight}\"/></style:style>"
                );
            }
        }
    }
    for table in report.tables() {
        let n = table.headings.len();
        let first = WIDTH * first_width(n);
        #[expect(clippy::cast_precision_loss, reason = "a table has few columns")]
        let rest = (WIDTH - first) / n.max(1) as f64;
        for (name, width) in [("A", first), ("B", rest)] {
            let _ = write!(
                styles,
                "<style:style style:name=\"Colonna{}{name}\" style:family=\"table-column\">\
                 <style:table-column-properties style:column-width=\"{width:.2}cm\"/></style:style>",
                table.number
            );
        }
    }
    styles
}

/// The size of a table's letters, by its columns.
const fn size(table: &Table) -> &'static str {
    match table.headings.len() {
        0..=3 => "M",
        4..=6 => "S",
        _ => "X",
    }
}

fn table(body: &mut String, table: &Table) {
    caption(body, "Tabella", table.number, &table.caption);
    if table.is_new {
        styled(
            body,
            "Nota",
            "+ Nell'altra edizione questa tabella non c'era.",
        );
    }
    let (number, n) = (table.number, table.headings.len());
    let size = size(table);
    let _ = write!(
        body,
        "<table:table table:name=\"Tabella{number}\" table:style-name=\"Tabella\"><table:table-header-columns>\
         <table:table-column table:style-name=\"Colonna{number}A\"/></table:table-header-columns>\
         <table:table-columns><table:table-column table:style-name=\"Colonna{number}B\" \
         table:number-columns-repeated=\"{n}\"/></table:table-columns><table:table-header-rows>\
         <table:table-row table:style-name=\"Riga\">"
    );
    cell(
        body,
        "Testa",
        &format!("NomeTesta{size}"),
        &escaped(&table.corner),
    );
    for heading in &table.headings {
        let words = escaped(&heading.label);
        cell(body, "Testa", &format!("ValoreTesta{size}"), &words);
    }
    body.push_str("</table:table-row></table:table-header-rows>");
    for one in &table.rows {
        row(body, one, ("Cella", size, ""));
    }
    if let Some(total) = &table.total {
        row(body, total, ("Somma", size, "Testa"));
    }
    body.push_str("</table:table>");
    for note in &table.notes {
        styled(body, "Nota", &escaped(note));
    }
}

fn row(body: &mut String, row: &Row, (style, size, weight): (&str, &str, &str)) {
    body.push_str("<table:table-row table:style-name=\"Riga\">");
    let mut name = escaped(&row.name);
    if row.is_new {
        name.push_str(" <text:span text:style-name=\"Era\">+ riga nuova</text:span>");
    }
    cell(body, style, &format!("Nome{weight}{size}"), &name);
    for one in &row.cells {
        let kind = match one.shown {
            Shown::Words(_) => "Nome",
            _ => "Valore",
        };
        cell(body, style, &format!("{kind}{weight}{size}"), &words(one));
    }
    body.push_str("</table:table-row>");
}

fn cell(body: &mut String, style: &str, paragraph: &str, xml: &str) {
    let _ = write!(
        body,
        "<table:table-cell table:style-name=\"{style}\" office:value-type=\"string\"><text:p \
         text:style-name=\"{paragraph}\">{xml}</text:p></table:table-cell>"
    );
}

fn words(cell: &Cell) -> String {
    let text = escaped(cell.shown.text());
    let text = match cell.shown {
        Shown::Hidden => format!("<text:span text:style-name=\"Oscurato\">{text}</text:span>"),
        _ => text,
    };
    match &cell.was {
        None => text,
        Some(was) => format!(
            "<text:span text:style-name=\"Mutato\">{text}</text:span> <text:span text:style-name=\"Era\">{}</text:span>",
            escaped(&was.mark())
        ),
    }
}
