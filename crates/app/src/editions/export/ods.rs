//! An answer as an OpenDocument sheet (ISO/IEC 26300): numbers as numbers, the notes on a sheet of their own.

use std::fmt::Write as _;

use super::caption::Caption;
use super::format::Format;
use super::sheet::{Field, HIDDEN, Sheet};
use crate::error::AppError;
use crate::open_document::{escaped, packed};

const NAMESPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" \
    xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.3\"";

const MANIFEST: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">\
    <manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" \
    manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/>\
    <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\
    <manifest:file-entry manifest:full-path=\"meta.xml\" manifest:media-type=\"text/xml\"/>\
    </manifest:manifest>";

/// Most decimals that any measure shows.
const MAX_DECIMALS: u8 = 4;

/// The document's bytes.
pub(super) fn write(sheet: &Sheet, caption: &Caption) -> Result<Vec<u8>, AppError> {
    bytes(sheet, caption).map_err(|error| AppError::system("scrivere il foglio ODS", error))
}

fn bytes(sheet: &Sheet, caption: &Caption) -> Result<Vec<u8>, std::io::Error> {
    let (content, meta) = (content(sheet), meta(caption));
    let parts = [
        ("META-INF/manifest.xml", MANIFEST.as_bytes()),
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
    ];
    packed(Format::Ods.media_type(), parts)
}

fn meta(caption: &Caption) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-meta {NAMESPACES}><office:meta>\
         <meta:generator>PAS</meta:generator><dc:title>{}</dc:title><dc:description>{}</dc:description>\
         <meta:creation-date>{}</meta:creation-date><dc:language>it-IT</dc:language>\
         </office:meta></office:document-meta>",
        escaped(&caption.title),
        escaped(&caption.address),
        escaped(&caption.created)
    )
}

fn content(sheet: &Sheet) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content {NAMESPACES}>{}\
         <office:body><office:spreadsheet>",
        styles()
    );
    let n_columns = sheet.headings.len().max(1);
    let _ = write!(
        xml,
        "<table:table table:name=\"Dati\"><table:table-column table:style-name=\"larga\" \
         table:number-columns-repeated=\"{n_columns}\"/><table:table-header-rows><table:table-row>"
    );
    for heading in &sheet.headings {
        push_text(&mut xml, heading, " table:style-name=\"testata\"");
    }
    xml.push_str("</table:table-row></table:table-header-rows>");
    for line in &sheet.lines {
        xml.push_str("<table:table-row>");
        for field in line {
            push(&mut xml, field);
        }
        xml.push_str("</table:table-row>");
    }
    xml.push_str(
        "</table:table><table:table table:name=\"Note\"><table:table-column \
         table:style-name=\"larga\"/><table:table-column table:style-name=\"nota\"/>",
    );
    for (name, note) in &sheet.notes {
        xml.push_str("<table:table-row>");
        push_text(&mut xml, name, " table:style-name=\"testata\"");
        push_text(&mut xml, note, " table:style-name=\"parole\"");
        xml.push_str("</table:table-row>");
    }
    xml.push_str("</table:table></office:spreadsheet></office:body></office:document-content>");
    xml
}

fn styles() -> String {
    let mut styles = String::from("<office:automatic-styles>");
    for decimals in 0..=MAX_DECIMALS {
        let _ = write!(
            styles,
            "<number:number-style style:name=\"N{decimals}\" number:language=\"it\" number:country=\"IT\">\
             <number:number number:decimal-places=\"{decimals}\" number:min-decimal-places=\"{decimals}\" \
             number:min-integer-digits=\"1\" number:grouping=\"true\"/></number:number-style>\
             <style:style style:name=\"n{decimals}\" style:family=\"table-cell\" \
             style:data-style-name=\"N{decimals}\"/>"
        );
    }
    styles.push_str(
        "<style:style style:name=\"larga\" style:family=\"table-column\">\
         <style:table-column-properties style:column-width=\"4.5cm\"/></style:style>\
         <style:style style:name=\"nota\" style:family=\"table-column\">\
         <style:table-column-properties style:column-width=\"22cm\"/></style:style>\
         <style:style style:name=\"testata\" style:family=\"table-cell\">\
         <style:table-cell-properties fo:wrap-option=\"wrap\"/>\
         <style:text-properties fo:font-weight=\"bold\"/></style:style>\
         <style:style style:name=\"parole\" style:family=\"table-cell\">\
         <style:table-cell-properties fo:wrap-option=\"wrap\"/></style:style>\
         <style:style style:name=\"riservato\" style:family=\"table-cell\">\
         <style:paragraph-properties fo:text-align=\"end\"/>\
         <style:text-properties fo:font-style=\"italic\"/></style:style>\
         </office:automatic-styles>",
    );
    styles
}

fn push(xml: &mut String, field: &Field) {
    match field {
        Field::Text(text) if text.is_empty() => xml.push_str("<table:table-cell/>"),
        Field::Text(text) => push_text(xml, text, ""),
        Field::Hidden => push_text(xml, HIDDEN, " table:style-name=\"riservato\""),
        Field::Empty => xml.push_str("<table:table-cell/>"),
        Field::Number(value, decimals) => {
            let style = decimals.min(&MAX_DECIMALS);
            let text = format!("{value:.*}", usize::from(*decimals));
            let _ = write!(
                xml,
                "<table:table-cell table:style-name=\"n{style}\" office:value-type=\"float\" \
                 office:value=\"{text}\"><text:p>{}</text:p></table:table-cell>",
                text.replace('.', ",")
            );
        }
    }
}

fn push_text(xml: &mut String, text: &str, style: &str) {
    let _ = write!(
        xml,
        "<table:table-cell{style} office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
        escaped(text)
    );
}
