//! The values of a record in the order of INPS's format, each beside the cells it came from.

use std::collections::BTreeMap;

use pas_domain::fact::CellRef;
use pas_domain::flow::{Field, UncheckedAssessment, UncheckedBeneficiary, UncheckedMinor, Values};
use pas_domain::record::{RecordBody, SiussRecord, ValueOrigin};

use pas_domain::ids::{EnteId, FactId};
use pas_storage::fact::{self, StoredFact};
use pas_storage::{StorageError, Tx};

use crate::source_files::SourceFiles;
use crate::use_cases::show_record::{CellLine, ValueLine};

/// The facts behind a record, in force or replaced since, and the files they stand in.
pub(crate) struct Sources {
    facts: BTreeMap<FactId, StoredFact>,
    files: SourceFiles,
}

impl Sources {
    /// The sources of `record`.
    pub(crate) async fn of(
        tx: &mut Tx,
        ente: EnteId,
        record: &SiussRecord,
    ) -> Result<Self, StorageError> {
        let cells = record.lineage.iter().flat_map(|origin| &origin.cells);
        let ids: Vec<FactId> = cells.map(|cell| cell.fact).collect();
        let facts = fact::get_many(tx, ente, &ids).await?;
        let facts = facts.into_iter().map(|found| (found.id, found)).collect();
        Ok(Self {
            facts,
            files: SourceFiles::of(tx, ente).await?,
        })
    }

    fn lines(&self, cell: &CellRef) -> Vec<CellLine> {
        let Some(found) = self.facts.get(&cell.fact) else {
            return Vec::new();
        };
        let said = found
            .origin
            .cells
            .iter()
            .filter(|said| said.attribute == cell.attribute);
        let line = |said: &pas_domain::fact::SourceCell| CellLine {
            row: self.files.row(found.import, &found.origin),
            column: said.column.clone(),
            heading: said.heading.clone(),
            raw: said.raw.clone(),
        };
        said.map(line).collect()
    }
}

/// The lines of `record`: every value that it has, and every one that it lacks and wants.
pub(crate) fn lines(record: &SiussRecord, sources: &Sources) -> Vec<ValueLine> {
    let values = values(record);
    let wanted = |field: &Field| {
        record
            .reasons
            .iter()
            .any(|reason| reason.field == Some(*field))
    };
    let shown = Field::ALL
        .iter()
        .filter(|field| values.contains_key(field) || wanted(field));
    let line = |&field: &Field| {
        let origin = record.lineage.iter().find(|origin| origin.field == field);
        line(field, values.get(&field), origin, sources)
    };
    shown.map(line).collect()
}

fn line(
    field: Field,
    values: Option<&Vec<String>>,
    origin: Option<&ValueOrigin>,
    sources: &Sources,
) -> ValueLine {
    let meaning = |codes: &Vec<String>| {
        let labels: Vec<&str> = codes
            .iter()
            .filter_map(|code| pas_siuss::code_label(field, code))
            .collect();
        (!labels.is_empty()).then(|| labels.join("; "))
    };
    ValueLine {
        element: pas_siuss::element_of(field),
        wire_name: pas_siuss::wire_name(field),
        label: field.label(),
        field,
        value: values.map(|values| values.join(" ")),
        meaning: values.and_then(meaning),
        how: origin.map(|origin| origin.how.clone()).unwrap_or_default(),
        cells: origin
            .into_iter()
            .flat_map(|o| &o.cells)
            .flat_map(|c| sources.lines(c))
            .collect(),
    }
}

fn values(record: &SiussRecord) -> BTreeMap<Field, Vec<String>> {
    let mut found = BTreeMap::new();
    match &record.body {
        RecordBody::Benefit(beneficiary) => of_beneficiary(beneficiary, &mut found),
        RecordBody::Minor(minor) => of_minor(minor, &mut found),
    }
    found.retain(|_, values: &mut Vec<String>| !values.is_empty());
    found
}

fn of_beneficiary(
    beneficiary: &UncheckedBeneficiary<'_>,
    found: &mut BTreeMap<Field, Vec<String>>,
) {
    add(&beneficiary.person, found);
    beneficiary
        .residences
        .iter()
        .for_each(|residence| add(residence, found));
    for benefit in &beneficiary.benefits {
        add(&benefit.values, found);
        if let Some(assessment) = &benefit.assessment {
            of_assessment(assessment, found);
        }
    }
}

fn of_assessment(assessment: &UncheckedAssessment<'_>, found: &mut BTreeMap<Field, Vec<String>>) {
    add(&assessment.values, found);
    found.insert(Field::NeededBenefit, owned(&assessment.needed_benefits));
    found.insert(
        Field::CertifiedDisability,
        owned(&assessment.certified_disabilities),
    );
}

fn of_minor(minor: &UncheckedMinor<'_>, found: &mut BTreeMap<Field, Vec<String>>) {
    add(&minor.values, found);
    found.insert(Field::MinorBenefit, owned(&minor.benefits));
    found.insert(Field::HouseholdMember, owned(&minor.household));
}

fn add(values: &Values<'_>, found: &mut BTreeMap<Field, Vec<String>>) {
    for (field, text) in values.iter() {
        found.entry(field).or_default().push(text.to_owned());
    }
}

fn owned(codes: &[std::borrow::Cow<'_, str>]) -> Vec<String> {
    codes.iter().map(ToString::to_string).collect()
}
