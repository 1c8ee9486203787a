//! How the first series spreads over its categories: a tick for each, median and quartiles.

use super::canvas::{Canvas, Rect, Room, Text};
use super::scale::{Scale, Writing};
use crate::chart::{Chart, Value};

/// The strip of ticks, in pixels.
const STRIP: f64 = 56.0;
/// A line of names above it.
const NAME: f64 = 20.0;
/// Its left and right, in percent.
const LEFT: f64 = 2.0;
const RIGHT: f64 = 98.0;

/// The middle of what is shown: values that are among them, with their own words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Middle<'a> {
    pub(super) quartiles: [(f64, &'a str); 3],
    pub(super) n_shown: usize,
    pub(super) n_hidden: usize,
}

/// Median and quartiles of the shown values of the first series, by nearest rank; none of fewer than four.
pub(super) fn middle(chart: &Chart) -> Option<Middle<'_>> {
    let values = &chart.series.first()?.values;
    let mut shown: Vec<(f64, &str)> = values
        .iter()
        .filter_map(|value| match value {
            Value::Number { value, text } => Some((*value, text.as_str())),
            Value::Hidden | Value::Absent => None,
        })
        .collect();
    if shown.len() < 4 {
        return None;
    }
    shown.sort_by(|one, other| one.0.total_cmp(&other.0));
    let ranked = |quarters: usize| shown[(shown.len() * quarters).div_ceil(4).max(1) - 1];
    Some(Middle {
        quartiles: [ranked(1), ranked(2), ranked(3)],
        n_shown: shown.len(),
        n_hidden: values
            .iter()
            .filter(|value| **value == Value::Hidden)
            .count(),
    })
}

/// Median and quartiles in words.
pub(super) fn words(chart: &Chart) -> Option<String> {
    let Middle {
        quartiles: [first, median, third],
        n_shown,
        n_hidden,
    } = middle(chart)?;
    let hidden = match n_hidden {
        0 => String::new(),
        1 => " Uno è oscurato e non conta.".to_owned(),
        n => format!(" {n} sono oscurati e non contano."),
    };
    Some(format!(
        "Dei {n_shown} valori mostrati la mediana è {}; la metà di mezzo va da {} a {}.{hidden}",
        median.1, first.1, third.1
    ))
}

pub(super) fn draw(chart: &Chart, canvas: &mut Canvas<'_>) -> f64 {
    let Some(series) = chart.series.first() else {
        return 0.0;
    };
    let references = chart.references.iter().map(|reference| reference.value);
    let all = series
        .values
        .iter()
        .filter_map(Value::number)
        .chain(references);
    let scale = Scale::from_nought(all, 4, &Writing::of_chart(chart));
    let x = |value: f64| LEFT + (RIGHT - LEFT) * scale.place(value);
    let top = names(chart, canvas, &x);
    let bottom = top + STRIP;
    let middle = middle(chart);
    if let Some(middle) = &middle {
        let [first, _, third] = middle.quartiles;
        let (left, right) = (x(first.0), x(third.0));
        let rect = Rect {
            x: left,
            width: right - left,
            y: top,
            height: STRIP,
        };
        let tip = format!("la metà di mezzo: da {} a {}", first.1, third.1);
        canvas.rect("pas-g-meta", rect, Some(&tip));
    }
    canvas.line("pas-g-base", (0.0, bottom), (100.0, bottom), None);
    ticks(chart, canvas, &x, (top, bottom));
    if let Some(middle) = &middle {
        let at = x(middle.quartiles[1].0);
        canvas.line("pas-g-mediana", (at, top - 4.0), (at, bottom), None);
    }
    for reference in &chart.references {
        let at = x(reference.value);
        canvas.line("pas-g-riferimento", (at, top - 4.0), (at, bottom), None);
    }
    let last = scale.ticks.len() - 1;
    for (place, (value, text)) in scale.ticks.iter().enumerate() {
        let room = if place == 0 || place == last || last <= 3 {
            Room::Any
        } else {
            Room::Wide
        };
        let text = Text::new(x(*value), bottom + 18.0, text).held_in();
        canvas.text(&text.class("pas-g-asse").room(room));
    }
    let mut y = bottom + 42.0;
    if let Some(note) = words(chart) {
        for (room, longest) in [(Room::Wide, 96), (Room::Narrow, 44)] {
            let mut y = y;
            for line in super::words::wrapped(&note, longest) {
                canvas.text(&Text::new(0.0, y, &line).class("pas-g-nota").room(room));
                y += 18.0;
            }
        }
        let n_lines = super::words::wrapped(&note, 44).len();
        y += 18.0 * f64::from(u32::try_from(n_lines).unwrap_or(1));
    }
    y - 8.0
}

/// What stands out, the median and the references, named one under the other above the strip.
fn names(chart: &Chart, canvas: &mut Canvas<'_>, x: &impl Fn(f64) -> f64) -> f64 {
    let mut y = 0.0;
    let mut name = |canvas: &mut Canvas<'_>, value: f64, words: &str, class| {
        let at = x(value);
        let text = Text::new(at, y + 14.0, words).class(class);
        let text = if at > 50.0 {
            text.ending().moved(2.0)
        } else {
            text.moved(-2.0)
        };
        canvas.text_within(&text, 40, 80);
        y += NAME;
    };
    for mark in &chart.marks {
        let value = chart
            .series
            .first()
            .and_then(|series| series.values.get(*mark));
        let (Some(category), Some(value)) = (chart.categories.get(*mark), value) else {
            continue;
        };
        match value {
            Value::Number { value, text } => {
                let words = format!("{}: {text}", category.label);
                name(canvas, *value, &words, "pas-g-forte");
            }
            Value::Hidden => {
                let words = format!("{}: oscurato", category.label);
                name(canvas, 0.0, &words, "pas-g-forte");
            }
            Value::Absent => {}
        }
    }
    for reference in &chart.references {
        let words = format!("{}: {}", reference.label, reference.text);
        name(canvas, reference.value, &words, "pas-g-testo");
    }
    if let Some(middle) = middle(chart) {
        let (value, text) = middle.quartiles[1];
        name(canvas, value, &format!("mediana: {text}"), "pas-g-testo");
    }
    y + 6.0
}

/// A tick for each shown value, those that stand out above the others.
fn ticks(
    chart: &Chart,
    canvas: &mut Canvas<'_>,
    x: &impl Fn(f64) -> f64,
    (top, bottom): (f64, f64),
) {
    for wants_own in [false, true] {
        let Some(series) = chart.series.first() else {
            return;
        };
        for (row, (category, value)) in chart.categories.iter().zip(&series.values).enumerate() {
            let Value::Number { value, text } = value else {
                continue;
            };
            if chart.marks.contains(&row) != wants_own {
                continue;
            }
            let (class, from) = if wants_own {
                ("pas-g-tacca-mia", top - 2.0)
            } else {
                ("pas-g-tacca", top + 10.0)
            };
            let tip = format!("{}: {text}", category.label);
            canvas.line(class, (x(*value), from), (x(*value), bottom), Some(&tip));
        }
    }
}
