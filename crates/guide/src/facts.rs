//! What the offices' files would say of an invented person: facts, each with its cells.

use std::collections::BTreeMap;

use pas_domain::coded::PresaInCarico;
use pas_domain::codice_fiscale::{CodiceFiscale, synthetic};
use pas_domain::dsu::DsuProtocol;
use pas_domain::fact::{
    Assessment, Attribute, CareEpisode, Delivery, DeliveryTime, DsuLodged, Fact, FactInForce,
    Grant, Origin, Quotas, Registration, SourceCell,
};
use pas_domain::flow::Field;
use pas_domain::ids::{FactId, ImportId};
use pas_domain::money::Money;
use pas_domain::office::Office;

use crate::data::{AssessmentNotes, BenefitNotes, DeliveryNotes, ExampleNotes, PersonNotes};
use crate::error::GuideError;
use crate::fields::field_named;

/// Belfiore code of Vergato, where all invented people were born and live.
pub(crate) const HOME: &str = "L762";

/// Cells of a row: what they say, and the text.
type Cells = Vec<(Attribute, String)>;

/// The facts of an example, in the order in which a page tells them.
pub(crate) struct Facts {
    all: Vec<FactInForce>,
    cf: CodiceFiscale,
}

/// The codice fiscale that somebody made up would have.
pub(crate) fn code_of(person: &PersonNotes) -> Result<CodiceFiscale, GuideError> {
    synthetic(&person.surname, &person.name, person.born, person.sex, HOME)
        .map_err(|_| GuideError::Person(person.surname.clone()))
}

/// What the files say in `example` of the benefit of `benefit`.
pub(crate) fn of_example(
    example: &ExampleNotes,
    benefit: &BenefitNotes,
    person: &PersonNotes,
) -> Result<Vec<FactInForce>, GuideError> {
    let mut facts = Facts {
        all: Vec::new(),
        cf: code_of(person)?,
    };
    facts.register(person);
    facts.grant(example, benefit)?;
    for delivered in &example.delivered {
        facts.deliver(delivered, benefit)?;
    }
    for dsu in &example.dsu {
        let protocol = DsuProtocol::parse(&dsu.protocol)
            .map_err(|_| GuideError::Value(dsu.protocol.clone()))?;
        let cells = vec![
            (Attribute::DsuProtocol, protocol.to_string()),
            (Attribute::DsuDate, dsu.on.to_string()),
        ];
        let fact = Fact::Dsu(DsuLodged {
            cf: facts.cf.clone(),
            protocol,
            lodged_on: Some(dsu.on),
            isee: None,
        });
        facts.add(Office::Isee, fact, cells);
    }
    facts.care(example, benefit.granting);
    if let Some(notes) = &example.sina {
        let (assessment, cells) = facts.assessment(notes, &benefit.code)?;
        facts.add(benefit.granting, Fact::Assessment(assessment), cells);
    }
    if let Some(notes) = &example.sinba {
        let (assessment, cells) = facts.assessment(notes, &benefit.code)?;
        facts.add(Office::Minori, Fact::MinorAssessment(assessment), cells);
    }
    Ok(facts.all)
}

impl Facts {
    fn add(&mut self, office: Office, fact: Fact, cells: Cells) {
        let number = i64::try_from(self.all.len() + 1).expect("invariant: an example is short");
        let cells = cells.into_iter().map(|(attribute, raw)| SourceCell {
            attribute,
            column: String::new(),
            heading: attribute.label().to_owned(),
            raw,
        });
        self.all.push(FactInForce {
            id: FactId::new(number),
            import: ImportId::new(number),
            office,
            fact,
            origin: Origin {
                sheet: String::new(),
                row: 2,
                cells: cells.collect(),
            },
        });
    }

    fn register(&mut self, person: &PersonNotes) {
        let cells = vec![
            (Attribute::Cf, self.cf.to_string()),
            (Attribute::Surname, person.surname.clone()),
            (Attribute::GivenName, person.name.clone()),
            (Attribute::BirthDate, person.born.to_string()),
            (Attribute::Sex, person.sex.label().to_owned()),
            (Attribute::Birthplace, HOME.to_owned()),
            (Attribute::Citizenship, "italiana".to_owned()),
            (Attribute::ResidenceComune, "Vergato".to_owned()),
        ];
        let fact = Fact::Registration(Registration {
            cf: self.cf.clone(),
            surname: person.surname.clone(),
            given_name: person.name.clone(),
            birth_date: Some(person.born),
            sex: Some(person.sex),
            birthplace: Some(HOME.to_owned()),
            citizenship: Some("380".to_owned()),
            second_citizenship: None,
            residence_country: None,
            residence_comune: Some(HOME.to_owned()),
            deceased_on: None,
            cf_verified: true,
        });
        self.add(Office::Anagrafe, fact, cells);
    }

    fn grant(&mut self, example: &ExampleNotes, benefit: &BenefitNotes) -> Result<(), GuideError> {
        let mut cells = vec![
            (Attribute::Benefit, benefit.code.clone()),
            (Attribute::Protocol, example.protocol.clone()),
            (Attribute::MeansTest, example.means_test.label().to_owned()),
        ];
        cells.extend(example.start.map(|day| (Attribute::Start, day.to_string())));
        cells.extend(example.end.map(|day| (Attribute::End, day.to_string())));
        let requested_quota = money(
            example.requested.as_ref(),
            Attribute::RequestedQuota,
            &mut cells,
        )?;
        let isee_threshold = money(
            example.threshold.as_ref(),
            Attribute::IseeThreshold,
            &mut cells,
        )?;
        let fact = Fact::Grant(Grant {
            cf: self.cf.clone(),
            benefit: benefit.code.clone(),
            protocol: Some(example.protocol.clone()),
            start: example.start,
            end: example.end,
            carattere: None,
            means_test: Some(example.means_test),
            service_area: example.care.area,
            requested_quota,
            isee_threshold,
        });
        self.add(benefit.granting, fact, cells);
        Ok(())
    }

    fn deliver(&mut self, notes: &DeliveryNotes, benefit: &BenefitNotes) -> Result<(), GuideError> {
        let (mut cells, amount_of) = match notes.when {
            DeliveryTime::InMonth(month) => (
                vec![(Attribute::Month, month.to_string())],
                Attribute::Amount,
            ),
            DeliveryTime::EachMonthOf(days) => (
                vec![
                    (Attribute::Start, days.start().to_string()),
                    (Attribute::End, days.end().to_string()),
                ],
                Attribute::MonthlyAmount,
            ),
            DeliveryTime::WholePeriod(days) => (
                vec![
                    (Attribute::Start, days.start().to_string()),
                    (Attribute::End, days.end().to_string()),
                ],
                Attribute::Amount,
            ),
            DeliveryTime::OnDay(day) => (
                vec![(Attribute::PaidOn, day.to_string())],
                Attribute::Amount,
            ),
        };
        let amount = money(notes.amount.as_ref(), amount_of, &mut cells)?;
        let quotas = Quotas {
            ente: money(notes.ente.as_ref(), Attribute::EnteQuota, &mut cells)?,
            user: money(notes.user.as_ref(), Attribute::UserQuota, &mut cells)?,
            ssn: money(notes.ssn.as_ref(), Attribute::SsnQuota, &mut cells)?,
        };
        let minutes = notes.hours.as_deref().map(minutes).transpose()?;
        cells.extend(notes.hours.clone().map(|hours| (Attribute::Hours, hours)));
        cells.extend(
            notes
                .event
                .map(|day| (Attribute::EventDate, day.to_string())),
        );
        let fact = Fact::Delivery(Delivery {
            cf: self.cf.clone(),
            benefit: benefit.code.clone(),
            protocol: None,
            when: notes.when,
            amount,
            quotas,
            minutes,
            event_date: notes.event,
        });
        self.add(benefit.delivering, fact, cells);
        Ok(())
    }

    fn care(&mut self, example: &ExampleNotes, office: Office) {
        let words = match example.care.state {
            PresaInCarico::Yes => "sì",
            PresaInCarico::No => "no",
            PresaInCarico::Unknown => "non so",
        };
        let mut cells = vec![(Attribute::PresaInCarico, words.to_owned())];
        let area = example.care.area;
        cells.extend(area.map(|area| (Attribute::ServiceArea, area.label().to_owned())));
        let fact = Fact::Care(CareEpisode {
            cf: self.cf.clone(),
            presa_in_carico: example.care.state,
            from: example.care.from,
            to: None,
            service_area: area,
        });
        self.add(office, fact, cells);
    }

    fn assessment(
        &self,
        notes: &AssessmentNotes,
        code: &str,
    ) -> Result<(Assessment, Cells), GuideError> {
        let mut cells = vec![(Attribute::AssessedOn, notes.on.to_string())];
        let mut answers = BTreeMap::new();
        for (name, answer) in &notes.answers {
            let field = field_named(name, code)?;
            let words = pas_siuss::code_label(field, answer).unwrap_or(answer);
            cells.push((Attribute::Answer(field), words.to_owned()));
            answers.insert(field, answer.clone());
        }
        let mut lists: BTreeMap<Field, Vec<String>> = BTreeMap::new();
        for (name, codes) in &notes.lists {
            let field = field_named(name, code)?;
            let words = |code: &String| {
                pas_siuss::code_label(field, code)
                    .unwrap_or(code)
                    .to_owned()
            };
            let words: Vec<String> = codes.iter().map(words).collect();
            cells.push((Attribute::Answer(field), words.join(", ")));
            lists.insert(field, codes.clone());
        }
        let assessment = Assessment {
            cf: self.cf.clone(),
            assessed_on: Some(notes.on),
            answers,
            lists,
        };
        Ok((assessment, cells))
    }
}

/// The amount that `text` writes, and its cell.
fn money(
    text: Option<&String>,
    attribute: Attribute,
    cells: &mut Cells,
) -> Result<Option<Money>, GuideError> {
    let Some(text) = text else {
        return Ok(None);
    };
    let amount = Money::from_decimal(text).ok_or_else(|| GuideError::Value(text.clone()))?;
    cells.push((attribute, format!("{} €", text.replace('.', ","))));
    Ok(Some(amount))
}

/// Minutes of `12.30`, hours and minutes.
fn minutes(text: &str) -> Result<u32, GuideError> {
    let parts = text.split_once('.');
    let read = parts.and_then(|(hours, minutes)| {
        Some(hours.parse::<u32>().ok()? * 60 + minutes.parse::<u32>().ok()?)
    });
    read.ok_or_else(|| GuideError::Value(text.to_owned()))
}
