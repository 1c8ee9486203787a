//! Writes a flow as INPS wants it, or says why it may not be written.

use std::io::Write;

use pas_domain::finding::{Finding, Place};
use pas_domain::flow::{
    FlowBody, Text, UncheckedAssessment, UncheckedBeneficiary, UncheckedBenefit, UncheckedFlow,
    UncheckedMinor, Values,
};
use thiserror::Error;

use crate::check::{Check, check};
use crate::reader::FlowKind;
use crate::schema::{ElementFact, NAMESPACE, benefits, minors};

/// Why a flow was not written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// INPS's schema would refuse the flow, or a value has no place in it: nothing was written of
    /// the record in question.
    #[error("il flusso non rispetta lo schema dell'INPS: {} rilievi", .0.len())]
    Refused(Vec<Finding>),
    /// The destination failed.
    #[error("il flusso non si può scrivere")]
    Destination(#[source] std::io::Error),
}

/// The XML of a flow, in UTF-8.
pub fn write(flow: &UncheckedFlow<'_>) -> Result<Vec<u8>, WriteError> {
    let mut bytes = Vec::new();
    write_to(&mut bytes, flow)?;
    Ok(bytes)
}

/// Writes the XML of a flow to `out`; what the schema refuses is refused before the first byte.
pub fn write_to(out: impl Write, flow: &UncheckedFlow<'_>) -> Result<(), WriteError> {
    refuse(check(flow))?;
    let kind = match flow.body {
        FlowBody::Benefits(_) => FlowKind::Ps,
        FlowBody::Minors(_) => FlowKind::Sinba,
    };
    let mut writer = FlowWriter {
        out,
        markup: Markup::default(),
        kind,
        records: 0,
    };
    writer.begin(&flow.header)?;
    match &flow.body {
        FlowBody::Benefits(people) => {
            for person in people {
                writer.markup.beneficiary(person);
                writer.flush()?;
            }
        }
        FlowBody::Minors(records) => {
            for record in records {
                writer.markup.minor(record);
                writer.flush()?;
            }
        }
    }
    writer.end().map(drop)
}

/// Writes a flow record by record, for flows that need not fit in memory.
#[derive(Debug)]
pub struct FlowWriter<W> {
    out: W,
    markup: Markup,
    kind: FlowKind,
    records: usize,
}

impl<W: Write> FlowWriter<W> {
    /// Begins a flow of the given kind with its header.
    pub fn new(out: W, kind: FlowKind, header: &Values<'_>) -> Result<Self, WriteError> {
        let mut check = Check::default();
        check.header(header);
        refuse(check.findings)?;
        let mut writer = Self {
            out,
            markup: Markup::default(),
            kind,
            records: 0,
        };
        writer.begin(header)?;
        Ok(writer)
    }

    /// Writes a person with their benefits, or nothing of it.
    pub fn beneficiary(&mut self, person: &UncheckedBeneficiary<'_>) -> Result<(), WriteError> {
        let mut check = Check::default();
        check.beneficiary(self.records, person);
        self.admit(FlowKind::Ps, check)?;
        self.markup.beneficiary(person);
        self.flush()
    }

    /// Writes a minor, or nothing of it.
    pub fn minor(&mut self, record: &UncheckedMinor<'_>) -> Result<(), WriteError> {
        let mut check = Check::default();
        check.minor(self.records, record);
        self.admit(FlowKind::Sinba, check)?;
        self.markup.minor(record);
        self.flush()
    }

    /// Ends the flow, which must hold a record, and gives the destination back.
    pub fn finish(self) -> Result<W, WriteError> {
        let mut check = Check::default();
        if self.records == 0 {
            let (root, record) = self.kind.facts();
            check.at_least_one(root, record, Place::Header, &[] as &[()]);
        }
        refuse(check.findings)?;
        self.end()
    }

    fn admit(&mut self, kind: FlowKind, mut check: Check) -> Result<(), WriteError> {
        if kind != self.kind {
            check.stray_record(self.kind.facts().0, kind.facts().1);
        }
        refuse(check.findings)?;
        self.records += 1;
        Ok(())
    }

    fn begin(&mut self, header: &Values<'_>) -> Result<(), WriteError> {
        self.markup
            .text
            .push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        self.markup.text.push_str("<Flusso xmlns=\"");
        self.markup.text.push_str(NAMESPACE);
        self.markup.text.push_str("\">\n");
        self.markup.header(header);
        self.flush()
    }

    fn end(mut self) -> Result<W, WriteError> {
        self.markup.text.push_str("</Flusso>\n");
        self.flush()?;
        self.out.flush().map_err(WriteError::Destination)?;
        Ok(self.out)
    }

    fn flush(&mut self) -> Result<(), WriteError> {
        let bytes = self.markup.text.as_bytes();
        self.out.write_all(bytes).map_err(WriteError::Destination)?;
        self.markup.text.clear();
        Ok(())
    }
}

impl FlowKind {
    /// The root and the record of the kind.
    fn facts(self) -> (&'static ElementFact, &'static ElementFact) {
        match self {
            Self::Ps => (&benefits::FLUSSO, &benefits::BENEFICIARIO),
            Self::Sinba => (&minors::FLUSSO, &minors::SINBA),
        }
    }
}

fn refuse(findings: Vec<Finding>) -> Result<(), WriteError> {
    if findings.is_empty() {
        Ok(())
    } else {
        Err(WriteError::Refused(findings))
    }
}

/// Text of a flow in the making: elements and attributes in the order of the XSD.
#[derive(Debug, Default)]
struct Markup {
    text: String,
    depth: usize,
}

impl Markup {
    fn header(&mut self, header: &Values<'_>) {
        self.open(&benefits::IDENTIFICAZIONE_FLUSSO, header);
        self.empty(&benefits::ENTE, header);
        self.close(&benefits::IDENTIFICAZIONE_FLUSSO);
    }

    fn beneficiary(&mut self, person: &UncheckedBeneficiary<'_>) {
        self.open(&benefits::BENEFICIARIO, &person.person);
        self.empty(&benefits::ANAGRAFICA, &person.person);
        for residence in &person.residences {
            self.empty(&benefits::INDIRIZZO, residence);
        }
        for benefit in &person.benefits {
            self.benefit(benefit);
        }
        self.close(&benefits::BENEFICIARIO);
    }

    fn benefit(&mut self, benefit: &UncheckedBenefit<'_>) {
        let fact = &benefits::PRESTAZIONI_SOCIALI;
        match &benefit.assessment {
            None => self.empty(fact, &benefit.values),
            Some(assessment) => {
                self.open(fact, &benefit.values);
                self.assessment(assessment);
                self.close(fact);
            }
        }
    }

    fn assessment(&mut self, assessment: &UncheckedAssessment<'_>) {
        let needed = &assessment.needed_benefits;
        let certified = &assessment.certified_disabilities;
        if needed.is_empty() && certified.is_empty() {
            return self.empty(&benefits::SINA, &assessment.values);
        }
        self.open(&benefits::SINA, &assessment.values);
        self.list(
            &benefits::NECESSITA_INTERVENTI_SOCIALI,
            &benefits::NEEDED_BENEFIT,
            needed,
        );
        self.list(&benefits::INVALIDITA_CIVILE, &benefits::INV_CIV, certified);
        self.close(&benefits::SINA);
    }

    fn minor(&mut self, record: &UncheckedMinor<'_>) {
        self.open(&minors::SINBA, &record.values);
        self.list(
            &minors::PRESTAZIONI,
            &minors::MINOR_BENEFIT,
            &record.benefits,
        );
        self.list(
            &minors::FAMIGLIA,
            &minors::COMPOSIZIONE_FAMIGLIA,
            &record.household,
        );
        self.close(&minors::SINBA);
    }

    /// An element that holds elements with a text; nothing at all when there are none.
    fn list(&mut self, list: &ElementFact, item: &ElementFact, texts: &[Text<'_>]) {
        if texts.is_empty() {
            return;
        }
        self.open(list, &Values::new());
        for text in texts {
            self.indent();
            self.tag(&["<", item.name, ">"]);
            self.escape(text);
            self.tag(&["</", item.name, ">\n"]);
        }
        self.close(list);
    }

    fn open(&mut self, fact: &ElementFact, values: &Values<'_>) {
        self.start(fact, values);
        self.text.push_str(">\n");
        self.depth += 1;
    }

    fn empty(&mut self, fact: &ElementFact, values: &Values<'_>) {
        self.start(fact, values);
        self.text.push_str("/>\n");
    }

    fn close(&mut self, fact: &ElementFact) {
        self.depth -= 1;
        self.indent();
        self.tag(&["</", fact.name, ">\n"]);
    }

    /// `<name` and the attributes: an optional one that is empty is left out.
    fn start(&mut self, fact: &ElementFact, values: &Values<'_>) {
        self.indent();
        self.tag(&["<", fact.name]);
        for attribute in fact.attributes.facts {
            if let Some(value) = values.get(attribute.field)
                && (attribute.required || !value.is_empty())
            {
                self.tag(&[" ", attribute.name, "=\""]);
                self.escape(value);
                self.text.push('"');
            }
        }
    }

    fn indent(&mut self) {
        for _ in 0..=self.depth {
            self.text.push_str("  ");
        }
    }

    fn tag(&mut self, parts: &[&str]) {
        for part in parts {
            self.text.push_str(part);
        }
    }

    /// Escapes also the white space that would otherwise come back as a plain space.
    fn escape(&mut self, value: &str) {
        let mut rest = value;
        while let Some(at) = rest.find(['<', '>', '&', '"', '\t', '\n', '\r']) {
            let (before, from) = rest.split_at(at);
            self.text.push_str(before);
            let mut characters = from.chars();
            self.text.push_str(match characters.next() {
                Some('<') => "&lt;",
                Some('>') => "&gt;",
                Some('&') => "&amp;",
                Some('"') => "&quot;",
                Some('\t') => "&#9;",
                Some('\n') => "&#10;",
                _ => "&#13;",
            });
            rest = characters.as_str();
        }
        self.text.push_str(rest);
    }
}
