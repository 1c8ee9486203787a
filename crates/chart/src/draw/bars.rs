//! Horizontal bars: readable at 360 pixels, every bar with its number.

use std::fmt::Write as _;

use super::shade;
use crate::chart::{Chart, Value};

/// Height of a bar, and of the label above a row's bars.
const BAR: u32 = 14;
const BAR_STEP: u32 = 18;
const LABEL: u32 = 24;
const GAP: u32 = 14;
/// Width of the longest bar, in percent: the rest is for its number.
const LONGEST: f64 = 68.0;

pub(super) fn draw(chart: &Chart) -> String {
    let id = &chart.id;
    let numbers = chart.series.iter().flat_map(|series| &series.values);
    let longest = numbers.filter_map(Value::number).fold(1e-9, f64::max);
    let mut svg = String::new();
    let mut y = 0;
    for (row, category) in chart.categories.iter().enumerate() {
        let _ = write!(
            svg,
            "<text class=\"pas-g-nome\" x=\"0\" y=\"{}\">{}</text>",
            y + 16,
            escape(&category.label)
        );
        y += LABEL;
        for (position, series) in chart.series.iter().enumerate().rev() {
            let value = series.values.get(row).unwrap_or(&Value::Absent);
            push_bar(
                &mut svg,
                id,
                value,
                y,
                (shade(position, chart.series.len()), longest),
            );
            y += BAR_STEP;
        }
        y += GAP;
    }
    format!(
        "<svg class=\"pas-grafico\" width=\"100%\" height=\"{y}\" role=\"img\" \
         aria-labelledby=\"{id}-titolo {id}-descrizione\"><defs><pattern id=\"{id}-tratteggio\" \
         width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
         <rect class=\"pas-g-fondo\" width=\"6\" height=\"6\"/><rect class=\"pas-g-riga\" \
         width=\"2\" height=\"6\"/></pattern></defs>{svg}</svg>"
    )
}

fn push_bar(svg: &mut String, id: &str, value: &Value, y: u32, (shade, longest): (usize, f64)) {
    let text_y = y + BAR - 2;
    let _ = match value {
        Value::Number { value, text } => {
            let width = LONGEST * value.max(0.0) / longest;
            write!(
                svg,
                "<rect class=\"pas-g-{shade}\" x=\"0\" y=\"{y}\" width=\"{width:.2}%\" \
                 height=\"{BAR}\"/><text x=\"{width:.2}%\" dx=\"6\" y=\"{text_y}\">{}</text>",
                escape(text)
            )
        }
        Value::Hidden => write!(
            svg,
            "<rect fill=\"url(#{id}-tratteggio)\" x=\"0\" y=\"{y}\" width=\"8%\" \
             height=\"{BAR}\"/><text x=\"8%\" dx=\"6\" y=\"{text_y}\">oscurato</text>"
        ),
        Value::Absent => write!(svg, "<text x=\"0\" y=\"{text_y}\">–</text>"),
    };
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
