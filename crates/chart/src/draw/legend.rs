//! The legend of a drawing.

use super::paint::{Colour, HUES, SHADES};
use super::{heat, series_names};
use crate::chart::{Chart, Form};

/// An entry of the legend, beside the drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// What its colour or hatching looks like.
    pub swatch: Swatch,
    /// Name.
    pub label: String,
    /// Whether a wide drawing names it itself, where it is drawn.
    pub is_named_there: bool,
}

/// What an entry of a legend looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Swatch {
    /// The class `pas-g-N`: of series the last one is 0, the strongest; of shades the darkest.
    Shade(usize),
    /// The class `pas-g-cN`: series without an order.
    Hue(usize),
    /// Hatched: hidden for confidentiality.
    Hidden,
}

impl Swatch {
    /// The class that fills it on a page; none for what is hatched.
    pub const fn class(self) -> Option<&'static str> {
        match self {
            Self::Shade(n) => Some(SHADES[n].0),
            Self::Hue(n) => Some(HUES[n].0),
            Self::Hidden => None,
        }
    }
}

impl Chart {
    /// The legend of the drawing.
    pub fn legend(&self) -> Vec<Key> {
        let mut keys = match self.form {
            Form::Bars | Form::Lines | Form::Map(_) => self.keys_of_series(),
            Form::Heat => shades(heat::classes(self).keys()),
            Form::Scatter | Form::Distribution => Vec::new(),
        };
        let draws_hidden = !matches!(self.form, Form::Scatter | Form::Distribution);
        if self.hides() && draws_hidden {
            keys.push(Key {
                swatch: Swatch::Hidden,
                label: "oscurato: poche persone".to_owned(),
                is_named_there: false,
            });
        }
        keys
    }

    fn keys_of_series(&self) -> Vec<Key> {
        if self.series.len() < 2 {
            return Vec::new();
        }
        let names = series_names(self);
        let series = names.iter().enumerate();
        series
            .map(|(position, name)| Key {
                swatch: match Colour::of_series(self.form, position, &names) {
                    Colour::Shade(n) => Swatch::Shade(n),
                    Colour::Hue(n) => Swatch::Hue(n),
                },
                label: (*name).to_owned(),
                is_named_there: self.form == Form::Lines,
            })
            .collect()
    }
}

fn shades(keys: Vec<(usize, String)>) -> Vec<Key> {
    let keys = keys.into_iter();
    keys.map(|(shade, label)| Key {
        swatch: Swatch::Shade(shade),
        label,
        is_named_there: false,
    })
    .collect()
}
