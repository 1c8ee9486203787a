//! The way to INPS: how far the records are, what was refused, the proof of what was sent.

mod counts;
mod odd;
pub(crate) mod overview;
pub(crate) mod proof;
pub(crate) mod publish;
pub(crate) mod refused;
pub(crate) mod rule;
#[cfg(test)]
pub(crate) mod sample;

use pas_app::use_cases::list_records::Owner;
use pas_app::use_cases::list_sendings::Passage;
use pas_domain::office::Office;
use pas_domain::period::Month;
use pas_domain::sending::SendingState;

use crate::cell::{Cell, Tone};
use crate::visit::Address;

/// What an address says where no office is known.
const NO_OFFICE: &str = "nessuno";

/// A choice of a form that filters.
pub(crate) struct Filter {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) options: Vec<Choice>,
}

pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) is_chosen: bool,
}

impl Filter {
    /// A filter of `options` (value and words), of which `chosen` is chosen.
    pub(crate) fn new(
        name: &'static str,
        label: &'static str,
        chosen: Option<&str>,
        options: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        let choice = |(value, label): (String, String)| Choice {
            is_chosen: chosen == Some(value.as_str()),
            value,
            label,
        };
        Self {
            name,
            label,
            options: options.into_iter().map(choice).collect(),
        }
    }
}

/// The office whose benefit it is, as an address names it.
pub(crate) const fn owner_name(owner: Owner) -> &'static str {
    match owner.0 {
        Some(office) => office.name(),
        None => NO_OFFICE,
    }
}

/// The office that an address names in `titolare`.
pub(crate) fn owner_of(address: &Address) -> Option<Owner> {
    match address.get("titolare")? {
        NO_OFFICE => Some(Owner(None)),
        name => Office::from_name(name).map(|office| Owner(Some(office))),
    }
}

/// The month that an address names in `mese`.
pub(crate) fn month_of(address: &Address) -> Option<Month> {
    Month::try_from(address.get("mese")?.to_owned()).ok()
}

/// How far a record is, with its colour.
pub(crate) fn state_cell(state: SendingState) -> Cell {
    let tone = match state {
        SendingState::NotSent => return Cell::absent(state.label()),
        SendingState::Published | SendingState::Fetched => Tone::Calm,
        SendingState::Accepted => Tone::Good,
        SendingState::Rejected => Tone::Bad,
        SendingState::ToCorrect => Tone::Open,
    };
    Cell::text(state.label()).tag(tone)
}

/// What became of a sending, in Italian.
pub(crate) const fn passage_words(passage: Passage) -> &'static str {
    match passage {
        Passage::Published => "in attesa del prelievo",
        Passage::Fetched => "in attesa dell'esito",
        Passage::Accepted => "accettato",
        Passage::Refused => "scartato",
        Passage::TakenBack => "ritirato prima del prelievo",
    }
}

/// The same as a tag.
pub(crate) fn passage_cell(passage: Passage) -> Cell {
    let tone = match passage {
        Passage::Accepted => Tone::Good,
        Passage::Refused => Tone::Bad,
        Passage::Published | Passage::Fetched | Passage::TakenBack => Tone::Calm,
    };
    Cell::text(passage_words(passage)).tag(tone)
}
