//! The findings of the schema check: what is wrong, in Italian, and what to do.

use pas_domain::finding::{Finding, FindingKind, Place, Severity, Target};
use pas_domain::flow::Field;

use crate::schema::{Arrival, AttributeFact, ElementFact, Facet, NAMESPACE, Pattern};
use crate::wire;

/// How much of a value a message repeats.
const SHOWN: usize = 60;

/// Every code of the schema check with what it means, in Italian.
pub const SCHEMA_CODES: &[(&str, &str)] = &[
    (
        "XSD-NAMESPACE",
        "elemento fuori dallo spazio dei nomi dell'INPS",
    ),
    ("XSD-ELEMENT", "elemento che lo schema non prevede"),
    ("XSD-ORDER", "elemento fuori posto"),
    ("XSD-TOO-MANY", "elemento ripetuto troppe volte"),
    ("XSD-MISSING-ELEMENT", "elemento obbligatorio mancante"),
    ("XSD-ATTRIBUTE", "attributo che lo schema non prevede"),
    ("XSD-MISSING-ATTRIBUTE", "attributo obbligatorio mancante"),
    ("XSD-TEXT", "testo dove lo schema non ne ammette"),
    ("XSD-LENGTH", "valore troppo corto o troppo lungo"),
    ("XSD-PATTERN", "valore di forma sbagliata"),
    ("XSD-ENUM", "codice che non è nell'elenco"),
    ("XSD-DATE", "data sbagliata"),
    ("XSD-DECIMAL", "numero sbagliato"),
    ("XSD-INTEGER", "numero intero sbagliato o fuori dai limiti"),
    ("XSD-NIL", "attributo xsi:nil non ammesso"),
    ("XSD-TYPE", "attributo xsi:type sbagliato"),
];

/// The element in which something is wrong, and the record to which it belongs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot {
    pub(crate) place: Place,
    pub(crate) fact: &'static ElementFact,
}

impl Spot {
    #[cold]
    fn finding(self, code: &'static str, target: Target, message: String) -> Finding {
        Finding {
            code,
            kind: FindingKind::Schema,
            severity: Severity::Error,
            place: self.place,
            target,
            message,
            found: None,
            source: self.fact.source,
        }
    }

    /// The way from the record to something inside the element, by wire names.
    fn other(self, name: &str) -> Target {
        Target::Other(wire::way_from(self.place, self.fact.element, name))
    }

    /// The element itself.
    fn whole(self) -> Target {
        match wire::way_from(self.place, self.fact.element, "") {
            way if way.is_empty() => Target::Whole,
            way => Target::Other(way),
        }
    }

    /// A value that its facet refuses.
    #[cold]
    pub(crate) fn wrong_value(
        self,
        field: Field,
        facet: &Facet,
        required: bool,
        value: &str,
    ) -> Finding {
        let message = format!(
            "{} ({}): {}{}",
            field.label(),
            wire::wire_name(field),
            expectation(facet, value),
            if value.is_empty() && !required {
                "; se il dato non c'è, l'attributo va tolto"
            } else {
                ""
            }
        );
        Finding {
            found: Some(clip(value, 4 * SHOWN)),
            ..self.finding(code_of(facet), Target::Field(field), message)
        }
    }

    /// A required attribute that is not there.
    #[cold]
    pub(crate) fn missing_attribute(self, attribute: &AttributeFact) -> Finding {
        let message = format!(
            "{} ({}): manca ed è un dato obbligatorio; ci vuole {}",
            attribute.field.label(),
            attribute.name,
            requirement(&attribute.facet),
        );
        self.finding(
            "XSD-MISSING-ATTRIBUTE",
            Target::Field(attribute.field),
            message,
        )
    }

    /// An attribute that the element does not have.
    #[cold]
    pub(crate) fn unknown_attribute(self, name: &str, value: &str) -> Finding {
        let message = format!(
            "l'attributo {} non è previsto per {}: va tolto{}",
            clip(name, SHOWN),
            named(self.fact),
            self.alike(name)
                .map_or(String::new(), |known| format!(" o scritto {known}")),
        );
        Finding {
            found: Some(clip(value, 4 * SHOWN)),
            ..self.finding("XSD-ATTRIBUTE", self.other(&format!("@{name}")), message)
        }
    }

    /// The attribute that somebody meant who wrote another case or a prefix.
    fn alike(self, name: &str) -> Option<&'static str> {
        let (_, local) = crate::xml::split(name);
        let mut known = self.fact.attributes.facts.iter().map(|fact| fact.name);
        known.find(|known| known.eq_ignore_ascii_case(local))
    }

    /// A value that XML cannot carry at all; only a writer meets one.
    #[cold]
    pub(crate) fn unwritable(self, field: Field, character: char) -> Finding {
        let message = format!(
            "{} ({}): contiene il carattere U+{:04X}, che l'XML non ammette: va tolto",
            field.label(),
            wire::wire_name(field),
            u32::from(character),
        );
        self.finding("XML-CHARACTER", Target::Field(field), message)
    }

    /// A value that the element cannot carry, or a second one; only a writer meets one.
    #[cold]
    pub(crate) fn no_room(self, field: Field) -> Finding {
        let message = format!(
            "{} ({}): non ha posto dentro {} o è già presente: andrebbe perso",
            field.label(),
            wire::wire_name(field),
            named(self.fact),
        );
        self.finding("XSD-ATTRIBUTE", Target::Field(field), message)
    }

    /// A child that the element does not have.
    #[cold]
    pub(crate) fn unknown_element(self, name: &str) -> Finding {
        let message = format!(
            "l'elemento {} non è previsto dentro {}: va tolto con il suo contenuto",
            clip(name, SHOWN),
            named(self.fact),
        );
        self.finding("XSD-ELEMENT", self.other(name), message)
    }

    /// A child that stands in the wrong place or once too often; `None` when it is where it should.
    #[inline]
    pub(crate) fn arrival(self, child: &ElementFact, arrival: Arrival) -> Option<Finding> {
        match arrival {
            Arrival::Expected => None,
            Arrival::Late { after } => {
                let message = format!(
                    "l'elemento {} sta dopo {after}: dentro {} va scritto prima",
                    child.name,
                    named(self.fact),
                );
                Some(self.finding("XSD-ORDER", self.other(child.name), message))
            }
            Arrival::Excess { max } => {
                let times = if max == 1 {
                    "una volta sola".to_owned()
                } else {
                    format!("al più {max} volte")
                };
                let message = format!(
                    "l'elemento {} compare troppe volte dentro {}: è ammesso {times}",
                    child.name,
                    named(self.fact),
                );
                Some(self.finding("XSD-TOO-MANY", self.other(child.name), message))
            }
        }
    }

    /// A child that should be there.
    #[cold]
    pub(crate) fn missing_element(self, child: &ElementFact) -> Finding {
        let message = format!(
            "dentro {} manca {}: va aggiunto almeno una volta",
            named(self.fact),
            named(child)
        );
        self.finding("XSD-MISSING-ELEMENT", self.other(child.name), message)
    }

    /// Text where only elements may stand, or nothing.
    #[cold]
    pub(crate) fn text_not_allowed(self, text: &str) -> Finding {
        let message = format!(
            "dentro {} c'è del testo che lo schema non ammette: i valori si scrivono negli attributi, il testo va tolto",
            named(self.fact),
        );
        Finding {
            found: Some(clip(text, 4 * SHOWN)),
            ..self.finding("XSD-TEXT", self.whole(), message)
        }
    }

    /// An element outside INPS's namespace.
    #[cold]
    pub(crate) fn wrong_namespace(self, found: Option<&str>) -> Finding {
        let message = format!(
            "l'elemento {} non appartiene allo spazio dei nomi dell'INPS: nell'elemento Flusso va \
             dichiarato xmlns=\"{NAMESPACE}\"",
            self.fact.name,
        );
        Finding {
            found: found.map(|uri| clip(uri, 4 * SHOWN)),
            ..self.finding("XSD-NAMESPACE", self.whole(), message)
        }
    }

    /// `xsi:nil`, which no element of the schemas may carry.
    #[cold]
    pub(crate) fn nil_not_allowed(self, name: &str, value: &str) -> Finding {
        let message = format!(
            "l'attributo {name} non è ammesso per {}: va tolto",
            named(self.fact)
        );
        Finding {
            found: Some(clip(value, 4 * SHOWN)),
            ..self.finding("XSD-NIL", self.other(&format!("@{name}")), message)
        }
    }

    /// `xsi:type` with another type than the element's own.
    #[cold]
    pub(crate) fn wrong_type(self, name: &str, value: &str) -> Finding {
        let remedy = match self.fact.type_name {
            Some(type_name) => format!("va tolto o deve indicare {type_name}"),
            None => "va tolto".to_owned(),
        };
        let message = format!(
            "l'attributo {name} di {} non indica il suo tipo: {remedy}",
            self.fact.name
        );
        Finding {
            found: Some(clip(value, 4 * SHOWN)),
            ..self.finding("XSD-TYPE", self.other(&format!("@{name}")), message)
        }
    }
}

/// `i dati anagrafici (Anagrafica)`.
fn named(fact: &ElementFact) -> String {
    format!("{} ({})", fact.label, fact.name)
}

fn code_of(facet: &Facet) -> &'static str {
    match facet {
        Facet::Length { .. } => "XSD-LENGTH",
        Facet::Pattern(_) => "XSD-PATTERN",
        Facet::Codes(_) => "XSD-ENUM",
        Facet::Date => "XSD-DATE",
        Facet::Decimal => "XSD-DECIMAL",
        Facet::Int { .. } => "XSD-INTEGER",
    }
}

/// What was found and what it should be.
fn expectation(facet: &Facet, value: &str) -> String {
    let wanted = requirement(facet);
    if value.is_empty() {
        return format!("è vuoto; ci vuole {wanted}");
    }
    let shown = visible(&clip(value, SHOWN));
    match facet {
        Facet::Length { max, .. } => {
            let length = value.chars().count();
            let remedy = if length > *max as usize {
                "va accorciato"
            } else {
                "va completato"
            };
            format!("«{shown}» ha {length} caratteri e {remedy}: ci vuole {wanted}")
        }
        Facet::Codes(list) if list.label(value.trim()).is_some() => {
            format!("«{shown}» ha spazi intorno al codice, che va scritto senza; ci vuole {wanted}")
        }
        _ => format!("«{shown}» non va bene; ci vuole {wanted}"),
    }
}

/// What the schema asks, in words.
fn requirement(facet: &Facet) -> String {
    match facet {
        Facet::Length { min, max } if min == max => format!("un testo di {min} caratteri esatti"),
        Facet::Length { min: 0, max } => format!("un testo di al più {max} caratteri"),
        Facet::Length { min, max } => format!("un testo da {min} a {max} caratteri"),
        Facet::Pattern(Pattern::CodiceFiscale) => {
            "un codice fiscale di 16 caratteri (6 lettere, 2 cifre, 1 lettera, 2 cifre, 1 lettera, 3 \
             lettere o cifre, 1 lettera) o un codice provvisorio di 11 cifre"
                .to_owned()
        }
        Facet::Pattern(Pattern::Digits(count)) => {
            format!("un codice di {count} cifre, con gli zeri iniziali")
        }
        Facet::Pattern(Pattern::MonthYear) => {
            "mese e anno nella forma MM/AAAA, dal 1900 al 2099, per esempio 03/2024".to_owned()
        }
        Facet::Codes(list) => {
            let codes = list.codes.iter().map(|(code, label)| format!("{code} ({label})"));
            format!("uno di questi codici: {}", codes.collect::<Vec<_>>().join(", "))
        }
        Facet::Date => "una data esistente nella forma AAAA-MM-GG, senza spazi, per esempio 2024-03-31".to_owned(),
        Facet::Decimal => {
            "un numero con il punto per i decimali, senza separatore delle migliaia né simboli e di al \
             più 24 cifre, per esempio 1250.50"
                .to_owned()
        }
        Facet::Int { min: i32::MIN, max } => format!("un numero intero, senza spazi, non oltre {max}"),
        Facet::Int { min, max } => format!("un numero intero da {min} a {max}, senza spazi"),
    }
}

/// The beginning of a text that may be very long.
fn clip(text: &str, length: usize) -> String {
    match text.char_indices().nth(length) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}

/// Control characters made visible: a line end inside a message would look like nothing.
fn visible(text: &str) -> String {
    let replace = |character| match character {
        '\n' => '⏎',
        '\t' => '⇥',
        other if char::is_control(other) => '\u{FFFD}',
        other => other,
    };
    text.chars().map(replace).collect()
}
