//! Where the person lives: comune, and the territories above it, by two trees and by size.

use super::{Axis, Cut, Level, Node, OUTSIDE, Source};
use crate::reference::{Place, Reference};

/// ISTAT's macro-areas (ripartizioni): code, name, codes of their regions.
pub const MACRO_AREAS: &[(&str, &str, &[&str])] = &[
    ("NO", "Nord-ovest", &["01", "02", "03", "07"]),
    ("NE", "Nord-est", &["04", "05", "06", "08"]),
    ("CE", "Centro", &["09", "10", "11", "12"]),
    ("SU", "Sud", &["13", "14", "15", "16", "17", "18"]),
    ("IS", "Isole", &["19", "20"]),
];

pub(super) const LEVELS: &[Level] = &[
    Level {
        id: "ripartizione",
        label: "Ripartizione",
        definition: "La ripartizione geografica dell'ISTAT in cui vive la persona.",
        axis: Axis::Residence,
        column: "pl.macro_area",
        cut: |reference| over_places(reference, macro_area_node),
    },
    Level {
        id: "regione",
        label: "Regione",
        definition: "La regione in cui vive la persona (codice ISTAT).",
        axis: Axis::Residence,
        column: "pl.region",
        cut: |reference| over_places(reference, region_node),
    },
    Level {
        id: "provincia",
        label: "Provincia",
        definition: "La provincia in cui vive la persona (sigla).",
        axis: Axis::Residence,
        column: "pl.province",
        cut: |reference| over_places(reference, province_node),
    },
    Level {
        id: "ats",
        label: "Ambito",
        definition: "L'ambito territoriale sociale del comune di residenza, nell'anno del dato.",
        axis: Axis::Residence,
        column: "py.ats",
        cut: ats,
    },
    Level {
        id: "classe",
        label: "Classe di comuni",
        definition: "La classe del comune di residenza per numero di abitanti, nell'anno del dato.",
        axis: Axis::Residence,
        column: "py.cluster",
        cut: clusters,
    },
    Level {
        id: "comune",
        label: "Comune",
        definition: "Il comune in cui vive la persona (codice Belfiore).",
        axis: Axis::Residence,
        column: "pl.belfiore",
        cut: |reference| over_places(reference, comune_node),
    },
];

fn over_places(reference: &Reference, node: fn(&Place) -> Option<Node>) -> Cut {
    Cut::gather(Source::Residence, reference.places.iter().map(node))
}

pub(super) fn macro_area_node(place: &Place) -> Option<Node> {
    macro_area(&place.region).map(|(code, name)| Node::new(code, name))
}

pub(super) fn region_node(place: &Place) -> Option<Node> {
    named(&place.region, &place.region_name)
}

pub(super) fn province_node(place: &Place) -> Option<Node> {
    named(&place.province, &place.province_name)
}

fn comune_node(place: &Place) -> Option<Node> {
    named(&place.belfiore, &place.name)
}

fn named(code: &str, name: &str) -> Option<Node> {
    (!code.is_empty()).then(|| Node::new(code, name))
}

/// Code and name of the macro-area of a region's ISTAT code.
pub fn macro_area(region: &str) -> Option<(&'static str, &'static str)> {
    let found = MACRO_AREAS
        .iter()
        .find(|(_, _, regions)| regions.contains(&region));
    found.map(|(code, name, _)| (*code, *name))
}

fn ats(reference: &Reference) -> Cut {
    let node_of = reference.ats_of_places.iter().flatten();
    Cut {
        source: Source::Residence,
        nodes: reference
            .ats
            .iter()
            .map(|ats| Node::new(&*ats.code, &*ats.name))
            .collect(),
        node_of: node_of.map(|ats| ats.unwrap_or(OUTSIDE)).collect(),
        n_values: reference.places.len(),
        by_year: true,
    }
}

fn clusters(reference: &Reference) -> Cut {
    let bounds = &reference.cluster_bounds;
    let n_classes = bounds.len() + 1;
    let nodes = (0..n_classes).map(|class| {
        let label = cluster_label(bounds, class);
        Node::new(code_of_class(&label), label)
    });
    let of_year = |year: i16| {
        let places = 0..reference.places.len();
        places.map(move |place| class_of(reference, place, year).unwrap_or(OUTSIDE))
    };
    Cut {
        source: Source::Residence,
        nodes: nodes.collect(),
        node_of: reference.years().flat_map(of_year).collect(),
        n_values: reference.places.len(),
        by_year: true,
    }
}

/// The class of a comune by its residents in `year`; none where nobody lives there.
fn class_of(reference: &Reference, place: usize, year: i16) -> Option<u16> {
    let residents = reference.vintage_for(year)?.residents.get(place)?;
    let n: u32 = residents.iter().sum();
    let bounds = reference.cluster_bounds.iter();
    let class = bounds.take_while(|&&bound| n > bound).count();
    u16::try_from(class).ok().filter(|_| n > 0)
}

fn code_of_class(label: &str) -> String {
    label.replace(['.', ' '], "")
}

/// In Italian, what class number `class` between `bounds` holds: "oltre 10.000 e fino a 20.000 abitanti".
pub fn cluster_label(bounds: &[u32], class: usize) -> String {
    let below = class.checked_sub(1).and_then(|class| bounds.get(class));
    match (below, bounds.get(class)) {
        (None, Some(&last)) => format!("fino a {}", grouped(last)),
        (Some(&first), Some(&last)) => format!("{} - {}", grouped(first + 1), grouped(last)),
        (Some(&first), None) => format!("oltre {}", grouped(first)),
        (None, None) => "tutti".to_owned(),
    }
}

fn grouped(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

impl Reference {
    /// Code of the ATS of `place` in `year`; none where the place belongs to none.
    pub fn ats_code(&self, place: usize, year: i16) -> Option<&str> {
        let year = usize::try_from(year.checked_sub(self.first_year)?).ok()?;
        let ats = (*self.ats_of_places.get(year)?.get(place)?)?;
        Some(&self.ats.get(usize::from(ats))?.code)
    }

    /// Code of the class of `place` by residents in `year`; none where nobody lives, as abroad.
    pub fn cluster_code(&self, place: usize, year: i16) -> Option<String> {
        let class = usize::from(class_of(self, place, year)?);
        Some(code_of_class(&cluster_label(&self.cluster_bounds, class)))
    }
}
