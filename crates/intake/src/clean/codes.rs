//! The few coded values: sex, yes and no, means test, area, carattere.

use pas_catalogue::fold_name;
use pas_domain::coded::{Carattere, MeansTest, PresaInCarico, ServiceArea, Sex};

use super::{Cleaned, nothing};
use crate::cell::Cell;

/// Reads a sex: `M`, `F`, `1`, `2`, `maschio`, `femmina`.
pub(crate) fn sex(cell: &Cell) -> Cleaned<Sex> {
    word(
        cell,
        "sesso-illeggibile",
        "un sesso: scrivi M o F",
        |key| match key {
            "M" | "1" | "MASCHIO" | "MASCHILE" | "UOMO" => Some(Sex::Male),
            "F" | "2" | "FEMMINA" | "FEMMINILE" | "DONNA" => Some(Sex::Female),
            _ => None,
        },
    )
}

/// Reads whether a person is in presa in carico. A blank cell is no answer.
pub(crate) fn presa_in_carico(cell: &Cell) -> Cleaned<PresaInCarico> {
    if matches!(cell, Cell::Text(text) if text.contains('?')) {
        return Cleaned::Clean(PresaInCarico::Unknown);
    }
    word(
        cell,
        "presa-in-carico-illeggibile",
        "un sì o un no: scrivi Sì, No o Non so",
        |key| {
            Some(match key {
                "SI" | "S" | "1" | "X" | "VERO" | "INCARICO" | "Y" | "YES" => PresaInCarico::Yes,
                "NO" | "N" | "2" | "0" | "FALSO" | "NONINCARICO" => PresaInCarico::No,
                "NONSO" | "NONNOTO" | "NS" | "DAVERIFICARE" | "BOH" | "IGNOTO" => {
                    PresaInCarico::Unknown
                }
                _ => return None,
            })
        },
    )
}

/// Reads a yes or no.
pub(crate) fn yes_no(cell: &Cell) -> Cleaned<bool> {
    word(
        cell,
        "si-no-illeggibile",
        "un sì o un no: scrivi Sì o No",
        |key| match key {
            "SI" | "S" | "1" | "X" | "VERO" => Some(true),
            "NO" | "N" | "2" | "0" | "FALSO" => Some(false),
            _ => None,
        },
    )
}

/// Reads a means test: INPS's code, or its meaning.
pub(crate) fn means_test(cell: &Cell) -> Cleaned<MeansTest> {
    word(
        cell,
        "prova-mezzi-illeggibile",
        "una prova dei mezzi: scrivi il codice INPS, da 1 a 4",
        |key| {
            MeansTest::from_code(key)
                .or_else(|| labelled(MeansTest::ALL, key, MeansTest::label))
                .or((key == "ISEE").then_some(MeansTest::Isee))
        },
    )
}

/// Reads an area di utenza: INPS's code, or its meaning.
pub(crate) fn service_area(cell: &Cell) -> Cleaned<ServiceArea> {
    word(
        cell,
        "area-illeggibile",
        "un'area di utenza: scrivi 1 (famiglia e minori), 2 (disabilità e non autosufficienza) o 3 (povertà ed esclusione)",
        |key| {
            Some(match key {
                "MINORI" | "FAMIGLIA" | "FAMIGLIAMINORI" => ServiceArea::FamilyAndMinors,
                "ANZIANI" | "DISABILITA" | "DISABILI" | "NONAUTOSUFFICIENZA" => {
                    ServiceArea::DisabilityAndCare
                }
                "POVERTA" | "DISAGIOADULTI" | "ADULTI" => ServiceArea::PovertyAndExclusion,
                _ => {
                    return ServiceArea::from_code(key)
                        .or_else(|| labelled(ServiceArea::ALL, key, ServiceArea::label));
                }
            })
        },
    )
}

/// Reads whether a benefit is periodic: INPS's code, or its meaning.
pub(crate) fn carattere(cell: &Cell) -> Cleaned<Carattere> {
    word(
        cell,
        "carattere-illeggibile",
        "un carattere: scrivi 1 (periodica) o 2 (occasionale)",
        |key| Carattere::from_code(key).or_else(|| labelled(Carattere::ALL, key, Carattere::label)),
    )
}

fn labelled<T: Copy>(all: &[T], key: &str, label: impl Fn(T) -> &'static str) -> Option<T> {
    all.iter()
        .copied()
        .find(|value| fold_name(label(*value)) == key)
}

/// Reads a word: letters folded, or bare digits. `what` ends the message.
fn word<T>(
    cell: &Cell,
    code: &'static str,
    what: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Cleaned<T> {
    if let Some(cleaned) = nothing(cell) {
        return cleaned;
    }
    let text = cell.trimmed();
    let folded = fold_name(&text);
    let key = if folded.is_empty() {
        text.trim_start_matches('0').to_owned()
    } else {
        folded
    };
    let key = if key.is_empty() { "0" } else { &key };
    match read(key) {
        Some(value) => Cleaned::Clean(value),
        None => Cleaned::unusable(code, format!("«{text}» non è {what}")),
    }
}

#[cfg(test)]
mod tests {
    use pas_domain::coded::{PresaInCarico, ServiceArea, Sex};

    use super::{means_test, presa_in_carico, service_area, sex};
    use crate::cell::Cell;
    use crate::clean::Cleaned;

    #[test]
    fn words_and_codes_are_read() {
        let cell = |text: &str| Cell::Text(text.to_owned());
        for text in ["M", "m", "1", "01", "Maschio"] {
            assert_eq!(sex(&cell(text)), Cleaned::Clean(Sex::Male), "{text}");
        }
        assert_eq!(sex(&Cell::Number(2.0)), Cleaned::Clean(Sex::Female));
        for (text, value) in [
            ("Sì", PresaInCarico::Yes),
            ("SI'", PresaInCarico::Yes),
            ("x", PresaInCarico::Yes),
            ("no", PresaInCarico::No),
            ("0", PresaInCarico::No),
            ("non so", PresaInCarico::Unknown),
            ("?", PresaInCarico::Unknown),
        ] {
            assert_eq!(
                presa_in_carico(&cell(text)),
                Cleaned::Clean(value),
                "{text}"
            );
        }
        for text in ["2", "Anziani", "Disabilità e non autosufficienza"] {
            let area = Cleaned::Clean(ServiceArea::DisabilityAndCare);
            assert_eq!(service_area(&cell(text)), area, "{text}");
        }
        assert!(matches!(means_test(&cell("9")), Cleaned::Unusable(_)));
        assert!(matches!(sex(&cell("-")), Cleaned::Blank));
        assert!(matches!(
            presa_in_carico(&cell("forse")),
            Cleaned::Unusable(_)
        ));
    }
}
