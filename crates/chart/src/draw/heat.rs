//! A grid of shades: categories downwards, series across, the number in each cell as far as it fits.

use super::canvas::{Canvas, HIDDEN, Rect, Room, Text};
use super::classes::Classes;
use super::paint::{SHADES, is_dark};
use super::words::{length, shortened};
use crate::chart::{Chart, Value};

/// Height of the heads and of a row.
const HEAD: f64 = 28.0;
const ROW: f64 = 30.0;
/// Where the cells begin, in percent.
const NAMES: f64 = 32.0;
/// Least widths of the cells together, in pixels: at 320 and where there is room.
const NARROW: f64 = 200.0;
const WIDE: f64 = 470.0;
/// Width of a letter or digit, in pixels, on the safe side.
const LETTER: f64 = 7.6;

/// The classes of the shades.
pub(super) fn classes(chart: &Chart) -> Classes {
    Classes::of(chart.series.iter().flat_map(|series| &series.values))
}

pub(super) fn draw(chart: &Chart, canvas: &mut Canvas<'_>) -> f64 {
    let classes = classes(chart);
    let n = f64::from(u32::try_from(chart.series.len().max(1)).unwrap_or(u32::MAX));
    let step = 100.0 / n;
    let mut y = HEAD;
    for (row, category) in chart.categories.iter().enumerate() {
        let is_own = chart.marks.contains(&row);
        let class = if is_own { "pas-g-forte" } else { "pas-g-testo" };
        let name = Text::new(0.0, y + 19.0, &category.label).class(class);
        canvas.text_within(&name.leading(category.href.as_deref()), 12, 28);
        y += ROW;
    }
    canvas.open_field(Room::Any, NAMES, 100.0 - NAMES);
    let mut x = 0.0;
    for series in &chart.series {
        head(canvas, &series.name, x + step / 2.0, n);
        let mut y = HEAD;
        for (row, category) in chart.categories.iter().enumerate() {
            let value = series.values.get(row).unwrap_or(&Value::Absent);
            let rect = Rect {
                x,
                width: step,
                y,
                height: ROW,
            };
            let title = format!("{}, {}", category.label, series.name);
            cell(canvas, value, rect, (&title, n), &classes);
            y += ROW;
        }
        x += step;
    }
    canvas.close_field();
    y + 4.0
}

/// The name of a column, cut to its width.
fn head(canvas: &mut Canvas<'_>, name: &str, x: f64, n: f64) {
    for (room, width) in [(Room::Wide, WIDE), (Room::Narrow, NARROW)] {
        let fitting = fitting(width / n);
        if fitting >= 2 {
            let words = shortened(name, fitting);
            let text = Text::new(x, HEAD - 9.0, &words)
                .centred()
                .class("pas-g-asse");
            canvas.text(&text.room(room));
        }
    }
}

/// How many letters fit into so many pixels.
fn fitting(width: f64) -> usize {
    (1..200_u32)
        .take_while(|n| f64::from(*n) * LETTER <= width - 4.0)
        .last()
        .map_or(0, |n| usize::try_from(n).unwrap_or(0))
}

fn cell(
    canvas: &mut Canvas<'_>,
    value: &Value,
    rect: Rect,
    (title, n): (&str, f64),
    classes: &Classes,
) {
    let (class, words, ink) = match value {
        Value::Number { value, text } => {
            let shade = classes.shade(*value);
            let ink = if is_dark(shade) {
                "pas-g-su-scuro"
            } else {
                "pas-g-su-chiaro"
            };
            (SHADES[shade].0, text.as_str(), ink)
        }
        Value::Hidden => (HIDDEN, "oscurato", "pas-g-testo"),
        Value::Absent => ("pas-g-casella", "–", "pas-g-asse"),
    };
    canvas.rect(class, rect, Some(&format!("{title}: {words}")));
    let room = match length(words) * LETTER + 6.0 {
        width if width <= NARROW / n => Room::Any,
        width if width <= WIDE / n => Room::Wide,
        _ => return,
    };
    let text = Text::new(rect.x + rect.width / 2.0, rect.y + 20.0, words);
    canvas.text(&text.centred().class(ink).room(room));
}
