//! Drawing.

mod bars;
mod canvas;
mod classes;
mod distribution;
mod file;
mod heat;
mod legend;
mod lines;
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
        let height = self.draw(&mut canvas);
        // What leads somewhere is read word by word; what does not is one picture.
        let role = if self.leads_on() { "group" } else { "img" };
        format!(
            "<svg class=\"pas-grafico\" width=\"100%\" height=\"{}\" role=\"{role}\" \
             aria-labelledby=\"{id}-titolo {id}-descrizione\"><defs>{}</defs>{}</svg>",
            number(height),
            patterns(&canvas),
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

    /// Whether a value is hidden.
    pub fn hides(&self) -> bool {
        let mut values = self.series.iter().flat_map(|series| &series.values);
        values.any(|value| *value == Value::Hidden)
    }

    /// Draws in the chart's form, and says how high that is in pixels.
    fn draw(&self, canvas: &mut Canvas<'_>) -> f64 {
        match self.form {
            Form::Bars | Form::Map(_) => bars::draw(self, canvas),
            Form::Lines => lines::draw(self, canvas),
            Form::Heat => heat::draw(self, canvas),
            Form::Scatter => scatter::draw(self, canvas),
            Form::Distribution => distribution::draw(self, canvas),
        }
    }

    /// Whether a name in the drawing is a link.
    fn leads_on(&self) -> bool {
        let names_rows = matches!(self.form, Form::Bars | Form::Heat);
        names_rows
            && self
                .categories
                .iter()
                .any(|category| category.href.is_some())
    }
}

/// The hatching of what is hidden, and the dots of what is small.
fn patterns(canvas: &Canvas<'_>) -> String {
    let look = |class| canvas.look(class, canvas::Room::Any);
    format!(
        "<pattern id=\"{}-tratteggio\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect {} width=\"6\" height=\"6\"/><rect {} width=\"2\" \
         height=\"6\"/></pattern>",
        canvas.id,
        look("pas-g-fondo"),
        look("pas-g-riga"),
    )
}

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
