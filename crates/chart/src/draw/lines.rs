//! Lines over time: gaps where there is nothing, a hatched mark where a value is hidden.

use super::canvas::{Canvas, HIDDEN, Medium, Room, Text};
use super::paint::Colour;
use super::scale::{Scale, Writing};
use super::series_names;
use super::words::length;
use crate::chart::{Chart, Series, Value};

/// Where the field of the lines begins and ends, in pixels from above.
const TOP: f64 = 24.0;
const BOTTOM: f64 = 284.0;
/// Height of the whole.
const HEIGHT: f64 = 318.0;
/// Where the first and the last category stand, in percent of the field.
const FIRST: f64 = 14.0;
const LAST: f64 = 94.0;
/// Width of the field where the lines are named beside it, in percent.
const FIELD: f64 = 74.0;
/// Least distance of two names beside the lines.
const NAME_STEP: f64 = 17.0;
/// More categories than these have no number at each point.
const MAX_NUMBERED: usize = 8;
/// Shapes of the points, one for each series.
pub(super) const SHAPES: [&str; 7] = [
    "M-4.5 0A4.5 4.5 0 1 0 4.5 0A4.5 4.5 0 1 0-4.5 0Z",
    "M-4-4H4V4H-4Z",
    "M0-5.5L5.5 0L0 5.5L-5.5 0Z",
    "M0-5.5L5 4H-5Z",
    "M0 5.5L5-4H-5Z",
    "M-1.7-5H1.7V-1.7H5V1.7H1.7V5H-1.7V1.7H-5V-1.7H-1.7Z",
    "M-5-2.5H5V2.5H-5Z",
];
/// Shape of a hidden value: wider than a point, not joined to any.
const HIDDEN_SHAPE: &str = "M-7-7H7V7H-7Z";

pub(super) fn draw(chart: &Chart, canvas: &mut Canvas<'_>) -> f64 {
    let values = chart.series.iter().flat_map(|series| &series.values);
    let references = chart.references.iter().map(|reference| reference.value);
    let all = values.filter_map(Value::number).chain(references);
    let scale = Scale::from_nought(all, 4, &Writing::of_chart(chart));
    let field = Field {
        scale,
        n: chart.categories.len(),
    };
    if let [only] = chart.series.as_slice() {
        draw_field(chart, canvas, &field);
        numbers(canvas, &field, only);
        return HEIGHT;
    }
    // The names stand beside the lines where there is room, in the legend where there is not.
    if canvas.medium == Medium::Page {
        canvas.open_field(Room::Narrow, 0.0, 100.0);
        draw_field(chart, canvas, &field);
        canvas.close_field();
    }
    canvas.open_field(Room::Wide, 0.0, FIELD);
    draw_field(chart, canvas, &field);
    canvas.close_field();
    name_lines(chart, canvas, &field);
    HEIGHT
}

fn draw_field(chart: &Chart, canvas: &mut Canvas<'_>, field: &Field) {
    axes(chart, canvas, field);
    let names = series_names(chart);
    for (position, series) in chart.series.iter().enumerate() {
        let colour = Colour::of_series(chart.form, position, &names);
        line(chart, canvas, field, (series, colour));
    }
}

/// Where values and categories stand.
struct Field {
    scale: Scale,
    n: usize,
}

impl Field {
    fn x(&self, place: usize) -> f64 {
        let last = self.n.saturating_sub(1);
        if last == 0 {
            return 50.0;
        }
        let share = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        FIRST + (LAST - FIRST) * share(place) / share(last)
    }

    fn y(&self, value: f64) -> f64 {
        BOTTOM - (BOTTOM - TOP) * self.scale.place(value)
    }
}

fn axes(chart: &Chart, canvas: &mut Canvas<'_>, field: &Field) {
    for (value, text) in &field.scale.ticks {
        let y = field.y(*value);
        let class = if *value == 0.0 {
            "pas-g-base"
        } else {
            "pas-g-regola"
        };
        canvas.line(class, (0.0, y), (100.0, y), None);
        canvas.text(&Text::new(0.0, y - 4.0, text).class("pas-g-asse"));
    }
    let longest = chart
        .categories
        .iter()
        .map(|category| length(&category.label));
    let longest = longest.fold(1.0, f64::max);
    let every = |width: f64| step(field.n, longest * 8.0 + 8.0, width);
    let (narrow, wide) = (every(300.0), every(660.0));
    for (place, category) in chart.categories.iter().enumerate() {
        let from_last = field.n - 1 - place;
        let room = match (
            from_last.is_multiple_of(narrow),
            from_last.is_multiple_of(wide),
        ) {
            (true, true) => Room::Any,
            (true, false) => Room::Narrow,
            (false, true) => Room::Wide,
            (false, false) => continue,
        };
        let text = Text::new(field.x(place), BOTTOM + 20.0, &category.label);
        canvas.text(&text.centred().class("pas-g-asse").room(room));
    }
    for reference in &chart.references {
        let y = field.y(reference.value);
        canvas.line("pas-g-riferimento", (0.0, y), (100.0, y), None);
        let words = format!("{}: {}", reference.label, reference.text);
        canvas.text_within(&Text::new(100.0, y - 5.0, &words).ending(), 30, 60);
    }
}

/// Of `n` names, each so wide, every how many have room.
fn step(n: usize, name: f64, width: f64) -> usize {
    (1..=n.max(1))
        .find(|every| {
            let count = f64::from(u32::try_from(n.div_ceil(*every)).unwrap_or(u32::MAX));
            count * name <= width
        })
        .unwrap_or(n.max(1))
}

fn line(
    chart: &Chart,
    canvas: &mut Canvas<'_>,
    field: &Field,
    (series, colour): (&Series, Colour),
) {
    let mut stretch: Vec<(f64, f64)> = Vec::new();
    let mut stretches = Vec::new();
    for (place, value) in series.values.iter().enumerate() {
        match value.number() {
            Some(value) => stretch.push((field.x(place), field.y(value))),
            None => stretches.push(std::mem::take(&mut stretch)),
        }
    }
    stretches.push(stretch);
    for stretch in stretches.iter().filter(|stretch| stretch.len() > 1) {
        canvas.polyline(colour.line(), stretch, HEIGHT);
    }
    let shape = match colour {
        Colour::Hue(n) => SHAPES[n],
        Colour::Shade(_) => SHAPES[0],
    };
    for (place, category) in chart.categories.iter().enumerate() {
        let at = field.x(place);
        let tip = |text: &str| format!("{}, {}: {text}", series.name, category.label);
        match series.values.get(place) {
            Some(Value::Number { value, text }) => {
                canvas.shape(
                    colour.fill(),
                    (at, field.y(*value)),
                    shape,
                    Some(&tip(text)),
                );
            }
            Some(Value::Hidden) => {
                let y = hidden_y(chart, series, field);
                canvas.shape(HIDDEN, (at, y), HIDDEN_SHAPE, Some(&tip("oscurato")));
            }
            Some(Value::Absent) | None => {}
        }
    }
}

/// Hidden values stand above the axis, a step apart for each series: their height says nothing.
fn hidden_y(chart: &Chart, series: &Series, field: &Field) -> f64 {
    let place = chart
        .series
        .iter()
        .position(|other| std::ptr::eq(other, series));
    let step = f64::from(u32::try_from(place.unwrap_or(0)).unwrap_or(0));
    field.y(0.0) - 9.0 - step * 17.0
}

/// The numbers of a line that is alone: all where there is room, else the first and the last.
fn numbers(canvas: &mut Canvas<'_>, field: &Field, series: &Series) {
    let n = series.values.len();
    for (place, value) in series.values.iter().enumerate() {
        let Value::Number { value, text } = value else {
            continue;
        };
        let is_end = place == 0 || place + 1 == n;
        if n > MAX_NUMBERED && !is_end {
            continue;
        }
        let room = if is_end || n <= 3 {
            Room::Any
        } else {
            Room::Wide
        };
        let at = Text::new(field.x(place), field.y(*value) - 11.0, text);
        let at = match place {
            0 => at.moved(-4.0),
            _ if is_end => at.ending().moved(18.0),
            _ => at.centred(),
        };
        canvas.text(&at.class("pas-g-forte-bordo").room(room));
    }
}

/// Beside the last point of each line its name, none over another.
fn name_lines(chart: &Chart, canvas: &mut Canvas<'_>, field: &Field) {
    let mut ends: Vec<(f64, usize)> = Vec::new();
    for (position, series) in chart.series.iter().enumerate() {
        let last = series.values.iter().rev().find_map(Value::number);
        if let Some(value) = last {
            ends.push((field.y(value) + 4.0, position));
        }
    }
    ends.sort_by(|one, other| one.0.total_cmp(&other.0));
    for place in 1..ends.len() {
        ends[place].0 = ends[place].0.max(ends[place - 1].0 + NAME_STEP);
    }
    let too_low = ends.last().map_or(0.0, |end| (end.0 - BOTTOM).max(0.0));
    for (y, position) in ends {
        let name = super::words::shortened(&chart.series[position].name, 30);
        let text = Text::new(FIELD, y - too_low, &name).moved(10.0);
        canvas.text(&text.room(Room::Wide));
    }
}
