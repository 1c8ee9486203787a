//! Facts out of the cleaned cells of a row.

use std::collections::BTreeMap;

use jiff::civil::Date;
use pas_catalogue::ITALY_SIUSS;
use pas_domain::coded::PresaInCarico;
use pas_domain::codice_fiscale::CodiceFiscale;
use pas_domain::fact::{
    Assessment, Attribute, CareEpisode, Delivery, DeliveryTime, DsuLodged, EnteIdentity, Fact,
    FactKind, Grant, Registration, SourceCell,
};

use super::delivery::{Delivered, deliveries, period};
use super::value::{Value, Values};
use super::{ReadFact, RowContext, RowNote};
use crate::cell::Row;
use crate::clean::Note;
use crate::clean::country::Found;
use crate::report::Outcome;

/// ISO numeric code of Bulgaria, which is ANPR's code of Italia.
const BULGARIA_SIUSS: &str = "100";

/// The facts of a row; the error sets the row aside.
pub(super) fn facts(
    row: &Row,
    values: &Values,
    context: &RowContext<'_>,
    notes: &mut Vec<RowNote>,
) -> Result<Vec<ReadFact>, Note> {
    let delivered = if context.layout.emits(FactKind::Delivery) {
        deliveries(values, context, notes)?
    } else {
        Vec::new()
    };
    let mut facts = Vec::new();
    for kind in &context.layout.emits {
        let fact = match kind {
            FactKind::Registration => Fact::Registration(registration(values, notes)?),
            FactKind::Grant => Fact::Grant(grant(values)?),
            FactKind::Care => Fact::Care(care(values, &delivered)?),
            FactKind::Dsu => Fact::Dsu(dsu(values)?),
            FactKind::Assessment => Fact::Assessment(assessment(values)?),
            FactKind::MinorAssessment => Fact::MinorAssessment(assessment(values)?),
            FactKind::Ente => Fact::Ente(ente(values)?),
            FactKind::Delivery => {
                for one in &delivered {
                    let fact = Fact::Delivery(delivery(values, one)?);
                    facts.push((fact, delivery_sources(row, values, one, context)));
                }
                continue;
            }
        };
        facts.push((fact, sources(row, values, *kind, context)));
    }
    if facts.is_empty() {
        return Err(Note::new(
            "riga-senza-importi",
            "la riga non ha importi né ore: se non c'è stata erogazione, toglila",
        ));
    }
    Ok(facts)
}

fn person(values: &Values) -> Result<CodiceFiscale, Note> {
    needed(values.cf(Attribute::Cf), Attribute::Cf)
}

fn needed<T>(value: Option<T>, attribute: Attribute) -> Result<T, Note> {
    value.ok_or_else(|| Note::new("valore-mancante", format!("manca: {}", attribute.label())))
}

fn registration(values: &Values, notes: &mut Vec<RowNote>) -> Result<Registration, Note> {
    let cf = person(values)?;
    let birthplace = values.text(Attribute::Birthplace);
    let lives_in_italy = values.text(Attribute::ResidenceComune).is_some();
    let born_abroad = |code: &str| code.starts_with('Z');
    let place = birthplace.clone().or_else(|| cf.birthplace());
    // What the row says of Italy or Bulgaria, to tell the two meanings of `100` apart.
    let citizenship_hint = match place.as_deref() {
        Some("Z104") => Some(BULGARIA_SIUSS),
        Some(code) if !born_abroad(code) => Some(ITALY_SIUSS),
        _ => None,
    };
    let residence_hint = lives_in_italy.then_some(ITALY_SIUSS);
    let mut country = |attribute, hint| country(values, attribute, hint, notes);
    Ok(Registration {
        citizenship: country(Attribute::Citizenship, citizenship_hint),
        second_citizenship: country(Attribute::SecondCitizenship, citizenship_hint),
        residence_country: country(Attribute::ResidenceCountry, residence_hint),
        cf,
        surname: needed(values.text(Attribute::Surname), Attribute::Surname)?,
        given_name: needed(values.text(Attribute::GivenName), Attribute::GivenName)?,
        birth_date: values.day(Attribute::BirthDate),
        sex: values.sex(),
        birthplace,
        residence_comune: values.text(Attribute::ResidenceComune),
        deceased_on: values.day(Attribute::DeceasedOn),
        cf_verified: values.get(Attribute::CfVerified) == Some(&Value::Bool(true)),
    })
}

/// A country's code. `100` is Italia or Bulgaria: the rest of the row tells, or nobody does.
fn country(
    values: &Values,
    attribute: Attribute,
    hint: Option<&str>,
    notes: &mut Vec<RowNote>,
) -> Option<String> {
    let found = values.country(attribute)?;
    let column = values.column(attribute);
    let is_own = |note: &RowNote| note.column == column && note.note.code == "nazione-codice-anpr";
    match (found, hint) {
        (Found::Code(code), _) => Some(code),
        (Found::BulgariaOrItaly, Some(BULGARIA_SIUSS)) => {
            notes.retain(|note| !is_own(note));
            Some(BULGARIA_SIUSS.to_owned())
        }
        (Found::BulgariaOrItaly, Some(code)) => Some(code.to_owned()),
        (Found::BulgariaOrItaly, None) => {
            notes.retain(|note| !is_own(note));
            notes.push(RowNote {
                column,
                outcome: Outcome::CellLeftOut,
                note: Note::new(
                    "nazione-ambigua",
                    "«100» è la Bulgaria per ISO e l'Italia per ANPR, e il resto della riga non lo chiarisce: scrivi il nome della nazione",
                ),
            });
            None
        }
    }
}

fn grant(values: &Values) -> Result<Grant, Note> {
    let (start, end) = period(values)?;
    Ok(Grant {
        cf: person(values)?,
        benefit: needed(values.text(Attribute::Benefit), Attribute::Benefit)?,
        protocol: values.text(Attribute::Protocol),
        start,
        end,
        carattere: match values.get(Attribute::Carattere) {
            Some(Value::Carattere(carattere)) => Some(*carattere),
            _ => None,
        },
        means_test: match values.get(Attribute::MeansTest) {
            Some(Value::Means(means_test)) => Some(*means_test),
            _ => None,
        },
        service_area: service_area(values),
        requested_quota: values.money(Attribute::RequestedQuota),
        isee_threshold: values.money(Attribute::IseeThreshold),
    })
}

fn service_area(values: &Values) -> Option<pas_domain::coded::ServiceArea> {
    match values.get(Attribute::ServiceArea)? {
        Value::Area(area) => Some(*area),
        _ => None,
    }
}

/// Presa in carico for as long as the row speaks of: its period, or the time of its deliveries.
fn care(values: &Values, delivered: &[Delivered]) -> Result<CareEpisode, Note> {
    let (start, end) = period(values)?;
    let (from, to) = if start.is_some() {
        (start, end)
    } else {
        let days = || delivered.iter().map(|one| days_of(one.when));
        (
            days().map(|(first, _)| first).min(),
            days().map(|(_, last)| last).max(),
        )
    };
    Ok(CareEpisode {
        cf: person(values)?,
        presa_in_carico: match values.get(Attribute::PresaInCarico) {
            Some(Value::Presa(presa)) => *presa,
            _ => PresaInCarico::Unknown,
        },
        from,
        to,
        service_area: service_area(values),
    })
}

fn days_of(when: DeliveryTime) -> (Date, Date) {
    match when {
        DeliveryTime::InMonth(month) => (month.first_day(), month.last_day()),
        DeliveryTime::EachMonthOf(period) | DeliveryTime::WholePeriod(period) => {
            (period.start(), period.end())
        }
        DeliveryTime::OnDay(day) => (day, day),
    }
}

fn delivery(values: &Values, one: &Delivered) -> Result<Delivery, Note> {
    Ok(Delivery {
        cf: person(values)?,
        benefit: needed(values.text(Attribute::Benefit), Attribute::Benefit)?,
        protocol: values.text(Attribute::Protocol),
        when: one.when,
        amount: one.amount,
        quotas: one.quotas,
        minutes: one.minutes,
        event_date: values.day(Attribute::EventDate),
    })
}

fn dsu(values: &Values) -> Result<DsuLodged, Note> {
    let protocol = match values.get(Attribute::DsuProtocol) {
        Some(Value::Dsu(protocol)) => Some(protocol.clone()),
        _ => None,
    };
    Ok(DsuLodged {
        cf: person(values)?,
        protocol: needed(protocol, Attribute::DsuProtocol)?,
        lodged_on: values.day(Attribute::DsuDate),
        isee: values.money(Attribute::IseeValue),
    })
}

fn assessment(values: &Values) -> Result<Assessment, Note> {
    let (mut answers, mut lists) = (BTreeMap::new(), BTreeMap::new());
    for (attribute, value) in values.iter() {
        match (attribute, value) {
            (Attribute::Answer(field), Value::Text(answer)) => {
                answers.insert(field, answer.clone());
            }
            (Attribute::Answer(field), Value::Texts(list)) => {
                lists.insert(field, list.clone());
            }
            _ => {}
        }
    }
    if answers.is_empty() && lists.is_empty() {
        return Err(Note::new(
            "valutazione-vuota",
            "la riga non ha nemmeno una risposta: compilala, o toglila se la valutazione non c'è",
        ));
    }
    Ok(Assessment {
        cf: person(values)?,
        assessed_on: values.day(Attribute::AssessedOn),
        answers,
        lists,
    })
}

fn ente(values: &Values) -> Result<EnteIdentity, Note> {
    let text = |attribute| needed(values.text(attribute), attribute);
    Ok(EnteIdentity {
        code: text(Attribute::EnteCode)?,
        name: text(Attribute::EnteName)?,
        seat: text(Attribute::EnteSeat)?,
        operator_cf: needed(values.cf(Attribute::OperatorCf), Attribute::OperatorCf)?,
    })
}

/// The cells that a fact of this kind was read from.
fn sources(
    row: &Row,
    values: &Values,
    kind: FactKind,
    context: &RowContext<'_>,
) -> Vec<SourceCell> {
    values
        .read_cells()
        .filter(|(attribute, _)| tells(*attribute, kind))
        .map(|(attribute, column)| context.source(row, attribute, column))
        .collect()
}

fn delivery_sources(
    row: &Row,
    values: &Values,
    one: &Delivered,
    context: &RowContext<'_>,
) -> Vec<SourceCell> {
    let mut cells = sources(row, values, FactKind::Delivery, context);
    if let (Some(column), Some(months)) = (one.column, context.layout.months) {
        cells.push(context.source(row, months.attribute, column));
    }
    cells
}

/// Whether a fact of this kind is read from a column that says `attribute`.
const fn tells(attribute: Attribute, kind: FactKind) -> bool {
    match attribute {
        Attribute::Cf => !matches!(kind, FactKind::Ente),
        Attribute::Benefit | Attribute::Protocol => {
            matches!(kind, FactKind::Grant | FactKind::Delivery)
        }
        Attribute::Start | Attribute::End => {
            matches!(kind, FactKind::Grant | FactKind::Delivery | FactKind::Care)
        }
        Attribute::ServiceArea => matches!(kind, FactKind::Grant | FactKind::Care),
        Attribute::PresaInCarico => matches!(kind, FactKind::Care),
        Attribute::Carattere
        | Attribute::MeansTest
        | Attribute::RequestedQuota
        | Attribute::IseeThreshold => matches!(kind, FactKind::Grant),
        Attribute::Month
        | Attribute::Year
        | Attribute::PaidOn
        | Attribute::EventDate
        | Attribute::Amount
        | Attribute::MonthlyAmount
        | Attribute::EnteQuota
        | Attribute::UserQuota
        | Attribute::SsnQuota
        | Attribute::Hours
        | Attribute::Days
        | Attribute::DailyRate => matches!(kind, FactKind::Delivery),
        Attribute::DsuProtocol | Attribute::DsuDate | Attribute::IseeValue => {
            matches!(kind, FactKind::Dsu)
        }
        Attribute::AssessedOn | Attribute::Answer(_) => {
            matches!(kind, FactKind::Assessment | FactKind::MinorAssessment)
        }
        Attribute::EnteCode | Attribute::EnteName | Attribute::EnteSeat | Attribute::OperatorCf => {
            matches!(kind, FactKind::Ente)
        }
        _ => matches!(kind, FactKind::Registration),
    }
}
