//! The other channel: files uploaded by hand in INPS's web form, and its answers taken down by hand.

use jiff::civil::date;
use pas_app::AppError;
use pas_app::use_cases::download_flow::{download_flow, download_receipt, download_working_csv};
use pas_app::use_cases::list_flows::{FileState, FlowLine, ReadyLine, list_flows};
use pas_app::use_cases::publish_flows::{PublishQuery, publish_flows};
use pas_app::use_cases::register_upload::{MAX_RECEIPT, Receipt, Uploaded, register_upload};
use pas_app::use_cases::show_flow::{FlowRecord, FlowView, RecordAnswer, show_flow};
use pas_app::use_cases::take_receipt::{AnswerReport, Answered, Verdict, take_receipt};
use pas_app::use_cases::write_flow::{FlowKind, FlowQuery, write_flow};
use pas_domain::ids::FlowFileId;
use pas_domain::record::SiussRecord;
use pas_domain::sending::{Operation, OutcomeCode, SendingState};
use pas_storage::audit::{self, Chain};
use pas_storage::record::{self, RecordFilter};
use pas_storage::{Page, sending};

use crate::support::official::assert_accepted;
use crate::support::village::{ADA, BENEFITS, BICE, CARLA, Village, cf};
use crate::support::{Home, TODAY, on_both};

on_both!(
    writing_is_not_sending,
    a_correction_withdraws_before_it_sends,
    a_record_that_vanished_is_withdrawn,
    a_refused_record_comes_back,
    a_later_answer_counts_and_the_earlier_is_kept,
    what_went_otherwise_cannot_be_registered,
    a_registration_that_cannot_be_is_refused,
    a_list_that_cannot_be_placed_changes_nothing,
    what_the_e_service_holds_is_left_to_it,
    receipts_are_kept_byte_for_byte,
);

/// A village whose clerk works in INPS's web form.
struct Form {
    village: Village,
}

impl Form {
    async fn new(home: &Home) -> Self {
        Self {
            village: Village::new(home).await,
        }
    }

    /// Payments as the office says they are now: person and amount.
    async fn pay(&self, rows: &[(&str, &str)]) -> Vec<SiussRecord> {
        let rows: Vec<_> = rows
            .iter()
            .map(|(person, amount)| (*person, "A1.04", *amount, "No"))
            .collect();
        self.village.pay(&rows).await;
        self.village.records().await
    }

    async fn try_write(&self, query: FlowQuery) -> Result<FlowFileId, AppError> {
        write_flow(&self.village.here.app, &self.village.clerk, query).await
    }

    async fn write(&self) -> FlowFileId {
        self.try_write(BENEFITS).await.expect("written")
    }

    async fn xml(&self, file: FlowFileId) -> String {
        let (app, clerk) = (&self.village.here.app, &self.village.clerk);
        let bytes = download_flow(app, clerk, file).await.expect("kept").bytes;
        assert_accepted(FlowKind::Benefits, &bytes);
        String::from_utf8(bytes).expect("text")
    }

    async fn register(&self, uploaded: Uploaded) -> Result<(), AppError> {
        register_upload(&self.village.here.app, &self.village.clerk, uploaded).await
    }

    async fn take(&self, file: FlowFileId, verdict: Verdict) -> Result<AnswerReport, AppError> {
        let answered = Answered {
            file,
            verdict,
            receipt: None,
        };
        take_receipt(&self.village.here.app, &self.village.clerk, answered).await
    }

    /// Writes a file, uploads it, and INPS answers.
    async fn sent(&self, verdict: Verdict) -> FlowFileId {
        let file = self.write().await;
        self.register(uploaded(file)).await.expect("registered");
        self.take(file, verdict).await.expect("taken down");
        file
    }

    async fn show(&self, file: FlowFileId) -> FlowView {
        let (app, clerk) = (&self.village.here.app, &self.village.clerk);
        show_flow(app, clerk, file, 1).await.expect("shown")
    }

    async fn line(&self, file: FlowFileId) -> FlowLine {
        self.show(file).await.line
    }

    async fn ready(&self) -> Vec<ReadyLine> {
        let (app, clerk) = (&self.village.here.app, &self.village.clerk);
        list_flows(app, clerk).await.expect("listed").ready
    }

    /// How far the records are, in the order of the people.
    async fn states(&self) -> Vec<SendingState> {
        let mut tx = self.village.here.read().await;
        let all = RecordFilter::default();
        let ente = self.village.clerk.ente;
        let lines = record::list(&mut tx, ente, &all, Page::new(1, 100)).await;
        let lines = lines.expect("listed");
        lines.into_iter().map(|line| line.sending).collect()
    }
}

fn uploaded(file: FlowFileId) -> Uploaded {
    Uploaded {
        file,
        day: TODAY,
        number: "INPS.2026.1".to_owned(),
        receipt: None,
    }
}

const fn ready(n_insertions: u64, n_cancellations: u64) -> ReadyLine {
    ReadyLine {
        kind: FlowKind::Benefits,
        year: 2024,
        n_insertions,
        n_cancellations,
    }
}

/// The letters of what a file asks, in its order.
fn operations(xml: &str) -> String {
    let asked = xml.split("TipoOperazione=\"").skip(1);
    asked.filter_map(|rest| rest.chars().next()).collect()
}

fn said(result: Result<impl std::fmt::Debug, AppError>) -> String {
    match result {
        Err(AppError::Invalid(message)) => message,
        other => panic!("{other:?}"),
    }
}

async fn writing_is_not_sending(home: Home) {
    let it = Form::new(&home).await;
    it.pay(&[(ADA, "100,00"), (BICE, "50,00")]).await;
    let first = it.write().await;
    let second = it.write().await;
    let renumbered = it.xml(first).await.replace(".0000001\"", ".0000002\"");
    assert_eq!(renumbered, it.xml(second).await, "the same records again");
    assert_eq!(it.states().await, [SendingState::NotSent; 2]);
    assert_eq!(it.ready().await, [ready(2, 0)]);
    assert_eq!(it.line(first).await.state(), FileState::Written);
    it.register(uploaded(first)).await.expect("registered");
    assert_eq!(it.states().await, [SendingState::Fetched; 2]);
    assert_eq!(it.line(first).await.state(), FileState::Awaiting(2));
    assert_eq!(it.ready().await, []);
    assert!(said(it.try_write(BENEFITS).await).contains("Nessun record"));
    let taken = it.take(first, Verdict::AllAccepted).await.expect("taken");
    assert_eq!((taken.n_accepted, taken.n_changed), (2, 2));
    assert_eq!(it.states().await, [SendingState::Accepted; 2]);
    assert_eq!(it.line(first).await.state(), FileState::Answered);
    let mut tx = it.village.here.read().await;
    let chain = audit::verify_chain(&mut tx, it.village.clerk.ente).await;
    assert!(matches!(chain.expect("read"), Chain::Intact { .. }));
}

async fn a_correction_withdraws_before_it_sends(home: Home) {
    let it = Form::new(&home).await;
    it.pay(&[(ADA, "100,00"), (BICE, "50,00")]).await;
    let first = it.sent(Verdict::AllAccepted).await;
    it.pay(&[(ADA, "120,00"), (BICE, "50,00")]).await;
    assert_eq!(it.ready().await, [ready(1, 1)]);
    let second = it.write().await;
    let xml = it.xml(second).await;
    assert_eq!(operations(&xml), "CI");
    assert_eq!(xml.matches("<Beneficiario ").count(), 1, "the same person");
    let (before, after) = xml.split_once("TipoOperazione=\"I\"").expect("both");
    assert!(before.contains("100.00") && !before.contains("120.00"));
    assert!(after.contains("120.00") && !after.contains("100.00"));
    // Exactly what was accepted: the same element but for the operation.
    let withdrawn = xml
        .lines()
        .find(|line| line.contains("TipoOperazione=\"C\""));
    let withdrawn = withdrawn.expect("there").replace("=\"C\"", "=\"I\"");
    assert!(it.xml(first).await.contains(&withdrawn), "{withdrawn}");
    it.register(uploaded(second)).await.expect("registered");
    let shown = it.show(second).await.records;
    let asked: Vec<Operation> = shown.iter().map(|line| line.operation).collect();
    assert_eq!(asked, [Operation::Cancel, Operation::Insert]);
    it.take(second, Verdict::AllAccepted).await.expect("taken");
    assert_eq!(it.states().await, [SendingState::Accepted; 2]);
    assert_eq!(it.ready().await, []);
}

async fn a_record_that_vanished_is_withdrawn(home: Home) {
    let it = Form::new(&home).await;
    let month = |month| [ADA, month, "10:00", "100,00", "", ""];
    it.village.care_at_home(&[month("02/2024")]).await;
    it.village.records().await;
    it.sent(Verdict::AllAccepted).await;
    // January comes late: the stretch begins earlier, and the one that began in February is gone.
    let both = [month("01/2024"), month("02/2024")];
    it.village.care_at_home(&both).await;
    let records = it.village.records().await;
    assert_eq!(records.len(), 1);
    assert_eq!(it.ready().await, [ready(1, 1)]);
    let file = it.write().await;
    let xml = it.xml(file).await;
    assert_eq!(operations(&xml), "CI");
    it.register(uploaded(file)).await.expect("registered");
    let records = it.show(file).await.records;
    let is_derived: Vec<bool> = records.iter().map(|line| line.record.is_some()).collect();
    assert_eq!(is_derived, [false, true]);
    it.take(file, Verdict::AllAccepted).await.expect("taken");
    assert_eq!(it.ready().await, []);
}

async fn a_refused_record_comes_back(home: Home) {
    let it = Form::new(&home).await;
    it.pay(&[(ADA, "100,00"), (BICE, "50,00"), (CARLA, "25,00")])
        .await;
    let file = it.write().await;
    it.register(uploaded(file)).await.expect("registered");
    let of = |records: &[FlowRecord], name: &str| {
        let found = records.iter().find(|line| line.person_name.ends_with(name));
        found.expect("there").clone()
    };
    let bice = of(&it.show(file).await.records, BICE).position;
    let ada = cf(ADA).to_lowercase();
    let list =
        format!("{ada}; prestazione incoerente\n\n{bice}\tRICHIESTA_INVALIDA: codice errato\n");
    let taken = it.take(file, Verdict::AllBut(list)).await.expect("taken");
    assert_eq!((taken.n_accepted, taken.n_refused), (1, 2));
    let line = it.line(file).await;
    assert_eq!((line.n_accepted, line.n_refused), (1, 2));
    let refused = |code, text: &str| RecordAnswer::Given(code, Some(text.to_owned()));
    let records = it.show(file).await.records;
    for (name, answer) in [
        (
            ADA,
            refused(OutcomeCode::DataNotFound, "prestazione incoerente"),
        ),
        (BICE, refused(OutcomeCode::InvalidRequest, "codice errato")),
        (CARLA, RecordAnswer::Given(OutcomeCode::Accepted, None)),
    ] {
        assert!(of(&records, name).answer == answer, "{name}");
    }
    assert_eq!(it.ready().await, [], "they are as they were");
    let again = FlowQuery {
        again: true,
        ..BENEFITS
    };
    let as_they_are = it.try_write(again).await.expect("written");
    assert_eq!(operations(&it.xml(as_they_are).await), "II");
    it.pay(&[(ADA, "101,00"), (BICE, "50,00"), (CARLA, "25,00")])
        .await;
    assert_eq!(it.ready().await, [ready(1, 0)], "Ada's is mended");
}

async fn a_later_answer_counts_and_the_earlier_is_kept(home: Home) {
    let it = Form::new(&home).await;
    it.pay(&[(ADA, "100,00"), (BICE, "50,00")]).await;
    let file = it
        .sent(Verdict::AllRefused("file non leggibile".to_owned()))
        .await;
    assert_eq!(it.states().await, [SendingState::Rejected; 2]);
    // The same moment by the clock, and yet later.
    let mended = it.take(file, Verdict::AllBut("2 doppio".to_owned())).await;
    assert_eq!(mended.expect("taken").n_changed, 2);
    let line = it.line(file).await;
    assert_eq!((line.n_accepted, line.n_refused), (1, 1));
    let again = it.take(file, Verdict::AllBut("2 doppio".to_owned())).await;
    assert_eq!(again.expect("taken").n_changed, 0, "nothing new");
    let mut tx = it.village.here.read().await;
    let aside = sending::set_aside(&mut tx, it.village.clerk.ente, 10).await;
    assert_eq!(
        aside.expect("read"),
        [],
        "an answer by hand is nobody's stray"
    );
}

async fn what_went_otherwise_cannot_be_registered(home: Home) {
    let it = Form::new(&home).await;
    it.pay(&[(ADA, "100,00"), (BICE, "50,00")]).await;
    let [first, second] = [it.write().await, it.write().await];
    it.register(uploaded(first)).await.expect("registered");
    let message = said(it.register(uploaded(first)).await);
    assert!(message.contains("già registrato (ricevuta n. INPS.2026.1)"));
    let message = said(it.register(uploaded(second)).await);
    let name = "L762PROVA.PS.20261123.0000001";
    let places = format!("posizioni 1 (con il file {name}), 2 (con il file {name})");
    assert!(message.contains(&places), "{message}");
    assert_eq!(it.line(second).await.state(), FileState::Written);
    // The e-service is faster.
    it.take(first, Verdict::AllAccepted).await.expect("taken");
    it.pay(&[(ADA, "120,00"), (BICE, "50,00")]).await;
    let third = it.write().await;
    let (app, clerk) = (&it.village.here.app, &it.village.clerk);
    publish_flows(app, clerk, PublishQuery::default())
        .await
        .expect("published");
    let message = said(it.register(uploaded(third)).await);
    assert!(message.starts_with("2 dei 2 record"), "{message}");
    assert!(
        message.contains("(con il flusso L762PROVA.PS."),
        "{message}"
    );
}

async fn a_registration_that_cannot_be_is_refused(home: Home) {
    let it = Form::new(&home).await;
    it.pay(&[(ADA, "100,00")]).await;
    let file = it.write().await;
    let paper = |bytes| {
        Some(Receipt {
            filename: "ricevuta.pdf".to_owned(),
            bytes,
        })
    };
    let good = || uploaded(file);
    for (wrong, words) in [
        (
            Uploaded {
                day: date(2026, 11, 24),
                ..good()
            },
            "nel futuro",
        ),
        (
            Uploaded {
                day: date(2026, 11, 22),
                ..good()
            },
            "prima del giorno",
        ),
        (
            Uploaded {
                number: "  ".to_owned(),
                ..good()
            },
            "numero della ricevuta",
        ),
        (
            Uploaded {
                number: "9".repeat(61),
                ..good()
            },
            "da 1 a 60 caratteri",
        ),
        (
            Uploaded {
                receipt: paper(Vec::new()),
                ..good()
            },
            "vuoto",
        ),
        (
            Uploaded {
                receipt: paper(vec![0; MAX_RECEIPT + 1]),
                ..good()
            },
            "supera 10 MB",
        ),
    ] {
        let message = said(it.register(wrong).await);
        assert!(message.contains(words), "{message}");
    }
    let early = it.take(file, Verdict::AllAccepted).await;
    assert!(said(early).contains("registrato il caricamento"));
    assert_eq!(it.line(file).await.state(), FileState::Written);
    let nothing = FlowFileId::new(404);
    let missing = it.register(uploaded(nothing)).await;
    assert!(
        matches!(missing, Err(AppError::NotFound { .. })),
        "{missing:?}"
    );
}

async fn a_list_that_cannot_be_placed_changes_nothing(home: Home) {
    let it = Form::new(&home).await;
    it.village
        .pay(&[
            (ADA, "A1.04", "10", "No"),
            (ADA, "A1.06", "20", "No"),
            (BICE, "A1.04", "30", "No"),
        ])
        .await;
    it.village.records().await;
    let file = it.write().await;
    it.register(uploaded(file)).await.expect("registered");
    let ada = cf(ADA);
    for (list, words) in [
        (String::new(), "è vuoto"),
        (
            "4 non va".to_owned(),
            "riga 1: la posizione 4 non c'è, il file ne ha 3",
        ),
        ("\n0 non va".to_owned(), "riga 2: la posizione 0 non c'è"),
        (format!("{ada} non va"), "la persona ha più record nel file"),
        (format!("{} non va", cf(CARLA)), "comincia con la posizione"),
        ("1 a\n1 b".to_owned(), "riga 2: la posizione 1 c'è già"),
        ("1 OK".to_owned(), "togli la riga"),
        (
            format!("1 {}", "x".repeat(1_001)),
            "superano 1000 caratteri",
        ),
    ] {
        let message = said(it.take(file, Verdict::AllBut(list)).await);
        assert!(message.contains(words), "{message}");
        assert!(!message.contains(&ada), "names nobody: {message}");
    }
    assert_eq!(it.line(file).await.state(), FileState::Awaiting(3));
}

async fn what_the_e_service_holds_is_left_to_it(home: Home) {
    let it = Form::new(&home).await;
    it.pay(&[(ADA, "100,00")]).await;
    let (app, clerk) = (&it.village.here.app, &it.village.clerk);
    publish_flows(app, clerk, PublishQuery::default())
        .await
        .expect("published");
    assert_eq!(it.ready().await, []);
    // Changed while INPS has not looked: the e-service replaces its flow, a file does not.
    it.pay(&[(ADA, "110,00"), (BICE, "50,00")]).await;
    assert_eq!(it.ready().await, [ready(1, 0)]);
    let file = it.write().await;
    let xml = it.xml(file).await;
    assert!(xml.contains(&cf(BICE)) && !xml.contains(&cf(ADA)));
    it.register(uploaded(file)).await.expect("registered");
    let published = publish_flows(app, clerk, PublishQuery::default())
        .await
        .expect("published");
    assert_eq!(
        (published.n_inserted, published.n_superseded),
        (1, 1),
        "Ada's alone"
    );
}

async fn receipts_are_kept_byte_for_byte(home: Home) {
    let it = Form::new(&home).await;
    it.pay(&[(ADA, "100,00")]).await;
    let file = it.write().await;
    let paper = |filename: &str, bytes: &[u8]| {
        Some(Receipt {
            filename: filename.to_owned(),
            bytes: bytes.to_vec(),
        })
    };
    let receipt = paper("ricevuta.pdf", b"%PDF-1.4");
    it.register(Uploaded {
        receipt,
        ..uploaded(file)
    })
    .await
    .expect("registered");
    let answered = Answered {
        file,
        verdict: Verdict::AllAccepted,
        receipt: paper("esito.txt", b"OK"),
    };
    let (app, clerk) = (&it.village.here.app, &it.village.clerk);
    take_receipt(app, clerk, answered).await.expect("taken");
    let kept = it.show(file).await.receipts;
    let names: Vec<&str> = kept.iter().map(|paper| paper.filename.as_str()).collect();
    assert_eq!(names, ["ricevuta.pdf", "esito.txt"]);
    let sha = "565339bc4d33d72817b583024112eb7f5cdf3e5eef0252d6ec1b9c9a94e12bb3";
    assert_eq!(kept[1].sha256, sha);
    let paper = download_receipt(app, clerk, kept[0].id)
        .await
        .expect("kept");
    assert_eq!(paper.bytes, b"%PDF-1.4");
}

#[tokio::test]
async fn the_working_csv_says_what_it_is_not() {
    let home = Home::embedded();
    let it = Form::new(&home).await;
    it.pay(&[(ADA, "100,00"), (BICE, "50,00")]).await;
    let file = it.write().await;
    let (app, clerk) = (&it.village.here.app, &it.village.clerk);
    let csv = download_working_csv(app, clerk, file).await.expect("kept");
    let name = "L762PROVA.PS.20261123.0000001_CSV-di-lavoro_non-per-INPS.csv";
    assert_eq!(csv.filename, name);
    let text = String::from_utf8(csv.bytes).expect("text");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3);
    let heading = "\u{feff}CodiceFiscale;Cognome;Nome;AnnoNascita;";
    assert!(lines[0].starts_with(heading), "{}", lines[0]);
    for line in &lines {
        let n_cells = line.split(';').count();
        assert_eq!(n_cells, lines[0].split(';').count());
    }
    assert!(lines[1].contains(";2024-05-15;"), "{}", lines[1]);
}
