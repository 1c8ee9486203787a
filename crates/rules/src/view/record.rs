//! The values of one element, each found in one step.

use pas_domain::finding::Place;
use pas_domain::flow::{Field, Values};
use pas_domain::period::Month;

use crate::value::{month, whole_number, year};

/// How many fields are found in one step: all those of a benefit. The later ones of a SINBA record
/// are searched.
const N_SLOTS: usize = 24;

/// The values of one element.
pub(crate) struct Record<'a> {
    pub(crate) place: Place,
    first: Field,
    values: &'a Values<'a>,
    slots: [Option<&'a str>; N_SLOTS],
}

impl<'a> Record<'a> {
    /// The values of an element whose fields start at `first`.
    pub(crate) fn new(place: Place, first: Field, values: &'a Values<'a>) -> Self {
        let mut slots = [None; N_SLOTS];
        for (field, text) in values.iter() {
            if let Some(slot) = slots.get_mut(distance(first, field)) {
                *slot = Some(text);
            }
        }
        Self {
            place,
            first,
            values,
            slots,
        }
    }

    /// The text of `field`, as it stood.
    pub(crate) fn text(&self, field: Field) -> Option<&'a str> {
        match self.slots.get(distance(self.first, field)) {
            Some(slot) => *slot,
            None => self.values.get(field),
        }
    }

    /// Whether the flow carries `field`, be its value good or bad.
    pub(crate) fn has(&self, field: Field) -> bool {
        self.text(field).is_some()
    }

    /// Whether `field` holds more than spaces.
    pub(crate) fn is_filled(&self, field: Field) -> bool {
        let text = self.text(field).unwrap_or_default();
        !text.bytes().all(|byte| byte.is_ascii_whitespace())
    }

    /// Whether `field` holds exactly `code`.
    pub(crate) fn is(&self, field: Field, code: &str) -> bool {
        self.text(field) == Some(code)
    }

    /// The month in `field`, when it is one.
    pub(crate) fn month(&self, field: Field) -> Option<Month> {
        self.text(field).and_then(month)
    }

    /// The whole number in `field`, when it is one.
    pub(crate) fn whole(&self, field: Field) -> Option<i32> {
        self.text(field).and_then(whole_number)
    }

    /// The year in `field`, when it is four digits.
    pub(crate) fn year(&self, field: Field) -> Option<i16> {
        self.text(field).and_then(year)
    }
}

/// How many places `field` comes after `first`; a large number when it comes before.
pub(super) fn distance(first: Field, field: Field) -> usize {
    usize::from((field as u8).wrapping_sub(first as u8))
}
