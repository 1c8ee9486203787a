//! The one list of keys: where each stands, what it takes, and the variable that goes before it.

use std::fmt;

use toml::{Table, Value};

/// A key of the configuration.
struct Key {
    section: &'static str,
    name: &'static str,
    kind: Kind,
}

/// What a key takes.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Flag,
    Number { min: i64, max: i64 },
    Texts,
}

const fn key(section: &'static str, name: &'static str, kind: Kind) -> Key {
    Key {
        section,
        name,
        kind,
    }
}

const KEYS: &[Key] = &[
    key("database", "url", Kind::Text),
    key("web", "listen", Kind::Text),
    key("web", "https", Kind::Flag),
    key("web", "url", Kind::Text),
    key("opendata", "ipa", Kind::Text),
    key("pdnd", "issuer", Kind::Text),
    key("pdnd", "audience", Kind::Text),
    key("pdnd", "jwks", Kind::Text),
    key("pdnd", "consumer_id", Kind::Text),
    key("pdnd", "purpose_ids", Kind::Texts),
    key("pdnd", "skew_seconds", Kind::Number { min: 0, max: 300 }),
    key("pdnd", "producer_id", Kind::Text),
    key("pdnd", "eservice_ids", Kind::Texts),
    key("pdnd", "es256", Kind::Flag),
    key("waas", "listen", Kind::Text),
    // INPS's OpenAPI has no room for more in X-RateLimit-Limit.
    key(
        "waas",
        "requests_per_minute",
        Kind::Number {
            min: 1,
            max: 100_000,
        },
    ),
    key(
        "waas",
        "max_body_bytes",
        Kind::Number {
            min: 1_024,
            max: 104_857_600,
        },
    ),
    key("waas", "ente", Kind::Text),
    key(
        "waas",
        "publish_every_minutes",
        Kind::Number { min: 1, max: 1_440 },
    ),
    key("waas", "publish_as", Kind::Text),
    key("analytics", "own_figures", Kind::Text),
    key("analytics", "cluster_bounds", Kind::Texts),
    key("analytics", "engine", Kind::Text),
    key("analytics", "command", Kind::Texts),
    key(
        "analytics",
        "timeout_seconds",
        Kind::Number {
            min: 1,
            max: 86_400,
        },
    ),
];

impl Key {
    /// Its variable: `PAS_WEB_LISTEN`.
    fn variable(&self) -> String {
        format!("PAS_{}_{}", self.section, self.name).to_uppercase()
    }
}

/// What is to be written, after «dev'essere».
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("un testo tra virgolette"),
            Self::Flag => f.write_str("true o false"),
            Self::Number { min, max } => write!(f, "un numero intero da {min} a {max}"),
            Self::Texts => f.write_str("un elenco di testi, come [\"uno\", \"due\"]"),
        }
    }
}

impl Kind {
    fn takes(self, value: &Value) -> bool {
        match self {
            Self::Text => value.is_str(),
            Self::Flag => value.is_bool(),
            Self::Number { min, max } => value
                .as_integer()
                .is_some_and(|number| (min..=max).contains(&number)),
            Self::Texts => value
                .as_array()
                .is_some_and(|values| values.iter().all(Value::is_str)),
        }
    }

    /// The value that `text`, from a variable, stands for.
    fn parse(self, text: &str) -> Option<Value> {
        let value = match self {
            Self::Text => Value::String(text.to_owned()),
            Self::Flag => Value::Boolean(text.parse().ok()?),
            Self::Number { .. } => Value::Integer(text.parse().ok()?),
            Self::Texts => {
                let texts = text
                    .split(',')
                    .map(str::trim)
                    .filter(|text| !text.is_empty());
                Value::Array(texts.map(|text| Value::String(text.to_owned())).collect())
            }
        };
        self.takes(&value).then_some(value)
    }
}

/// The first key of `table` that nobody knows, or whose value is of another kind.
pub(super) fn fault(table: &Table) -> Option<String> {
    table.iter().find_map(|(section, value)| {
        if !KEYS.iter().any(|key| key.section == section) {
            return Some(format!(
                "«{section}» non esiste: le chiavi sono {}",
                known_keys()
            ));
        }
        let Some(values) = value.as_table() else {
            return Some(format!(
                "«{section}» è una sezione: si scrive [{section}], e sotto le sue chiavi"
            ));
        };
        values
            .iter()
            .find_map(|(name, value)| fault_of_key(section, name, value))
    })
}

fn fault_of_key(section: &str, name: &str, value: &Value) -> Option<String> {
    let known = |key: &&Key| key.section == section && key.name == name;
    let Some(key) = KEYS.iter().find(known) else {
        return Some(format!(
            "«{name}» in [{section}] non esiste: le chiavi sono {}",
            known_keys()
        ));
    };
    let fits = key.kind.takes(value);
    (!fits).then(|| format!("«{name}» in [{section}] dev'essere {}", key.kind))
}

fn known_keys() -> String {
    let keys: Vec<String> = KEYS
        .iter()
        .map(|key| format!("[{}] {}", key.section, key.name))
        .collect();
    keys.join(", ")
}

/// Puts into `table` what the environment says; an empty variable says nothing.
pub(super) fn overlay(
    table: &mut Table,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<(), String> {
    for key in KEYS {
        let name = key.variable();
        let Some(text) = variable(&name).filter(|text| !text.is_empty()) else {
            continue;
        };
        let Some(value) = key.kind.parse(&text) else {
            return Err(match key.kind {
                Kind::Flag => format!("{name} può valere true o false"),
                kind => format!("{name} dev'essere {kind}"),
            });
        };
        let section = table
            .entry(key.section)
            .or_insert_with(|| Value::Table(Table::new()));
        if let Value::Table(section) = section {
            section.insert(key.name.to_owned(), value);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_a_variable_that_goes_before_the_file() {
        let mut table: Table =
            toml::from_str("[pdnd]\nissuer = \"a\"\nskew_seconds = 5\n").unwrap();
        let said = |name: &str| {
            let value = match name {
                "PAS_PDND_ISSUER" => "b",
                "PAS_PDND_PURPOSE_IDS" => "uno, due,",
                "PAS_PDND_ES256" => "true",
                "PAS_WAAS_REQUESTS_PER_MINUTE" => "7",
                "PAS_WAAS_LISTEN" => "",
                _ => return None,
            };
            Some(value.to_owned())
        };
        overlay(&mut table, said).unwrap();
        let wanted: Table = toml::from_str(
            "[pdnd]\nissuer = \"b\"\nskew_seconds = 5\npurpose_ids = [\"uno\", \"due\"]\nes256 = true\n\
             [waas]\nrequests_per_minute = 7\n",
        )
        .unwrap();
        assert_eq!(table, wanted);
        assert_eq!(fault(&table), None);
    }

    #[test]
    fn a_variable_that_says_something_else_is_named() {
        for (name, value) in [
            ("PAS_PDND_SKEW_SECONDS", "301"),
            ("PAS_PDND_SKEW_SECONDS", "-1"),
            ("PAS_PDND_SKEW_SECONDS", "dieci"),
            ("PAS_WAAS_REQUESTS_PER_MINUTE", "0"),
            ("PAS_WAAS_MAX_BODY_BYTES", "1"),
            ("PAS_WEB_HTTPS", "yes"),
        ] {
            let said = |asked: &str| (asked == name).then(|| value.to_owned());
            let told = overlay(&mut Table::new(), said).unwrap_err();
            assert!(told.starts_with(name), "{told}");
        }
    }

    #[test]
    fn a_value_out_of_its_range_is_told_with_the_range() {
        for (text, said) in [
            ("[pdnd]\nskew_seconds = 301", "da 0 a 300"),
            ("[pdnd]\nskew_seconds = \"60\"", "da 0 a 300"),
            ("[pdnd]\npurpose_ids = \"uno\"", "elenco"),
            ("[pdnd]\npurpose_ids = [1]", "elenco"),
            ("[waas]\nrequests_per_minute = 0", "da 1 a 100000"),
            ("[waas]\nrequests_per_minute = 100001", "da 1 a 100000"),
            ("[waas]\nporta = 1", "[waas] requests_per_minute"),
        ] {
            let told = fault(&toml::from_str(text).unwrap()).unwrap();
            assert!(told.contains(said), "{told}");
        }
    }
}
