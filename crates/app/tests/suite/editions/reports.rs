//! The Piano di zona says what the edition answers, marks what changed, hides what is hidden.

use std::io::{Cursor, Read};

use pas_analytics::answer::Figure;
use pas_app::editions::words::number;
use pas_app::portal::Choices;
use pas_app::report::{Cell, Compared, Report, Row, Shown, Table, Way, to_odt, to_pdf};
use pas_app::use_cases::write_report::write_report;
use pas_app::{App, AppError, OwnFigures};
use pas_domain::actor::{Actor, Role};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::{ask, built, pay_on};
use crate::support::village::{ADA, BICE, CARLA, Village};
use crate::support::{Home, on_both};

on_both!(
    every_table_says_what_the_edition_answers,
    what_changed_between_editions_is_marked_and_listed,
    what_is_hidden_stays_hidden,
    the_document_carries_the_report,
    what_cannot_be_told_says_why,
);

fn chosen(pairs: &[(&str, &str)]) -> Choices {
    let pairs: Vec<(String, String)> = pairs
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect();
    Choices::of(&pairs)
}

async fn report(app: &App, actor: &Actor, pairs: &[(&str, &str)]) -> Report {
    let written = write_report(app, actor, &chosen(pairs)).await;
    written.expect("written")
}

fn table<'r>(report: &'r Report, id: &str) -> &'r Table {
    let mut tables = report.tables();
    tables.find(|table| table.id == id).expect(id)
}

fn row<'t>(table: &'t Table, key: &str) -> &'t Row {
    let mut rows = table.rows.iter().chain(&table.total);
    rows.find(|row| row.key == key).expect(key)
}

/// The figures of an answer's rows and of its whole, as they must stand in a table without columns.
async fn expected(app: &App, actor: &Actor, question: &str) -> Vec<Vec<String>> {
    let answer = ask(app, actor, question).await;
    let rows = answer.table.row_totals.iter().chain([&answer.table.whole]);
    let read = |figures: &Vec<Figure>| {
        let figures = answer.measures.iter().zip(figures);
        let text = figures.map(|(measure, figure)| match figure {
            Figure::Number(value) => number(measure, *value),
            Figure::Few => "oscurato".to_owned(),
            Figure::None => "–".to_owned(),
        });
        text.collect()
    };
    rows.map(read).collect()
}

fn texts(table: &Table) -> Vec<Vec<String>> {
    let rows = table.rows.iter().chain(&table.total);
    let text = |row: &Row| {
        let cells = row.cells.iter();
        cells.map(|cell| cell.shown.text().to_owned()).collect()
    };
    rows.map(text).collect()
}

async fn every_table_says_what_the_edition_answers(home: Home) {
    let here = home.district().await;
    let clerk = here.clerk().await;
    built(&here.app, &clerk).await;
    for (role, app) in [
        (Role::Clerk, here.app.clone()),
        (
            Role::Planner,
            here.app.clone().with_own_figures(OwnFigures::Protected),
        ),
    ] {
        let actor = here.actor(role).await;
        let report = report(&app, &actor, &[("anno", "2024")]).await;
        let titles: Vec<&str> = report
            .chapters
            .iter()
            .map(|chapter| chapter.title)
            .collect();
        assert_eq!(
            titles,
            [
                "Chi vive qui",
                "Quanto spendiamo",
                "Chi raggiungiamo",
                "Come stiamo rispetto agli altri",
                "Che cosa è cambiato",
            ]
        );
        let numbers: Vec<usize> = report.tables().map(|table| table.number).collect();
        assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>());
        let mut n_checked = 0;
        for table in report.tables() {
            let is_plain = !table.question.is_empty()
                && !table.question.contains("colonne=")
                && !table.question.contains("confronto=");
            if is_plain {
                let expected = expected(&app, &actor, &table.question).await;
                assert_eq!(texts(table), expected, "{role:?} {}", table.caption);
                n_checked += 1;
            }
        }
        assert!(n_checked >= 6, "{n_checked}");
        for chapter in &report.chapters {
            assert!(!chapter.opening.text().is_empty(), "{}", chapter.title);
            for section in &chapter.sections {
                let says = section.sentences.len() + section.tables.len() + section.notes.len();
                assert!(says > 0, "{}", section.title);
            }
        }
        assert!(!report.confidentiality.is_empty());
    }
}

async fn what_changed_between_editions_is_marked_and_listed(home: Home) {
    let village = Village::new(&home).await;
    let (app, clerk) = (&village.here.app, &village.clerk);
    let paid = [
        (ADA, "15/05/2023", "100,00"),
        (ADA, "10/05/2024", "120,00"),
        (BICE, "15/12/2024", "50,00"),
    ];
    pay_on(&village, &paid).await;
    built(app, clerk).await;
    let alone = report(app, clerk, &[]).await;
    assert!(matches!(&alone.compared, Compared::Not(why) if why.contains("precedente")));
    assert_eq!(alone.n_changes(), 0);
    let more = [paid[0], paid[1], paid[2], (CARLA, "16/12/2024", "30,50")];
    pay_on(&village, &more).await;
    built(app, clerk).await;
    let after = report(app, clerk, &[("anno", "2024")]).await;
    assert!(
        matches!(after.compared, Compared::With(1, _)),
        "{:?}",
        after.compared
    );
    let benefits = table(&after, "spesa-prestazioni");
    let cell = &row(benefits, "A1.04").cells[0];
    assert_eq!(cell.shown.text(), "200,50\u{a0}€");
    let was = cell.was.as_ref().expect("marked");
    assert_eq!((was.text.as_str(), was.way), ("170,00\u{a0}€", Way::Up));
    assert_eq!(was.mark(), "▲ era 170,00\u{a0}€");
    let chapter = &after.chapters[1];
    let listed = chapter.changes.iter().any(|change| {
        change.place
            == format!(
                "{}, riga «{}», colonna «Spesa totale»",
                benefits.name(),
                row(benefits, "A1.04").name
            )
            && change.before == "170,00\u{a0}€"
            && change.now == "200,50\u{a0}€"
    });
    assert!(listed, "{:?}", chapter.changes);
    assert!(chapter.opening.spans.iter().any(|span| span.was.is_some()));
    let years = table(&after, "spesa-anni");
    assert!(
        row(years, "2023")
            .cells
            .iter()
            .all(|cell| cell.was.is_none())
    );
    let reasons = after.chapters[4].sections.last().expect("reasons");
    let reasons: Vec<String> = reasons
        .sentences
        .iter()
        .map(pas_app::report::Sentence::text)
        .collect();
    assert!(
        reasons
            .iter()
            .any(|reason| reason.starts_with("A1.04") && reason.contains("1 record nuovo")),
        "{reasons:?}"
    );
    every_mark_is_listed_and_true(
        &after,
        &report(app, clerk, &[("anno", "2024"), ("edizione", "1")]).await,
    );
    let not = report(app, clerk, &[("anno", "2024"), ("confronta", "nessuna")]).await;
    assert_eq!(not.n_changes(), 0);
    let why = write_report(app, clerk, &chosen(&[("confronta", "9")])).await;
    assert!(matches!(why, Err(AppError::NoEdition(_))));
}

/// What differs cell by cell is what is marked, and no more.
fn every_mark_is_listed_and_true(after: &Report, before: &Report) {
    let mut n_marked = 0;
    for now in after.tables() {
        let Some(then) = before.tables().find(|then| then.id == now.id) else {
            assert!(now.is_new, "{}", now.caption);
            continue;
        };
        for one in now.rows.iter().chain(&now.total) {
            let mut theirs = then.rows.iter().chain(&then.total);
            let Some(other) = theirs.find(|other| other.key == one.key) else {
                assert!(one.is_new, "{}", one.name);
                continue;
            };
            for ((heading, cell), column) in now.headings.iter().zip(&one.cells).zip(0..) {
                assert_eq!(heading.key, then.headings[column].key);
                let was = &other.cells[column].shown;
                let marked = cell.was.as_ref().map(|was| was.text.as_str());
                let differs = was.text() != cell.shown.text();
                assert_eq!(
                    marked,
                    differs.then_some(was.text()),
                    "{} {}",
                    now.caption,
                    one.name
                );
                n_marked += usize::from(differs);
            }
        }
    }
    assert!(n_marked > 5, "{n_marked}");
    assert!(after.n_changes() >= n_marked);
}

async fn what_is_hidden_stays_hidden(home: Home) {
    let village = Village::new(&home).await;
    let (app, clerk) = (&village.here.app, &village.clerk);
    pay_on(
        &village,
        &[(ADA, "10/05/2024", "123,45"), (BICE, "15/12/2024", "50,00")],
    )
    .await;
    built(app, clerk).await;
    pay_on(
        &village,
        &[(ADA, "10/05/2024", "678,90"), (BICE, "15/12/2024", "50,00")],
    )
    .await;
    built(app, clerk).await;
    let planner = Actor {
        role: Role::Planner,
        ..clerk.clone()
    };
    let protected = app.clone().with_own_figures(OwnFigures::Protected);
    for app in [app, &protected] {
        let report = report(app, &planner, &[]).await;
        let cells = report
            .tables()
            .filter(|table| table.id.starts_with("spesa") || table.id.starts_with("cambia"))
            .flat_map(|table| table.rows.iter().chain(&table.total))
            .flat_map(|row| &row.cells);
        for Cell { shown, was } in cells {
            assert!(matches!(shown, Shown::Hidden | Shown::Absent), "{shown:?}");
            assert_eq!(*was, None);
        }
        let said = format!("{report:?}");
        for secret in ["123,45", "678,90", "173,45", "728,90"] {
            assert!(!said.contains(secret), "{secret}");
        }
        assert!(
            report.chapters[1]
                .opening
                .text()
                .contains("un valore oscurato")
        );
        let reasons = report.chapters[4].sections.last().expect("reasons");
        assert!(
            reasons.sentences[0]
                .text()
                .contains("chi può aprire i record")
        );
    }
}

async fn what_cannot_be_told_says_why(home: Home) {
    let village = Village::new(&home).await;
    let (app, clerk) = (&village.here.app, &village.clerk);
    pay_on(&village, &[(ADA, "10/05/2024", "120,00")]).await;
    built(app, clerk).await;
    let report = report(app, clerk, &[("territorio", "tutto")]).await;
    let said = |place: usize| report.chapters[place].opening.text();
    assert!(
        said(0).contains("non è un territorio con un confine"),
        "{}",
        said(0)
    );
    assert!(said(4).contains("non ha il 2023"), "{}", said(4));
    let alone = &report.chapters[3].sections[0];
    assert!(alone.sentences[0].text().contains("di un ente solo"));
}

/// The parts of a document by name, each read to its end by another reader.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let names: Vec<String> = zip
        .file_names()
        .map(|name| name.expect("a name").into_owned())
        .collect();
    let mut read = |name: String| {
        let mut text = String::new();
        let mut file = zip.by_name(&name).expect("there");
        file.read_to_string(&mut text).expect("text");
        (name, text)
    };
    let names = names.into_iter().filter(|name| !ends_in(name, "png"));
    names.map(&mut read).collect()
}

/// Whether a file of this name is of this kind.
fn ends_in(name: &str, ending: &str) -> bool {
    let extension = std::path::Path::new(name).extension();
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}

/// The names of the elements, after a check that they are well formed.
fn elements(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut names, mut depth) = (Vec::new(), 0_i32);
    loop {
        match reader.read_event().expect("well formed") {
            Event::Start(start) => {
                names.push(AsRef::<str>::as_ref(&start.name()).to_owned());
                depth += 1;
            }
            Event::Empty(start) => names.push(AsRef::<str>::as_ref(&start.name()).to_owned()),
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    names
}

async fn the_document_carries_the_report(home: Home) {
    let here = home.district().await;
    let clerk = here.clerk().await;
    built(&here.app, &clerk).await;
    let report = report(&here.app, &clerk, &[]).await;
    let bytes = to_odt(&report).expect("written");
    assert_eq!(bytes, to_odt(&report).expect("written"), "the same twice");
    assert_eq!(&bytes[30..38], b"mimetype", "first and plain");
    let parts = parts(&bytes);
    let part = |name: &str| {
        let found = parts.iter().find(|(other, _)| other == name);
        found.expect(name).1.as_str()
    };
    let content = part("content.xml");
    let names = elements(content);
    let n = |name: &str| names.iter().filter(|other| *other == name).count();
    assert_eq!(n("table:table"), report.tables().count());
    assert_eq!(n("table:table-header-rows"), report.tables().count());
    assert_eq!(n("draw:frame"), report.figures().count());
    assert_eq!(n("svg:desc"), report.figures().count());
    assert_eq!(n("text:table-of-content"), 1);
    let n_sections: usize = report
        .chapters
        .iter()
        .map(|chapter| 1 + chapter.sections.len())
        .sum();
    assert_eq!(
        n("text:h"),
        n_sections + 1,
        "chapters, sections and the method"
    );
    assert_eq!(
        n("text:sequence"),
        report.tables().count() + report.figures().count()
    );
    let n_rows: usize = report
        .tables()
        .map(|table| 1 + table.rows.len() + usize::from(table.total.is_some()))
        .sum();
    assert_eq!(n("table:table-row"), n_rows);
    for table in report.tables() {
        for row in table.rows.iter().chain(&table.total) {
            for cell in &row.cells {
                let text = cell.shown.text().replace('&', "&amp;");
                assert!(content.contains(&text), "{text}");
            }
        }
    }
    for (name, text) in &parts {
        if ends_in(name, "xml") || ends_in(name, "svg") {
            elements(text);
        }
    }
    let manifest = part("META-INF/manifest.xml");
    for (name, _) in &parts {
        let is_listed = manifest.contains(&format!("manifest:full-path=\"{name}\""));
        assert!(
            is_listed || name == "mimetype" || name.starts_with("META-INF"),
            "{name}"
        );
    }
    assert!(part("styles.xml").contains("fo:language=\"it\""));
    assert!(part("meta.xml").contains("<dc:language>it-IT</dc:language>"));
    the_pdf_carries_it_too(&report);
}

fn the_pdf_carries_it_too(report: &Report) {
    let pdf = to_pdf(report).expect("valid PDF/UA");
    assert_eq!(pdf, to_pdf(report).expect("again"), "the same twice");
    let n_in_pdf = |what: &str| {
        let found = pdf.windows(what.len());
        found.filter(|window| *window == what.as_bytes()).count()
    };
    let n_figures = n_in_pdf("/S/Figure") + n_in_pdf("/S /Figure");
    assert!(n_figures >= report.figures().count(), "{n_figures}");
}
