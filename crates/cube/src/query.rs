//! The one grammar: a question is a URL query string, the same for portal, API, exports and `pas query`.
//!
//! ```text
//! misure=beneficiari,spesa&righe=regione&colonne=anno&prestazione=A2.12&edizione=3&confronto=anno_prima
//! ```
//!
//! A filter names a level and one of its nodes: one node a level, never a set of them, for a set
//! drawn by hand is how a person is found (rule R1 of the disclosure control).

use std::fmt;

use crate::dimension::{Axis, Level, level, levels};
use crate::measure::{self, Measure};

/// Most measures in one question.
pub const MAX_MEASURES: usize = 8;
/// Most levels on rows, and most on columns.
pub const MAX_LEVELS: usize = 2;

/// Why a question cannot be answered. The text is for the reader: what is wrong, and what is allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct QueryError(pub String);

/// Against what the figures are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// The year before, over the same months.
    YearBefore,
    /// The territory that contains the one asked for: a level of residence, or `None` for Italy.
    Territory(Option<&'static Level>),
}

/// In which order the rows stand, by a shown value.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// The measure.
    pub measure: &'static Measure,
    /// Most first.
    pub descending: bool,
}

/// A question, understood but not yet held against an edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// What is asked for; one at least.
    pub measures: Vec<&'static Measure>,
    /// Levels on rows.
    pub rows: Vec<&'static Level>,
    /// Levels on columns.
    pub columns: Vec<&'static Level>,
    /// Level and code of the node, in the order of the levels.
    pub filters: Vec<(&'static Level, String)>,
    /// Only the months of each year up to this one, 1 to 12.
    pub until_month: Option<u8>,
    /// The edition; none for the latest.
    pub edition: Option<u32>,
    /// The comparison.
    pub comparison: Option<Comparison>,
    /// The order of rows.
    pub order: Option<Order>,
    /// Only the first rows.
    pub first: Option<usize>,
}

impl Query {
    /// Reads a query string.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let mut query = Self::empty();
        for (key, value) in form_urlencoded::parse(text.trim_start_matches('?').as_bytes()) {
            query.take(&key, value.trim())?;
        }
        query.filters.sort_by_key(|(level, _)| position(level));
        query.check()?;
        Ok(query)
    }

    const fn empty() -> Self {
        Self {
            measures: Vec::new(),
            rows: Vec::new(),
            columns: Vec::new(),
            filters: Vec::new(),
            until_month: None,
            edition: None,
            comparison: None,
            order: None,
            first: None,
        }
    }

    fn take(&mut self, key: &str, value: &str) -> Result<(), QueryError> {
        match key {
            "misure" => self.measures = list(value, named_measure)?,
            "righe" => self.rows = list(value, named_level)?,
            "colonne" => self.columns = list(value, named_level)?,
            "edizione" => self.edition = Some(number(key, value)?),
            "fino_a" => self.until_month = Some(month(value)?),
            "confronto" => self.comparison = Some(comparison(value)?),
            "ordina" => self.order = Some(order(value)?),
            "primi" => self.first = Some(number(key, value)?),
            _ => {
                let level = level(key).ok_or_else(|| unknown_key(key))?;
                if self.filters.iter().any(|(other, _)| *other == level) {
                    return Err(QueryError(format!(
                        "«{key}» è ripetuto: un filtro prende un valore solo. Per vedere più valori \
                         insieme mettili sulle righe o sulle colonne: righe={key}"
                    )));
                }
                if value.is_empty() {
                    return Err(QueryError(format!(
                        "«{key}» è senza valore: togli il filtro o dagli un codice"
                    )));
                }
                self.filters.push((level, value.to_owned()));
            }
        }
        Ok(())
    }

    fn check(&self) -> Result<(), QueryError> {
        if self.measures.is_empty() {
            return Err(QueryError(format!(
                "manca «misure»: scegline una o più fra {}",
                measure_names()
            )));
        }
        if self.measures.len() > MAX_MEASURES {
            return Err(QueryError(format!(
                "al massimo {MAX_MEASURES} misure alla volta"
            )));
        }
        for (side, levels) in [("righe", &self.rows), ("colonne", &self.columns)] {
            if levels.len() > MAX_LEVELS {
                return Err(QueryError(format!(
                    "al massimo {MAX_LEVELS} livelli su «{side}»"
                )));
            }
        }
        self.check_axes()?;
        self.check_population()?;
        match &self.order {
            Some(order) if !self.measures.contains(&order.measure) => Err(QueryError(format!(
                "«ordina» vuole una delle misure chieste: {} non c'è",
                order.measure.id
            ))),
            _ => Ok(()),
        }
    }

    /// No dimension stands twice on rows and columns.
    fn check_axes(&self) -> Result<(), QueryError> {
        let shown: Vec<&Level> = self.shown().collect();
        for (position, level) in shown.iter().enumerate() {
            if let Some(other) = shown
                .iter()
                .take(position)
                .find(|other| other.axis == level.axis)
            {
                return Err(QueryError(format!(
                    "«{}» e «{}» sono livelli della stessa dimensione: su righe e colonne ne va uno solo; \
                     l'altro può essere un filtro",
                    other.id, level.id
                )));
            }
        }
        Ok(())
    }

    /// Residents are known by year, comune, sex and age, and by nothing else.
    fn check_population(&self) -> Result<(), QueryError> {
        let Some(measure) = self
            .measures
            .iter()
            .find(|measure| measure.formula.population().is_some())
        else {
            return Ok(());
        };
        let named = || {
            self.shown()
                .chain(self.filters.iter().map(|(level, _)| *level))
        };
        if !named().any(|level| level.axis == Axis::Time) {
            return Err(QueryError(format!(
                "«{}» vuole l'anno, perché gli abitanti cambiano: aggiungi anno=… oppure metti anno su righe o colonne",
                measure.id
            )));
        }
        match named().find(|level| level.axis == Axis::Body) {
            Some(level) => Err(QueryError(format!(
                "«{}» non si può dividere per «{}»: gli abitanti si contano per residenza. Usa comune, ats, \
                 provincia, regione o ripartizione",
                measure.id, level.id
            ))),
            None => Ok(()),
        }
    }

    /// The levels on rows and columns.
    pub fn shown(&self) -> impl Iterator<Item = &'static Level> + '_ {
        self.rows.iter().chain(&self.columns).copied()
    }

    /// How many dimensions other than time, residence and body the question cuts by.
    pub fn n_attributes(&self) -> usize {
        let named = self
            .shown()
            .chain(self.filters.iter().map(|(level, _)| *level));
        let mut axes: Vec<Axis> = named
            .map(|level| level.axis)
            .filter(|axis| axis.is_attribute())
            .collect();
        axes.sort_unstable();
        axes.dedup();
        axes.len()
    }

    /// The code that the question filters `level` by.
    pub fn filter(&self, level: &str) -> Option<&str> {
        let found = self.filters.iter().find(|(other, _)| other.id == level);
        found.map(|(_, code)| code.as_str())
    }
}

/// The canonical string: the same question, the same text.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = form_urlencoded::Serializer::new(String::new());
        out.append_pair(
            "misure",
            &join(self.measures.iter().map(|measure| measure.id)),
        );
        for (side, levels) in [("righe", &self.rows), ("colonne", &self.columns)] {
            if !levels.is_empty() {
                out.append_pair(side, &join(levels.iter().map(|level| level.id)));
            }
        }
        for (level, code) in &self.filters {
            out.append_pair(level.id, code);
        }
        if let Some(month) = self.until_month {
            out.append_pair("fino_a", &format!("{month:02}"));
        }
        if let Some(comparison) = self.comparison {
            out.append_pair("confronto", comparison.name());
        }
        if let Some(order) = &self.order {
            let sign = if order.descending { "-" } else { "" };
            out.append_pair("ordina", &format!("{sign}{}", order.measure.id));
        }
        if let Some(first) = self.first {
            out.append_pair("primi", &first.to_string());
        }
        if let Some(edition) = self.edition {
            out.append_pair("edizione", &edition.to_string());
        }
        // Commas are as good as their escape in a query string, and a person can read them.
        f.write_str(&out.finish().replace("%2C", ","))
    }
}

impl Comparison {
    /// The name in queries.
    pub const fn name(self) -> &'static str {
        match self {
            Self::YearBefore => "anno_prima",
            Self::Territory(Some(level)) => level.id,
            Self::Territory(None) => "italia",
        }
    }
}

fn position(level: &Level) -> usize {
    levels()
        .position(|other| other == level)
        .unwrap_or(usize::MAX)
}

fn join<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(",")
}

fn list<T: PartialEq>(
    value: &str,
    one: fn(&str) -> Result<T, QueryError>,
) -> Result<Vec<T>, QueryError> {
    let mut found = Vec::new();
    for name in value
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
    {
        let item = one(name)?;
        if !found.contains(&item) {
            found.push(item);
        }
    }
    Ok(found)
}

fn named_measure(name: &str) -> Result<&'static Measure, QueryError> {
    measure::measure(name).ok_or_else(|| {
        QueryError(format!(
            "la misura «{name}» non esiste: scegli fra {}",
            measure_names()
        ))
    })
}

fn named_level(name: &str) -> Result<&'static Level, QueryError> {
    level(name).ok_or_else(|| {
        QueryError(format!(
            "il livello «{name}» non esiste: scegli fra {}",
            level_names()
        ))
    })
}

fn unknown_key(key: &str) -> QueryError {
    QueryError(format!(
        "«{key}» non si può chiedere: valgono misure, righe, colonne, fino_a, confronto, ordina, primi, edizione, \
         e come filtri {}",
        level_names()
    ))
}

fn measure_names() -> String {
    join(measure::ALL.iter().map(|measure| measure.id))
}

fn level_names() -> String {
    join(levels().map(|level| level.id))
}

fn number<N: std::str::FromStr>(key: &str, value: &str) -> Result<N, QueryError> {
    value
        .parse()
        .map_err(|_| QueryError(format!("«{key}» vuole un numero intero, non «{value}»")))
}

fn month(value: &str) -> Result<u8, QueryError> {
    match value.parse() {
        Ok(month @ 1..=12) => Ok(month),
        _ => Err(QueryError(format!(
            "«fino_a» vuole un mese da 1 a 12, non «{value}»"
        ))),
    }
}

fn comparison(value: &str) -> Result<Comparison, QueryError> {
    let territory =
        level(value).filter(|level| level.axis == Axis::Residence && level.id != "comune");
    match (value, territory) {
        ("anno_prima", _) => Ok(Comparison::YearBefore),
        ("italia", _) => Ok(Comparison::Territory(None)),
        (_, Some(level)) => Ok(Comparison::Territory(Some(level))),
        _ => Err(QueryError(format!(
            "«confronto» non conosce «{value}»: valgono anno_prima, ats, classe, provincia, regione, ripartizione, italia"
        ))),
    }
}

fn order(value: &str) -> Result<Order, QueryError> {
    let (descending, name) = match value.strip_prefix('-') {
        Some(name) => (true, name),
        None => (false, value),
    };
    named_measure(name).map(|measure| Order {
        measure,
        descending,
    })
}

#[cfg(test)]
mod tests {
    use super::Query;

    #[test]
    fn a_question_comes_back_in_its_canonical_form() {
        for (typed, canonical) in [
            ("misure=beneficiari", "misure=beneficiari"),
            (
                "?righe=regione&misure=spesa,beneficiari",
                "misure=spesa,beneficiari&righe=regione",
            ),
            (
                "sesso=F&anno=2025&misure=spesa&colonne=eta&edizione=3&fino_a=6&primi=10&ordina=-spesa&confronto=regione",
                "misure=spesa&colonne=eta&anno=2025&sesso=F&fino_a=06&confronto=regione&ordina=-spesa&primi=10&edizione=3",
            ),
            ("misure=spesa&eta=85%2B", "misure=spesa&eta=85%2B"),
        ] {
            let query = Query::parse(typed).expect(typed);
            assert_eq!(query.to_string(), canonical);
            assert_eq!(Query::parse(canonical).expect(canonical), query);
        }
    }

    #[test]
    fn what_cannot_be_asked_is_told_with_what_can() {
        for (typed, words) in [
            ("", "manca «misure»"),
            (
                "misure=soldi",
                "la misura «soldi» non esiste: scegli fra beneficiari,",
            ),
            (
                "misure=spesa&righe=quartiere",
                "il livello «quartiere» non esiste: scegli fra anno,",
            ),
            ("misure=spesa&colore=rosso", "«colore» non si può chiedere"),
            (
                "misure=spesa&sesso=F&sesso=M",
                "un filtro prende un valore solo",
            ),
            (
                "misure=spesa&righe=regione&colonne=comune",
                "stessa dimensione",
            ),
            ("misure=spesa_per_abitante&righe=regione", "vuole l'anno"),
            (
                "misure=spesa_per_abitante&righe=ente&anno=2025",
                "si contano per residenza",
            ),
            ("misure=spesa&fino_a=13", "un mese da 1 a 12"),
            ("misure=spesa&ordina=ore", "una delle misure chieste"),
            ("misure=spesa&confronto=marte", "valgono anno_prima"),
            ("misure=spesa&edizione=ultima", "un numero intero"),
        ] {
            let error = Query::parse(typed).expect_err(typed);
            assert!(error.0.contains(words), "{typed}: {error}");
        }
    }

    #[test]
    fn attributes_are_counted_once_a_dimension() {
        let query = Query::parse("misure=spesa&righe=comune,eta&colonne=sesso&anno=2025&eta_ampia=65%2B&prestazione=A1.01").unwrap();
        assert_eq!(query.n_attributes(), 3);
    }
}
