//! Drawing.

mod bars;

use crate::chart::{Chart, Value};

/// An entry of the legend, beside the drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// What its colour or hatching looks like.
    pub swatch: Swatch,
    /// Name.
    pub label: String,
}

/// What an entry of a legend looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Swatch {
    /// The class `pas-g-N`: of series the last one is 0, the strongest; of shades the darkest.
    Shade(usize),
    /// Hatched: hidden for confidentiality.
    Hidden,
}

impl Chart {
    /// The drawing for a page: an `<svg>` without style of its own, as wide as where it stands.
    pub fn for_page(&self) -> String {
        bars::draw(self)
    }

    /// The drawing for a file: whole, with title, legend, `notes` below, and colours of its own.
    pub fn for_file(&self, _notes: &[String]) -> String {
        bars::draw(self)
    }

    /// The legend of the drawing for a page.
    pub fn legend(&self) -> Vec<Key> {
        let mut keys = Vec::new();
        if self.series.len() > 1 {
            let shades = self.series.iter().enumerate();
            keys.extend(shades.map(|(position, series)| Key {
                swatch: Swatch::Shade(shade(position, self.series.len())),
                label: series.name.clone(),
            }));
        }
        if self.hides() {
            keys.push(Key {
                swatch: Swatch::Hidden,
                label: "oscurato: poche persone".to_owned(),
            });
        }
        keys
    }

    /// Whether a value is hidden.
    pub fn hides(&self) -> bool {
        let mut values = self.series.iter().flat_map(|series| &series.values);
        values.any(|value| *value == Value::Hidden)
    }
}

/// The last series is what the eye looks for, and the strongest.
fn shade(position: usize, n_series: usize) -> usize {
    n_series.saturating_sub(position + 1).min(6)
}
