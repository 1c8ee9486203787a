//! What the rules may know besides the flow.

use jiff::civil::Date;
use pas_catalogue::Catalogue;

/// The way by which a flow reaches INPS.
///
/// Source: SPEC §2.1, note on `flusso`; documentation of `Beneficiario` in the XSD.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Channel {
    /// Uploaded on INPS's web form: many beneficiaries and benefits are fine.
    #[default]
    Upload,
    /// Fetched by INPS in *cooperazione applicativa*: one beneficiary and one benefit per flow.
    Api,
}

/// What the rules may know besides the flow.
#[derive(Debug, Clone, Copy)]
pub struct Context<'c> {
    /// How the flow travels. Rules that hold only for the API are silent for an upload.
    pub channel: Channel,
    /// The day of the check; without it, no rule speaks of the future.
    pub today: Option<Date>,
    /// The official code lists.
    pub catalogue: &'c Catalogue,
}

impl<'c> Context<'c> {
    /// An upload, on no particular day.
    pub const fn new(catalogue: &'c Catalogue) -> Self {
        Self {
            channel: Channel::Upload,
            today: None,
            catalogue,
        }
    }

    /// The same, for a flow that travels by `channel`.
    #[must_use]
    pub const fn by(self, channel: Channel) -> Self {
        Self { channel, ..self }
    }

    /// The same, judged on the day `today`.
    #[must_use]
    pub const fn on(self, today: Date) -> Self {
        Self {
            today: Some(today),
            ..self
        }
    }
}
