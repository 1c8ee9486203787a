//! Where a reader stands among the children of an element.

use super::{Content, Element, ElementFact, Particle};

/// The children seen so far. No element of the schemas has more than three kinds of them.
#[derive(Debug)]
pub(crate) struct Sequence {
    particles: &'static [Particle],
    counts: [u32; 3],
    furthest: usize,
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
        let particles: &[Particle] = match &fact.content {
            Content::Children(particles) => particles,
            Content::Empty | Content::Text(..) => &[],
        };
        Self {
            particles,
            counts: [0; 3],
            furthest: 0,
        }
    }

    /// Goes on with the particles of another element, where the first child tells which one it is.
    pub(crate) fn switch_to(&mut self, fact: &'static ElementFact) {
        self.particles = Self::of(fact).particles;
    }

    /// Whether a child of this name may stand somewhere in the element.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.particles
            .iter()
            .any(|particle| particle.fact.name == name)
    }

    /// How often a child has been seen.
    pub(crate) fn count(&self, element: Element) -> u32 {
        let position = |particle: &Particle| particle.fact.element == element;
        match self.particles.iter().position(position) {
            Some(position) => self.counts.get(position).copied().unwrap_or(0),
            None => 0,
        }
    }

    /// Takes a child by its name; `None` when the element knows no such child.
    #[inline]
    pub(crate) fn arrive(&mut self, name: &str) -> Option<(&'static ElementFact, Arrival)> {
        let named = |particle: &Particle| particle.fact.name == name;
        let position = self.particles.iter().position(named)?;
        let particle = self.particles.get(position)?;
        let count = self.counts.get_mut(position)?;
        *count += 1;
        let arrival = if position < self.furthest {
            let after = self
                .particles
                .get(self.furthest)
                .map_or("", |last| last.fact.name);
            Arrival::Late { after }
        } else if *count > particle.max {
            Arrival::Excess { max: particle.max }
        } else {
            Arrival::Expected
        };
        self.furthest = self.furthest.max(position);
        Some((particle.fact, arrival))
    }

    /// The children that should have been there and were not.
    pub(crate) fn missing(&self) -> impl Iterator<Item = &'static ElementFact> {
        self.particles
            .iter()
            .zip(self.counts)
            .filter(|(particle, count)| *count < particle.min)
            .map(|(particle, _)| particle.fact)
    }
}
