//! Who bears the cost: quotas completed, added and split so that they always add up to the amount.

use pas_domain::fact::Quotas;
use pas_domain::money::Money;

/// An amount with its quotas and minutes, for some time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) amount: Option<Money>,
    pub(crate) quotas: Quotas,
    pub(crate) minutes: Option<u32>,
}

impl Share {
    /// The share with what follows from the rest: the amount, when only quotas are given; the
    /// ente's quota, when the others are given and leave something over.
    pub(crate) fn completed(self) -> Self {
        let given = self.quotas_sum();
        match (self.amount, given) {
            (None, Some(sum)) => Self {
                amount: Some(sum),
                ..self
            },
            (Some(amount), Some(sum)) if self.quotas.ente.is_none() && sum < amount => Self {
                quotas: Quotas {
                    ente: Some(amount - sum),
                    ..self.quotas
                },
                ..self
            },
            _ => self,
        }
    }

    /// The sum of the quotas given; `None` when none is.
    pub(crate) fn quotas_sum(self) -> Option<Money> {
        let given = [self.quotas.ente, self.quotas.user, self.quotas.ssn];
        given
            .iter()
            .any(Option::is_some)
            .then(|| given.into_iter().flatten().sum())
    }

    /// Whether the quotas, where given, add up to the amount. Source: INPS specification 2.0.1,
    /// table 9.
    pub(crate) fn adds_up(self) -> bool {
        self.quotas_sum().is_none() || self.quotas_sum() == self.amount
    }

    /// Both shares together.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            amount: add(self.amount, other.amount),
            quotas: Quotas {
                ente: add(self.quotas.ente, other.quotas.ente),
                user: add(self.quotas.user, other.quotas.user),
                ssn: add(self.quotas.ssn, other.quotas.ssn),
            },
            minutes: match (self.minutes, other.minutes) {
                (None, None) => None,
                (a, b) => Some(a.unwrap_or(0) + b.unwrap_or(0)),
            },
        }
    }

    /// The share cut into `n` parts: amounts and quotas each add up to the whole to the cent, and
    /// in every part the quotas add up to its amount.
    pub(crate) fn split(self, n: usize) -> Vec<Self> {
        let minutes = self.minutes.map(|minutes| split_minutes(minutes, n));
        let mut dealer = Dealer { next: 0, n };
        let ente = self.quotas.ente.map(|quota| dealer.deal(quota));
        let user = self.quotas.user.map(|quota| dealer.deal(quota));
        let ssn = self.quotas.ssn.map(|quota| dealer.deal(quota));
        let whole = self.amount.map(|amount| amount.split_evenly(n));
        let at = |parts: &Option<Vec<Money>>, part: usize| parts.as_ref().map(|parts| parts[part]);
        let part = |part: usize| {
            let quotas = Quotas {
                ente: at(&ente, part),
                user: at(&user, part),
                ssn: at(&ssn, part),
            };
            let share = Self {
                amount: at(&whole, part),
                quotas,
                minutes: minutes.as_ref().map(|parts| parts[part]),
            };
            let amount = share
                .quotas_sum()
                .filter(|_| self.adds_up())
                .or(share.amount);
            Self { amount, ..share }
        };
        (0..n).map(part).collect()
    }
}

/// Deals the odd cents of one quota after the other's, so that no part gets them twice before
/// every part got one: the parts then differ by a cent at most.
struct Dealer {
    next: usize,
    n: usize,
}

impl Dealer {
    fn deal(&mut self, quota: Money) -> Vec<Money> {
        let parts = i64::try_from(self.n).expect("invariant: a period has few months");
        let (each, odd) = (
            quota.cents().div_euclid(parts),
            quota.cents().rem_euclid(parts),
        );
        let odd = usize::try_from(odd).expect("invariant: a remainder is not negative");
        let mut dealt = vec![Money::from_cents(each); self.n];
        for step in 0..odd {
            dealt[(self.next + step) % self.n] += Money::from_cents(1);
        }
        self.next = (self.next + odd) % self.n.max(1);
        dealt
    }
}

fn split_minutes(minutes: u32, n: usize) -> Vec<u32> {
    let parts = u32::try_from(n).expect("invariant: a period has few months");
    (0..parts)
        .map(|part| minutes / parts + u32::from(part < minutes % parts))
        .collect()
}

fn add(a: Option<Money>, b: Option<Money>) -> Option<Money> {
    match (a, b) {
        (None, None) => None,
        (a, b) => Some(a.unwrap_or_default() + b.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use pas_domain::fact::Quotas;
    use pas_domain::money::Money;
    use proptest::prelude::*;

    use super::Share;

    #[expect(clippy::unnecessary_wraps, reason = "quotas and amounts may be absent")]
    fn euro(cents: i64) -> Option<Money> {
        Some(Money::from_cents(cents))
    }

    #[test]
    fn completes_what_follows() {
        let only_quotas = Share {
            quotas: Quotas {
                ente: euro(300),
                user: euro(200),
                ssn: None,
            },
            ..Share::default()
        };
        assert_eq!(only_quotas.completed().amount, euro(500));
        let without_ente = Share {
            amount: euro(1000),
            quotas: Quotas {
                ente: None,
                user: euro(200),
                ssn: euro(300),
            },
            minutes: None,
        };
        assert_eq!(without_ente.completed().quotas.ente, euro(500));
        let too_much = Share {
            amount: euro(100),
            quotas: Quotas {
                ente: euro(100),
                user: euro(50),
                ssn: None,
            },
            minutes: None,
        };
        assert!(!too_much.completed().adds_up());
    }

    proptest! {
        #[test]
        fn parts_add_up_along_and_across(
            ente in 0_i64..1_000_000, user in 0_i64..1_000_000, ssn in proptest::option::of(0_i64..1_000_000), n in 1_usize..13,
        ) {
            let quotas = Quotas { ente: euro(ente), user: euro(user), ssn: ssn.map(Money::from_cents) };
            let whole = Share { amount: None, quotas, minutes: Some(1234) }.completed();
            let parts = whole.split(n);
            prop_assert!(parts.iter().all(|part| part.adds_up()));
            let again = parts.iter().copied().reduce(Share::plus).expect("at least one part");
            prop_assert_eq!(again, whole);
            let amounts: Vec<i64> = parts.iter().filter_map(|part| part.amount).map(Money::cents).collect();
            let spread = amounts.iter().max().unwrap_or(&0) - amounts.iter().min().unwrap_or(&0);
            prop_assert!(spread <= 1, "months differ by {} cents", spread);
        }
    }
}
