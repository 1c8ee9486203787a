//! One fact: what one record says of one person in one year.

use crate::months::Months;
use crate::traits::Traits;

/// One fact, the grain of the cube. Places, bodies and benefits are positions in the tables of the
/// [`Reference`](crate::Reference) that the fact belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// Pseudonym of the person: the same in every edition, and nothing to do with a codice fiscale.
    pub person: u64,
    /// Pseudonym of the household; one household a person in an edition. A person without a known
    /// household is one of their own.
    pub household: u64,
    /// The year.
    pub year: i16,
    /// The months touched; the month of payment of a one-off. Never none.
    pub months: Months,
    /// Comune of residence: position in [`Reference::places`](crate::Reference).
    pub residence: u16,
    /// The body that grants: position in [`Reference::bodies`](crate::Reference).
    pub body: u16,
    /// The benefit: position in [`Reference::benefits`](crate::Reference).
    pub benefit: u8,
    /// The coded values.
    pub traits: Traits,
    /// All that was spent in the year, in cents of euro.
    pub total_cents: u32,
    /// Of this, what the user paid.
    pub user_cents: u32,
    /// Of this, what the Servizio sanitario paid.
    pub ssn_cents: u32,
    /// Hours of service in the year.
    pub hours: u16,
}
