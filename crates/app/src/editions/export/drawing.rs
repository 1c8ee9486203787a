//! The drawing of an answer as a file: as on the page, with the notes below it.

use pas_chart::Chart;

use super::file::Export;
use crate::editions::picture::picture;
use crate::editions::view::Look;
use crate::error::AppError;

/// Pixels for each of the drawing's own: sharp in print at the width of a page.
const SCALE: f32 = 2.0;

/// The drawing; a question that cannot be drawn is told why.
pub(super) fn chart(export: &Export) -> Result<Chart, AppError> {
    let answer = &export.answered.answer;
    let asked = export.look.filter(|look| *look != Look::Table);
    let look = asked.unwrap_or_else(|| Look::suiting(&answer.query));
    picture(&export.answered, look, "pas-grafico").map_err(AppError::Invalid)
}

/// The drawing as SVG.
pub(super) fn svg(export: &Export) -> Result<String, AppError> {
    let notes = export.sheet().notes.into_iter();
    let notes: Vec<String> = notes
        .map(|(name, words)| format!("{name}: {words}"))
        .collect();
    Ok(chart(export)?.for_file(&notes))
}

/// The drawing as PNG.
pub(super) fn png(export: &Export) -> Result<Vec<u8>, AppError> {
    pas_print::to_png(&svg(export)?, SCALE)
        .map_err(|error| AppError::system("disegnare il grafico", error))
}
