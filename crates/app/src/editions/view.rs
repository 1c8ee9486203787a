//! A question and how its answer is drawn, as they stand together in an address.

use pas_cube::Query;
use pas_cube::dimension::Axis;

/// Name of the key that says how.
const KEY: &str = "vista";

/// How an answer is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Look {
    /// As a table alone.
    Table,
    /// As horizontal bars.
    Bars,
    /// As lines over time.
    Lines,
    /// As a grid of shades.
    Heat,
    /// As points, one measure across and one upwards.
    Scatter,
    /// As the spread of one measure over the rows.
    Distribution,
    /// As a map.
    Map,
}

impl Look {
    /// Every look, in the order in which pages offer them.
    pub const ALL: [Self; 7] = [
        Self::Table,
        Self::Bars,
        Self::Lines,
        Self::Heat,
        Self::Scatter,
        Self::Distribution,
        Self::Map,
    ];

    /// The name in addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Table => "tabella",
            Self::Bars => "barre",
            Self::Lines => "linee",
            Self::Heat => "calore",
            Self::Scatter => "dispersione",
            Self::Distribution => "distribuzione",
            Self::Map => "mappa",
        }
    }

    /// The name on pages.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Table => "Solo tabella",
            Self::Bars => "Barre",
            Self::Lines => "Linee",
            Self::Heat => "Mappa di calore",
            Self::Scatter => "Dispersione",
            Self::Distribution => "Distribuzione",
            Self::Map => "Mappa",
        }
    }

    /// The look whose [`Look::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|look| look.name() == name)
    }

    /// What suits `query` when nobody says: lines where time is on rows or columns, else bars.
    pub fn suiting(query: &Query) -> Self {
        let has_time = query.shown().any(|level| level.axis == Axis::Time);
        match (query.rows.len(), query.columns.len()) {
            (0, 0) => Self::Table,
            _ if has_time => Self::Lines,
            (1.., 1..) => Self::Heat,
            _ => Self::Bars,
        }
    }
}

/// A question and how its answer is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The question, a query string.
    pub question: String,
    /// How; none for what suits it.
    pub look: Option<Look>,
}

impl View {
    /// Reads a query string, with or without how it is shown. A look that does not exist is none.
    pub fn parse(text: &str) -> Self {
        let text = text.trim_start_matches('?');
        let (mut pairs, mut look) = (Vec::new(), None);
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some((KEY, name)) => look = Look::from_name(name),
                _ => pairs.push(pair),
            }
        }
        Self {
            question: pairs.join("&"),
            look,
        }
    }

    /// The query string, [`View::parse`]'s inverse.
    pub fn text(&self) -> String {
        match self.look {
            Some(look) if self.question.is_empty() => format!("{KEY}={}", look.name()),
            Some(look) => format!("{}&{KEY}={}", self.question, look.name()),
            None => self.question.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_comes_back_as_it_was() {
        for (text, question, look) in [
            ("misure=spesa&righe=anno", "misure=spesa&righe=anno", None),
            (
                "misure=spesa&vista=mappa&righe=comune",
                "misure=spesa&righe=comune",
                Some(Look::Map),
            ),
            ("misure=spesa&vista=torta", "misure=spesa", None),
            ("vista=barre", "", Some(Look::Bars)),
        ] {
            let view = View::parse(text);
            assert_eq!((view.question.as_str(), view.look), (question, look));
            assert_eq!(View::parse(&view.text()), view);
        }
    }

    #[test]
    fn each_question_has_a_look_that_suits_it() {
        for (text, look) in [
            ("misure=spesa", Look::Table),
            ("misure=spesa&righe=comune", Look::Bars),
            ("misure=spesa&righe=anno", Look::Lines),
            ("misure=spesa&righe=eta&colonne=sesso", Look::Heat),
            ("misure=spesa&righe=eta&colonne=anno", Look::Lines),
        ] {
            assert_eq!(Look::suiting(&Query::parse(text).expect(text)), look);
        }
    }
}
