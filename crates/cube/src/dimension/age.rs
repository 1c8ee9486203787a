//! Age at 31 December, in bands.

use super::{Axis, Cut, Level, Node, Source};
use crate::traits::AgeBand;

/// The broad ages: code, label, first and last number of their bands.
pub const BROAD_AGES: &[(&str, &str, u8, u8)] = &[
    ("0-17", "minori (0-17 anni)", 1, 6),
    ("18-64", "adulti (18-64 anni)", 7, 9),
    ("65+", "anziani (65 anni e più)", 10, 12),
];

/// Place of the age band in `CODED_COLUMNS`.
const AGE_BAND: usize = 2;

pub(super) const LEVELS: &[Level] = &[
    Level {
        id: "eta_ampia",
        label: "Età (minori, adulti, anziani)",
        definition: "L'età compiuta al 31 dicembre dell'anno, in tre fasce.",
        axis: Axis::Age,
        column: "CASE WHEN f.age_band BETWEEN 1 AND 6 THEN '0-17' WHEN f.age_band BETWEEN 7 AND 9 THEN '18-64' WHEN f.age_band >= 10 THEN '65+' END",
        cut: |_| {
            let of_band = |band: &AgeBand| {
                let broad = BROAD_AGES.iter();
                let mut broad =
                    broad.filter(|(_, _, first, last)| (*first..=*last).contains(&band.number()));
                broad
                    .next()
                    .map(|(code, label, _, _)| Node::new(*code, *label))
            };
            Cut::gather(Source::Coded(AGE_BAND), AgeBand::ALL.iter().map(of_band))
        },
    },
    Level {
        id: "eta",
        label: "Fascia di età",
        definition: "L'età compiuta al 31 dicembre dell'anno; fino a 17 anni le fasce sono quelle di SINBA.",
        axis: Axis::Age,
        column: "c_age_band.code",
        cut: |_| {
            let node = |band: &AgeBand| Node::new(band.code(), band.label());
            Cut::each(Source::Coded(AGE_BAND), AgeBand::ALL.iter().map(node))
        },
    },
];
