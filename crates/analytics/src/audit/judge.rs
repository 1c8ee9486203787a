//! What an audit found, against what the policy declares.

use super::report::{Bounds, FamilyReport, Inferred, Walked};
use crate::protection::Certainty;

/// More standard deviations than chance makes of the mean of the noise.
const MAX_BIAS: f64 = 4.5;

const INSIDE: &str = "dall'interno";

/// In Italian, one sentence for each thing that is beyond what is declared.
pub(super) fn failures(family: &FamilyReport, declared: &Certainty) -> Vec<String> {
    let mut found = Vec::new();
    if family.n_inconsistent > 0 {
        found.push(format!(
            "{} risposte cambiano se richieste due volte",
            family.n_inconsistent
        ));
    }
    if family.bias.abs() > MAX_BIAS {
        found.push(format!(
            "i conteggi mostrati sono spostati in media di {:.1} deviazioni",
            family.bias
        ));
    }
    for (what, solved) in [("beneficiari", &family.people), ("record", &family.records)] {
        if is_beyond(solved.n_right, solved.n_guessed, solved.n_small, declared) {
            found.push(format!(
                "l'eliminazione esatta sui {what} ricava {} celle nascoste su {}",
                solved.n_right, solved.n_small
            ));
        }
    }
    found.extend(of_equations(
        "dall'esterno",
        &family.bounds,
        &family.inferred,
        declared,
    ));
    for (bounds, inferred) in &family.insiders {
        found.extend(of_equations(INSIDE, bounds, inferred, declared));
    }
    for (what, walked) in [
        ("coppie", &family.pairs),
        ("terne", &family.triples),
        ("edizioni consecutive", &family.editions),
    ] {
        found.extend(of_differences(what, walked, declared));
    }
    let name = &family.name;
    found.iter().map(|text| format!("{name}: {text}")).collect()
}

fn of_equations(
    who: &str,
    bounds: &Bounds,
    inferred: &Inferred,
    declared: &Certainty,
) -> Vec<String> {
    let mut found = Vec::new();
    let least = f64::from(declared.min_width) - 1e-6;
    if let Some(width) = bounds.narrowest.filter(|&width| width < least) {
        found.push(format!(
            "{who} un conteggio nascosto è stretto in un intervallo di ampiezza {width:.1}"
        ));
    }
    let limit = if who == INSIDE {
        declared.insider_permille
    } else {
        declared.combined_permille
    };
    if inferred.highest > share(limit) {
        found.push(format!(
            "{who} un conteggio nascosto è certo al {}",
            percent(inferred.highest)
        ));
    }
    if is_beyond(
        inferred.n_right,
        inferred.n_guessed,
        inferred.n_cells,
        declared,
    ) {
        found.push(format!(
            "{who} si indovinano {} conteggi nascosti su {}, contro {} a caso",
            inferred.n_right, inferred.n_cells, inferred.n_guessed
        ));
    }
    found
}

fn of_differences(what: &str, walked: &Walked, declared: &Certainty) -> Vec<String> {
    let mut found = Vec::new();
    if walked.highest > share(declared.single_permille) {
        found.push(format!(
            "{what}: un conteggio piccolo è certo al {}",
            percent(walked.highest)
        ));
    }
    if is_beyond(walked.n_right, walked.n_guessed, walked.n_small, declared) {
        found.push(format!(
            "{what}: si indovinano {} conteggi piccoli su {}",
            walked.n_right, walked.n_small
        ));
    }
    let limit = share(declared.amount_permille);
    if beats(walked.n_amounts_close, walked.n_amounts, limit) {
        found.push(format!(
            "{what}: {} importi su {} entro un decimo",
            walked.n_amounts_close, walked.n_amounts
        ));
    }
    found
}

/// Whether the most likely count is right more often than guessing, by more than is declared.
fn is_beyond(n_right: usize, n_guessed: usize, n: usize, declared: &Certainty) -> bool {
    let guess = ratio(n_guessed, n);
    beats(n_right, n, guess + share(declared.gain_permille))
}

/// Whether `n_right` of `n` is more than `limit` and more than chance makes of it (three standard
/// deviations); so never of a handful.
fn beats(n_right: usize, n: usize, limit: f64) -> bool {
    let spread = (limit * (1.0 - limit)).max(0.0);
    let deviation = (spread / ratio(n.max(1), 1)).sqrt();
    n > 0 && ratio(n_right, n) > limit + 3.0 * deviation
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of trials, far below 2^52"
)]
fn ratio(n: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { n as f64 / of as f64 }
}

pub(super) fn share(permille: u32) -> f64 {
    f64::from(permille) / 1000.0
}

pub(super) fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0).replace('.', ",")
}
