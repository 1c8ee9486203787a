//! One benefit's page: what it is, what INPS wants, how to determine it, the worked examples.

use pas_catalogue::{Area, Benefit, BenefitGroup, Catalogue};
use pas_domain::coded::{Carattere, MeansTest, PresaInCarico, ServiceArea};

use crate::data::{BenefitNotes, SectionNotes};
use crate::error::GuideError;
use crate::example::{self, Example, Invented};
use crate::fields::{self, FieldGroup, FieldNote};
use crate::letter::without_accent;

/// A section of a tutorial.
#[derive(Debug, Clone)]
pub struct Section {
    /// What it answers.
    pub title: String,
    /// Its paragraphs.
    pub text: Vec<String>,
}

/// A benefit for which this one is taken.
#[derive(Debug, Clone)]
pub struct Similar {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How to tell them apart.
    pub words: String,
}

/// All that the guide says of one benefit.
#[derive(Debug, Clone)]
pub struct BenefitPage {
    /// What the catalogue says of it.
    pub benefit: Benefit,
    /// Category of the catalogue.
    pub category: String,
    /// Area of ISTAT's survey that its spending counts in.
    pub area: Option<Area>,
    /// What it is.
    pub what: String,
    /// Whose record it is.
    pub beneficiary: String,
    /// Means tests that occur, the usual one first.
    pub means_tests: Vec<MeansTest>,
    /// Periodic or one-off, the usual one first.
    pub caratteri: Vec<Carattere>,
    /// Whether its people are in care; `Unknown`: it depends on the person.
    pub care: PresaInCarico,
    /// Area of those in care.
    pub service_area: Option<ServiceArea>,
    /// Which amount is the benefit's.
    pub amount: String,
    /// For which time.
    pub period: String,
    /// What goes wrong.
    pub cautions: Vec<String>,
    /// What it is taken for.
    pub similar: Vec<Similar>,
    /// Where the words have their facts from.
    pub sources: Vec<String>,
    /// The tutorial; empty for a benefit without one.
    pub sections: Vec<Section>,
    /// The data that INPS wants.
    pub fields: Vec<FieldGroup>,
    /// The worked examples.
    pub examples: Vec<Example>,
}

impl BenefitPage {
    /// The code.
    pub fn code(&self) -> &str {
        &self.benefit.code
    }

    /// The name, or that there is none.
    pub fn name(&self) -> &str {
        let missing = "denominazione non attestata";
        self.benefit.name.as_deref().unwrap_or(missing)
    }

    /// The group's name.
    pub fn group(&self) -> &'static str {
        let none = "Solo consultazione ISEE";
        self.benefit.group.map_or(none, BenefitGroup::label)
    }

    /// Whether it has a tutorial at the depth of the webinar's.
    pub fn is_tutorial(&self) -> bool {
        !self.sections.is_empty()
    }

    /// Whether a SINA assessment may go with it.
    pub fn may_have_sina(&self) -> bool {
        self.has_assessment(ServiceArea::DisabilityAndCare)
    }

    /// Whether a SINBA assessment may go beside it.
    pub fn may_have_sinba(&self) -> bool {
        self.has_assessment(ServiceArea::FamilyAndMinors)
    }

    fn has_assessment(&self, area: ServiceArea) -> bool {
        self.care != PresaInCarico::No && self.service_area == Some(area)
    }

    /// Whether the page answers somebody who looks for `words`.
    pub fn answers(&self, words: &str) -> bool {
        let area = self.area.map_or("", Area::label);
        let text = format!(
            "{} {} {} {} {area} {} {}",
            self.code(),
            self.name(),
            self.group(),
            self.category,
            self.what,
            self.beneficiary
        );
        let text = plain(&text);
        plain(words)
            .split_whitespace()
            .all(|word| text.contains(word))
    }
}

/// Small letters without accents, so that a reader need not type them.
fn plain(text: &str) -> String {
    let small = text.to_lowercase();
    small
        .chars()
        .map(|letter| match letter {
            '\'' | '’' => ' ',
            other => without_accent(other),
        })
        .collect()
}

/// The page of `notes`.
pub(crate) fn page(
    notes: BenefitNotes,
    field_notes: &[FieldNote],
    invented: &Invented,
    catalogue: &Catalogue,
) -> Result<BenefitPage, GuideError> {
    let known = |code: &str| {
        catalogue
            .benefit(code)
            .ok_or_else(|| GuideError::Benefit(code.to_owned()))
    };
    let benefit = known(&notes.code)?.clone();
    let fields = fields::groups(&notes, field_notes)?;
    let mut similar = Vec::new();
    for (code, words) in &notes.similar {
        similar.push(Similar {
            code: code.clone(),
            name: known(code)?.name.clone().unwrap_or_default(),
            words: words.clone(),
        });
    }
    let mut examples = Vec::new();
    for example in &notes.example {
        examples.push(example::work(example, &notes, invented, catalogue)?);
    }
    let class = catalogue.classification(&notes.code);
    Ok(BenefitPage {
        category: class
            .map(|class| class.category.clone())
            .unwrap_or_default(),
        area: class.map(|class| class.area),
        benefit,
        what: notes.what,
        beneficiary: notes.beneficiary,
        means_tests: notes.means_tests,
        caratteri: notes.caratteri,
        care: notes.care,
        service_area: notes.area,
        amount: notes.amount,
        period: notes.period,
        cautions: notes.cautions,
        similar,
        sources: notes.sources,
        sections: notes.section.into_iter().map(section).collect(),
        fields,
        examples,
    })
}

fn section(notes: SectionNotes) -> Section {
    Section {
        title: notes.title,
        text: notes.text,
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn accents_and_case_do_not_matter() {
        assert_eq!(plain("Mobilità dell'Anziano"), "mobilita dell anziano");
    }
}
