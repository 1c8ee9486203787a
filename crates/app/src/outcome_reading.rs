//! INPS's text of a refusal, explained: which values it speaks of, who can mend them, what to do.

use pas_domain::flow::{Field, FlowKind};
use pas_domain::office::Office;
use pas_domain::sending::OutcomeCode;

use crate::judgement::office_of;

/// A refusal explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeReading {
    /// What it is about, for addresses: refusals with the same one mean the same.
    pub topic: String,
    /// What happened and what to do, in Italian. Never names a person.
    pub meaning: String,
    /// The values of which the text speaks, the first one first.
    pub fields: Vec<Field>,
    /// Who must act.
    pub office: Office,
}

/// Words of INPS that mean one thing.
struct Phrase {
    /// Name for addresses.
    topic: &'static str,
    /// In lower case, with single spaces.
    words: &'static str,
    /// What happened and what to do.
    meaning: &'static str,
    /// Who must act.
    office: Office,
}

/// The texts that we can recognise as a whole. The first is the only one that INPS attests
/// (specification 2.0.1, §3.4.2); the others are the ways in which one says the same thing.
const PHRASES: &[Phrase] = &[
    Phrase {
        topic: "uno-per-flusso",
        words: "solo un beneficiario e una prestazione",
        meaning: "Nel flusso c'erano più beneficiari o più prestazioni: per interoperabilità INPS ne accetta \
                  uno solo. PAS ne mette uno per flusso: pubblica di nuovo il record; se succede ancora, \
                  segnalalo all'assistenza di PAS.",
        office: Office::Siuss,
    },
    Phrase {
        topic: "gia-presente",
        words: "già presente",
        meaning: ALREADY_THERE,
        office: Office::Siuss,
    },
    Phrase {
        topic: "gia-presente",
        words: "già acquisit",
        meaning: ALREADY_THERE,
        office: Office::Siuss,
    },
    Phrase {
        topic: "niente-da-cancellare",
        words: "da cancellare non",
        meaning: NOTHING_TO_CANCEL,
        office: Office::Siuss,
    },
    Phrase {
        topic: "niente-da-cancellare",
        words: "cancellazione di un record non presente",
        meaning: NOTHING_TO_CANCEL,
        office: Office::Siuss,
    },
];

const ALREADY_THERE: &str = "INPS ha già questa prestazione: forse è partita anche dal sito di INPS. \
    Controlla fra i file caricati e non inviarla di nuovo finché non lo sai.";
const NOTHING_TO_CANCEL: &str = "INPS non trova che cosa cancellare: verifica con INPS se tiene ancora il \
    record, indicando l'identificativo del flusso.";

/// Words that name a value without being its name, in lower case.
const OTHER_NAMES: &[(&str, Field)] = &[
    ("codice fiscale dell'operatore", Field::OperatorCf),
    ("codice fiscale", Field::BeneficiaryCf),
    ("comune di nascita", Field::Birthplace),
    ("residenza", Field::ResidenceComune),
    ("protocollo dsu", Field::DsuNumber),
    ("protocollo della dsu", Field::DsuNumber),
    ("data presentazione dsu", Field::DsuDate),
    ("dsu", Field::DsuNumber),
    ("prova dei mezzi", Field::MeansTest),
    ("data di inizio", Field::BenefitStart),
    ("data inizio", Field::BenefitStart),
    ("data di fine", Field::BenefitEnd),
    ("data fine", Field::BenefitEnd),
];

/// Names of values that are also everyday words.
const EVERYDAY: &[&str] = &[
    "nome", "genere", "codice", "sesso", "regione", "nazione", "ente",
];

/// What INPS's verdict `code` with its words `text` means for a record of `kind` whose benefit is
/// that of `owner`.
pub fn read(
    code: OutcomeCode,
    text: Option<&str>,
    kind: FlowKind,
    owner: Option<Office>,
) -> OutcomeReading {
    let text = text.unwrap_or_default();
    let plain = plain(text);
    let fields = fields(text, &plain, kind);
    if let Some(phrase) = PHRASES.iter().find(|phrase| plain.contains(phrase.words)) {
        return OutcomeReading {
            topic: phrase.topic.to_owned(),
            meaning: phrase.meaning.to_owned(),
            fields,
            office: phrase.office,
        };
    }
    let owner = owner.unwrap_or(Office::Siuss);
    let code_alone = |office| OutcomeReading {
        topic: code.name().to_owned(),
        meaning: code.explanation().to_owned(),
        fields: fields.clone(),
        office,
    };
    match (code, fields.first()) {
        (OutcomeCode::Accepted | OutcomeCode::GenericError, _)
        | (OutcomeCode::InvalidRequest, None) => code_alone(Office::Siuss),
        (OutcomeCode::DataNotFound, None) => code_alone(owner),
        (_, Some(&first)) => OutcomeReading {
            topic: format!("{}-{}", code.name(), first.name()),
            meaning: about(first, code),
            office: office_of(first).unwrap_or(owner),
            fields,
        },
    }
}

fn about(field: Field, code: OutcomeCode) -> String {
    let wrong = match code {
        OutcomeCode::DataNotFound => "INPS conosce un valore diverso, o nessuno",
        _ => "Per INPS questo valore non va bene",
    };
    format!(
        "{wrong}: {}. L'ufficio lo controlla, corregge il suo file e lo importa di nuovo; il record \
         ricalcolato riparte con la pubblicazione seguente.",
        field.label()
    )
}

/// In lower case, with single spaces and straight apostrophes.
fn plain(text: &str) -> String {
    let text = text.to_lowercase().replace('’', "'");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The values of `kind` that a text names, in the order in which it does.
fn fields(text: &str, plain: &str, kind: FlowKind) -> Vec<Field> {
    let mut found: Vec<(usize, usize, Field)> = Vec::new();
    for &field in Field::ALL.iter().filter(|field| belongs(**field, kind)) {
        let wire = pas_siuss::wire_name(field).to_lowercase();
        let is_telling = |name: &str| !EVERYDAY.contains(&name);
        let wire = find_word(plain, &wire)
            .filter(|_| {
                is_telling(&wire) || text.contains(&format!("@{}", pas_siuss::wire_name(field)))
            })
            .map(|at| (at, wire.len()));
        let label = field.label().to_lowercase();
        let label = find_word(plain, &label)
            .filter(|_| is_telling(&label))
            .map(|at| (at, label.len()));
        found.extend(
            [wire, label]
                .into_iter()
                .flatten()
                .map(|(at, len)| (at, len, field)),
        );
    }
    let other = OTHER_NAMES
        .iter()
        .filter(|(_, field)| belongs(*field, kind));
    found.extend(
        other.filter_map(|&(words, field)| Some((find_word(plain, words)?, words.len(), field))),
    );
    // The longest name at a place says what is meant: «codice fiscale dell'operatore» is no beneficiary's.
    found.sort_by_key(|&(at, len, _)| (at, std::cmp::Reverse(len)));
    let mut fields = Vec::new();
    let mut end = 0;
    for (at, len, field) in found {
        if at >= end {
            end = at + len;
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
    }
    fields
}

/// Whether records of `kind` have the value; the header belongs to both.
fn belongs(field: Field, kind: FlowKind) -> bool {
    let is_header = field <= Field::OperatorCf;
    match kind {
        FlowKind::Benefits => field < Field::MinorId,
        FlowKind::Minors => is_header || field >= Field::MinorId,
    }
}

/// Where `words` stand in `text`, not inside of longer words.
fn find_word(text: &str, words: &str) -> Option<usize> {
    let is_part = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let mut places = text.match_indices(words);
    places.find_map(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].chars().next();
        (!is_part(before) && !is_part(after)).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Field as F;
    use OutcomeCode::{DataNotFound, GenericError, InvalidRequest};

    /// Code, text, the values that it names, who must act for a canteen's record.
    type Case = (OutcomeCode, &'static str, &'static [Field], Office);

    const CASES: &[Case] = &[
        (GenericError, "", &[], Office::Siuss),
        (DataNotFound, "", &[], Office::Scuola),
        (InvalidRequest, "errore", &[], Office::Siuss),
        (
            InvalidRequest,
            "In cooperazione è possibile inviare solo un beneficiario e una prestazione sociale",
            &[],
            Office::Siuss,
        ),
        (
            DataNotFound,
            "Codice fiscale del beneficiario non presente in ANPR",
            &[F::BeneficiaryCf],
            Office::Anagrafe,
        ),
        (
            DataNotFound,
            "Il codice fiscale non è noto",
            &[F::BeneficiaryCf],
            Office::Anagrafe,
        ),
        (
            InvalidRequest,
            "Attributo NumeroProtocolloDSU non valido",
            &[F::DsuNumber],
            Office::Isee,
        ),
        (
            InvalidRequest,
            "ImportoMensile: valore non ammesso",
            &[F::MonthlyAmount],
            Office::Scuola,
        ),
        (
            InvalidRequest,
            "l'importo mensile supera la soglia isee",
            &[F::MonthlyAmount, F::IseeThreshold],
            Office::Scuola,
        ),
        (InvalidRequest, "manca il nome", &[], Office::Siuss),
        (
            InvalidRequest,
            "codice fiscale dell’operatore errato",
            &[F::OperatorCf],
            Office::Scuola,
        ),
        (DataNotFound, "Prestazione già presente", &[], Office::Siuss),
        // A text of the other format names nothing of this one.
        (
            DataNotFound,
            "IDBeneficiario sconosciuto",
            &[],
            Office::Scuola,
        ),
    ];

    #[test]
    fn finds_the_values_and_who_must_act() {
        for &(code, text, fields, office) in CASES {
            let reading = read(code, Some(text), FlowKind::Benefits, Some(Office::Scuola));
            assert_eq!(
                (reading.fields.as_slice(), reading.office),
                (fields, office),
                "{text}"
            );
            assert!(
                reading.meaning.ends_with('.'),
                "{text}: {}",
                reading.meaning
            );
        }
    }

    #[test]
    fn finds_every_value_by_its_wire_name() {
        for kind in [FlowKind::Benefits, FlowKind::Minors] {
            for &field in Field::ALL.iter().filter(|field| belongs(**field, kind)) {
                let wire = pas_siuss::wire_name(field);
                if EVERYDAY.contains(&wire.to_lowercase().as_str()) {
                    continue;
                }
                let text = format!("Valore di {wire} non ammesso");
                let found = read(InvalidRequest, Some(&text), kind, None).fields;
                let names: Vec<&str> = found
                    .iter()
                    .map(|field| pas_siuss::wire_name(*field))
                    .collect();
                assert_eq!(names, [wire], "{field:?}");
            }
        }
    }

    #[test]
    fn a_minor_has_values_of_its_own() {
        let reading = read(
            DataNotFound,
            Some("IDBeneficiario sconosciuto"),
            FlowKind::Minors,
            None,
        );
        assert_eq!(
            (reading.fields.as_slice(), reading.office),
            (&[F::MinorId][..], Office::Siuss)
        );
    }
}
