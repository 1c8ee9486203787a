//! What was imported and what was set aside, by office.

pub(crate) mod detail;
pub(crate) mod download;
pub(crate) mod list;
pub(crate) mod upload;

use pas_domain::office::Office;

/// An entry of the list of offices in a form.
pub(crate) struct OfficeChoice {
    /// Name in the form.
    pub name: &'static str,
    /// Italian name.
    pub label: &'static str,
}

/// All offices, for a form.
pub(crate) fn office_choices() -> Vec<OfficeChoice> {
    Office::ALL
        .iter()
        .map(|office| OfficeChoice {
            name: office.name(),
            label: office.label(),
        })
        .collect()
}
