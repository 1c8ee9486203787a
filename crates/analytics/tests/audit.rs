//! The audit lets the policy pass, and finds weakened ones out.

mod made_up;

use pas_analytics::audit::{Attacker, AuditPlan, AuditReport, Surface, audit};
use pas_analytics::{CountNoise, Door, Policy, Secret, Shown};
use pas_cube::grid::Cell;

fn secret() -> Secret {
    Secret::from_bytes(&[42; 32])
}

fn plan(cube: &pas_cube::Cube) -> AuditPlan {
    AuditPlan {
        n_pairs: 20_000,
        n_triples: 20_000,
        n_bounds: 20,
        n_insiders: 2,
        max_unknowns: 300,
        ..AuditPlan::of(cube, 1)
    }
}

fn report(policy: &Policy) -> AuditReport {
    let cube = made_up::cube(3_000, 20, &secret());
    let before = made_up::cube(3_000, 0, &secret());
    let mut seen = Vec::new();
    let report = audit(
        &cube,
        Some(&before),
        policy,
        &secret(),
        &plan(&cube),
        &mut |name| {
            seen.push(name.to_owned());
        },
    );
    let report = report.expect("the plan asks for what there is");
    assert_eq!(seen.len(), report.families.len());
    report
}

const NONE: CountNoise = CountNoise {
    alpha_permille: 0,
    bound: 0,
};

/// What the attacker says of `answer` in place of the policy's own door.
fn attack(answer: &dyn Surface) -> AuditReport {
    let cube = made_up::cube(3_000, 20, &secret());
    let plan = plan(&cube);
    let attacker = Attacker::new(&Policy::V1, &plan, answer);
    attacker
        .attack(&cube, None, &mut |_| {})
        .expect("the plan asks for what there is")
}

fn fails_with(report: &AuditReport, words: &str) {
    assert!(
        report
            .failures
            .iter()
            .any(|failure| failure.contains(words)),
        "{words}: {report}"
    );
}

#[test]
fn the_policy_keeps_what_it_declares() {
    let report = report(&Policy::V1);
    assert!(report.passes(), "{report}");
    assert!(report.families.len() >= 5);
    for family in &report.families {
        assert!(family.pairs.n_tried >= 4_000 && family.triples.n_tried >= 4_000);
        assert!(
            family.n_hidden > 0 && family.inferred.n_cells > 0,
            "{}",
            family.name
        );
    }
}

#[test]
fn the_report_is_text_and_json() {
    let report = report(&Policy::V1);
    let text = report.to_string();
    for words in [
        "eliminazione esatta sui beneficiari",
        "programmazione lineare",
        "dall'interno (1)",
        "terne: 4000 tentate",
        "edizioni:",
        "Esito: la protezione mantiene quanto dichiara.",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let json = serde_json::to_value(&report).expect("a report is JSON");
    assert!(json["families"][0]["pairs"]["n_tried"].is_number());
}

#[test]
fn a_threshold_alone_is_found_out() {
    let weak = Policy {
        count_noise: NONE,
        sum_noise: None,
        ..Policy::V1
    };
    let report = report(&weak);
    for words in [
        "l'eliminazione esatta sui beneficiari",
        "l'eliminazione esatta sui record",
        "dall'esterno un conteggio nascosto è stretto in un intervallo di ampiezza 0.0",
        "dall'interno un conteggio nascosto è stretto",
        "dall'esterno un conteggio nascosto è certo al 100,0 %",
        "coppie: un conteggio piccolo è certo al 100,0 %",
        "terne: un conteggio piccolo",
        "edizioni consecutive: un conteggio piccolo",
        "importi",
    ] {
        fails_with(&report, words);
    }
}

#[test]
fn noise_on_people_alone_is_found_out_by_the_amounts() {
    let weak = Policy {
        sum_noise: None,
        ..Policy::V1
    };
    let exact_sums = |cell: &Cell, _| {
        let mut shown = Door::new(&weak, &secret()).cell(cell);
        if shown.people != Shown::Few {
            shown.sums = cell.sums.map(Shown::Value);
        }
        shown
    };
    fails_with(&attack(&exact_sums), "importi");
}

#[test]
fn noise_drawn_for_each_question_is_found_out() {
    let door = Door::new(&Policy::V1, &secret());
    let anew = |cell: &Cell, question: u64| {
        let salt = u16::try_from(question % 65_521).expect("below 2^16");
        let key = cell.key.wrapping_add(salt);
        door.cell(&Cell { key, ..*cell })
    };
    fails_with(&attack(&anew), "risposte cambiano se richieste due volte");
}

#[test]
fn noise_to_one_side_is_found_out() {
    let door = Door::new(&Policy::V1, &secret());
    let upwards = |cell: &Cell, _| {
        let mut shown = door.cell(cell);
        if let Shown::Value(people) = shown.people {
            let exact = i64::from(cell.people);
            shown.people = Shown::Value(exact + (people - exact).abs());
        }
        shown
    };
    fails_with(&attack(&upwards), "spostati in media");
}
