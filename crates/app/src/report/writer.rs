//! Who writes a report: asks the questions, draws the tables, keeps what must be said of the method.

use super::method::Method;
use super::model::Section;
use super::tables::table;
use crate::editions::picture::picture;
use crate::editions::view::Look;
use crate::error::AppError;
use crate::portal::Desk;
use crate::use_cases::ask_edition::Answered;

/// What a chapter is written with.
pub(super) struct Writer<'a> {
    /// Edition, year, territory.
    pub(super) desk: &'a Desk<'a>,
    /// What the answers say of how they were computed.
    pub(super) method: Method,
}

/// A table to be asked for: name, caption, drawing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'t> {
    pub(super) id: &'static str,
    pub(super) caption: &'t str,
    pub(super) look: Look,
}

impl<'a> Writer<'a> {
    pub(super) fn new(desk: &'a Desk<'a>) -> Self {
        Self {
            desk,
            method: Method::default(),
        }
    }

    /// Asks a question.
    pub(super) async fn ask(&mut self, text: &str) -> Result<Answered, AppError> {
        let answered = self.desk.ask(text).await?;
        self.method.learn(&answered);
        Ok(answered)
    }

    /// Asks a question and puts its table, and its drawing, into `section`.
    pub(super) async fn show(
        &mut self,
        section: Section,
        wanted: Wanted<'_>,
        text: &str,
    ) -> Result<Section, AppError> {
        let answered = self.ask(text).await?;
        Ok(show(section, wanted, &answered))
    }

    /// The level by which the territory is cut into its parts; none for one that has none.
    pub(super) fn parts(&self) -> Option<&'static str> {
        let filter = self.desk.scope.filter.as_str();
        let level = filter.split_once('=').map_or("", |(level, _)| level);
        match level {
            "ripartizione" => Some("regione"),
            "regione" => Some("provincia"),
            "" if self.desk.edition.n_bodies > 1 => Some("regione"),
            _ => self.desk.is_divided().then_some("comune"),
        }
    }
}

/// `section` with the table of `answered` and its drawing; with words where there is nothing to show.
pub(super) fn show(section: Section, wanted: Wanted<'_>, answered: &Answered) -> Section {
    let table = table(wanted.id, wanted.caption, answered);
    if table.rows.is_empty() {
        return section.note(format!(
            "«{}» non ha valori da mostrare: non riguarda nessuno, o troppo poche persone.",
            wanted.caption
        ));
    }
    let chart = picture(answered, wanted.look, wanted.id).ok();
    section.show(table, chart)
}
