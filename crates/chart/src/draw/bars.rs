//! Horizontal bars: readable at 320 pixels, every bar with its number.

use super::canvas::{Canvas, HIDDEN, Rect, Text};
use super::paint::Colour;
use super::scale::extent;
use super::{count, series_names};
use crate::chart::{Chart, Value};

/// Height of a bar, from one to the next, of the name above them, and between two names.
const BAR: f64 = 14.0;
const BAR_STEP: f64 = 18.0;
const NAME: f64 = 24.0;
const GAP: f64 = 14.0;
/// Height of a line that names a reference.
const REFERENCE: f64 = 22.0;
/// Width of the longest bar, in percent: the rest is for its number.
const LONGEST: f64 = 68.0;
/// Width of what is hidden: it says nothing of the value.
const HIDDEN_WIDTH: f64 = 8.0;
/// Letters of a name that fit at 320 pixels, and where there is room.
const NARROW: usize = 36;
const WIDE: usize = 84;

/// Where nought is and how many percent a value of one is.
struct Lengths {
    nought: f64,
    per_value: f64,
}

impl Lengths {
    fn of(chart: &Chart) -> Self {
        let values = chart.series.iter().flat_map(|series| &series.values);
        let references = chart.references.iter().map(|reference| reference.value);
        let (low, high) = extent(values.filter_map(Value::number).chain(references));
        let (low, high) = (low.min(0.0), high.max(0.0));
        let per_value = if high > low {
            LONGEST / (high - low)
        } else {
            0.0
        };
        Self {
            nought: -low * per_value,
            per_value,
        }
    }

    fn place(&self, value: f64) -> f64 {
        self.nought + value * self.per_value
    }
}

pub(super) fn draw(chart: &Chart, canvas: &mut Canvas<'_>) -> f64 {
    let lengths = Lengths::of(chart);
    let names = series_names(chart);
    // Words come last, over the lines of the references.
    let mut words = Canvas::new(canvas.id, canvas.medium);
    let top = name_references(chart, canvas, &lengths);
    let mut y = top;
    for (row, category) in chart.categories.iter().enumerate() {
        let is_own = chart.marks.contains(&row);
        if is_own {
            let band = Rect {
                x: 0.0,
                width: 100.0,
                y: y - 2.0,
                height: NAME + BAR_STEP * count(names.len()) + 2.0,
            };
            canvas.rect("pas-g-fascia", band, None);
        }
        let name = Text::new(0.0, y + 16.0, &category.label)
            .leading(category.href.as_deref())
            .class(if is_own { "pas-g-mio" } else { "pas-g-nome" });
        words.text_within(&name, NARROW, WIDE);
        y += NAME;
        for position in downwards(chart, &names) {
            let series = &chart.series[position];
            let stands_back = names.len() == 1 && !chart.marks.is_empty() && !is_own;
            let colour = if stands_back {
                Colour::Shade(3)
            } else {
                Colour::of_series(chart.form, position, &names)
            };
            let bar = Bar {
                value: series.values.get(row).unwrap_or(&Value::Absent),
                class: colour.fill(),
                title: match names.as_slice() {
                    [_] => category.label.clone(),
                    _ => format!("{}, {}", category.label, series.name),
                },
            };
            bar.draw(canvas, &mut words, y, &lengths);
            y += BAR_STEP;
        }
        y += GAP;
    }
    for reference in &chart.references {
        let x = lengths.place(reference.value);
        canvas.line("pas-g-riferimento", (x, top - 4.0), (x, y - GAP), None);
    }
    if lengths.nought > 0.0 {
        let x = lengths.nought;
        canvas.line("pas-g-base", (x, top), (x, y - GAP), None);
    }
    canvas.raw(&words.finish());
    y
}

/// The series from the uppermost bar to the lowest: the latest first, it is what the eye looks for.
fn downwards(chart: &Chart, names: &[&str]) -> Vec<usize> {
    let places = 0..names.len();
    match Colour::of_series(chart.form, 0, names) {
        Colour::Shade(_) => places.rev().collect(),
        Colour::Hue(_) => places.collect(),
    }
}

/// The names of the references, one under the other, each at its line.
fn name_references(chart: &Chart, canvas: &mut Canvas<'_>, lengths: &Lengths) -> f64 {
    let mut y = 0.0;
    for reference in &chart.references {
        let x = lengths.place(reference.value);
        let words = format!("{}: {}", reference.label, reference.text);
        let text = Text::new(x, y + 14.0, &words);
        let text = if x > 40.0 {
            text.ending().moved(4.0)
        } else {
            text.moved(-1.0)
        };
        canvas.text_within(&text, NARROW, WIDE);
        y += REFERENCE;
    }
    y
}

/// One bar.
struct Bar<'a> {
    value: &'a Value,
    class: &'static str,
    title: String,
}

impl Bar<'_> {
    fn draw(&self, canvas: &mut Canvas<'_>, words: &mut Canvas<'_>, y: f64, lengths: &Lengths) {
        let text_y = y + BAR - 2.0;
        let rect = |x, width| Rect {
            x,
            width,
            y,
            height: BAR,
        };
        let from = lengths.nought;
        match self.value {
            Value::Number { value, text } => {
                let to = lengths.place(*value);
                let tip = format!("{}: {text}", self.title);
                let long = rect(from.min(to), (to - from).abs());
                canvas.rect(self.class, long, Some(&tip));
                words.text(&Text::new(from.max(to), text_y, text).moved(6.0));
            }
            Value::Hidden => {
                let tip = format!("{}: oscurato", self.title);
                canvas.rect(HIDDEN, rect(from, HIDDEN_WIDTH), Some(&tip));
                words.text(&Text::new(from + HIDDEN_WIDTH, text_y, "oscurato").moved(6.0));
            }
            Value::Absent => words.text(&Text::new(from, text_y, "–").moved(2.0)),
        }
    }
}
