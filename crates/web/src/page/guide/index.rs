//! How to start: three doors, the eight questions, who must send.

use askama::Template;
use axum::response::Response;
use pas_app::guide::{Case, Guide, Question};
use pas_app::use_cases::read_guide::read_guide;
use pas_domain::actor::Role;

use crate::error::WebError;
use crate::frame::Frame;
use crate::routes;
use crate::visit::{Page, Visit};

/// Where the pages of the eight questions stand.
const QUESTIONS: &str = "/domande";

#[derive(Template)]
#[template(path = "pages/guide/index.html")]
pub(crate) struct IndexPage {
    frame: Frame,
    doors: Vec<DoorView>,
    questions: Vec<QuestionView>,
    principle: &'static str,
    cases: &'static [Case],
    n_benefits: usize,
    n_entries: usize,
}

struct DoorView {
    who: &'static str,
    words: &'static str,
    steps: Vec<Step>,
}

/// A thing to do, and where, if the role may.
struct Step {
    words: &'static str,
    href: Option<&'static str>,
}

struct QuestionView {
    question: &'static Question,
    /// The page that answers it.
    page: Option<String>,
    /// The same question, to be changed at will.
    analysis: Option<String>,
    words: Vec<(&'static str, &'static str)>,
}

impl Page for IndexPage {}

const TITLE: &str = "Come si usa PAS?";

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let guide = read_guide(visit.app(), visit.actor()).await?;
    visit.show(&IndexPage::new(
        visit.frame(TITLE),
        guide,
        visit.actor().role,
    ))
}

impl IndexPage {
    pub(crate) fn new(frame: Frame, guide: &'static Guide, role: Role) -> Self {
        let doors = guide.doors().iter().map(|door| DoorView {
            who: &door.who,
            words: &door.words,
            steps: door
                .steps
                .iter()
                .map(|(words, href)| Step {
                    words,
                    href: may_open(href, role).then_some(href.as_str()),
                })
                .collect(),
        });
        let questions = guide.questions().iter();
        Self {
            frame,
            doors: doors.collect(),
            questions: questions
                .map(|question| view(question, guide, role))
                .collect(),
            principle: guide.principle(),
            cases: guide.cases(),
            n_benefits: guide.benefits().len(),
            n_entries: guide.entries().len(),
        }
    }
}

fn view(question: &'static Question, guide: &'static Guide, role: Role) -> QuestionView {
    let words = question
        .words
        .iter()
        .filter_map(|anchor| guide.entry(anchor));
    let has_page = routes::may_open_below(QUESTIONS, role);
    QuestionView {
        question,
        page: has_page.then(|| format!("{QUESTIONS}/{}", question.slug)),
        analysis: may_open("/analisi", role).then(|| format!("/analisi?{}", question.query)),
        words: words
            .map(|entry| (entry.anchor.as_str(), entry.word.as_str()))
            .collect(),
    }
}

/// Whether `role` may open the page at `href`, whatever it is asked and wherever on it.
fn may_open(href: &str, role: Role) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or(href);
    routes::may_open(path, role)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::sample;

    fn html(role: Role) -> String {
        let frame = sample::frame(TITLE, role, "/guida");
        sample::html(&IndexPage::new(frame, Guide::builtin(), role))
    }

    #[test]
    fn leads_each_role_only_where_it_may_go() {
        let planner = html(Role::Planner);
        assert!(planner.contains("href=\"/analisi\""), "{planner}");
        assert!(!planner.contains("href=\"/importazioni\""), "{planner}");
        let clerk = html(Role::Clerk);
        assert!(clerk.contains("href=\"/importazioni\""), "{clerk}");
    }

    #[test]
    fn its_questions_are_those_that_the_portal_answers() {
        let guide = Guide::builtin().questions().iter();
        let told: Vec<(&str, &str)> = guide
            .map(|question| (question.slug.as_str(), question.title.as_str()))
            .collect();
        let answered = pas_app::portal::Question::ALL.map(|one| (one.slug(), one.title()));
        assert_eq!(told, answered);
        assert!(html(Role::Planner).contains("href=\"/domande/spesa\""));
    }

    #[test]
    fn tells_all_eight_questions_and_what_not_to_conclude() {
        let page = html(Role::Planner);
        assert_eq!(page.matches("Che cosa non concludere").count(), 8, "{page}");
    }
}
