//! Macro-area and class of residents of a place, as words in the tables.

use pas_cube::Reference;

pub(crate) fn macro_area(region: &str) -> &'static str {
    match region {
        "01" | "02" | "03" | "07" => "Nord-ovest",
        "04" | "05" | "06" | "08" => "Nord-est",
        "09" | "10" | "11" | "12" => "Centro",
        "13" | "14" | "15" | "16" | "17" | "18" => "Sud",
        "19" | "20" => "Isole",
        _ => "",
    }
}

pub(crate) fn cluster(reference: &Reference, place: usize, year: i16) -> String {
    if place == usize::from(reference.abroad()) {
        return String::new();
    }
    let Some(vintage) = reference.vintage_for(year) else {
        return String::new();
    };
    let residents: u32 = vintage.residents[place].iter().sum();
    let bounds = &reference.cluster_bounds;
    let n = bounds.partition_point(|&bound| bound < residents);
    match (n.checked_sub(1).map(|below| bounds[below]), bounds.get(n)) {
        (None, None) => String::new(),
        (None, Some(to)) => format!("fino a {to}"),
        (Some(from), Some(to)) => format!("{}-{to}", from + 1),
        (Some(from), None) => format!("oltre {from}"),
    }
}
