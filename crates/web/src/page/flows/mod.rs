//! The upload files for INPS's web form.

pub(crate) mod detail;
pub(crate) mod download;
pub(crate) mod list;

use pas_app::use_cases::write_flow::FlowKind;

/// The format in words.
pub(crate) const fn kind_words(kind: FlowKind) -> &'static str {
    match kind {
        FlowKind::Benefits => "Prestazioni sociali (PS, PSA, SINA)",
        FlowKind::Minors => "Minori (SINBA)",
    }
}
