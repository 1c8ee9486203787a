//! The benefits of an edition with group and category, and the ISTAT area of each fact.

use pas_catalogue::{Area, Catalogue, Classification};
use pas_cube::reference::Benefit;
use pas_cube::traits::{AgeBand, Citizenship};

/// Code that stands for the assessment of a minor that names no benefit.
pub const SINBA: &str = "SINBA";

/// The benefits that SIUSS knows, by code, and [`SINBA`] last.
pub fn benefits(catalogue: &Catalogue) -> Vec<Benefit> {
    let category = |code: &str| {
        let classification = catalogue.classification(code);
        classification.map_or_else(|| "altro".to_owned(), |one| one.category.clone())
    };
    let known = catalogue.benefits().iter();
    let mut benefits: Vec<Benefit> = known
        .filter(|benefit| benefit.is_siuss_code)
        .map(|benefit| Benefit {
            code: benefit.code.clone(),
            name: benefit.name.clone().unwrap_or_else(|| benefit.code.clone()),
            group: benefit
                .group
                .map_or_else(String::new, |group| group.code().to_owned()),
            category: category(&benefit.code),
        })
        .collect();
    benefits.sort_by(|a, b| a.code.cmp(&b.code));
    benefits.push(Benefit {
        code: SINBA.to_owned(),
        name: "Valutazione del minore (SINBA) senza prestazione".to_owned(),
        group: String::new(),
        category: category(SINBA),
    });
    benefits
}

/// The ISTAT area of a fact, read off benefit, age and citizenship. Which is which is ours
/// (`classificazione.csv` of the catalogue): no official list says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaTable {
    /// For each benefit: minors, adults, elderly, adults from outside the European Union.
    areas: Vec<[Area; 4]>,
}

impl AreaTable {
    /// The areas of these benefits. One without classification is for more than one kind of user.
    pub fn new(catalogue: &Catalogue, benefits: &[Benefit]) -> Self {
        let areas = benefits
            .iter()
            .map(|benefit| {
                catalogue
                    .classification(&benefit.code)
                    .map_or([Area::MultiUser; 4], areas)
            })
            .collect();
        Self { areas }
    }

    /// The area of a fact about `benefit`, a position.
    pub fn area(&self, benefit: u8, age: AgeBand, citizenship: Citizenship) -> Area {
        let column = if (AgeBand::Y0..=AgeBand::Y15).contains(&age) {
            0
        } else if age >= AgeBand::Y65 {
            2
        } else if citizenship == Citizenship::Other {
            3
        } else {
            1
        };
        let areas = self.areas.get(usize::from(benefit));
        areas.map_or(Area::MultiUser, |areas| areas[column])
    }
}

fn areas(classification: &Classification) -> [Area; 4] {
    [
        classification.area_of_minors,
        classification.area_of_adults,
        classification.area_of_elderly,
        classification
            .area_of_non_eu
            .unwrap_or(classification.area_of_adults),
    ]
}

#[cfg(test)]
mod tests {
    use pas_catalogue::{Area, Catalogue};
    use pas_cube::traits::{AgeBand, Citizenship};

    use super::{AreaTable, benefits};

    #[test]
    fn the_area_follows_age_and_citizenship() {
        let benefits = benefits(Catalogue::builtin());
        let table = AreaTable::new(Catalogue::builtin(), &benefits);
        let it = Citizenship::Italian;
        for (code, age, citizenship, expected) in [
            ("A1.04", AgeBand::Y0, it, Area::Family),
            ("A1.04", AgeBand::Y15, Citizenship::Other, Area::Family),
            ("A1.04", AgeBand::Y30, it, Area::Poverty),
            ("A1.04", AgeBand::Y30, Citizenship::Other, Area::Immigrants),
            ("A2.07", AgeBand::Unknown, it, Area::Disability),
            ("A2.07", AgeBand::Y30, Citizenship::Other, Area::Disability),
            ("A2.07", AgeBand::Y85, it, Area::Elderly),
            ("SINBA", AgeBand::Y6, it, Area::Family),
        ] {
            let at = benefits.iter().position(|one| one.code == code);
            let at = u8::try_from(at.expect(code)).expect("fewer than 256");
            assert_eq!(table.area(at, age, citizenship), expected, "{code}");
        }
    }
}
