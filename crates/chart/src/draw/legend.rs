//! The legend of a drawing.

use super::paint::{Colour, HUES, SHADES};
use super::words::FEW;
use super::{heat, map, series_names};
use crate::chart::{Chart, Form, Value};

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
    /// The class `pas-g-casella`: no value.
    Nothing,
    /// Dotted: a value per resident where few people live, that one case changes much.
    Small,
    /// The class `pas-g-confine`: a thick border around the reader's own.
    Own,
}

impl Swatch {
    /// What follows the chart's `id` in the name of the pattern that fills it, if one does.
    pub const fn pattern(self) -> Option<&'static str> {
        match self {
            Self::Hidden => Some("tratteggio"),
            Self::Small => Some("punti"),
            Self::Shade(_) | Self::Hue(_) | Self::Nothing | Self::Own => None,
        }
    }

    /// The class that paints it on a page; none for what a pattern fills.
    pub const fn class(self) -> Option<&'static str> {
        match self {
            Self::Shade(n) => Some(SHADES[n].0),
            Self::Hue(n) => Some(HUES[n].0),
            Self::Nothing => Some("pas-g-casella"),
            Self::Own => Some("pas-g-confine"),
            Self::Hidden | Self::Small => None,
        }
    }
}

impl Chart {
    /// The legend of the drawing.
    pub fn legend(&self) -> Vec<Key> {
        let mut keys = match self.form {
            Form::Bars | Form::Lines => self.keys_of_series(),
            Form::Heat => shades(heat::classes(self).keys()),
            Form::Map(_) => shades(map::classes(self).keys()),
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
        if matches!(self.form, Form::Map(_)) {
            keys.extend(self.keys_of_map());
        }
        keys
    }

    /// What a map has beside shades.
    fn keys_of_map(&self) -> Vec<Key> {
        let key = |swatch, label: String| Key {
            swatch,
            label,
            is_named_there: false,
        };
        let values = self.series.first().map_or(&[][..], |series| &series.values);
        let mut keys = Vec::new();
        if values.contains(&Value::Absent) {
            keys.push(key(Swatch::Nothing, "nessun valore".to_owned()));
        }
        let mut drawn = self.categories.iter().zip(values);
        if drawn.any(|(category, value)| map::is_dotted(category, Some(value))) {
            keys.push(key(Swatch::Small, FEW.to_owned()));
        }
        let own = self
            .marks
            .iter()
            .filter_map(|mark| self.categories.get(*mark));
        let own: Vec<&str> = own.map(|category| category.label.as_str()).collect();
        match own.as_slice() {
            [] => {}
            [one] => keys.push(key(Swatch::Own, format!("il tuo territorio: {one}"))),
            _ => keys.push(key(Swatch::Own, "il tuo territorio".to_owned())),
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
