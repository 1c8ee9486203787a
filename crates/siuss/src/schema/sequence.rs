//! Where a reader stands among the children of an element.

use super::{Content, ElementFact, Particle, benefits, minors};

/// The children seen so far. No element of the schemas has more than three kinds of them.
#[derive(Debug)]
pub(crate) struct Sequence {
    fact: &'static ElementFact,
    counts: [u32; 3],
    furthest: usize,
    /// The other schema's root, as long as no child has told which one it is.
    alternative: Option<&'static ElementFact>,
}

/// How a child fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// In its place.
    Expected,
    /// After an element that it should precede.
    Late { after: &'static str },
    /// Once more than the schema allows.
    Excess { max: u32 },
}

impl Sequence {
    pub(crate) fn of(fact: &'static ElementFact) -> Self {
        Self {
            fact,
            counts: [0; 3],
            furthest: 0,
            alternative: None,
        }
    }

    /// The children of `Flusso`: `Beneficiario` or `SINBA`, whichever comes first.
    pub(crate) fn of_root() -> Self {
        Self {
            alternative: Some(&minors::FLUSSO),
            ..Self::of(&benefits::FLUSSO)
        }
    }

    /// The element whose children these are.
    pub(crate) fn fact(&self) -> &'static ElementFact {
        self.fact
    }

    /// Takes a child by its name: its fact, how it fits, and whether it is the first of its kind.
    /// `None` when the element knows no such child.
    #[inline]
    pub(crate) fn arrive(&mut self, name: &str) -> Option<(&'static ElementFact, Arrival, bool)> {
        let position = self.position(name).or_else(|| self.switch(name))?;
        let particles = particles(self.fact);
        let particle = particles.get(position)?;
        let count = self.counts.get_mut(position)?;
        *count = count.saturating_add(1);
        let arrival = if position < self.furthest {
            let after = particles
                .get(self.furthest)
                .map_or("", |last| last.fact.name);
            Arrival::Late { after }
        } else if *count > particle.max {
            Arrival::Excess { max: particle.max }
        } else {
            Arrival::Expected
        };
        let first = *count == 1;
        if position > 0 {
            self.furthest = self.furthest.max(position);
            self.alternative = None;
        }
        Some((particle.fact, arrival, first))
    }

    /// The children that should have been there and were not.
    pub(crate) fn missing(&self) -> impl Iterator<Item = &'static ElementFact> {
        std::iter::zip(particles(self.fact), self.counts)
            .filter(|(particle, count)| *count < particle.min)
            .map(|(particle, _)| particle.fact)
    }

    fn position(&self, name: &str) -> Option<usize> {
        particles(self.fact)
            .iter()
            .position(|particle| particle.fact.name == name)
    }

    /// Goes over to the other schema if that one knows the child.
    #[cold]
    fn switch(&mut self, name: &str) -> Option<usize> {
        let other = self.alternative.take()?;
        let known = particles(other)
            .iter()
            .position(|particle| particle.fact.name == name);
        match known {
            Some(_) => self.fact = other,
            None => self.alternative = Some(other),
        }
        known
    }
}

fn particles(fact: &'static ElementFact) -> &'static [Particle] {
    match &fact.content {
        Content::Children(particles) => particles,
        Content::Empty | Content::Text(..) => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrivals(
        mut sequence: Sequence,
        names: &[&str],
    ) -> (Vec<Option<Arrival>>, Vec<&'static str>) {
        let arrivals = names
            .iter()
            .map(|name| sequence.arrive(name).map(|found| found.1));
        let arrivals = arrivals.collect();
        (arrivals, sequence.missing().map(|fact| fact.name).collect())
    }

    #[test]
    fn children_are_judged_in_order() {
        use Arrival::{Excess, Expected, Late};
        let person = || Sequence::of(&benefits::BENEFICIARIO);
        let names = ["Anagrafica", "Indirizzo", "Indirizzo", "PrestazioniSociali"];
        assert_eq!(
            arrivals(person(), &names),
            (vec![Some(Expected); 4], vec![])
        );
        assert_eq!(
            arrivals(person(), &["Indirizzo", "Anagrafica", "Altro"]),
            (
                vec![Some(Expected), Some(Late { after: "Indirizzo" }), None],
                vec!["PrestazioniSociali"]
            )
        );
        let (six, _) = arrivals(person(), &["Indirizzo"; 6]);
        assert_eq!(six.last(), Some(&Some(Excess { max: 5 })));
    }

    #[test]
    fn the_first_record_tells_the_schema() {
        let known = |names: &[&str]| {
            arrivals(Sequence::of_root(), names)
                .0
                .last()
                .copied()
                .flatten()
        };
        assert!(known(&["IdentificazioneFlusso", "SINBA"]).is_some());
        assert!(known(&["IdentificazioneFlusso", "Altro", "SINBA"]).is_some());
        assert!(known(&["Beneficiario", "SINBA"]).is_none());
        assert!(known(&["SINBA", "Beneficiario"]).is_none());
    }
}
