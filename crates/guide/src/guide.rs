//! The guide as a whole, made once from its files.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use pas_catalogue::Catalogue;

use crate::advice::{self, Advice, Case, Door};
use crate::benefit::{self, BenefitPage};
use crate::data::{BENEFITS, BenefitNotes, PEOPLE, PersonNotes, read};
use crate::error::GuideError;
use crate::example::Invented;
use crate::fields;
use crate::glossary::{self, Entry};
use crate::question::{self, Question};

/// All that the guide says.
#[derive(Debug)]
pub struct Guide {
    benefits: Vec<BenefitPage>,
    questions: Vec<Question>,
    entries: Vec<Entry>,
    advice: Advice,
}

impl Guide {
    /// The guide in the binary. Its files are ours and held by tests, so a fault in them is a bug.
    pub fn builtin() -> &'static Self {
        static GUIDE: LazyLock<Guide> = LazyLock::new(|| {
            Guide::read(Catalogue::builtin()).expect("invariant: the guide's own files are sound")
        });
        &GUIDE
    }

    /// Reads the guide's files and works its examples out, with the code lists of `catalogue`.
    pub fn read(catalogue: &Catalogue) -> Result<Self, GuideError> {
        let notes = fields::notes()?;
        let people: BTreeMap<String, PersonNotes> = read(PEOPLE)?;
        let invented = Invented(people);
        let mut benefits = Vec::new();
        for (code, text) in BENEFITS {
            let of_benefit: BenefitNotes = read((code, text))?;
            benefits.push(benefit::page(of_benefit, &notes, &invented, catalogue)?);
        }
        Ok(Self {
            benefits,
            questions: question::questions()?,
            entries: glossary::entries()?,
            advice: advice::advice()?,
        })
    }

    /// The benefits, in the order of their codes.
    pub fn benefits(&self) -> &[BenefitPage] {
        &self.benefits
    }

    /// The benefit with this code.
    pub fn benefit(&self, code: &str) -> Option<&BenefitPage> {
        self.benefits.iter().find(|page| page.code() == code)
    }

    /// The eight questions.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The glossary.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with this anchor.
    pub fn entry(&self, anchor: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.anchor == anchor)
    }

    /// The ways in.
    pub fn doors(&self) -> &[Door] {
        &self.advice.door
    }

    /// What decides who must send.
    pub fn principle(&self) -> &str {
        &self.advice.principle
    }

    /// Cases of who must send.
    pub fn cases(&self) -> &[Case] {
        &self.advice.case
    }
}
