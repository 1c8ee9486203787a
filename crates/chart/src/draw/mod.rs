//! Drawing.

mod bars;
mod canvas;
mod classes;
mod distribution;
mod file;
mod heat;
mod legend;
mod lines;
mod map;
mod paint;
mod scale;
mod scatter;
#[cfg(test)]
mod tests;
mod words;

use canvas::{Canvas, Medium, number};
pub use legend::{Key, Swatch};

use crate::chart::{Chart, Form, Value};

impl Chart {
    /// The drawing for a page: an `<svg>` without style of its own, as wide as where it stands.
    pub fn for_page(&self) -> String {
        let id = words::escape(&self.id);
        let mut canvas = Canvas::new(&id, Medium::Page);
        if let Form::Map(territory) = self.form {
            return map::for_page(self, territory, &canvas, &patterns(&canvas, MAP_PATTERN));
        }
        let height = self.draw(&mut canvas);
        // What leads somewhere is read word by word; what does not is one picture.
        let role = if self.leads_on() { "group" } else { "img" };
        format!(
            "<svg class=\"pas-grafico\" width=\"100%\" height=\"{}\" role=\"{role}\" \
             aria-labelledby=\"{id}-titolo {id}-descrizione\"><defs>{}</defs>{}</svg>",
            number(height),
            patterns(&canvas, PATTERN),
            canvas.finish()
        )
    }

    /// What the drawing says in words, beyond [`Chart::description`] with which it begins.
    pub fn words(&self) -> String {
        let more = match self.form {
            Form::Distribution => distribution::words(self),
            Form::Bars | Form::Lines | Form::Heat | Form::Scatter | Form::Map(_) => None,
        };
        match more {
            Some(more) => format!("{} {more}", self.description),
            None => self.description.clone(),
        }
    }

    /// What a reader must know beside the drawing: of a map, whose boundaries these are and who is not on it.
    pub fn note(&self) -> Option<String> {
        match self.form {
            Form::Map(territory) => Some(map::note(self, territory)),
            Form::Bars | Form::Lines | Form::Heat | Form::Scatter | Form::Distribution => None,
        }
    }

    /// Whether a value is hidden.
    pub fn hides(&self) -> bool {
        let mut values = self.series.iter().flat_map(|series| &series.values);
        values.any(|value| *value == Value::Hidden)
    }

    /// Draws in the chart's form, and says how high that is in pixels.
    fn draw(&self, canvas: &mut Canvas<'_>) -> f64 {
        match self.form {
            Form::Bars => bars::draw(self, canvas),
            Form::Map(territory) => map::draw(self, territory, canvas),
            Form::Lines => lines::draw(self, canvas),
            Form::Heat => heat::draw(self, canvas),
            Form::Scatter => scatter::draw(self, canvas),
            Form::Distribution => distribution::draw(self, canvas),
        }
    }

    /// Size of its hatching.
    fn pattern(&self) -> u32 {
        match self.form {
            Form::Map(_) => MAP_PATTERN,
            Form::Bars | Form::Lines | Form::Heat | Form::Scatter | Form::Distribution => PATTERN,
        }
    }

    /// Whether a name in the drawing is a link.
    fn leads_on(&self) -> bool {
        let names_rows = matches!(self.form, Form::Bars | Form::Heat);
        let mut categories = self.categories.iter();
        names_rows && categories.any(|category| category.href.is_some())
    }
}

/// The hatching of what is hidden, and the dots of what is small: dark with a pale edge, to be seen on
/// every shade.
fn patterns(canvas: &Canvas<'_>, size: u32) -> String {
    let look = |class| canvas.look(class, canvas::Room::Any);
    let (id, stripe, middle) = (canvas.id, size / 3, size / 2);
    let (dot, halo) = (size / 6, size / 4);
    format!(
        "<pattern id=\"{id}-tratteggio\" width=\"{size}\" height=\"{size}\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect {} width=\"{size}\" height=\"{size}\"/><rect {} width=\"{stripe}\" \
         height=\"{size}\"/></pattern><pattern id=\"{id}-punti\" width=\"{size}\" height=\"{size}\" \
         patternUnits=\"userSpaceOnUse\"><circle {} cx=\"{middle}\" cy=\"{middle}\" r=\"{halo}\"/><circle {} \
         cx=\"{middle}\" cy=\"{middle}\" r=\"{dot}\"/></pattern>",
        look("pas-g-fondo"),
        look("pas-g-riga"),
        look("pas-g-fondo"),
        look("pas-g-punti"),
    )
}

/// Size of the hatching, in pixels, and on a map, in its units.
const PATTERN: u32 = 6;
const MAP_PATTERN: u32 = 12;

/// A count as a length.
fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// Names of the series.
fn series_names(chart: &Chart) -> Vec<&str> {
    chart
        .series
        .iter()
        .map(|series| series.name.as_str())
        .collect()
}
