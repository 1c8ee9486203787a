//! A document of every kind of block, as PDF/UA: what is tagged, what is in it, and that it is the same twice.

use pas_print::{Block, Document, Table};

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"120\" font-family=\"Titillium Web\">\
    <defs><pattern id=\"t\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><rect width=\"2\" height=\"6\"/></pattern></defs>\
    <rect fill=\"url(#t)\" width=\"100\" height=\"40\"/><text x=\"4\" y=\"80\" font-weight=\"600\">Età 12,5 ‰</text></svg>";

fn document(n_lines: usize, n_columns: usize) -> Document {
    let headings = (0..n_columns).map(|n| format!("Spesa totale (euro) {n}"));
    let cell = |line: usize, n: usize| {
        if n == 1 {
            "oscurato".to_owned()
        } else {
            format!("{line}.{n:03},50")
        }
    };
    let line = |line: usize| {
        let name = format!("Prestazione numero {line} con un nome lungo che va a capo");
        std::iter::once(name)
            .chain((0..n_columns).map(|n| cell(line, n)))
            .collect()
    };
    Document {
        title: "Spesa per prestazione".to_owned(),
        author: "Ambito".to_owned(),
        footer: "Edizione 1 · https://pas.example/analisi?misure=spesa".to_owned(),
        created: "2026-11-27T02:00:00Z".to_owned(),
        blocks: vec![
            Block::Heading(1, "Spesa per prestazione".to_owned()),
            Block::Paragraph("Nel 2025 risultano 3.118 beneficiari. ".repeat(8)),
            Block::Drawing {
                svg: SVG.to_owned(),
                caption: "Figura 1".to_owned(),
                words: "Barre per età".to_owned(),
            },
            Block::Heading(2, "Tabella".to_owned()),
            Block::Table(Table {
                caption: "Tabella 1".to_owned(),
                headings: std::iter::once("Prestazione".to_owned())
                    .chain(headings)
                    .collect(),
                lines: (0..n_lines).map(line).collect(),
                n_words: 1,
                has_total: true,
            }),
            Block::Note(
                "Riservatezza".to_owned(),
                "I valori sono protetti: ".repeat(12),
            ),
        ],
    }
}

fn count(bytes: &[u8], what: &str) -> usize {
    bytes
        .windows(what.len())
        .filter(|window| *window == what.as_bytes())
        .count()
}

#[test]
fn a_document_is_written_in_pages_with_its_structure() {
    for (n_lines, n_columns, least_pages) in [(3, 2, 1), (120, 2, 4), (40, 14, 4), (0, 1, 1)] {
        let document = document(n_lines, n_columns);
        let pdf = document.to_pdf().expect("valid PDF/UA");
        assert!(pdf.starts_with(b"%PDF-1.7"));
        let n_pages = count(&pdf, "/Type/Page/") + count(&pdf, "/Type /Page\n");
        assert!(n_pages >= least_pages, "{n_pages} pages of {n_lines} lines");
        assert_eq!(
            document.to_pdf().expect("again"),
            pdf,
            "the same document, the same bytes"
        );
    }
}

#[test]
fn what_is_read_aloud_is_named() {
    let pdf = document(3, 2).to_pdf().expect("valid PDF/UA");
    for what in [
        "/S/H1",
        "/S/H2",
        "/S/Table",
        "/S/TH",
        "/S/TD",
        "/S/Figure",
        "/StructTreeRoot",
        "pdfuaid",
    ] {
        assert!(
            count(&pdf, what) > 0 || count(&pdf, &what.replacen("/S/", "/S /", 1)) > 0,
            "{what}"
        );
    }
}

#[test]
fn contents_name_the_page_of_each_heading() {
    let mut with = document(120, 2);
    with.blocks.insert(1, Block::Contents);
    let long = with.to_pdf().expect("valid PDF/UA");
    assert_eq!(with.to_pdf().expect("again"), long);
    let plain = document(120, 2).to_pdf().expect("valid PDF/UA");
    assert!(long.len() > plain.len());
    let titles = |pdf: &[u8]| count(pdf, "/Title");
    assert_eq!(titles(&long), titles(&plain), "contents are no headings");
}
