//! One of the eight questions: the answer in one sentence, then what shows it.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use pas_app::AppError;
use pas_app::editions::question::Figure;
use pas_app::portal::{Choices, Part, Question, Standing, Story};
use pas_app::use_cases::answer_question::answer_question;

use crate::cell::Cell;
use crate::error::WebError;
use crate::frame::Frame;
use crate::page::analysis::grid;
use crate::page::analysis::none::none;
use crate::picture::Picture;
use crate::table::{Row, Table};
use crate::visit::{Page, Visit};

#[derive(Template)]
#[template(path = "pages/questions/story.html")]
pub(crate) struct StoryPage {
    frame: Frame,
    story: Story,
    parts: Vec<Shown>,
    standing: Option<Table>,
    coverage: Option<String>,
}

/// A part as it stands on the page.
struct Shown {
    id: &'static str,
    title: String,
    picture: Option<Picture>,
    table: Table,
    address: String,
    question: String,
}

impl Page for StoryPage {
    fn tables(&self) -> Vec<&Table> {
        self.standing.iter().collect()
    }
}

pub(crate) async fn get(visit: Visit, Path(slug): Path<String>) -> Result<Response, WebError> {
    let question = Question::from_slug(&slug).ok_or(WebError::NotFound)?;
    if let Some(elsewhere) = visit.address.tidied() {
        return Ok(Redirect::to(&elsewhere).into_response());
    }
    let choices = Choices::of(visit.address.pairs());
    match answer_question(visit.app(), visit.actor(), question, &choices).await {
        Ok(story) => visit.show(&StoryPage::new(
            visit.frame(question.title()),
            story,
            &visit,
        )),
        Err(AppError::NoEdition(_)) if choices.get("edizione").is_none() => none(&visit),
        Err(error) => Err(error.into()),
    }
}

impl StoryPage {
    fn new(frame: Frame, mut story: Story, visit: &Visit) -> Self {
        let parts = std::mem::take(&mut story.parts);
        let standing = story
            .standing
            .as_ref()
            .map(|standing| table_of(standing).at(&visit.address));
        Self {
            frame: frame.below(&[("Domande", "/domande")]),
            coverage: coverage(&story),
            standing,
            parts: parts.into_iter().map(Shown::new).collect(),
            story,
        }
    }
}

impl Shown {
    fn new(part: Part) -> Self {
        Self {
            id: part.id,
            table: grid::table_of(part.id, &part.answered.answer, &part.title),
            picture: part.chart.map(Picture::new),
            title: part.title,
            address: format!("/analisi?{}", part.view.text()),
            question: part.view.question,
        }
    }
}

fn coverage(story: &Story) -> Option<String> {
    let coverage = story.coverage?;
    let percent = coverage.percent()?;
    (percent < 100).then(|| {
        format!("Copertura: conta il {percent} % dei record attesi. Quelli che mancano potrebbero cambiare le cifre.")
    })
}

/// The territory, and what it is set against.
fn table_of(standing: &Standing) -> Table {
    let mut columns = vec![("", "Chi e quando".to_owned())];
    for measure in &standing.measures {
        columns.push(("", measure.label.to_owned()));
        columns.push(("", "differenza".to_owned()));
    }
    let has_sources = standing.rows.iter().any(|row| !row.source.is_empty());
    if has_sources {
        columns.push(("", "Fonte".to_owned()));
    }
    let columns: Vec<(&'static str, &str)> = columns
        .iter()
        .map(|(name, label)| (*name, label.as_str()))
        .collect();
    let rows = standing.rows.iter().map(|row| {
        let mut cells = vec![Cell::text(&row.who)];
        for ((measure, figure), difference) in standing
            .measures
            .iter()
            .zip(&row.figures)
            .zip(&row.differences)
        {
            cells.push(grid::cell(measure, figure.unwrap_or(Figure::None)));
            cells.push(difference.map_or_else(
                || Cell::absent("–"),
                |difference| Cell::figure(difference.to_string()),
            ));
        }
        if has_sources {
            cells.push(match row.source.as_str() {
                "" => Cell::text("questa edizione"),
                source => Cell::text(source),
            });
        }
        Row::new(cells)
    });
    let mut table = Table::new("confronto", "In confronto", &columns).rows(rows);
    let n_figures = 2 * standing.measures.len();
    for column in table.columns.iter_mut().skip(1).take(n_figures) {
        column.is_figure = true;
    }
    table
}
