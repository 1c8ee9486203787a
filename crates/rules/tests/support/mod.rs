//! Builds flows out of small tables of values laid over a good flow.

#![expect(dead_code, reason = "each test binary uses a part of it")]

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use pas_catalogue::Catalogue;
use pas_domain::finding::{Finding, Target};
use pas_domain::flow::{
    Field, FlowBody, UncheckedAssessment, UncheckedBeneficiary, UncheckedBenefit, UncheckedFlow,
    UncheckedMinor, Values,
};
use pas_rules::{Channel, Context};
use serde::Deserialize;
use toml::Table;

/// One file of `fixtures/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fixture {
    pub(crate) good: Vec<Case>,
    pub(crate) bad: Vec<Case>,
}

/// A flow, told by how it differs from a good one. In every table a key is a field by
/// [`Field::name`]; a text sets it, `false` takes it away.
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Case {
    pub(crate) name: String,
    /// Whether the flow travels by API.
    pub(crate) api: bool,
    /// Day of the check.
    pub(crate) today: Option<String>,
    pub(crate) header: Table,
    pub(crate) person: Table,
    pub(crate) residence: Table,
    /// The one benefit; its key `sina` lays a table over a good assessment, with the lists
    /// `needs` and `certificates`.
    pub(crate) benefit: Option<Table>,
    /// Several benefits, instead of one.
    pub(crate) benefits: Vec<Table>,
    /// Several people, each with one benefit, instead of one.
    pub(crate) people: Vec<Table>,
    /// The one minor; its keys `benefits` and `household` are lists.
    pub(crate) minor: Option<Table>,
    /// Several minors, instead of one.
    pub(crate) minors: Vec<Table>,
}

impl Case {
    pub(crate) fn context<'c>(&self, catalogue: &'c Catalogue) -> Context<'c> {
        let channel = if self.api {
            Channel::Api
        } else {
            Channel::Upload
        };
        let context = Context::new(catalogue).by(channel);
        match &self.today {
            Some(day) => context.on(day.parse::<Date>().expect("a date")),
            None => context,
        }
    }

    pub(crate) fn flow(&self) -> UncheckedFlow<'static> {
        let minors: Vec<_> = self.minor.iter().chain(&self.minors).collect();
        let mut flow = if minors.is_empty() {
            UncheckedFlow {
                header: header("PS"),
                body: FlowBody::Benefits(self.beneficiaries()),
            }
        } else {
            UncheckedFlow {
                header: header("SINBA"),
                body: FlowBody::Minors(minors.into_iter().map(minor_with).collect()),
            }
        };
        lay(&self.header, &mut flow.header);
        flow
    }

    fn beneficiaries(&self) -> Vec<UncheckedBeneficiary<'static>> {
        let mut first = good_beneficiary();
        lay(&self.person, &mut first.person);
        lay(&self.residence, &mut first.residences[0]);
        let overlays: Vec<_> = self.benefit.iter().chain(&self.benefits).collect();
        if !overlays.is_empty() {
            first.benefits = overlays.into_iter().map(benefit_with).collect();
        }
        if self.people.is_empty() {
            return vec![first];
        }
        let people = self.people.iter().map(|overlay| {
            let mut person = first.clone();
            lay(overlay, &mut person.person);
            person
        });
        people.collect()
    }
}

/// A flow of one benefit with which no rule finds fault.
pub(crate) fn good_benefits() -> UncheckedFlow<'static> {
    Case::default().flow()
}

/// A benefit of a person in charge, with its assessment, with which no rule finds fault.
pub(crate) fn good_assessment() -> UncheckedFlow<'static> {
    let text = "PresaInCarico = '1'\nServiceArea = '2'\nsina = {}";
    let case = Case {
        benefit: Some(text.parse().expect("TOML")),
        ..Case::default()
    };
    case.flow()
}

/// A flow of one minor with which no rule finds fault.
pub(crate) fn good_minors() -> UncheckedFlow<'static> {
    let case = Case {
        minor: Some(Table::new()),
        ..Case::default()
    };
    case.flow()
}

/// As a person would point to it: `beneficiario 1, prestazione 2, importo mensile`.
pub(crate) fn where_is(finding: &Finding) -> String {
    let target = match &finding.target {
        Target::Field(field) => field.label(),
        Target::Other(name) => name,
        Target::Whole => "(tutto)",
    };
    format!("{:?} · {target}", finding.place)
}

/// The folder of what is known beside the repository; `None` when it is absent.
pub(crate) fn shared() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let folder = std::env::var_os("PAS_SHARED").map_or_else(|| root.join("shared"), PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("saltato: manca la cartella condivisa (PAS_SHARED)");
    None
}

fn values(pairs: &[(Field, &'static str)]) -> Values<'static> {
    let pairs = pairs.iter().map(|(field, text)| (*field, (*text).into()));
    pairs.collect()
}

fn lay(overlay: &Table, values: &mut Values<'static>) {
    for (key, value) in overlay {
        if value.is_array() || value.is_table() {
            continue;
        }
        let field = Field::from_name(key).unwrap_or_else(|| panic!("no field {key}"));
        match value.as_str() {
            Some(text) => values.set(field, text.to_owned()),
            None => {
                values.remove(field);
            }
        }
    }
}

fn list(overlay: &Table, key: &str, good: &[&str]) -> Vec<std::borrow::Cow<'static, str>> {
    let own = overlay.get(key).and_then(toml::Value::as_array);
    let own = own.map(|items| {
        let texts = items
            .iter()
            .map(|item| item.as_str().expect("a text").to_owned());
        texts.map(Into::into).collect()
    });
    own.unwrap_or_else(|| good.iter().map(|text| (*text).to_owned().into()).collect())
}

fn header(kind: &str) -> Values<'static> {
    let mut header = values(&[
        (Field::EnteCode, "L219"),
        (Field::EnteName, "Comune di prova"),
        (Field::EnteSeat, "L219"),
        (Field::OperatorCf, "PRVMLE70A01L219C"),
    ]);
    header.set(Field::FlowName, format!("L219.{kind}.20250131.0000001"));
    header
}

fn good_beneficiary() -> UncheckedBeneficiary<'static> {
    UncheckedBeneficiary {
        person: values(&[
            (Field::BeneficiaryCf, "PRVSPN50C55L219I"),
            (Field::Surname, "PROVALDI"),
            (Field::GivenName, "ESEMPINA"),
            (Field::BirthYear, "1950"),
            (Field::Birthplace, "L219"),
            (Field::Sex, "2"),
            (Field::Citizenship, "380"),
        ]),
        residences: vec![values(&[
            (Field::ResidenceRegion, "13"),
            (Field::ResidenceComune, "001272"),
            (Field::ResidenceCountry, "380"),
        ])],
        benefits: vec![benefit_with(&Table::new())],
    }
}

fn benefit_with(overlay: &Table) -> UncheckedBenefit<'static> {
    let mut good = values(&[
        (Field::Operation, "I"),
        (Field::MeansTest, "1"),
        (Field::Carattere, "1"),
        (Field::DsuNumber, "INPS-ISEE-2024-00000001A-00"),
        (Field::DsuYear, "2024"),
        (Field::DsuDate, "2024-01-20"),
        (Field::BenefitCode, "A1.16"),
        (
            Field::BenefitName,
            "Contributi economici per servizio trasporto e mobilità",
        ),
        (Field::ApplicationProtocol, "PROT-2024-17"),
        (Field::BenefitStart, "2024-01-01"),
        (Field::BenefitEnd, "2024-12-31"),
        (Field::MonthsDelivered, "12"),
        (Field::MonthlyAmount, "100.00"),
        (Field::EnteQuota, "60.00"),
        (Field::UserQuota, "40.00"),
        (Field::PresaInCarico, "2"),
    ]);
    lay(overlay, &mut good);
    let sina = overlay.get("sina").and_then(toml::Value::as_table);
    UncheckedBenefit {
        values: good,
        assessment: sina.map(assessment_with),
    }
}

fn assessment_with(overlay: &Table) -> UncheckedAssessment<'static> {
    let mut good = values(&[
        (Field::Mobility, "2"),
        (Field::DailyLiving, "2"),
        (Field::BehaviouralDisorders, "1"),
        (Field::IncomeArea, "1"),
        (Field::SupportArea, "2"),
        (Field::AssessmentSource, "1"),
        (Field::AssessmentInstrument, "1"),
    ]);
    lay(overlay, &mut good);
    UncheckedAssessment {
        values: good,
        needed_benefits: list(overlay, "needs", &["A2.08"]),
        certified_disabilities: list(overlay, "certificates", &["2", "6"]),
    }
}

fn minor_with(overlay: &Table) -> UncheckedMinor<'static> {
    let mut good = values(&[
        (Field::MinorId, "k7Q2x9Lm4T"),
        (Field::UnaccompaniedMinor, "2"),
        (Field::OrphanStatus, "1"),
        (Field::LivingPlace, "1"),
        (Field::School, "5"),
        (Field::WorkCondition, "1"),
        (Field::Disability, "2"),
        (Field::FirstReportMonth, "05/2022"),
        (Field::ReportSource, "13"),
        (Field::MinorEvaluation, "2"),
        (Field::FamilyEvaluation, "2"),
        (Field::CourtReport, "2"),
        (Field::CourtOrder, "2"),
        (Field::AgeBand, "3"),
        (Field::MinorBirthYear, "2016"),
        (Field::MinorRegion, "13"),
        (Field::MinorResidenceCountry, "380"),
    ]);
    lay(overlay, &mut good);
    UncheckedMinor {
        values: good,
        benefits: list(overlay, "benefits", &["A2.02"]),
        household: list(overlay, "household", &["1", "2"]),
    }
}
