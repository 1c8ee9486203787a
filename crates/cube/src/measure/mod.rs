//! The measures, one file each: name, definition in Italian, formula, unit, what divides it.
//!
//! A measure is computed from base statistics of the same cell, at the cell's own level: a total is
//! never the sum of rows where people or ratios are concerned. One more measure is one new file and
//! one line in [`ALL`].

macro_rules! measures {
    ($($module:ident)+) => {
        $(mod $module;)+

        /// Every measure, in the order in which pages list them.
        pub const ALL: &[&Measure] = &[$(&$module::MEASURE,)+];
    };
}

measures! {
    beneficiari
    nuclei
    record
    mesi
    ore
    spesa
    spesa_ente
    spesa_utenti
    spesa_ssn
    spesa_media
    spesa_mediana
    spesa_p90
    spesa_per_mese
    durata_media
    quota_utenti
    quota_ssn
    abitanti
    popolazione_riferimento
    beneficiari_per_mille
    beneficiari_su_riferimento
    spesa_per_abitante
    spesa_su_riferimento
}

use crate::grid::Sum;

/// A statistic of a cell that the scan gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Base {
    /// Distinct people.
    People,
    /// Distinct households.
    Households,
    /// A sum over records.
    Sum(Sum),
    /// Of the people's spending in the cell, in cents, the smallest that at least so many percent
    /// of the people do not exceed.
    Percentile(u8),
}

/// How a measure is computed from base statistics.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Formula {
    /// The statistic itself.
    Base(Base),
    /// The first less the others.
    Less(Base, &'static [Base]),
    /// People who live there.
    Population(Population),
    /// One divided by another, times a factor.
    Ratio {
        /// What is divided.
        of: &'static Formula,
        /// By what.
        by: &'static Formula,
        /// Times this: 100 for percent, 1,000 for per thousand.
        times: u32,
    },
}

/// Which residents divide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Population {
    /// Those of the cell's territory, sex and age.
    Residents,
    /// Of these, those whom the cell's ISTAT area is meant for.
    Target,
}

/// In what a measure is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A whole number of something.
    Count,
    /// Cents of euro; ratios of euro are cents too.
    Cents,
    /// A ratio without unit, with so many decimals.
    Ratio {
        /// Decimals shown; few, so that a count cannot be computed back (rule R9).
        decimals: u8,
        /// What stands behind the number: `%`, `‰`, `mesi`.
        sign: &'static str,
    },
}

/// A measure.
#[derive(Debug, PartialEq)]
pub struct Measure {
    /// The name in queries.
    pub id: &'static str,
    /// The Italian name on pages.
    pub label: &'static str,
    /// ISTAT's name of the same measure in the survey on the social services of comuni; empty where
    /// it has none.
    pub istat: &'static str,
    /// In Italian, what it is.
    pub definition: &'static str,
    /// In Italian, how it is computed.
    pub how: &'static str,
    /// Unit.
    pub unit: Unit,
    /// How it is computed.
    pub formula: Formula,
}

/// The measure with this name.
pub fn measure(id: &str) -> Option<&'static Measure> {
    ALL.iter().copied().find(|measure| measure.id == id)
}

impl Formula {
    /// Calls `visit` with every base statistic in the formula.
    pub fn for_each_base(&self, visit: &mut impl FnMut(Base)) {
        match self {
            Self::Base(base) => visit(*base),
            Self::Less(first, others) => {
                visit(*first);
                others.iter().for_each(|base| visit(*base));
            }
            Self::Population(_) => {}
            Self::Ratio { of, by, .. } => {
                of.for_each_base(visit);
                by.for_each_base(visit);
            }
        }
    }

    /// Which residents the formula needs, if any.
    pub fn population(&self) -> Option<Population> {
        match self {
            Self::Base(_) | Self::Less(..) => None,
            Self::Population(population) => Some(*population),
            Self::Ratio { of, by, .. } => of.population().or_else(|| by.population()),
        }
    }

    /// The value, from what `base` and `residents` give; `None` where one of them gives nothing, or
    /// a divisor is zero.
    pub fn value(
        &self,
        base: &impl Fn(Base) -> Option<i64>,
        residents: &impl Fn(Population) -> Option<i64>,
    ) -> Option<f64> {
        match self {
            Self::Base(one) => base(*one).map(as_float),
            Self::Less(first, others) => {
                let mut left = base(*first)?;
                for other in *others {
                    left -= base(*other)?;
                }
                Some(as_float(left))
            }
            Self::Population(population) => residents(*population).map(as_float),
            Self::Ratio { of, by, times } => {
                let by = by.value(base, residents)?;
                let of = of.value(base, residents)?;
                (by != 0.0).then(|| of * f64::from(*times) / by)
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "statistics stay far below 2^53")]
fn as_float(value: i64) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{ALL, Formula};

    #[test]
    fn every_measure_has_a_name_of_its_own_and_explains_itself() {
        let mut ids = HashSet::new();
        for measure in ALL {
            assert!(ids.insert(measure.id), "{}", measure.id);
            for text in [measure.definition, measure.how] {
                assert!(text.ends_with('.'), "{}", measure.id);
            }
        }
    }

    #[test]
    fn nothing_is_divided_by_nothing() {
        let ratio = Formula::Ratio {
            of: &Formula::Base(super::Base::People),
            by: &Formula::Population(super::Population::Residents),
            times: 1_000,
        };
        assert_eq!(ratio.value(&|_| Some(5), &|_| Some(0)), None);
        assert_eq!(ratio.value(&|_| Some(5), &|_| None), None);
        assert_eq!(ratio.value(&|_| Some(5), &|_| Some(2_000)), Some(2.5));
    }
}
