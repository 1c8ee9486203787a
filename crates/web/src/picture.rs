//! A chart on a page: title, legend, drawing.

use askama::Template;
use pas_chart::Chart;

/// A chart as it stands on a page.
#[derive(Debug, Clone, Template)]
#[template(path = "components/picture.html")]
pub(crate) struct Picture {
    chart: Chart,
}

impl Picture {
    /// The picture of `chart`.
    pub(crate) const fn new(chart: Chart) -> Self {
        Self { chart }
    }
}
