//! What a story works with: the edition, the year, the territory, and a way to ask.

use pas_analytics::answer::Figure;
use pas_cube::dimension::{Node, level};
use pas_cube::measure::{Measure, measure};
use pas_domain::actor::Actor;

use super::choices::{Choices, Field};
use super::wording;
use super::{Headline, Part, Question, Standing, Story};
use crate::app::App;
use crate::editions::home;
use crate::editions::picture::picture;
use crate::editions::view::{Look, View};
use crate::editions::words::last_month;
use crate::error::AppError;
use crate::use_cases::ask_edition::{Answered, ask_edition};
use crate::use_cases::describe_edition::{EditionView, describe_edition};

/// Levels of residence that a reader may choose a territory of by code.
const TERRITORIES: [&str; 5] = ["comune", "ats", "provincia", "regione", "ripartizione"];

/// What a story works with.
pub(crate) struct Desk<'a> {
    pub(crate) app: &'a App,
    pub(crate) actor: &'a Actor,
    pub(crate) choices: &'a Choices,
    /// The edition that answers.
    pub(crate) edition: EditionView,
    /// The year.
    pub(crate) year: i16,
    /// The territory.
    pub(crate) scope: Scope,
}

/// The territory of a story.
pub(crate) struct Scope {
    /// As it stands in a question: `territorio=mio`, `comune=A944`; empty for all that is in the edition.
    pub(crate) filter: String,
    /// Its name.
    pub(crate) name: String,
    /// Where it is, in a sentence.
    pub(crate) place: String,
    /// Code of the comune that it is; none where it is another territory.
    pub(crate) comune: Option<String>,
    /// The value of the page's field.
    value: String,
}

/// A part that a story wants: its name and title, what it asks, how it is drawn.
pub(crate) struct Wanted(
    pub(crate) &'static str,
    pub(crate) &'static str,
    pub(crate) &'static str,
    pub(crate) &'static str,
    pub(crate) Look,
);

impl<'a> Desk<'a> {
    /// Opens the edition and settles year and territory, by what is chosen or by what suits.
    pub(crate) async fn open(
        app: &'a App,
        actor: &'a Actor,
        choices: &'a Choices,
    ) -> Result<Self, AppError> {
        let number = choices.number("edizione");
        let asked = choices.get("territorio").unwrap_or_default();
        let named = asked.split_once(':').unwrap_or_default();
        let wanted = TERRITORIES.into_iter().filter_map(|id| {
            let code = if named.0 == id { named.1 } else { "" };
            Some((level(id)?, code.to_owned()))
        });
        let edition = describe_edition(app, actor, number, wanted.collect()).await?;
        let years: Vec<i16> = edition.years.iter().map(|(year, _)| *year).collect();
        let year = choices.number("anno").filter(|year| years.contains(year));
        let year = year.or(edition.latest_complete_year()).unwrap_or_default();
        Ok(Self {
            scope: Scope::of(&edition, asked),
            app,
            actor,
            choices,
            edition,
            year,
        })
    }

    /// The question of `measures` and `rest`, over the territory, in this edition.
    pub(crate) fn text(&self, measures: &str, rest: &str) -> String {
        self.text_of(measures, &[rest, &self.scope.filter])
    }

    /// The same in the story's year.
    pub(crate) fn text_of_year(&self, measures: &str, rest: &str) -> String {
        self.text_of(measures, &[rest, &self.of_year(), &self.scope.filter])
    }

    /// The same year by year. Where a year is not complete all count up to the month that it reaches:
    /// so that like stands beside like.
    pub(crate) fn text_over_years(&self, measures: &str, rest: &str) -> String {
        self.text(
            measures,
            &joined(&["righe=anno", rest, &self.up_to_the_last_month()]),
        )
    }

    /// The question of `measures` and `parts`, in this edition.
    fn text_of(&self, measures: &str, parts: &[&str]) -> String {
        format!(
            "misure={measures}&{}",
            joined(&[&joined(parts), &format!("edizione={}", self.edition.number)])
        )
    }

    fn of_year(&self) -> String {
        format!("anno={}", self.year)
    }

    /// `fino_a=10` where a year is not complete, else nothing.
    pub(crate) fn up_to_the_last_month(&self) -> String {
        self.last_month()
            .map_or_else(String::new, |month| format!("fino_a={month}"))
    }

    /// `text` set against the year before, where the edition has it.
    pub(crate) fn compared(&self, text: &str) -> String {
        let before = self.year - 1;
        if self.edition.years.iter().any(|(year, _)| *year == before) {
            joined(&[text, "confronto=anno_prima"])
        } else {
            text.to_owned()
        }
    }

    /// A question over all that the reader's body granted, wherever people live; over the edition for
    /// who has none.
    pub(crate) fn of_body(&self, measures: &str, rest: &str) -> String {
        let body = match (&self.edition.home, self.edition.n_bodies) {
            (Some(_), 2..) => "ente=mio",
            _ => "",
        };
        self.text_of(measures, &[rest, body])
    }

    /// The same in the story's year.
    pub(crate) fn of_body_of_year(&self, measures: &str, rest: &str) -> String {
        self.of_body(measures, &joined(&[rest, &self.of_year()]))
    }

    /// The same year by year, as [`Desk::text_over_years`].
    pub(crate) fn of_body_over_years(&self, measures: &str, rest: &str) -> String {
        self.of_body(
            measures,
            &joined(&["righe=anno", rest, &self.up_to_the_last_month()]),
        )
    }

    /// The question of `measures` by comune in the story's year, wherever people live.
    pub(crate) fn of_all_comuni(&self, measures: &str, rest: &str) -> String {
        self.text_of(measures, &["righe=comune", &self.of_year(), rest])
    }

    /// Whom the spending costs, at the beginning of a sentence.
    pub(crate) const fn to_who_grants(&self) -> &'static str {
        if self.edition.n_bodies > 1 {
            "Agli enti"
        } else {
            "All'ente"
        }
    }

    /// The year and the territory of a sentence.
    pub(crate) fn when_and_where(&self) -> (i16, &str) {
        (self.year, &self.scope.place)
    }

    /// The earliest last month of a year that is not complete, where there are years to set beside it.
    pub(crate) fn last_month(&self) -> Option<u8> {
        let years = self.edition.years.iter();
        let last = years.filter(|(_, last)| *last < 12).map(|(_, last)| *last);
        last.min().filter(|_| self.edition.years.len() > 1)
    }

    /// Whether the territory has comuni to tell apart.
    pub(crate) const fn is_divided(&self) -> bool {
        self.scope.comune.is_none()
    }

    /// Asks a question.
    pub(crate) async fn ask(&self, text: &str) -> Result<Answered, AppError> {
        ask_edition(self.app, self.actor, text).await
    }

    /// Asks a question and makes it a part, drawn as `look`.
    pub(crate) async fn part(
        &self,
        (id, title): (&'static str, &str),
        text: String,
        look: Look,
    ) -> Result<Part, AppError> {
        let answered = self.ask(&text).await?;
        let chart = picture(&answered, look, id).ok();
        Ok(Part {
            id,
            title: match last_month(&answered.answer.query) {
                Some(month) => format!("{title}, fino a {month} di ogni anno"),
                None => title.to_owned(),
            },
            view: View {
                question: text,
                look: Some(look),
            },
            answered,
            chart,
        })
    }

    /// The parts wanted, over the story's year, each narrowed by `only`.
    pub(crate) async fn parts_of_year(
        &self,
        wanted: &[Wanted],
        only: &str,
    ) -> Result<Vec<Part>, AppError> {
        let mut parts = Vec::new();
        for Wanted(id, title, measures, rest, look) in wanted {
            let text = self.text_of_year(measures, &joined(&[rest, only]));
            parts.push(self.part((id, title), text, *look).await?);
        }
        Ok(parts)
    }

    /// The headlines of `ids`, as far as the answer has them.
    pub(crate) fn headlines(answered: &Answered, ids: &[&str], text: &str) -> Vec<Headline> {
        let found = ids.iter().map(|id| Self::headline(answered, id, text));
        found.flatten().collect()
    }

    /// Whether residents can divide: the territory has an end, or the edition is of all.
    pub(crate) const fn has_residents(&self) -> bool {
        !self.scope.filter.is_empty() || self.edition.n_bodies > 1
    }

    /// The benefit with most people in the story's year, among the rows that `rest` leaves, or what
    /// was chosen under `key`; and the field to choose another.
    pub(crate) async fn choose(
        &self,
        (key, label): (&'static str, &'static str),
        rest: &str,
    ) -> Result<Option<(Node, Field)>, AppError> {
        let rows = format!("righe={key}");
        let rest = joined(&[&rows, rest, "ordina=-beneficiari"]);
        let answered = self.ask(&self.text_of_year("beneficiari", &rest)).await?;
        let rows = answered.answer.table.rows.iter();
        let mut nodes: Vec<Node> = rows.filter_map(|row| row.first().cloned()).collect();
        nodes.retain(|node| node.code != "SINBA");
        let asked = self.choices.get(key);
        let found = nodes.iter().find(|node| Some(node.code.as_str()) == asked);
        let Some(chosen) = found.or(nodes.first()).cloned() else {
            return Ok(None);
        };
        let options = nodes.into_iter().map(|node| {
            let label = if key == "prestazione" {
                format!("{} · {}", node.code, node.label)
            } else {
                pas_domain::italian::capital(&node.label)
            };
            (node.code, label)
        });
        let field = Field::new(key, label, options, &chosen.code);
        Ok(Some((chosen, field)))
    }

    /// A figure that counts, of the whole of `answered`.
    pub(crate) fn headline(answered: &Answered, id: &str, text: &str) -> Option<Headline> {
        let measure = measure(id)?;
        let now = whole(answered, id)?;
        let note = wording::beside_the_year_before(measure, Some(now), before(answered, id));
        Some(Headline {
            label: measure.label.to_owned(),
            text: wording::headline(measure, now),
            note: note.unwrap_or_default(),
            view: View {
                question: text.to_owned(),
                look: None,
            },
        })
    }

    /// The fields that every page has: territory and year.
    pub(crate) fn fields(&self) -> Vec<Field> {
        let territory = Field::new(
            "territorio",
            "Territorio",
            Scope::options(&self.edition),
            &self.scope.value,
        );
        let year = Field::years(&self.edition, self.year);
        let mut fields = vec![territory, year];
        fields.retain(|field| field.options.len() > 1);
        fields
    }

    /// A story with its answer; parts and the rest are added to it.
    pub(crate) fn story(&self, question: Question, answer: String, first: &Answered) -> Story {
        Story {
            question,
            edition: self.edition.number,
            edition_title: self.edition.title.clone(),
            year: self.year,
            territory: self.scope.name.clone(),
            answer,
            headlines: Vec::new(),
            parts: Vec::new(),
            standing: None,
            coverage: first.answer.coverage,
            fields: self.fields(),
            notes: crate::editions::export::Sheet::of(first)
                .notes
                .into_iter()
                .filter(|(name, _)| !name.starts_with("Vista") && name != "Righe senza valori")
                .collect(),
        }
    }

    /// What the measures of a story are set against.
    pub(crate) async fn standing(
        &self,
        measures: &[&str],
        rest: &str,
    ) -> Result<Option<Standing>, AppError> {
        super::standing::of(self, measures, rest).await
    }
}

impl Scope {
    fn of(edition: &EditionView, asked: &str) -> Self {
        if let Some((id, code)) = asked.split_once(':')
            && let Some(level) = level(id)
            && let Some(name) = edition.label(level, code)
        {
            return Self {
                filter: filter(id, code),
                name: name.to_owned(),
                place: wording::place(id, name),
                comune: (id == "comune").then(|| code.to_owned()),
                value: asked.to_owned(),
            };
        }
        match &edition.home {
            Some(home) if asked != "tutto" => Self {
                filter: "territorio=mio".to_owned(),
                name: home.node.label.clone(),
                place: wording::place(home.level.id, &home.node.label),
                comune: (home.level.id == "comune").then(|| home.node.code.clone()),
                value: "mio".to_owned(),
            },
            _ => Self {
                filter: String::new(),
                name: all(edition).to_owned(),
                place: if edition.n_bodies > 1 {
                    "in tutti gli enti dell'edizione".to_owned()
                } else {
                    "per tutto l'ente".to_owned()
                },
                comune: None,
                value: "tutto".to_owned(),
            },
        }
    }

    /// Value and name of the territories that a page offers.
    fn options(edition: &EditionView) -> Vec<(String, String)> {
        let mut options = Vec::new();
        if let Some(home) = &edition.home {
            options.push(("mio".to_owned(), home.node.label.clone()));
            let comuni = edition.home_comuni.iter();
            options
                .extend(comuni.map(|node| (format!("comune:{}", node.code), node.label.clone())));
            if edition.n_bodies > 1 {
                let around = edition.around.iter();
                options.extend(around.map(|(level, node)| {
                    let label = format!("{} {}", level.label, node.label);
                    (format!("{}:{}", level.id, node.code), label)
                }));
            }
        }
        options.push(("tutto".to_owned(), all(edition).to_owned()));
        options
    }
}

fn all(edition: &EditionView) -> &'static str {
    if edition.n_bodies > 1 {
        "Tutti gli enti dell'edizione"
    } else {
        "Tutto l'ente, con chi vive altrove"
    }
}

/// Parts of a question in one, those that say nothing left out.
pub(crate) fn joined(parts: &[&str]) -> String {
    let said: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    said.join("&")
}

/// A filter as it stands in a question: codes are the ente's own words and may hold anything.
pub(crate) fn filter(level: &str, code: &str) -> String {
    format!("{level}={}", home::encoded(code))
}

/// A story of which there is nothing to tell: nobody received such a benefit.
pub(crate) async fn nothing(desk: &Desk<'_>, question: Question) -> Result<Story, AppError> {
    let asked = desk.ask(&desk.text_of_year("beneficiari", "")).await?;
    let answer = format!(
        "Nel {} {} nessuna prestazione di questo tipo si può mostrare: non ce ne sono, o vanno a troppo poche persone.",
        desk.year, desk.scope.place
    );
    Ok(desk.story(question, answer, &asked))
}

/// The figure of measure `id` over the whole of an answer.
pub(crate) fn whole(answered: &Answered, id: &str) -> Option<Figure> {
    let place = place_of(answered, id)?;
    answered.answer.table.whole.get(place).copied()
}

/// The same in what it is set against.
pub(crate) fn before(answered: &Answered, id: &str) -> Option<Figure> {
    let place = place_of(answered, id)?;
    let compared = answered.answer.comparison.as_ref()?;
    compared.table.whole.get(place).copied()
}

fn place_of(answered: &Answered, id: &str) -> Option<usize> {
    let mut measures = answered.answer.measures.iter();
    measures.position(|measure| measure.id == id)
}

/// The measure `id`.
pub(crate) fn known(id: &str) -> &'static Measure {
    measure(id).unwrap_or_else(|| panic!("invariant: «{id}» is a measure"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_say_nothing_leave_no_trace() {
        assert_eq!(
            joined(&["", "righe=anno", "", "anno=2025"]),
            "righe=anno&anno=2025"
        );
        assert_eq!(joined(&["", ""]), "");
    }

    #[test]
    fn a_code_of_the_ente_cannot_ask_anything_else() {
        assert_eq!(filter("ats", "N 1&ente=X"), "ats=N+1%26ente%3DX");
    }
}
