//! Long lists in parts: which one is asked for, what to say of it, where the others are.

use std::ops::Range;

use serde_json::{Value, json};

use super::asked::Asked;
use super::parameter::{Kind, Parameter};
use crate::error::WebError;

/// Most rows of a table in one answer.
pub(super) const MOST_ROWS: u32 = 5_000;
/// Most entries of a list in one answer.
const MOST_ENTRIES: u32 = 1_000;
/// Entries of a list where nothing is said.
pub(super) const ENTRIES: u32 = 100;

/// A part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// From 1.
    pub(super) number: usize,
    /// Entries of a part.
    pub(super) size: usize,
    /// Entries in all.
    pub(super) total: usize,
}

/// What asks for a part of a list.
pub(super) fn parameters() -> Vec<Parameter> {
    sized(ENTRIES, MOST_ENTRIES)
}

/// What asks for a part of a table, which comes whole as long as it may.
pub(super) fn parameters_of_rows() -> Vec<Parameter> {
    sized(MOST_ROWS, MOST_ROWS)
}

fn sized(usual: u32, most: u32) -> Vec<Parameter> {
    vec![
        Parameter::query(
            "pagina",
            Kind::Number(1, 1_000_000),
            "Quale parte dell'elenco, da 1. Gli indirizzi delle altre stanno nell'intestazione Link.",
        ),
        Parameter::query(
            "per_pagina",
            Kind::Number(1, most),
            format!("Quante righe in ogni parte; senza, {usual}."),
        ),
    ]
}

impl Part {
    /// The part that is asked for, of `total` entries.
    pub(super) fn of(asked: &Asked, total: usize, usual_size: u32) -> Result<Self, WebError> {
        let number = |name, usual: u32| {
            let n = asked.number(name).unwrap_or(usual);
            usize::try_from(n).unwrap_or(usize::MAX)
        };
        let part = Self {
            number: number("pagina", 1),
            size: number("per_pagina", usual_size),
            total,
        };
        if part.number > part.n_parts() {
            let there = match part.n_parts() {
                1 => "l'elenco ne ha una sola".to_owned(),
                n => format!("l'elenco ne ha {n}"),
            };
            let words = format!("la pagina {} non c'è: {there}", part.number);
            return Err(WebError::NoPart(words));
        }
        Ok(part)
    }

    /// One at least: an empty list is one empty part.
    fn n_parts(&self) -> usize {
        self.total.div_ceil(self.size).max(1)
    }

    /// Which entries it holds.
    pub(super) fn range(&self) -> Range<usize> {
        let first = (self.number - 1) * self.size;
        first..self.total.min(first + self.size)
    }

    /// What the answer says of it.
    pub(super) fn to_json(self) -> Value {
        json!({
            "number": self.number,
            "size": self.size,
            "pages": self.n_parts(),
            "total": self.total,
        })
    }

    /// The `Link` header; none where all is in one part.
    pub(super) fn links(&self, asked: &Asked) -> Option<String> {
        let last = self.n_parts();
        let others = [
            ("first", (last > 1).then_some(1)),
            ("prev", (self.number > 1).then(|| self.number - 1)),
            ("next", (self.number < last).then(|| self.number + 1)),
            ("last", (last > 1).then_some(last)),
        ];
        let link = |(name, number): (&str, Option<usize>)| {
            let number = number?.to_string();
            let address = asked.visit.address.with(&[("pagina", &number)]);
            Some(format!("<{address}>; rel=\"{name}\""))
        };
        let links: Vec<String> = others.into_iter().filter_map(link).collect();
        (!links.is_empty()).then(|| links.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn parts_hold_everything_once() {
        for (total, size, lengths) in [
            (0, 5, &[0][..]),
            (5, 5, &[5]),
            (6, 5, &[5, 1]),
            (11, 5, &[5, 5, 1]),
        ] {
            let part = |number| Part {
                number,
                size,
                total,
            };
            assert_eq!(part(1).n_parts(), lengths.len());
            let found: Vec<usize> = (1..=lengths.len())
                .map(|number| part(number).range().len())
                .collect();
            assert_eq!(found, lengths, "{total} by {size}");
        }
    }
}
