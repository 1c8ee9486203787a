//! A point for each category: the first series across, the second upwards.

use super::canvas::{Canvas, Room, Text};
use super::lines::SHAPES;
use super::scale::{Scale, Writing, extent};
use super::words::{shortened, width};
use crate::chart::{Chart, Value};

/// The field, in pixels from above.
const TOP: f64 = 44.0;
const BOTTOM: f64 = 344.0;
/// Its left and right, in percent.
const LEFT: f64 = 2.0;
const RIGHT: f64 = 97.0;
/// Most points that are named beside those that stand out.
const MAX_NAMED: usize = 14;
/// A larger point for what stands out.
const OWN: &str = "M0-8L8 0L0 8L-8 0Z";

/// One point: its category, where it stands, and its words.
struct Point<'a> {
    category: usize,
    at: (f64, f64),
    words: [&'a str; 2],
}

pub(super) fn draw(chart: &Chart, canvas: &mut Canvas<'_>) -> f64 {
    let [across, upwards] = chart.series.as_slice() else {
        return 0.0;
    };
    let [x_scale, y_scale] = [across, upwards].map(|series| scale(&series.values));
    let mut points = Vec::new();
    for (category, pair) in across.values.iter().zip(&upwards.values).enumerate() {
        if let (
            Value::Number {
                value: x,
                text: x_text,
            },
            Value::Number {
                value: y,
                text: y_text,
            },
        ) = pair
        {
            points.push(Point {
                category,
                at: (
                    LEFT + (RIGHT - LEFT) * x_scale.place(*x),
                    BOTTOM - (BOTTOM - TOP) * y_scale.place(*y),
                ),
                words: [x_text, y_text],
            });
        }
    }
    axes(canvas, [&across.name, &upwards.name], &x_scale, &y_scale);
    draw_points(chart, canvas, &points);
    name_points(chart, canvas, &points);
    let mut y = BOTTOM + 58.0;
    for note in notes(chart) {
        canvas.text(&Text::new(0.0, y, &note).class("pas-g-nota"));
        y += 18.0;
    }
    y
}

/// From nought, unless all values lie far from it.
fn scale(values: &[Value]) -> Scale {
    let writing = Writing::of(values.iter());
    let (low, high) = extent(values.iter().filter_map(Value::number));
    if low > high * 0.5 {
        Scale::new(low, high, 4, &writing)
    } else {
        Scale::from_nought([low, high].into_iter(), 4, &writing)
    }
}

fn axes(canvas: &mut Canvas<'_>, [across, upwards]: [&str; 2], x: &Scale, y: &Scale) {
    let axis = |words| format!("↑ {words}");
    canvas.text_within(
        &Text::new(0.0, 16.0, &axis(upwards)).class("pas-g-forte"),
        38,
        90,
    );
    for (place, (value, text)) in y.ticks.iter().enumerate() {
        let height = BOTTOM - (BOTTOM - TOP) * y.place(*value);
        let class = if place == 0 {
            "pas-g-base"
        } else {
            "pas-g-regola"
        };
        canvas.line(class, (0.0, height), (100.0, height), None);
        if place > 0 {
            canvas.text(&Text::new(0.0, height - 4.0, text).class("pas-g-asse"));
        }
    }
    let last = x.ticks.len() - 1;
    for (place, (value, text)) in x.ticks.iter().enumerate() {
        let at = LEFT + (RIGHT - LEFT) * x.place(*value);
        canvas.line("pas-g-regola", (at, TOP), (at, BOTTOM), None);
        let room = if place == 0 || place == last || last <= 3 {
            Room::Any
        } else {
            Room::Wide
        };
        let text = Text::new(at, BOTTOM + 18.0, text).held_in();
        canvas.text(&text.class("pas-g-asse").room(room));
    }
    let words = format!("{across} →");
    let text = Text::new(100.0, BOTTOM + 38.0, &words).ending();
    canvas.text_within(&text.class("pas-g-forte"), 38, 90);
}

fn draw_points(chart: &Chart, canvas: &mut Canvas<'_>, points: &[Point<'_>]) {
    let is_own = |point: &&Point<'_>| chart.marks.contains(&point.category);
    let others = points.iter().filter(|point| !is_own(point));
    for point in others.chain(points.iter().filter(is_own)) {
        let [across, upwards] = [&chart.series[0].name, &chart.series[1].name];
        let name = &chart.categories[point.category].label;
        let tip = format!(
            "{name}: {across} {}, {upwards} {}",
            point.words[0], point.words[1]
        );
        let (class, shape) = if is_own(&point) {
            ("pas-g-punto-mio", OWN)
        } else {
            ("pas-g-punto", SHAPES[0])
        };
        canvas.shape(class, point.at, shape, Some(&tip));
    }
}

/// Names: of what stands out always, of the others where one finds room beside the rest on a wide page.
fn name_points(chart: &Chart, canvas: &mut Canvas<'_>, points: &[Point<'_>]) {
    let own = points
        .iter()
        .filter(|point| chart.marks.contains(&point.category));
    let mut others: Vec<&Point<'_>> = points
        .iter()
        .filter(|point| !chart.marks.contains(&point.category))
        .collect();
    // The outermost first: they are what one asks about.
    let from_middle =
        |point: &Point<'_>| (point.at.0 - 50.0).abs() + (point.at.1 - 194.0).abs() / 3.0;
    others.sort_by(|one, other| from_middle(other).total_cmp(&from_middle(one)));
    let mut taken: Vec<[f64; 4]> = points.iter().map(|point| around(point.at)).collect();
    let own = own.map(|point| (point, true));
    let others = others.into_iter().map(|point| (point, false));
    let mut n_named = 0;
    for (point, is_own) in own.chain(others) {
        let name = shortened(&chart.categories[point.category].label, 30);
        let (x, y) = point.at;
        let is_right = x > 60.0;
        // On the narrowest of wide pages a percent is seven pixels.
        let wide = width(&name, 14.0) / 7.0;
        let left = if is_right { x - wide - 1.6 } else { x + 1.6 };
        let own_box = [left, left + wide, y - 10.0, y + 6.0];
        let is_free = !taken.iter().any(|other| overlap(&own_box, other));
        if !is_own && (!is_free || n_named >= MAX_NAMED) {
            continue;
        }
        n_named += 1;
        taken.push(own_box);
        let text = Text::new(x, y + 4.0, &name);
        let text = if is_right {
            text.ending().moved(-11.0)
        } else {
            text.moved(11.0)
        };
        let text = if is_own {
            text.class("pas-g-forte-bordo")
        } else {
            text.room(Room::Wide)
        };
        canvas.text(&text);
    }
}

fn around((x, y): (f64, f64)) -> [f64; 4] {
    [x - 0.7, x + 0.7, y - 5.0, y + 5.0]
}

fn overlap(one: &[f64; 4], other: &[f64; 4]) -> bool {
    one[0] < other[1] && other[0] < one[1] && one[2] < other[3] && other[2] < one[3]
}

/// What is not drawn, and why.
fn notes(chart: &Chart) -> Vec<String> {
    let is = |row: usize, wanted: &Value| {
        let mut values = chart
            .series
            .iter()
            .filter_map(|series| series.values.get(row));
        values.any(|value| value == wanted)
    };
    let rows = || 0..chart.categories.len();
    let n_hidden = rows().filter(|row| is(*row, &Value::Hidden)).count();
    let n_absent = rows()
        .filter(|row| is(*row, &Value::Absent) && !is(*row, &Value::Hidden))
        .count();
    let mut notes = Vec::new();
    if n_hidden > 0 {
        notes.push(format!("Oscurati, non disegnati: {n_hidden}."));
    }
    if n_absent > 0 {
        notes.push(format!("Senza un valore, non disegnati: {n_absent}."));
    }
    notes
}
