//! Writing an upload file for INPS's web form.

use pas_domain::actor::Actor;
use pas_domain::ids::FlowFileId;

use crate::app::App;
use crate::error::AppError;

/// Which of the two formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FlowKind {
    /// PS/PSA with SINA: named people and their benefits.
    Benefits,
    /// SINBA: minors without a name.
    Minors,
}

impl FlowKind {
    /// The name in URLs and in the flow's id.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Benefits => "PS",
            Self::Minors => "SINBA",
        }
    }

    /// The kind whose [`FlowKind::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Benefits, Self::Minors].into_iter().find(|kind| kind.name() == name)
    }
}

/// What to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlowQuery {
    /// Which format.
    pub kind: FlowKind,
    /// Only this year.
    pub year: Option<i16>,
}

/// Writes all ready records that `query` finds into one file, checks it and keeps it.
///
/// The order is: write, check, keep. A file that fails the check is not kept.
pub async fn write_flow(
    app: &App,
    actor: &Actor,
    query: FlowQuery,
) -> Result<FlowFileId, AppError> {
    let _ = (app, actor, query);
    Err(AppError::Setup("in costruzione".to_owned()))
}
