//! The chapters, one file each; the whole report.

mod changed;
mod others;
mod reached;
mod residents;
mod spent;

use super::model::{Compared, Report};
use super::writer::Writer;
use crate::error::AppError;
use crate::portal::Desk;

/// Writes the report over what is open on `desk`. What it is compared with comes after.
pub(crate) async fn write(desk: &Desk<'_>) -> Result<Report, AppError> {
    let mut writer = Writer::new(desk);
    let chapters = vec![
        residents::write(&mut writer).await?,
        spent::write(&mut writer).await?,
        reached::write(&mut writer).await?,
        others::write(&mut writer).await?,
        changed::write(&mut writer).await?,
    ];
    let method = writer.method;
    let mut report = Report {
        title: format!("Piano di zona: {}, {}", desk.scope.name, desk.year),
        territory: desk.scope.name.clone(),
        year: desk.year,
        edition: desk.edition.number,
        edition_title: desk.edition.title.clone(),
        source: desk.edition.source.clone(),
        created: String::new(),
        publisher: String::new(),
        confidentiality: method.confidentiality(),
        compared: Compared::Not(String::new()),
        chapters,
        method: method.into_notes(),
        fields: desk.fields(),
    };
    report.number();
    Ok(report)
}
