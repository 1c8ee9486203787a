//! Sample views, so that every page can be drawn without a database. All people are made up.

use askama::Template;
use jiff::Timestamp;
use jiff::civil::date;
use pas_app::journey::Way;
use pas_app::use_cases::check_flow::{CheckReport, FindingLine};
use pas_app::use_cases::list_accounts::AccountLine;
use pas_app::use_cases::list_audit::{AuditLine, AuditView};
use pas_app::use_cases::list_flows::{FlowLine, FlowsView, ReadyLine, UploadLine};
use pas_app::use_cases::list_imports::ImportLine;
use pas_app::use_cases::list_people::{PeopleView, PersonLine};
use pas_app::use_cases::list_records::{ReasonCount, RecordLine, RecordsView};
use pas_app::use_cases::list_sources::{BenefitLine, SourceLine, SourcesView};
use pas_app::use_cases::show_flow::{FlowRecord, FlowView, ReceiptLine, RecordAnswer};
use pas_app::use_cases::show_home::{BenefitProgress, FiguresInBrief, WorkToDo};
use pas_app::use_cases::show_import::{Grid, GridCell, GridRow, ImportView, Outcome, ProblemLine};
use pas_app::use_cases::show_person::{FactLine, PersonView, SourceRow};
use pas_app::use_cases::show_record::{CellLine, ReasonLine, RecordView, ValueLine};
use pas_app::use_cases::show_spending::{By, Figure, SpendingRow, SpendingView};
use pas_app::use_cases::sign_in::Session;
use pas_app::use_cases::write_flow::FlowKind;
use pas_domain::actor::{Actor, Role};
use pas_domain::flow::Field;
use pas_domain::ids::{AccountId, EnteId, FlowFileId, ImportId, PersonId, ReceiptId, RecordId};
use pas_domain::money::Money;
use pas_domain::office::Office;
use pas_domain::period::Period;
use pas_domain::record::RecordState;
use pas_domain::sending::{Operation, OutcomeCode, SendingState};

use crate::frame::Frame;

/// The page as HTML, after the checks that hold for every page.
pub(crate) fn html(page: &impl Template) -> String {
    let html = page.render().expect("a page");
    assert_eq!(html.matches("<h1>").count(), 1, "one h1");
    assert!(html.contains("<html lang=\"it\">"), "in Italian");
    assert!(
        !html.contains("style=") && !html.contains("onclick="),
        "nothing inline"
    );
    for input in html
        .split("<input ")
        .skip(1)
        .chain(html.split("<select ").skip(1))
    {
        let input = input.split('>').next().unwrap_or("");
        if input.contains("type=\"hidden\"") {
            continue;
        }
        let id = input
            .split("id=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let id = id.unwrap_or_else(|| panic!("a field without id: {input}"));
        assert!(
            html.contains(&format!("<label for=\"{id}\"")),
            "no label for {id}"
        );
    }
    for form in html.split("<form ").skip(1) {
        let form = form.split("</form>").next().unwrap_or("");
        let is_post = form.contains("method=\"post\"");
        assert!(
            !is_post || form.contains("name=\"segreto\""),
            "a form without secret: {form}"
        );
    }
    keep(&html);
    html
}

/// Keeps a drawn page in the folder that `PAS_PAGES` names, to look at.
fn keep(html: &str) {
    let Ok(folder) = std::env::var("PAS_PAGES") else {
        return;
    };
    let title = html
        .split("<h1>")
        .nth(1)
        .and_then(|rest| rest.split("</h1>").next())
        .unwrap_or("");
    let name: String = title
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let path = std::path::Path::new(&folder).join(format!("{name}.html"));
    std::fs::write(path, html).expect("the folder of PAS_PAGES is there");
}

pub(crate) fn frame(title: &str, role: Role, path: &str) -> Frame {
    let actor = Actor {
        account: AccountId::new(1),
        ente: EnteId::new(1),
        role,
        username: "esempini".to_owned(),
    };
    let session = Session {
        actor,
        display_name: "Ada Esempini".to_owned(),
        ente_name: "Ambito di Prova".to_owned(),
        csrf: "abc".to_owned(),
    };
    Frame::inside(title, &session, path)
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

fn euro(cents: i64) -> Money {
    Money::from_cents(cents)
}

pub(crate) fn imports() -> Vec<ImportLine> {
    let line = ImportLine {
        id: ImportId::new(7),
        office: Office::Rsa,
        filename: "RSA_ottobre.xlsx".to_owned(),
        layout: "RSA, presenze mensili".to_owned(),
        imported_at: at("2026-11-23T08:05:00Z"),
        imported_by: "esempini".to_owned(),
        read: 214,
        used: 209,
        repaired: 11,
        set_aside: 5,
    };
    let registry = ImportLine {
        id: ImportId::new(3),
        office: Office::Anagrafe,
        filename: "anagrafe.csv".to_owned(),
        read: 403,
        used: 400,
        repaired: 2,
        set_aside: 3,
        ..line.clone()
    };
    vec![line, registry]
}

pub(crate) fn import() -> ImportView {
    let cell = |text: &str, outcome| GridCell {
        text: text.to_owned(),
        outcome,
    };
    let problem = ProblemLine {
        sheet: "Ottobre".to_owned(),
        row: 17,
        column: "F".to_owned(),
        heading: "data ingresso".to_owned(),
        value: "1.2.24".to_owned(),
        outcome: Outcome::SetAside,
        message: "«1.2.24» non è una data intera: scrivi l'anno con quattro cifre.".to_owned(),
    };
    ImportView {
        line: imports().remove(0),
        reading: "Excel, 1 foglio".to_owned(),
        counts: vec![(Outcome::SetAside, 5), (Outcome::Repaired, 11)],
        problems: vec![problem],
        n_pages: 1,
        grid: Some(Grid {
            sheet: "Ottobre".to_owned(),
            rows: vec![
                GridRow {
                    row: 1,
                    is_heading: true,
                    cells: vec![cell("codice fiscale", None), cell("data ingresso", None)],
                },
                GridRow {
                    row: 17,
                    is_heading: false,
                    cells: vec![
                        cell("PRVSPN80A41H501Z", Some(Outcome::Repaired)),
                        cell("1.2.24", Some(Outcome::SetAside)),
                    ],
                },
            ],
        }),
    }
}

fn year(year: i16) -> Period {
    Period::new(date(year, 1, 1), date(year, 12, 31)).expect("ordered")
}

pub(crate) fn record_line() -> RecordLine {
    RecordLine {
        id: RecordId::new(11),
        person: PersonId::new(3),
        person_name: "Provaldi Serena".to_owned(),
        benefit: Some("A3.02".to_owned()),
        benefit_name: "Integrazione della retta in struttura".to_owned(),
        period: year(2025),
        total: euro(81_240),
        state: RecordState::Incomplete,
        reason: "Manca la data della DSU: chiedila all'ufficio ISEE.".to_owned(),
        office: Some(Office::Isee),
        sending: Some(SendingState::NotSent),
    }
}

fn ready_line() -> RecordLine {
    RecordLine {
        id: RecordId::new(12),
        benefit: Some("A2.12".to_owned()),
        benefit_name: "Mensa scolastica".to_owned(),
        total: euro(93_660),
        state: RecordState::Ready,
        reason: String::new(),
        office: None,
        ..record_line()
    }
}

pub(crate) fn reasons() -> Vec<ReasonCount> {
    vec![ReasonCount {
        state: RecordState::Incomplete,
        code: "manca-dsu".to_owned(),
        message: "Manca la data della DSU: chiedila all'ufficio ISEE.".to_owned(),
        office: Office::Isee,
        n: 13,
    }]
}

pub(crate) fn records() -> RecordsView {
    RecordsView {
        by_state: vec![
            (RecordState::Ready, 1_191),
            (RecordState::Incomplete, 13),
            (RecordState::NotDue, 6),
        ],
        by_reason: reasons(),
        benefits: vec![("A2.12".to_owned(), "Mensa scolastica".to_owned())],
        years: vec![2025, 2024],
        n_found: 13,
        records: vec![record_line()],
        page: 1,
        n_pages: 1,
    }
}

pub(crate) fn record() -> RecordView {
    let cell = CellLine {
        row: source(),
        column: "F".to_owned(),
        heading: "importo".to_owned(),
        raw: "812,40 €".to_owned(),
    };
    let amount = ValueLine {
        element: "Prestazione",
        wire_name: "ImportoMensile",
        label: "importo mensile",
        field: Field::MonthlyAmount,
        value: Some("812.40".to_owned()),
        meaning: Some("812,40 €".to_owned()),
        how: "copiato dalla cella".to_owned(),
        cells: vec![cell],
    };
    let missing = ValueLine {
        wire_name: "DataDSU",
        label: "data della DSU",
        field: Field::DsuDate,
        value: None,
        meaning: None,
        how: "nessun file la dice".to_owned(),
        cells: Vec::new(),
        ..amount.clone()
    };
    RecordView {
        line: record_line(),
        reasons: vec![ReasonLine {
            message: "Manca la data della DSU: chiedila all'ufficio ISEE.".to_owned(),
            office: "Ufficio ISEE e protocollo",
            field: Some("data della DSU"),
            keeps_back: true,
        }],
        values: vec![amount, missing],
        xml: None,
        way: Way {
            next: "Parte quando è completo: prima va sistemato quello che manca.".to_owned(),
            ..Way::default()
        },
    }
}

fn source() -> SourceRow {
    SourceRow {
        import: ImportId::new(7),
        filename: "RSA_ottobre.xlsx".to_owned(),
        office: Office::Rsa,
        sheet: "Ottobre".to_owned(),
        row: 17,
    }
}

pub(crate) fn people() -> PeopleView {
    let known = PersonLine {
        id: PersonId::new(3),
        surname: "Provaldi".to_owned(),
        given_name: "Serena".to_owned(),
        cf: "PRVSPN80A41H501Z".to_owned(),
        birth_date: Some(date(1980, 1, 1)),
        comune: Some("Roma".to_owned()),
        records: vec![(RecordState::Ready, 2), (RecordState::Blocked, 1)],
    };
    let unknown = PersonLine {
        id: PersonId::new(4),
        surname: String::new(),
        given_name: String::new(),
        cf: "12345678901".to_owned(),
        birth_date: None,
        comune: None,
        records: Vec::new(),
    };
    PeopleView {
        n_found: 2,
        people: vec![known, unknown],
        page: 1,
        n_pages: 1,
    }
}

pub(crate) fn person() -> PersonView {
    PersonView {
        id: PersonId::new(3),
        cf: "PRVSPN80A41H501Z".to_owned(),
        cf_grade: 'C',
        cf_note: "Corretto nella forma, non confermato dall'anagrafe.".to_owned(),
        identity: vec![
            ("cognome", "Provaldi".to_owned()),
            ("nome", "Serena".to_owned()),
        ],
        registry_source: None,
        facts: vec![FactLine {
            what: "erogazione",
            benefit: Some("A3.02".to_owned()),
            when: "ottobre 2025".to_owned(),
            date: Some(date(2025, 10, 1)),
            amount: Some(euro(81_240)),
            detail: "quota ente 400,00 €".to_owned(),
            source: source(),
        }],
        records: vec![record_line(), ready_line()],
    }
}

pub(crate) fn work() -> WorkToDo {
    WorkToDo {
        year: Some(2025),
        reasons: reasons(),
        files: imports(),
        refused: crate::page::sendings::sample::refused_groups(),
        n_aside: 1,
        progress: vec![BenefitProgress {
            code: "A2.12".to_owned(),
            name: "Mensa scolastica".to_owned(),
            due: 1_204,
            ready: 1_191,
            incomplete: 13,
            blocked: 0,
            not_due: 6,
        }],
    }
}

pub(crate) fn figures() -> FiguresInBrief {
    FiguresInBrief {
        year: 2025,
        spending: euro(420_000_000),
        people: 3_118,
    }
}

pub(crate) fn flows() -> FlowsView {
    FlowsView {
        files: vec![flow().line],
        ready: vec![
            ReadyLine {
                kind: FlowKind::Benefits,
                year: 2025,
                n_insertions: 1_178,
                n_cancellations: 2,
            },
            ReadyLine {
                kind: FlowKind::Minors,
                year: 2025,
                n_insertions: 11,
                n_cancellations: 0,
            },
        ],
    }
}

pub(crate) fn flow() -> FlowView {
    FlowView {
        line: FlowLine {
            id: FlowFileId::new(2),
            name: "PS_2025_001".to_owned(),
            kind: FlowKind::Benefits,
            written_at: at("2026-11-23T08:05:00Z"),
            written_by: "esempini".to_owned(),
            n_records: 1_191,
            n_people: 640,
            sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
            n_bytes: 2_345_678,
            upload: None,
            n_accepted: 0,
            n_refused: 0,
        },
        records: vec![flow_record(RecordAnswer::NotUploaded)],
        page: 1,
        n_pages: 1,
        receipts: Vec::new(),
        xml_head: "<Flusso>".to_owned(),
    }
}

fn flow_record(answer: RecordAnswer) -> FlowRecord {
    let line = record_line();
    FlowRecord {
        position: 1,
        operation: Operation::Cancel,
        record: Some(line.id),
        person: line.person,
        person_name: line.person_name,
        benefit: line.benefit,
        benefit_name: line.benefit_name,
        period: line.period,
        total: line.total,
        answer,
    }
}

/// The same file, uploaded and answered.
pub(crate) fn answered_flow() -> FlowView {
    let mut view = flow();
    view.line.upload = Some(UploadLine {
        day: date(2026, 11, 24),
        number: "INPS.7700.1".to_owned(),
        by: "esempini".to_owned(),
        at: at("2026-11-24T08:05:00Z"),
    });
    (view.line.n_accepted, view.line.n_refused) = (1_190, 1);
    let words = Some("prestazione incoerente".to_owned());
    view.records = vec![flow_record(RecordAnswer::Given(
        OutcomeCode::DataNotFound,
        words,
    ))];
    view.receipts = vec![ReceiptLine {
        id: ReceiptId::new(5),
        filename: "ricevuta.pdf".to_owned(),
        sha256: "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752".to_owned(),
        n_bytes: 48_000,
        by: "esempini".to_owned(),
        at: at("2026-11-24T08:05:00Z"),
    }];
    view
}

pub(crate) fn check() -> CheckReport {
    let finding = FindingLine {
        file: "a.xml".to_owned(),
        record: Some(2),
        path: "/Flusso/Beneficiario[2]".to_owned(),
        code: "PS-P13",
        kind: "rule",
        severity: "error",
        message: "Le quote non fanno l'importo mensile: correggi la quota dell'ente.".to_owned(),
        found: Some("400.00".to_owned()),
        source: "Specifica INPS 2.0.1, tabella 9",
    };
    CheckReport {
        file: "a.xml".to_owned(),
        n_records: 3,
        findings: vec![finding],
    }
}

pub(crate) fn spending() -> SpendingView {
    let shown = |cents, people| Figure::Shown {
        spending: euro(cents),
        people,
    };
    let row = |key: &str, label: &str, figures: [Figure; 2]| SpendingRow {
        key: key.to_owned(),
        label: label.to_owned(),
        figures: figures.to_vec(),
    };
    SpendingView {
        by: By::Benefit,
        years: vec![2024, 2025],
        rows: vec![
            row(
                "A2.12",
                "Mensa scolastica",
                [shown(300_000_000, 2_000), shown(320_000_000, 2_100)],
            ),
            row("A1.22", "Affido familiare", [Figure::Empty, Figure::Hidden]),
        ],
        totals: vec![shown(400_000_000, 3_000), shown(420_000_000, 3_118)],
        coverage_percent: vec![Some(100), Some(94)],
        threshold: 5,
        is_protected: true,
    }
}

pub(crate) fn audit() -> AuditView {
    AuditView {
        is_intact: true,
        n_entries: 1,
        entries: vec![AuditLine {
            at: at("2026-11-23T08:05:00Z"),
            username: "esempini".to_owned(),
            use_case: "show_person".to_owned(),
            subject: "persona 3".to_owned(),
            detail: String::new(),
            outcome: "done".to_owned(),
        }],
        page: 1,
        n_pages: 1,
    }
}

pub(crate) fn sources() -> SourcesView {
    let benefit = |code: &str, name: Option<&str>, n_waiting| BenefitLine {
        code: code.to_owned(),
        name: name.map(str::to_owned),
        named_by_ente: false,
        group: "A2 · servizi",
        attestation: "codice e nome attestati".to_owned(),
        n_waiting,
    };
    SourcesView {
        lists: vec![SourceLine {
            file: "comuni.csv".to_owned(),
            title: "Comuni italiani".to_owned(),
            source: "ANPR, Ministero dell'Interno".to_owned(),
            date: "2026-01-01".to_owned(),
            licence: "CC BY 4.0".to_owned(),
            n_rows: 7_896,
            is_replaced: false,
        }],
        benefits: vec![
            benefit("A2.12", Some("Mensa scolastica"), 0),
            benefit("A2.99", None, 4),
        ],
    }
}

pub(crate) fn accounts() -> Vec<AccountLine> {
    let account = |id, username: &str, role| AccountLine {
        id: AccountId::new(id),
        username: username.to_owned(),
        display_name: "Ada Esempini".to_owned(),
        role,
        is_disabled: false,
    };
    vec![
        account(1, "esempini", Role::Administrator),
        account(2, "provaldi", Role::Clerk),
    ]
}
