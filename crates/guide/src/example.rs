//! Worked examples: an invented person's facts, the record that follows, the flow, the judgement.

use std::collections::BTreeMap;

use jiff::civil::Date;
use pas_catalogue::Catalogue;
use pas_domain::coded::Sex;
use pas_domain::fact::FactInForce;
use pas_domain::flow::{Field, UncheckedBeneficiary};
use pas_domain::period::italian_date;
use pas_domain::record::{RecordBody, RecordState, SiussRecord, ValueOrigin};
use pas_records::{Setup, derive};

use crate::data::{BenefitNotes, ExampleNotes, PersonNotes};
use crate::error::GuideError;
use crate::{facts, flow};

/// The name that an ente would give to a benefit without an attested one.
const OWN_NAME: &str = "Denominazione scritta dal tuo ente (esempio)";
/// The pseudonym of an invented minor.
const PSEUDONYM: &str = "esempio-0001";

/// The people whom somebody made up, by key.
#[derive(Debug)]
pub(crate) struct Invented(pub(crate) BTreeMap<String, PersonNotes>);

/// What a file says in an example.
#[derive(Debug, Clone)]
pub struct Told {
    /// Who sends the file.
    pub office: &'static str,
    /// Column and text.
    pub cells: Vec<(String, String)>,
}

/// One value of a record.
#[derive(Debug, Clone)]
pub struct Line {
    /// Which.
    pub field: Field,
    /// As INPS gets it.
    pub value: String,
    /// What the code means.
    pub meaning: Option<&'static str>,
    /// How it was obtained.
    pub how: String,
    /// Office and column behind it.
    pub from: Vec<String>,
}

impl Line {
    /// INPS's name of the value.
    pub fn wire_name(&self) -> &'static str {
        pas_siuss::wire_name(self.field)
    }
}

/// A record that follows from an example.
#[derive(Debug, Clone)]
pub struct ExampleRecord {
    /// What it covers, in Italian.
    pub title: String,
    /// Whether it can go.
    pub state: RecordState,
    /// Why not.
    pub reasons: Vec<String>,
    /// Its values.
    pub lines: Vec<Line>,
    /// All that was spent in its time, in cents.
    pub total_cents: i64,
    /// What schema and rules find.
    pub findings: Vec<String>,
    /// The flow; empty where the record may not go.
    pub xml: String,
    /// The record in one line, for tests.
    pub brief: String,
}

/// A worked example.
#[derive(Debug, Clone)]
pub struct Example {
    /// What it shows.
    pub title: String,
    /// The story.
    pub story: String,
    /// Name and birthday of the invented person.
    pub person: String,
    /// What the files say.
    pub told: Vec<Told>,
    /// What follows.
    pub records: Vec<ExampleRecord>,
    /// What to look at.
    pub look_at: Vec<String>,
    /// What should follow, as [`ExampleRecord::brief`].
    pub expected: Vec<String>,
}

/// Works `notes` out.
pub(crate) fn work(
    notes: &ExampleNotes,
    benefit: &BenefitNotes,
    invented: &Invented,
    catalogue: &Catalogue,
) -> Result<Example, GuideError> {
    let somebody = |key: &str| {
        let found = invented.0.get(key);
        found.ok_or_else(|| GuideError::Person(key.to_owned()))
    };
    let person = somebody(&notes.person)?;
    let operator = facts::code_of(somebody("operatore")?)?;
    let facts = facts::of_example(notes, benefit, person)?;
    let own_names = match catalogue.benefit(&benefit.code) {
        Some(known) if known.name.is_none() => {
            BTreeMap::from([(benefit.code.clone(), OWN_NAME.to_owned())])
        }
        _ => BTreeMap::new(),
    };
    let setup = Setup {
        catalogue,
        benefit_names: &own_names,
        pseudonym: &|_| PSEUDONYM.to_owned(),
    };
    let mut records = Vec::new();
    for record in derive(&facts, &setup) {
        records.push(told_record(&record, &facts, operator.as_str(), catalogue)?);
    }
    Ok(Example {
        title: notes.title.clone(),
        story: notes.story.clone(),
        person: in_words(person),
        told: facts.iter().map(told).collect(),
        records,
        look_at: notes.look_at.clone(),
        expected: notes.expected.clone(),
    })
}

fn in_words(person: &PersonNotes) -> String {
    let born = match person.sex {
        Sex::Female => "nata",
        Sex::Male => "nato",
    };
    let day = italian_date(person.born);
    format!(
        "{} {}, {born} il {day} (persona inventata)",
        person.name, person.surname
    )
}

fn told(fact: &FactInForce) -> Told {
    let cells = fact.origin.cells.iter();
    Told {
        office: fact.office.label(),
        cells: cells
            .map(|cell| (cell.heading.clone(), italian(&cell.raw)))
            .collect(),
    }
}

/// A day as Italians write it; any other text as it is.
fn italian(text: &str) -> String {
    text.parse::<Date>()
        .map_or_else(|_| text.to_owned(), italian_date)
}

fn told_record(
    record: &SiussRecord,
    facts: &[FactInForce],
    operator: &str,
    catalogue: &Catalogue,
) -> Result<ExampleRecord, GuideError> {
    let may_go = record.state == RecordState::Ready;
    let judged = may_go
        .then(|| flow::judge(&record.body, operator, catalogue))
        .transpose()?;
    let (xml, findings) =
        judged.map_or_else(Default::default, |judged| (judged.xml, judged.findings));
    let values = values(&record.body);
    Ok(ExampleRecord {
        title: title(record, &values),
        state: record.state,
        reasons: record
            .reasons
            .iter()
            .map(|reason| reason.message.clone())
            .collect(),
        brief: brief(record, &values),
        lines: values
            .into_iter()
            .map(|(field, value)| line(field, value, &record.lineage, facts))
            .collect(),
        total_cents: record.total.cents(),
        findings,
        xml,
    })
}

fn title(record: &SiussRecord, values: &[(Field, String)]) -> String {
    let (start, end) = (record.period.start(), record.period.end());
    let (first, last) = (italian_date(start), italian_date(end));
    match (&record.body, record.n_months) {
        (RecordBody::Minor(_), _) => format!("Valutazione SINBA del {first}"),
        (RecordBody::Benefit(_), Some(n)) => {
            let months = if n == 1 { "mese" } else { "mesi" };
            let monthly = value_of(values, Field::MonthlyAmount).replace('.', ",");
            format!("Dal {first} al {last}, {n} {months} da {monthly} €")
        }
        (RecordBody::Benefit(_), None) => format!("In un solo pagamento, il {first}"),
    }
}

fn value_of(values: &[(Field, String)], field: Field) -> &str {
    let found = values.iter().find(|(known, _)| *known == field);
    found.map_or("-", |(_, value)| value.as_str())
}

/// The record in one line: time, months, amount a month or in all, state.
fn brief(record: &SiussRecord, values: &[(Field, String)]) -> String {
    let (start, end, state) = (
        record.period.start(),
        record.period.end(),
        record.state.name(),
    );
    match (&record.body, record.n_months) {
        (RecordBody::Minor(_), _) => format!("SINBA {start} {state}"),
        (RecordBody::Benefit(_), Some(n)) => {
            format!(
                "{start} {end} {n} x {} {state}",
                value_of(values, Field::MonthlyAmount)
            )
        }
        (RecordBody::Benefit(_), None) => {
            format!("{start} {} {state}", value_of(values, Field::OneOffAmount))
        }
    }
}

/// The values of a record: the benefit's in the order of the schema, then the person's, which every
/// record repeats.
fn values(body: &RecordBody) -> Vec<(Field, String)> {
    let mut all = Vec::new();
    match body {
        RecordBody::Benefit(UncheckedBeneficiary {
            person,
            residences,
            benefits,
        }) => {
            let parts = std::iter::once(person)
                .chain(residences)
                .chain(benefits.iter().map(|benefit| &benefit.values));
            for part in parts {
                all.extend(part.iter().map(|(field, value)| (field, value.to_owned())));
            }
            for assessment in benefits
                .iter()
                .filter_map(|benefit| benefit.assessment.as_ref())
            {
                let answers = assessment.values.iter();
                all.extend(answers.map(|(field, value)| (field, value.to_owned())));
                let needs = assessment.needed_benefits.iter();
                all.extend(needs.map(|code| (Field::NeededBenefit, code.to_string())));
                let certified = assessment.certified_disabilities.iter();
                all.extend(certified.map(|code| (Field::CertifiedDisability, code.to_string())));
            }
        }
        RecordBody::Minor(minor) => {
            all.extend(
                minor
                    .values
                    .iter()
                    .map(|(field, value)| (field, value.to_owned())),
            );
            let benefits = minor.benefits.iter();
            all.extend(benefits.map(|code| (Field::MinorBenefit, code.to_string())));
            let household = minor.household.iter();
            all.extend(household.map(|code| (Field::HouseholdMember, code.to_string())));
        }
    }
    all.sort_by_key(|(field, _)| (*field < Field::Operation, *field));
    all
}

fn line(field: Field, value: String, lineage: &[ValueOrigin], facts: &[FactInForce]) -> Line {
    let origin = lineage.iter().find(|origin| origin.field == field);
    let mut from: Vec<String> = Vec::new();
    for cell in origin.iter().flat_map(|origin| &origin.cells) {
        let fact = facts.iter().find(|fact| fact.id == cell.fact);
        let office = fact.map_or("", |fact| fact.office.label());
        let words = format!("{office}, «{}»", cell.attribute.label());
        if !from.contains(&words) {
            from.push(words);
        }
    }
    Line {
        field,
        meaning: pas_siuss::code_label(field, &value),
        value,
        how: origin.map(|origin| origin.how.clone()).unwrap_or_default(),
        from,
    }
}
