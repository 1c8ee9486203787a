//! The styles of the document: the word processor's own names, so that the office finds them.

use std::fmt::Write as _;

use super::super::model::Report;
use super::xml::{HEAD, SPACES, VERSION};
use crate::open_document::escaped;

/// Name, name shown, parent, paragraph and text properties of the paragraph styles.
const PARAGRAPHS: [(&str, &str, &str, &str, &str); 12] = [
    (
        "Text_20_body",
        "Text body",
        "Standard",
        "fo:margin-top=\"0cm\" fo:margin-bottom=\"0.25cm\" fo:line-height=\"125%\"",
        "",
    ),
    (
        "Title",
        "Title",
        "Standard",
        "fo:margin-top=\"6cm\" fo:margin-bottom=\"0.6cm\"",
        "fo:font-size=\"26pt\" fo:font-weight=\"bold\"",
    ),
    (
        "Subtitle",
        "Subtitle",
        "Standard",
        "fo:margin-bottom=\"0.4cm\"",
        "fo:font-size=\"14pt\"",
    ),
    (
        "Heading",
        "Heading",
        "Standard",
        "fo:margin-top=\"0.6cm\" fo:margin-bottom=\"0.25cm\" fo:keep-with-next=\"always\"",
        "fo:font-weight=\"bold\"",
    ),
    (
        "Heading_20_1",
        "Heading 1",
        "Heading",
        "fo:break-before=\"page\" fo:margin-top=\"0cm\" fo:margin-bottom=\"0.4cm\" fo:keep-with-next=\"always\"",
        "fo:font-size=\"18pt\" fo:font-weight=\"bold\"",
    ),
    (
        "Heading_20_2",
        "Heading 2",
        "Heading",
        "fo:margin-top=\"0.7cm\" fo:margin-bottom=\"0.25cm\" fo:keep-with-next=\"always\"",
        "fo:font-size=\"13pt\" fo:font-weight=\"bold\"",
    ),
    (
        "Contents_20_Heading",
        "Contents Heading",
        "Heading",
        "fo:break-before=\"page\" fo:margin-bottom=\"0.4cm\"",
        "fo:font-size=\"18pt\" fo:font-weight=\"bold\"",
    ),
    (
        "Caption",
        "Caption",
        "Standard",
        "fo:margin-top=\"0.4cm\" fo:margin-bottom=\"0.15cm\" fo:keep-with-next=\"always\"",
        "fo:font-size=\"10pt\" fo:font-weight=\"bold\"",
    ),
    (
        "Figura",
        "Figure",
        "Standard",
        "fo:margin-top=\"0.2cm\" fo:keep-with-next=\"always\"",
        "",
    ),
    (
        "Nota",
        "Nota",
        "Standard",
        "fo:margin-top=\"0.1cm\" fo:margin-bottom=\"0.2cm\"",
        "fo:font-size=\"9pt\" fo:color=\"#444444\"",
    ),
    ("Table_20_Contents", "Table Contents", "Standard", "", ""),
    (
        "Footer",
        "Footer",
        "Standard",
        "fo:text-align=\"center\"",
        "fo:font-size=\"9pt\" fo:color=\"#444444\"",
    ),
];

pub(super) fn styles(report: &Report) -> String {
    let mut paragraphs = String::new();
    for (name, shown, parent, paragraph, text) in PARAGRAPHS {
        let master = if name == "Title" {
            " style:master-page-name=\"Titolo\""
        } else {
            ""
        };
        let level = match name {
            "Heading_20_1" => " style:default-outline-level=\"1\"",
            "Heading_20_2" => " style:default-outline-level=\"2\"",
            _ => "",
        };
        let _ = write!(
            paragraphs,
            "<style:style style:name=\"{name}\" style:display-name=\"{shown}\" style:family=\"paragraph\" \
             style:parent-style-name=\"{parent}\"{level}{master} style:class=\"text\">\
             <style:paragraph-properties {paragraph}/><style:text-properties {text}/></style:style>"
        );
    }
    format!(
        "{HEAD}<office:document-styles {SPACES} {VERSION}><office:font-face-decls>\
         <style:font-face style:name=\"Testo\" svg:font-family=\"'Titillium Web', 'Liberation Sans', Arial, sans-serif\" \
         style:font-family-generic=\"swiss\"/></office:font-face-decls><office:styles>\
         <style:default-style style:family=\"paragraph\"><style:text-properties style:font-name=\"Testo\" \
         fo:font-size=\"11pt\" fo:language=\"it\" fo:country=\"IT\"/></style:default-style>\
         <style:style style:name=\"Standard\" style:family=\"paragraph\" style:class=\"text\"/>{paragraphs}\
         {}{}{OUTLINE}</office:styles>{PAGES}{}</office:document-styles>",
        contents_levels(),
        TEXTS,
        master_pages(report),
    )
}

/// The entries of the table of contents, with dots to the page number.
fn contents_levels() -> String {
    let mut levels = String::new();
    for (level, margin) in [(1, 0.0), (2, 0.6)] {
        let _ = write!(
            levels,
            "<style:style style:name=\"Contents_20_{level}\" style:display-name=\"Contents {level}\" \
             style:family=\"paragraph\" style:parent-style-name=\"Standard\" style:class=\"index\">\
             <style:paragraph-properties fo:margin-left=\"{margin}cm\" fo:margin-bottom=\"0.1cm\"><style:tab-stops>\
             <style:tab-stop style:position=\"{}cm\" style:type=\"right\" style:leader-style=\"dotted\" \
             style:leader-text=\".\"/></style:tab-stops></style:paragraph-properties></style:style>",
            17.0 - margin
        );
    }
    levels
}

/// Marks in the text: what changed is bold and underlined, what stood there is smaller; never colour alone.
const TEXTS: &str = "<style:style style:name=\"Mutato\" style:family=\"text\"><style:text-properties \
    fo:font-weight=\"bold\" style:text-underline-style=\"solid\" style:text-underline-width=\"auto\" \
    style:text-underline-color=\"font-color\"/></style:style>\
    <style:style style:name=\"Era\" style:family=\"text\"><style:text-properties fo:font-size=\"85%\" \
    fo:color=\"#444444\"/></style:style>\
    <style:style style:name=\"Oscurato\" style:family=\"text\"><style:text-properties fo:font-style=\"italic\"/>\
    </style:style>\
    <style:style style:name=\"Graphics\" style:family=\"graphic\"><style:graphic-properties \
    text:anchor-type=\"as-char\" style:vertical-pos=\"top\" style:vertical-rel=\"baseline\"/></style:style>";

/// Chapters and sections are numbered by the word processor.
const OUTLINE: &str = "<text:outline-style style:name=\"Outline\"><text:outline-level-style text:level=\"1\" \
    style:num-format=\"1\" style:num-suffix=\".\"><style:list-level-properties \
    text:list-level-position-and-space-mode=\"label-alignment\"><style:list-level-label-alignment \
    text:label-followed-by=\"space\"/></style:list-level-properties></text:outline-level-style>\
    <text:outline-level-style text:level=\"2\" style:num-format=\"1\" text:display-levels=\"2\">\
    <style:list-level-properties text:list-level-position-and-space-mode=\"label-alignment\">\
    <style:list-level-label-alignment text:label-followed-by=\"space\"/></style:list-level-properties>\
    </text:outline-level-style></text:outline-style>";

/// A4; the first page has no foot.
const PAGES: &str = "<office:automatic-styles><style:page-layout style:name=\"A4\"><style:page-layout-properties \
    fo:page-width=\"21cm\" fo:page-height=\"29.7cm\" style:print-orientation=\"portrait\" fo:margin=\"2cm\"/>\
    <style:footer-style><style:header-footer-properties fo:min-height=\"0.8cm\" fo:margin-top=\"0.4cm\"/>\
    </style:footer-style></style:page-layout><style:page-layout style:name=\"A4Titolo\">\
    <style:page-layout-properties fo:page-width=\"21cm\" fo:page-height=\"29.7cm\" \
    style:print-orientation=\"portrait\" fo:margin=\"2cm\"/></style:page-layout></office:automatic-styles>";

fn master_pages(report: &Report) -> String {
    format!(
        "<office:master-styles><style:master-page style:name=\"Standard\" style:page-layout-name=\"A4\">\
         <style:footer><text:p text:style-name=\"Footer\">{}, edizione {} · pagina <text:page-number \
         text:select-page=\"current\">1</text:page-number> di <text:page-count>1</text:page-count></text:p>\
         </style:footer></style:master-page><style:master-page style:name=\"Titolo\" \
         style:page-layout-name=\"A4Titolo\" style:next-style-name=\"Standard\"/></office:master-styles>",
        escaped(&report.title),
        report.edition
    )
}
