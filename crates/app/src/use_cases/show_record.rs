//! One record: why it is where it is, and the flow beside the cells it came from.

use pas_domain::actor::Actor;
use pas_domain::ids::RecordId;

use super::list_records::RecordLine;
use super::show_person::SourceRow;
use crate::app::App;
use crate::error::AppError;

/// A cell behind a value.
#[derive(Debug, Clone)]
pub struct CellLine {
    /// The row of the file.
    pub row: SourceRow,
    /// Column letter.
    pub column: String,
    /// Heading of the column.
    pub heading: String,
    /// The cell's text.
    pub raw: String,
}

/// One value of the flow beside its origin.
#[derive(Debug, Clone)]
pub struct ValueLine {
    /// Element of INPS's format.
    pub element: &'static str,
    /// Attribute or element name in INPS's format.
    pub wire_name: &'static str,
    /// Italian name.
    pub label: &'static str,
    /// The value; none when it is missing and the record needs it.
    pub value: Option<String>,
    /// What a coded value means.
    pub meaning: Option<String>,
    /// In Italian, how it was obtained.
    pub how: String,
    /// The cells behind it.
    pub cells: Vec<CellLine>,
}

/// A reason, ready to show.
#[derive(Debug, Clone)]
pub struct ReasonLine {
    /// What is wrong and what to do.
    pub message: String,
    /// Who must act.
    pub office: &'static str,
    /// Italian name of the value concerned.
    pub field: Option<&'static str>,
    /// Whether it keeps the record back, or is a mere remark.
    pub keeps_back: bool,
}

/// One record.
#[derive(Debug, Clone)]
pub struct RecordView {
    /// The record.
    pub line: RecordLine,
    /// Why it is where it is.
    pub reasons: Vec<ReasonLine>,
    /// The values, in the order of INPS's format.
    pub values: Vec<ValueLine>,
    /// The flow as INPS would get it; none when a required value is missing.
    pub xml: Option<String>,
}

/// The record `record` of the actor's ente.
pub async fn show_record(
    app: &App,
    actor: &Actor,
    record: RecordId,
) -> Result<RecordView, AppError> {
    let _ = (app, actor, record);
    Err(AppError::Setup("in costruzione".to_owned()))
}
