//! The upload files for INPS's web form.

pub(crate) mod answer;
pub(crate) mod detail;
pub(crate) mod download;
pub(crate) mod list;
mod records;
pub(crate) mod upload;

use pas_app::use_cases::list_flows::{FileState, FlowLine};
use pas_app::use_cases::register_upload::Receipt;
use pas_app::use_cases::write_flow::FlowKind;

use crate::cell::{Cell, Tone};
use crate::form::SignedUpload;
use crate::format::{Italian, counted};

/// The format in words.
pub(crate) const fn kind_words(kind: FlowKind) -> &'static str {
    match kind {
        FlowKind::Benefits => "Prestazioni sociali (PS, PSA, SINA)",
        FlowKind::Minors => "Minori (SINBA)",
    }
}

/// How far a file is: a word, and its colour.
fn state_words(line: &FlowLine) -> (&'static str, Tone) {
    match line.state() {
        FileState::Written => ("scritto", Tone::Open),
        FileState::Awaiting(_) => ("caricato", Tone::Open),
        FileState::Answered if line.n_refused > 0 => ("con scarti", Tone::Bad),
        FileState::Answered => ("accettato", Tone::Good),
    }
}

/// How far a file is, as a cell.
fn state_cell(line: &FlowLine) -> Cell {
    let (words, tone) = state_words(line);
    Cell::text(words).tag(tone)
}

/// What INPS has said of an uploaded file: so many accepted, refused, awaited.
fn answer_words(line: &FlowLine) -> String {
    match line.state() {
        FileState::Written => "non ancora caricato".to_owned(),
        FileState::Awaiting(n) if n == line.n_records => "INPS non ha ancora risposto".to_owned(),
        FileState::Awaiting(n) => format!("{}, {} in attesa", known_words(line), n.it()),
        FileState::Answered => known_words(line),
    }
}

fn known_words(line: &FlowLine) -> String {
    format!(
        "{}, {}",
        counted(line.n_accepted, "accettato", "accettati"),
        counted(line.n_refused, "scartato", "scartati")
    )
}

/// The receipt that came with a form, if one was chosen.
fn receipt_of(upload: &mut SignedUpload) -> Option<Receipt> {
    let chosen = upload.files.drain(..).next()?;
    Some(Receipt {
        filename: chosen.name,
        bytes: chosen.bytes,
    })
}
