//! Random questions about a district, whose answers are looked at on the screen and in files.

use std::fmt::Write as _;

use pas_cube::measure;

use crate::random::Random;

/// Levels with the codes of their nodes that have something to show.
pub(super) type Codes = Vec<(&'static str, Vec<String>)>;

/// Measures, levels, filters, a comparison, an order, the first rows: whether or not they go together.
pub(super) fn question(random: &mut Random, codes: &Codes) -> String {
    let measures = [random.one(measure::ALL).id, random.one(measure::ALL).id];
    let mut text = format!("misure={}", measures.join(","));
    let n_rows = random.below(3);
    let n_columns = if random.percent(50) {
        random.between(1, 2.min(3 - n_rows))
    } else {
        0
    };
    for (side, n) in [("righe", n_rows), ("colonne", n_columns)] {
        let picked: Vec<&str> = (0..n).map(|_| random.one(codes).0).collect();
        if !picked.is_empty() {
            write!(text, "&{side}={}", picked.join(",")).expect("room");
        }
    }
    for _ in 0..random.below(3) {
        let (level, nodes) = random.one(codes);
        let code: &String = random.one(nodes);
        filter(&mut text, level, code);
    }
    if random.percent(40) {
        let of = *random.one(&["anno_prima", "italia", "regione", "provincia"]);
        let wanted = if of == "anno_prima" { "anno" } else { "comune" };
        if !text.contains(&format!("&{wanted}=")) {
            let found = codes.iter().find(|(level, _)| *level == wanted);
            let (level, nodes) = found.expect("somebody lived somewhere, in a year");
            let code: &String = random.one(nodes);
            filter(&mut text, level, code);
        }
        write!(text, "&confronto={of}").expect("room");
    }
    if random.percent(33) {
        let sign = random.one(&["", "-"]);
        write!(text, "&ordina={sign}{}", random.one(&measures)).expect("room");
    }
    if random.percent(20) {
        text.push_str("&primi=5");
    }
    text
}

fn filter(text: &mut String, level: &str, code: &str) {
    write!(text, "&{level}={}", code.replace('+', "%2B")).expect("room");
}
