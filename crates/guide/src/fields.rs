//! The data that INPS wants, field by field: whether, how determined, from which office, what is checked.

use pas_domain::coded::{Carattere, MeansTest, PresaInCarico, ServiceArea};
use pas_domain::fact::Attribute;
use pas_domain::flow::Field;
use pas_domain::office::Office;
use pas_rules::{Rule, registry};
use serde::Deserialize;

use crate::data::{BenefitNotes, FIELDS, FieldFile, FieldNotes, read};
use crate::error::GuideError;

/// When INPS wants a value. Source: INPS specification 2.0.1, tables 5 to 15.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// The schema requires it.
    Always,
    /// Not required.
    Optional,
    /// Required of who lives in Italy.
    InItaly,
    /// Required of a periodic benefit.
    Periodic,
    /// Only of a periodic benefit, and not required.
    PeriodicOptional,
    /// Required of a one-off benefit.
    OneOff,
    /// All three or none, where the grant rests on an ISEE.
    Dsu,
    /// A statistical value of benefits with an ISEE.
    IseeOptional,
    /// Part of the cost; all parts make the amount.
    Quota,
    /// Part of the cost that the health service bears.
    SsnQuota,
    /// Hours of service.
    Hours,
    /// Required with presa in carico.
    InCare,
    /// The contribution for rents wants it.
    Rent,
    /// Part of the SINA assessment.
    Sina,
    /// Part of the SINBA assessment.
    Sinba,
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum From {
    /// The registry.
    Anagrafe,
    /// Who grants the benefit.
    Grants,
    /// Who delivers it.
    Delivers,
    /// Who keeps DSU protocols.
    Isee,
    /// The social service that follows the minor.
    Minori,
    /// The ente's own choice, or the code lists.
    Siuss,
    /// PAS derives it.
    Pas,
}

/// What is known of one field of any benefit.
#[derive(Debug, Clone)]
pub(crate) struct FieldNote {
    pub(crate) field: Field,
    pub(crate) need: Need,
    from: From,
    columns: Vec<Attribute>,
    how: String,
    rules: Vec<&'static Rule>,
}

/// One value of a benefit's record.
#[derive(Debug, Clone)]
pub struct FieldRow {
    /// Which.
    pub field: Field,
    /// Whether INPS wants it.
    pub need: &'static str,
    /// How it is determined.
    pub how: String,
    /// Whether that is said for this benefit, not for all.
    pub is_own: bool,
    /// Who has it.
    pub office: &'static str,
    /// Columns of that office's file that say it, in Italian; none where PAS derives it.
    pub columns: Vec<&'static str>,
    /// Its codes with their meaning.
    pub codes: &'static [(&'static str, &'static str)],
    /// What is checked of it.
    pub rules: Vec<&'static Rule>,
}

impl FieldRow {
    /// INPS's name of it.
    pub fn wire_name(&self) -> &'static str {
        pas_siuss::wire_name(self.field)
    }
}

/// Fields that belong together.
#[derive(Debug, Clone)]
pub struct FieldGroup {
    /// Their name.
    pub title: &'static str,
    /// What one should know of all of them.
    pub words: &'static str,
    /// The fields.
    pub rows: Vec<FieldRow>,
}

/// All that is said of fields, in the order of the schemas.
pub(crate) fn notes() -> Result<Vec<FieldNote>, GuideError> {
    let file: FieldFile = read(FIELDS)?;
    let mut notes = Vec::new();
    for group in &file.field {
        for name in &group.names {
            notes.push(note(group, field_named(name, FIELDS.0)?)?);
        }
    }
    notes.sort_by_key(|note| note.field);
    Ok(notes)
}

/// The field called `name`.
pub(crate) fn field_named(name: &str, file: &str) -> Result<Field, GuideError> {
    Field::from_name(name).ok_or_else(|| GuideError::Field {
        file: file.to_owned(),
        name: name.to_owned(),
    })
}

fn note(group: &FieldNotes, field: Field) -> Result<FieldNote, GuideError> {
    let column = |name: &String| {
        Attribute::from_name(name).ok_or_else(|| GuideError::Attribute(name.clone()))
    };
    let rule = |code: &String| registry::rule(code).ok_or_else(|| GuideError::Rule(code.clone()));
    Ok(FieldNote {
        field,
        need: group.when,
        from: group.from,
        columns: group.columns.iter().map(column).collect::<Result<_, _>>()?,
        how: group.how.clone(),
        rules: group.rules.iter().map(rule).collect::<Result<_, _>>()?,
    })
}

impl Need {
    /// In words, for a field that the schema requires or not.
    fn words(self, is_required: bool) -> &'static str {
        match self {
            Self::Always => "obbligatorio",
            Self::Optional | Self::IseeOptional | Self::Hours => "facoltativo",
            Self::InItaly => "obbligatorio se vive in Italia",
            Self::Periodic => "obbligatorio se periodica",
            Self::PeriodicOptional => "facoltativo; PAS lo scrive sempre se periodica",
            Self::OneOff => "obbligatorio se occasionale",
            Self::Dsu => "facoltativo: i tre campi della DSU, o nessuno",
            Self::Quota | Self::SsnQuota => "facoltativo: le quote insieme fanno l'importo",
            Self::InCare => "obbligatorio se in carico",
            Self::Rent => "chiesto per questa prestazione",
            Self::Sina | Self::Sinba if is_required => "obbligatorio nella valutazione",
            Self::Sina | Self::Sinba => "facoltativo nella valutazione",
        }
    }

    /// Whether a benefit with these notes has the field.
    fn holds_for(self, notes: &BenefitNotes) -> bool {
        match self {
            Self::Always | Self::Optional | Self::InItaly | Self::Quota => true,
            Self::Periodic | Self::PeriodicOptional => {
                notes.caratteri.contains(&Carattere::Periodic)
            }
            Self::OneOff => notes.caratteri.contains(&Carattere::OneOff),
            Self::Dsu | Self::IseeOptional => notes.means_tests.contains(&MeansTest::Isee),
            Self::SsnQuota => notes.ssn,
            Self::Hours => notes.hours,
            Self::InCare => notes.care != PresaInCarico::No,
            Self::Rent => notes.code == pas_records::RENT_CONTRIBUTION,
            Self::Sina => wants(notes, ServiceArea::DisabilityAndCare),
            Self::Sinba => wants(notes, ServiceArea::FamilyAndMinors),
        }
    }
}

/// Whether people of this benefit may be in care in `area`.
pub(crate) fn wants(notes: &BenefitNotes, area: ServiceArea) -> bool {
    notes.care != PresaInCarico::No && notes.area == Some(area)
}

/// The data that INPS wants for the benefit of `benefit`.
pub(crate) fn groups(
    benefit: &BenefitNotes,
    notes: &[FieldNote],
) -> Result<Vec<FieldGroup>, GuideError> {
    let file = format!("{}.toml", benefit.code);
    let mut own = Vec::new();
    for (name, how) in &benefit.fields {
        own.push((field_named(name, &file)?, how));
    }
    let mut groups: Vec<FieldGroup> = Vec::new();
    for note in notes.iter().filter(|note| note.need.holds_for(benefit)) {
        let (title, words) = heading(note);
        let of_benefit = own.iter().find(|(field, _)| *field == note.field);
        let row = FieldRow {
            field: note.field,
            need: note.need.words(pas_siuss::is_required(note.field)),
            how: of_benefit.map_or_else(|| note.how.clone(), |(_, how)| (*how).clone()),
            is_own: of_benefit.is_some(),
            office: office(note.from, benefit),
            columns: note.columns.iter().map(|column| column.label()).collect(),
            codes: pas_siuss::codes_of(note.field),
            rules: note.rules.clone(),
        };
        match groups.last_mut().filter(|group| group.title == title) {
            Some(group) => group.rows.push(row),
            None => groups.push(FieldGroup {
                title,
                words,
                rows: vec![row],
            }),
        }
    }
    Ok(groups)
}

fn heading(note: &FieldNote) -> (&'static str, &'static str) {
    match note.field {
        field if field >= Field::MinorId => (
            "La valutazione SINBA",
            "Va a INPS in un flusso a parte, senza nome né codice fiscale, solo per il minore in carico.",
        ),
        field if field >= Field::Mobility => (
            "La valutazione SINA",
            "Accompagna la prestazione solo di chi è in carico nell'area disabilità e non autosufficienza.",
        ),
        field if field >= Field::Operation => (
            "La prestazione",
            "Un record per ogni persona, prestazione e tratto di mesi uguali.",
        ),
        _ => (
            "La persona",
            "Sono gli stessi per tutte le prestazioni e vengono tutti dall'anagrafe.",
        ),
    }
}

fn office(from: From, benefit: &BenefitNotes) -> &'static str {
    match from {
        From::Anagrafe => Office::Anagrafe.label(),
        From::Grants => benefit.granting.label(),
        From::Delivers => benefit.delivering.label(),
        From::Isee => Office::Isee.label(),
        From::Minori => Office::Minori.label(),
        From::Siuss => Office::Siuss.label(),
        From::Pas => "lo ricava PAS",
    }
}
