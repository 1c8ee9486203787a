//! What can be asked of an address: one declaration that reads requests and stands in the document.

use serde_json::{Value, json};

/// Letters, figures and signs of codes and words: printable ASCII and the letters of Latin scripts,
/// no space at either end.
const TEXT: &str = "^[!-~À-ž]([ -~À-ž]*[!-~À-ž])?$";
/// A month with or without a leading nought.
const MONTH: &str = "^(0?[1-9]|1[0-2])$";

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Behind the question mark.
    Query,
    /// In the path.
    Path,
}

/// What a parameter may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A whole number within bounds.
    Number(u32, u32),
    /// One of these words.
    OneOf(Vec<String>),
    /// Some of these words, so many at most, with commas between them.
    ListOf(Vec<&'static str>, usize),
    /// A month of the year, 1 to 12.
    Month,
    /// A code or words, of so many characters at most.
    Text(usize),
}

/// A parameter of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) place: Place,
    pub(super) kind: Kind,
    /// In Italian, what it is.
    pub(super) description: String,
    pub(super) is_required: bool,
    pub(super) example: Option<&'static str>,
}

impl Kind {
    /// Whether `value` may stand there.
    pub(super) fn admits(&self, value: &str) -> bool {
        match self {
            Self::Number(least, most) => {
                let is_plain = value.bytes().all(|byte| byte.is_ascii_digit());
                is_plain && value.parse().is_ok_and(|n| (*least..=*most).contains(&n))
            }
            Self::OneOf(choices) => choices.iter().any(|choice| choice == value),
            Self::ListOf(choices, most) => {
                let mut items = value.split(',');
                items.clone().count() <= *most && items.all(|item| choices.contains(&item))
            }
            Self::Month => {
                let is_plain = value.bytes().all(|byte| byte.is_ascii_digit());
                is_plain
                    && value.len() <= 2
                    && value.parse::<u8>().is_ok_and(|n| (1..=12).contains(&n))
            }
            Self::Text(most) => {
                let is_known = |letter: char| matches!(letter, ' '..='~' | 'À'..='ž');
                let is_edge = |letter: Option<char>| letter.is_some_and(|letter| letter != ' ');
                value.chars().all(is_known)
                    && is_edge(value.chars().next())
                    && is_edge(value.chars().next_back())
                    && value.chars().count() <= *most
            }
        }
    }

    /// In Italian, what may stand there.
    pub(super) fn wants(&self) -> String {
        match self {
            Self::Number(least, most) => format!("un numero intero da {least} a {most}"),
            Self::OneOf(choices) => format!("una parola fra {}", choices.join(", ")),
            Self::ListOf(choices, most) => format!(
                "da una a {most} parole, con la virgola fra l'una e l'altra, fra {}",
                choices.join(", ")
            ),
            Self::Month => "un mese da 1 a 12".to_owned(),
            Self::Text(most) => format!("da 1 a {most} caratteri, senza spazi in testa o in coda"),
        }
    }

    fn schema(&self) -> Value {
        match self {
            Self::Number(least, most) => {
                json!({"type": "integer", "minimum": least, "maximum": most})
            }
            Self::OneOf(choices) => json!({"type": "string", "enum": choices}),
            Self::ListOf(choices, most) => json!({
                "type": "array",
                "items": {"type": "string", "enum": choices},
                "minItems": 1,
                "maxItems": most,
            }),
            Self::Month => json!({"type": "string", "pattern": MONTH}),
            Self::Text(most) => {
                json!({"type": "string", "pattern": TEXT, "minLength": 1, "maxLength": most})
            }
        }
    }

    /// `value` as the schema has it.
    fn typed(&self, value: &str) -> Value {
        match self {
            Self::Number(..) => value.parse::<u32>().map_or(Value::Null, Value::from),
            Self::ListOf(..) => value.split(',').collect(),
            Self::OneOf(_) | Self::Month | Self::Text(_) => value.into(),
        }
    }
}

impl Parameter {
    /// One that may stand behind the question mark.
    pub(super) fn query(name: &'static str, kind: Kind, description: impl Into<String>) -> Self {
        Self {
            name,
            place: Place::Query,
            kind,
            description: description.into(),
            is_required: false,
            example: None,
        }
    }

    /// One that is a part of the path.
    pub(super) fn path(
        name: &'static str,
        kind: Kind,
        description: &str,
        example: &'static str,
    ) -> Self {
        Self {
            place: Place::Path,
            is_required: true,
            example: Some(example),
            ..Self::query(name, kind, description)
        }
    }

    /// The same, without which nothing can be answered.
    pub(super) fn required(self) -> Self {
        Self {
            is_required: true,
            ..self
        }
    }

    /// The same, with a value that answers something.
    pub(super) fn such_as(self, example: &'static str) -> Self {
        Self {
            example: Some(example),
            ..self
        }
    }

    /// As OpenAPI has it.
    pub(super) fn document(&self) -> Value {
        let mut parameter = json!({
            "name": self.name,
            "in": match self.place {
                Place::Query => "query",
                Place::Path => "path",
            },
            "required": self.is_required,
            "description": self.description,
            "schema": self.kind.schema(),
        });
        if matches!(self.kind, Kind::ListOf(..)) {
            parameter["style"] = "form".into();
            parameter["explode"] = false.into();
        }
        if let Some(example) = self.example {
            parameter["example"] = self.kind.typed(example);
        }
        parameter
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn admits_what_it_says() {
        let choices = Kind::OneOf(vec!["italia".to_owned()]);
        let list = Kind::ListOf(vec!["spesa", "ore"], 2);
        for (kind, value, is_admitted) in [
            (&Kind::Number(1, 20), "20", true),
            (&Kind::Number(1, 20), "21", false),
            (&Kind::Number(1, 20), "+5", false),
            (&Kind::Number(1, 20), "", false),
            (&choices, "italia", true),
            (&choices, "Italia", false),
            (&list, "ore,spesa", true),
            (&list, "ore,spesa,ore", false),
            (&list, "ore,", false),
            (&Kind::Month, "06", true),
            (&Kind::Month, "006", false),
            (&Kind::Month, "13", false),
            (&Kind::Text(4), "85+", true),
            (&Kind::Text(4), "è ù", true),
            (&Kind::Text(4), " 85", false),
            (&Kind::Text(4), "12345", false),
            (&Kind::Text(4), "a\u{0}b", false),
        ] {
            assert_eq!(kind.admits(value), is_admitted, "{kind:?} {value}");
        }
    }

    #[test]
    fn an_example_is_what_the_schema_says() {
        let list = Parameter::query("misure", Kind::ListOf(vec!["spesa", "ore"], 2), "Misure.");
        let document = list.such_as("ore,spesa").document();
        assert_eq!(document["example"], json!(["ore", "spesa"]));
        assert_eq!(document["explode"], false);
        let number = Parameter::path("numero", Kind::Number(1, 9), "Numero.", "3").document();
        assert_eq!(
            (&number["example"], &number["in"]),
            (&json!(3), &json!("path"))
        );
    }
}
