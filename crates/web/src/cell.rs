//! The cells of tables: what is shown, by what it is ordered, how it looks, where it leads.

use jiff::Timestamp;
use jiff::civil::Date;
use pas_domain::money::Money;
use pas_domain::record::RecordState;

use crate::format::{Italian, cf_groups};

/// By what a cell is ordered. Cells without a value come last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    /// A number.
    Number(i128),
    /// A text, without its case.
    Text(String),
    /// Nothing to order by.
    Nothing,
}

/// How a cell looks. Colour never says anything alone: the words are always there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// A text.
    Plain,
    /// A number, at the right.
    Figure,
    /// A code, in fixed width.
    Code,
    /// A codice fiscale, in groups.
    Cf,
    /// A state, with its colour.
    Tag(Tone),
    /// A figure hidden for confidentiality.
    Hidden,
    /// Nothing there, said in words.
    Absent,
}

/// What a colour says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Done, ready, used.
    Good,
    /// Somebody must complete it.
    Open,
    /// It cannot go.
    Bad,
    /// Nothing to do.
    Calm,
}

impl Tone {
    /// The class of the style sheet.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Good => "pas-buono",
            Self::Open => "pas-aperto",
            Self::Bad => "pas-fermo",
            Self::Calm => "pas-calmo",
        }
    }

    /// The tone of a record's state.
    pub(crate) const fn of(state: RecordState) -> Self {
        match state {
            RecordState::Ready => Self::Good,
            RecordState::Incomplete => Self::Open,
            RecordState::Blocked => Self::Bad,
            RecordState::NotDue => Self::Calm,
        }
    }
}

/// A text longer than this gets a wide column; one shorter than the other may be narrow.
const LONG_TEXT: usize = 40;
const SHORT_TEXT: usize = 12;

/// One cell.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    /// As shown.
    pub text: String,
    /// As in a CSV file.
    pub plain: String,
    /// By what it is ordered.
    pub key: Key,
    /// How it looks.
    pub look: Look,
    /// Where it leads.
    pub href: Option<String>,
    /// Whether it is a name or a word of somebody else's, which no translation touches.
    pub is_data: bool,
}

impl Cell {
    fn new(text: String, plain: String, key: Key, look: Look) -> Self {
        Self {
            text,
            plain,
            key,
            look,
            href: None,
            is_data: false,
        }
    }

    /// A text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::new(
            text.clone(),
            text.clone(),
            Key::Text(text.to_lowercase()),
            Look::Plain,
        )
    }

    /// A code.
    pub(crate) fn code(text: impl Into<String>) -> Self {
        Self {
            look: Look::Code,
            ..Self::text(text)
        }
    }

    /// A codice fiscale.
    pub(crate) fn cf(cf: &str) -> Self {
        Self {
            look: Look::Cf,
            ..Self::text(cf)
        }
    }

    /// A count.
    pub(crate) fn count(n: u64) -> Self {
        Self::new(
            n.it(),
            n.to_string(),
            Key::Number(i128::from(n)),
            Look::Figure,
        )
    }

    /// A year: a name more than a figure.
    pub(crate) fn year(year: i16) -> Self {
        let text = year.to_string();
        Self::new(
            text.clone(),
            text,
            Key::Number(i128::from(year)),
            Look::Plain,
        )
    }

    /// A share in percent.
    pub(crate) fn percent(percent: u8) -> Self {
        let text = format!("{percent}\u{a0}%");
        Self::new(
            text,
            percent.to_string(),
            Key::Number(i128::from(percent)),
            Look::Figure,
        )
    }

    /// An amount, to the cent.
    pub(crate) fn money(amount: Money) -> Self {
        let plain = amount.to_decimal().replace('.', ",");
        Self::new(
            amount.it(),
            plain,
            Key::Number(i128::from(amount.cents())),
            Look::Figure,
        )
    }

    /// A day.
    pub(crate) fn date(day: Date) -> Self {
        let key =
            i128::from(day.year()) * 10_000 + i128::from(day.month()) * 100 + i128::from(day.day());
        Self::new(day.it(), day.it(), Key::Number(key), Look::Plain)
    }

    /// A time.
    pub(crate) fn time(at: Timestamp) -> Self {
        Self::new(
            at.it(),
            at.it(),
            Key::Number(at.as_nanosecond()),
            Look::Plain,
        )
    }

    /// A record's state.
    pub(crate) fn state(state: RecordState) -> Self {
        Self::text(state.label()).tag(Tone::of(state))
    }

    /// A figure hidden for confidentiality: never like a zero.
    pub(crate) fn obscured() -> Self {
        let text = "oscurato".to_owned();
        Self::new(text.clone(), text, Key::Nothing, Look::Hidden)
    }

    /// A figure that stands as it is written.
    pub(crate) fn figure(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::new(text.clone(), text, Key::Nothing, Look::Figure)
    }

    /// Nothing there; `words` say why.
    pub(crate) fn absent(words: &str) -> Self {
        Self::new(words.to_owned(), String::new(), Key::Nothing, Look::Absent)
    }

    /// Whether it is an amount of money.
    pub(crate) fn is_money(&self) -> bool {
        self.look == Look::Figure && self.plain.contains(',')
    }

    /// Its number, for a spreadsheet; none for what is ordered by number but is none, as a day.
    pub(crate) fn number(&self) -> Option<f64> {
        let is_number = matches!(self.key, Key::Number(_));
        is_number.then(|| self.plain.replace(',', ".").parse().ok())?
    }

    /// The same cell, a name or a word of somebody else's: no translation touches it.
    #[must_use]
    pub(crate) fn data(self) -> Self {
        Self {
            is_data: true,
            ..self
        }
    }

    /// Whether no translation touches it.
    pub(crate) fn is_untranslated(&self) -> bool {
        self.is_data || matches!(self.look, Look::Code | Look::Cf)
    }

    /// The same cell, leading to `href`.
    #[must_use]
    pub(crate) fn to(self, href: impl Into<String>) -> Self {
        Self {
            href: Some(href.into()),
            ..self
        }
    }

    /// The same cell, leading to `href` where there is one.
    #[must_use]
    pub(crate) fn with_href(self, href: Option<String>) -> Self {
        Self { href, ..self }
    }

    /// The same cell as a tag in colour.
    #[must_use]
    pub(crate) fn tag(self, tone: Tone) -> Self {
        Self {
            look: Look::Tag(tone),
            ..self
        }
    }

    /// Classes of the style sheet, in a column of figures or of words.
    pub(crate) fn class(&self, is_figure: bool) -> &'static str {
        match (self.look, is_figure) {
            (Look::Figure, _) => "pas-cifra",
            (Look::Hidden, _) => "pas-cifra pas-riservato",
            (Look::Absent, true) => "pas-cifra pas-assente",
            (Look::Absent, false) => "pas-assente",
            (Look::Code, _) if self.text.len() > LONG_TEXT => "pas-codice pas-testo",
            (Look::Code, _) => "pas-codice",
            (Look::Plain, _) if self.text.len() > LONG_TEXT => "pas-testo",
            (Look::Plain, _) if self.text.len() > SHORT_TEXT => "pas-nome",
            (Look::Plain | Look::Cf | Look::Tag(_), _) => "",
        }
    }

    pub(crate) fn groups(&self) -> Vec<&str> {
        cf_groups(&self.text)
    }

    pub(crate) fn tone(&self) -> Option<Tone> {
        match self.look {
            Look::Tag(tone) => Some(tone),
            _ => None,
        }
    }
}
