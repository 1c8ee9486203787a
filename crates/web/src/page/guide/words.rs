//! How the guide's coded values read.

use pas_app::guide::BenefitPage;
use pas_domain::coded::{Carattere, MeansTest, PresaInCarico};

/// The means test of a benefit: the usual one, and what else occurs.
pub(crate) fn means_tests(page: &BenefitPage) -> String {
    let words = |test: &MeansTest| format!("{} ({})", test.label(), test.code());
    listed("di solito ", page.means_tests.iter().map(words).collect())
}

/// Periodic or one-off.
pub(crate) fn caratteri(page: &BenefitPage) -> String {
    let words = |carattere: &Carattere| format!("{} ({})", carattere.label(), carattere.code());
    listed("di solito ", page.caratteri.iter().map(words).collect())
}

/// The first of `words` as the usual one, the others behind it.
fn listed(usually: &str, mut words: Vec<String>) -> String {
    if words.len() < 2 {
        return words.pop().unwrap_or_default();
    }
    let others = words.split_off(1);
    format!("{usually}{}; anche {}", words.join(""), others.join(", "))
}

/// Whether those who receive it are in care.
pub(crate) fn care(page: &BenefitPage) -> String {
    let area = page.service_area.map_or_else(String::new, |area| {
        format!(", area {} ({})", area.label(), area.code())
    });
    match page.care {
        PresaInCarico::Yes => format!("di regola sì{area}"),
        PresaInCarico::No => "di regola no".to_owned(),
        PresaInCarico::Unknown => format!(
            "dipende dalla persona; se sì, di regola{}",
            area.trim_start_matches(',')
        ),
    }
}

/// The assessments that go with it.
pub(crate) fn assessment(page: &BenefitPage) -> &'static str {
    match (page.may_have_sina(), page.may_have_sinba()) {
        (true, _) => "SINA, per chi è in carico nell'area disabilità e non autosufficienza",
        (_, true) => "SINBA, in un flusso a parte, per il minore in carico",
        _ => "nessuna",
    }
}
