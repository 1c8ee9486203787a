//! The builtin lists: counts, round trips and the traps that real files fall into.

use jiff::civil::{Date, date};
use pas_catalogue::{
    BenefitGroup, Catalogue, ITALY_ANPR, ITALY_SIUSS, NOT_AVAILABLE_SIUSS, NameProblem,
};

const TODAY: Date = date(2026, 11, 23);

fn catalogue() -> &'static Catalogue {
    Catalogue::builtin()
}

#[test]
fn every_list_says_where_it_comes_from() {
    let sources = catalogue().sources();
    let counts: Vec<(&str, usize)> = sources
        .iter()
        .map(|list| (list.file, list.n_rows))
        .collect();
    assert_eq!(
        counts,
        [
            ("comuni.csv", 15_102),
            ("comuni_alias.csv", 3),
            ("province.csv", 107),
            ("regioni.csv", 21),
            ("stati_esteri.csv", 232),
            ("prestazioni.csv", 48),
            ("classificazione.csv", 48),
            ("popolazione.csv", 15_802),
        ]
    );
    for list in sources {
        assert!(
            !list.source.is_empty() && !list.licence.is_empty() && !list.replaced,
            "{}",
            list.file
        );
        assert!(list.date >= date(2023, 1, 1), "{}", list.file);
    }
}

#[test]
fn a_comune_is_found_as_it_was_on_the_day() {
    type Case = (&'static str, Date, Option<(&'static str, &'static str)>);
    let cases: &[Case] = &[
        // Sassocorvaro changed its province's plate, then merged.
        ("I459", date(1990, 1, 1), Some(("Sassocorvaro", "PS"))),
        ("I459", date(2018, 12, 31), Some(("Sassocorvaro", "PU"))),
        ("I459", date(2019, 1, 1), None),
        ("M413", date(2018, 12, 31), None),
        (
            "M413",
            date(2019, 1, 1),
            Some(("Sassocorvaro Auditore", "PU")),
        ),
        // Valsamoggia took the place of five comuni in 2014.
        ("M320", date(2013, 12, 31), None),
        ("M320", date(2014, 1, 1), Some(("Valsamoggia", "BO"))),
        ("A726", date(2013, 12, 31), Some(("Bazzano", "BO"))),
        (
            "C191",
            date(1950, 6, 1),
            Some(("Castello di Serravalle", "BO")),
        ),
        ("D158", date(2013, 12, 31), Some(("Crespellano", "BO"))),
        ("F659", date(2013, 12, 31), Some(("Monteveglio", "BO"))),
        ("I474", date(2014, 1, 1), None),
        // Mergers of 2026.
        ("E608", date(2026, 1, 31), Some(("Lirio", "PV"))),
        ("E608", date(2026, 2, 1), None),
        ("C056", date(2026, 2, 20), Some(("Castegnero", "VI"))),
        ("F838", date(2026, 2, 21), None),
        ("M439", date(2026, 2, 21), Some(("Castegnero Nanto", "VI"))),
        // A renaming keeps the code.
        ("L431", date(2025, 6, 12), Some(("Tripi", "ME"))),
        ("L431", date(2025, 6, 13), Some(("Tripi - Abakainon", "ME"))),
        // Lost in 1947: still the birthplace of living people.
        ("A009", date(1940, 1, 1), Some(("Abbazia", "FU"))),
        ("A009", TODAY, None),
        ("Z999", TODAY, None),
        ("", TODAY, None),
    ];
    for (code, on, expected) in cases {
        let found = catalogue().comune_by_belfiore(code, *on);
        let found = found.map(|comune| (comune.name.as_str(), comune.province.as_str()));
        assert_eq!(found, *expected, "{code} on {on}");
    }
}

#[test]
fn merged_comuni_know_their_successor_where_the_data_say_it() {
    let cases = [
        ("A726", Some("M320")),
        ("C056", Some("M439")),
        ("F838", Some("M439")),
        ("I459", Some("M413")),
        // Incorporated into an existing comune: the data do not say which.
        ("E608", None),
        ("H501", None),
    ];
    for (code, successor) in cases {
        let found = catalogue()
            .successor_of(code, TODAY)
            .map(|comune| comune.belfiore.as_str());
        assert_eq!(found, successor, "{code}");
    }
}

#[test]
fn names_are_found_however_offices_write_them() {
    let cases: &[(&str, Date, &[&str])] = &[
        ("roma", TODAY, &["H501"]),
        ("Comune di Milano", TODAY, &["F205"]),
        ("AGLIE'", TODAY, &["A074"]),
        ("Agliè", TODAY, &["A074"]),
        ("sant angelo lodigiano", TODAY, &["I274"]),
        ("S.Angelo Lodigiano", TODAY, &["I274"]),
        ("Bolzano", TODAY, &["A952"]),
        ("Bozen", TODAY, &["A952"]),
        ("Bolzano/Bozen", TODAY, &["A952"]),
        ("BOZEN / BOLZANO", TODAY, &["A952"]),
        ("Eppan an der Weinstrasse", TODAY, &["A332"]),
        ("Duino-Aurisina", TODAY, &["D383"]),
        ("Reggio Emilia", TODAY, &["H223"]),
        ("Reggio nell'Emilia", TODAY, &["H223"]),
        ("Samone", TODAY, &["H753", "H754"]),
        ("Samone (TN)", TODAY, &["H754"]),
        ("Bazzano", TODAY, &[]),
        ("Bazzano", date(2000, 1, 1), &["A726"]),
        ("Atlantide", TODAY, &[]),
        ("", TODAY, &[]),
        ("/", TODAY, &[]),
        ("(((", TODAY, &[]),
    ];
    for (name, on, expected) in cases {
        let mut found: Vec<&str> = catalogue()
            .comuni_by_name(name, *on)
            .iter()
            .map(|c| c.belfiore.as_str())
            .collect();
        found.sort_unstable();
        assert_eq!(&found, expected, "{name} on {on}");
    }
    assert_eq!(catalogue().comuni_by_name_any_date("bazzano (bo)").len(), 1);
}

#[test]
fn todays_comuni_round_trip_by_both_codes_and_by_name() {
    let mut n_comuni = 0;
    let mut without_istat = Vec::new();
    for comune in catalogue().comuni_on(TODAY) {
        n_comuni += 1;
        assert_eq!(
            catalogue().comune_by_belfiore(&comune.belfiore, TODAY),
            Some(comune)
        );
        assert!(
            catalogue()
                .comuni_by_name(&comune.name, TODAY)
                .contains(&comune),
            "{}",
            comune.name
        );
        assert!(
            catalogue()
                .comuni_by_name(&comune.full_name(), TODAY)
                .contains(&comune),
            "{}",
            comune.name
        );
        assert!(
            catalogue().region_code_of(comune).is_some(),
            "{}",
            comune.name
        );
        match &comune.istat {
            Some(istat) => assert_eq!(catalogue().comune_by_istat(istat, TODAY), Some(comune)),
            None => without_istat.push(comune.name.as_str()),
        }
    }
    assert_eq!(n_comuni, 7_894);
    assert_eq!(without_istat, ["Castegnero Nanto"]);
}

#[test]
fn istat_codes_follow_the_province() {
    let istat = |belfiore: &str, on| {
        catalogue()
            .comune_by_belfiore(belfiore, on)
            .and_then(|comune| comune.istat.as_deref())
    };
    // Monza went from Milano to Monza e della Brianza in 2009.
    assert_eq!(istat("F704", date(2000, 1, 1)), Some("015149"));
    assert_eq!(istat("F704", TODAY), Some("108033"));
    let monza = catalogue()
        .comune_by_istat("015149", date(2000, 1, 1))
        .map(|c| c.name.as_str());
    assert_eq!(monza, Some("Monza"));
    assert_eq!(catalogue().comune_by_istat("68001", TODAY), None);
}

#[test]
fn sardinian_istat_codes_carry_their_warning() {
    let cagliari = catalogue()
        .comune_by_belfiore("B354", TODAY)
        .expect("Cagliari exists");
    assert_eq!(cagliari.istat.as_deref(), Some("092009"));
    assert!(
        cagliari
            .istat_note
            .as_deref()
            .is_some_and(|note| note.contains("non è attestato"))
    );
    let noted = catalogue()
        .comuni_on(TODAY)
        .filter(|comune| comune.istat_note.is_some());
    assert_eq!(noted.count(), 377 + 1);
}

#[test]
fn siuss_region_is_the_agenzia_delle_entrate_code() {
    let cases = [
        ("L219", "01", "13"), // Torino
        ("F205", "03", "10"), // Milano
        ("A952", "04", "03"), // Bolzano
        ("L378", "04", "18"), // Trento
        ("H501", "12", "08"), // Roma
        ("A008", "13", "01"), // Abbateggio, as in INPS's example
        ("B354", "20", "15"), // Cagliari
    ];
    for (belfiore, istat, t0) in cases {
        let comune = catalogue()
            .comune_by_belfiore(belfiore, TODAY)
            .expect(belfiore);
        let region = catalogue().region_code_of(comune).expect(belfiore);
        assert_eq!(
            (region.istat.as_str(), region.t0.as_str()),
            (istat, t0),
            "{belfiore}"
        );
        assert_eq!(catalogue().region_by_t0(t0), Some(region));
    }
    assert_eq!(catalogue().region_code("04", "TO"), None);
    let confirmed = catalogue()
        .regions()
        .iter()
        .filter(|region| region.is_confirmed);
    let confirmed: Vec<&str> = confirmed.map(|region| region.name.as_str()).collect();
    assert_eq!(confirmed, ["Lazio", "Abruzzo"]);
}

#[test]
fn countries_translate_between_anpr_and_siuss() {
    let cases = [
        (ITALY_ANPR, Some(ITALY_SIUSS)),
        ("201", Some("008")),
        ("215", Some("250")),
        ("436", Some("504")),
        ("272", None), // Kosovo has no ISO code
        ("999", None),
    ];
    for (anpr, siuss) in cases {
        assert_eq!(catalogue().siuss_from_anpr(anpr), siuss, "{anpr}");
        if let Some(siuss) = siuss {
            assert_eq!(catalogue().anpr_from_siuss(siuss), Some(anpr));
        }
    }
    // The trap: 100 is Italy for ANPR and Bulgaria for SIUSS.
    let bulgaria = catalogue()
        .country_by_siuss("100")
        .map(|country| country.name.as_str());
    assert_eq!(bulgaria, Some("Bulgaria"));
    assert_eq!(catalogue().country_by_siuss(NOT_AVAILABLE_SIUSS), None);
    let kosovo = catalogue()
        .country_by_belfiore("Z160")
        .expect("Kosovo has a Belfiore code");
    assert_eq!(kosovo.siuss_or_note(), "Kosovo (codice ISO non attestato)");
    let georgia = catalogue()
        .country_by_name("GEORGIA")
        .and_then(|c| c.belfiore.as_deref());
    assert_eq!(georgia, Some("Z254"));
    assert_eq!(
        catalogue()
            .country_by_name("peru")
            .and_then(|c| c.siuss.as_deref()),
        Some("604")
    );
}

#[test]
fn benefits_without_attested_name_ask_for_it() {
    let unnamed: Vec<&str> = catalogue()
        .benefits()
        .iter()
        .filter(|benefit| benefit.name.is_none())
        .map(|benefit| benefit.code.as_str())
        .collect();
    assert_eq!(
        unnamed,
        [
            "A1.23", "A2.14", "A2.17", "A2.18", "A2.20", "A2.21", "A2.29"
        ]
    );
    let benefit = catalogue().benefit("A2.17").expect("A2.17 is listed");
    assert_eq!(
        benefit.display_name(),
        "A2.17 (denominazione non attestata: inserirla)"
    );
    assert_eq!(benefit.name_problem(), Some(NameProblem::NotAttested));
    assert!(!benefit.is_transmittable());
}

#[test]
fn benefits_carry_group_and_flags() {
    let flags = |code: &str| {
        let benefit = catalogue().benefit(code).expect("listed");
        (
            benefit.group.map(BenefitGroup::code),
            benefit.only_if_presa_in_carico,
            benefit.in_siso_sina_list,
            benefit.is_transmittable(),
        )
    };
    assert_eq!(flags("A1.07"), (Some("A1"), false, false, true));
    assert_eq!(flags("A1.22"), (Some("A1"), false, false, true));
    assert_eq!(flags("A2.08"), (Some("A2"), false, true, true));
    assert_eq!(flags("A2.16"), (Some("A2"), true, false, true));
    assert_eq!(flags("A3.02"), (Some("A3"), false, true, true));
    // Asilo Nido: exactly the ten characters INPS asks for.
    assert_eq!(flags("A3.03"), (Some("A3"), false, false, true));
    assert_eq!(flags("Z9.99"), (None, false, false, false));
    let too_short = catalogue()
        .benefit("Z9.99")
        .and_then(pas_catalogue::Benefit::name_problem);
    assert_eq!(too_short, Some(NameProblem::TooShort(5)));
    let periodic = catalogue()
        .benefits()
        .iter()
        .filter(|b| b.default_carattere.is_some());
    assert_eq!(
        periodic.map(|b| b.code.as_str()).collect::<Vec<_>>(),
        ["A1.05.01"]
    );
}

#[test]
fn every_benefit_that_is_sent_has_a_category() {
    for benefit in catalogue().benefits() {
        let classification = catalogue().classification(&benefit.code);
        assert_eq!(
            classification.is_some(),
            benefit.is_siuss_code,
            "{}",
            benefit.code
        );
    }
    assert!(catalogue().classification("SINBA").is_some());
}

#[test]
fn the_population_is_istats() {
    let total = |year: i16| -> u64 {
        let rows = catalogue().population().iter();
        let of_year = rows.filter(|residents| residents.year == year);
        of_year
            .flat_map(|residents| residents.by_sex_and_band)
            .map(u64::from)
            .sum()
    };
    assert_eq!((total(2022), total(2023)), (59_019_317, 58_840_177));
    for residents in catalogue().population() {
        let on = date(residents.year, 1, 1);
        let known = catalogue().comune_by_belfiore(&residents.belfiore, on);
        // Merged on 1 January 2023, and counted once more under the old codes.
        let merged = ["A645", "B131", "E856", "F709", "L204"];
        let is_known = known.is_some() || merged.contains(&residents.belfiore.as_str());
        assert!(is_known, "{} {}", residents.belfiore, residents.year);
    }
    assert!(catalogue().residents("H501", 2023).is_some());
    assert_eq!(catalogue().residents("H501", 2021), None);
}
