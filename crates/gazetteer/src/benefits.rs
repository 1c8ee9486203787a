//! The benefits of an edition with group, category and ISTAT area.

use pas_catalogue::Catalogue;
use pas_cube::reference::Benefit;

/// Code that stands for the assessment of a minor that names no benefit.
pub const SINBA: &str = "SINBA";

/// The benefits that SIUSS knows, by code, and [`SINBA`] last.
pub fn benefits(catalogue: &Catalogue) -> Vec<Benefit> {
    let known = catalogue.benefits().iter();
    let mut benefits: Vec<Benefit> = known
        .filter(|benefit| benefit.is_siuss_code)
        .map(|known| {
            let name = known.name.clone().unwrap_or_else(|| known.code.clone());
            let group = known.group.map_or("", |group| group.code());
            benefit(catalogue, &known.code, name, group)
        })
        .collect();
    benefits.sort_by(|a, b| a.code.cmp(&b.code));
    let name = "Valutazione del minore (SINBA) senza prestazione".to_owned();
    benefits.push(benefit(catalogue, SINBA, name, ""));
    benefits
}

/// A benefit with what `classificazione.csv` says of it; without a row there, it is for more than
/// one kind of user.
fn benefit(catalogue: &Catalogue, code: &str, name: String, group: &str) -> Benefit {
    let classification = catalogue.classification(code);
    let category = classification.map_or("altro", |one| &one.category);
    let area = classification.map_or("MUL", |one| one.area.code());
    Benefit {
        code: code.to_owned(),
        name,
        group: group.to_owned(),
        category: category.to_owned(),
        istat_area: area.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use pas_catalogue::Catalogue;

    use super::benefits;

    #[test]
    fn benefits_stand_by_code_with_category_and_area() {
        let benefits = benefits(Catalogue::builtin());
        assert!(benefits.is_sorted_by(|a, b| a.code < b.code));
        let of = |code: &str| {
            let found = benefits.iter().find(|benefit| benefit.code == code);
            found.map(|one| (&*one.group, &*one.category, &*one.istat_area))
        };
        assert_eq!(of("A2.07"), Some(("A2", "autonomia", "ELD")));
        assert_eq!(of("SINBA"), Some(("", "tutela", "FAM")));
        assert_eq!(of("Z9.99"), None);
    }
}
