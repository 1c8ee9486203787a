//! Sample views of the way to INPS. All people are made up.

use jiff::Timestamp;
use pas_app::outcome_reading::OutcomeReading;
use pas_app::use_cases::list_records::{Owner, RecordLine};
use pas_app::use_cases::list_refused::{RefusedGroup, RefusedLine, RefusedView};
use pas_app::use_cases::list_sendings::{Passage, ProofLine, ProofView};
use pas_app::use_cases::show_sendings::{
    AsideLine, Choices, SendingRule, SendingsRow, SendingsView, StoredRule, Subject, Tally,
};
use pas_domain::flow::{Field, FlowKind};
use pas_domain::ids::RecordId;
use pas_domain::office::Office;
use pas_domain::period::Month;
use pas_domain::sending::{Channel, Operation, OutcomeCode, SendingState};

use crate::page::sample::record_line;

const MEANING: &str =
    "Questo valore non corrisponde a quello che INPS conosce: codice fiscale del beneficiario.";

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

pub(crate) fn refused_groups() -> Vec<RefusedGroup> {
    vec![RefusedGroup {
        office: Office::Anagrafe,
        topic: "DATI_NON_TROVATI-BeneficiaryCf".to_owned(),
        meaning: MEANING.to_owned(),
        n: 3,
    }]
}

fn rule() -> StoredRule {
    StoredRule {
        rule: SendingRule {
            officer: Some("Ada Esempini".to_owned()),
            days_benefits: None,
            days_minors: Some(30),
        },
        set_by: "operatore".to_owned(),
        set_at: at("2026-11-20T08:00:00Z"),
    }
}

pub(crate) fn sendings() -> SendingsView {
    let tally = Tally {
        expected: 1_204,
        to_complete: 13,
        ready: 17,
        accepted: 1_171,
        rejected: 3,
        ..Tally::default()
    };
    let code = "A2.12".to_owned();
    SendingsView {
        rows: vec![SendingsRow {
            subject: Subject::Benefit(code.clone()),
            label: "Mensa scolastica".to_owned(),
            tally,
        }],
        total: tally,
        whole: tally,
        choices: Choices {
            benefits: vec![(code, "Mensa scolastica".to_owned())],
            years: vec![2025],
            months: Month::new(2025, 3).into_iter().collect(),
            owners: vec![Owner(Some(Office::Scuola)), Owner(None)],
        },
        rule: Some(rule()),
        last_fetch: Some(at("2026-11-23T06:00:00Z")),
        last_outcomes: None,
        last_stamp: Some(at("2026-11-22T06:00:00Z")),
        refused: refused_groups(),
        aside: vec![AsideLine {
            flow_name: "H501.PS.20210520.0000004".to_owned(),
            code: OutcomeCode::Accepted,
            received_at: at("2026-11-23T06:00:00Z"),
            is_taken_back: false,
        }],
        refused_cancellations: Vec::new(),
        accepted_then_refused: Vec::new(),
        n_to_withdraw: 1,
        to_ask_of_inps: Vec::new(),
    }
}

pub(crate) fn refused() -> RefusedView {
    RefusedView {
        offices: vec![(Office::Anagrafe, 1)],
        n_found: 1,
        records: vec![RefusedLine {
            line: RecordLine {
                sending: Some(SendingState::Rejected),
                ..record_line()
            },
            code: OutcomeCode::DataNotFound,
            text: "Codice fiscale non presente in ANPR".to_owned(),
            reading: OutcomeReading {
                topic: "DATI_NON_TROVATI-BeneficiaryCf".to_owned(),
                meaning: MEANING.to_owned(),
                fields: vec![Field::BeneficiaryCf],
                office: Office::Anagrafe,
            },
            field: Some(Field::BeneficiaryCf),
        }],
        page: 1,
        n_pages: 1,
    }
}

pub(crate) fn proof() -> ProofView {
    let line = ProofLine {
        record: Some(RecordId::new(11)),
        flow_name: "L762PROVA.PS.20261123.0000001".to_owned(),
        stamp: Some(at("2026-11-23T06:00:00Z")),
        channel: Channel::Waas,
        kind: FlowKind::Benefits,
        operation: Operation::Insert,
        benefit: "A2.12".to_owned(),
        period: record_line().period,
        office: Some(Office::Scuola),
        made_at: at("2026-11-23T06:00:00Z"),
        made_by: "operatore".to_owned(),
        passage: Passage::Refused,
        superseded_at: None,
        fetched_at: Some(at("2026-11-23T07:00:00Z")),
        outcome: Some(OutcomeCode::DataNotFound),
        text: "Codice fiscale non presente in ANPR".to_owned(),
        siuss_id: String::new(),
        acquired_at: Some(at("2026-11-23T07:30:00Z")),
        answered_at: Some(at("2026-11-23T08:00:00Z")),
        sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".to_owned(),
    };
    ProofView {
        ente_name: "Ambito di Prova".to_owned(),
        ente_code: Some("L762PROVA".to_owned()),
        rule: Some(rule()),
        made_at: at("2026-11-23T09:00:00Z"),
        made_by: "operatore".to_owned(),
        tally: sendings().total,
        counts: vec![(Passage::Refused, Operation::Insert, 1)],
        n_found: 1,
        lines: vec![line],
        page: 1,
        n_pages: 1,
        years: vec![2025],
        benefits: vec![("A2.12".to_owned(), "Mensa scolastica".to_owned())],
    }
}
