//! The builtin lists against the reference tables kept beside the repository, where they are present.

use std::path::PathBuf;

use jiff::civil::date;
use pas_catalogue::Catalogue;

/// The rows of a reference table; `None`, said aloud, when the folder is not there.
fn reference(file: &str) -> Option<Vec<csv::StringRecord>> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("PAS_SHARED").map_or(beside, PathBuf::from);
    let path = shared.join("reference").join(file);
    if !path.exists() {
        eprintln!("salto: {} non c'è", path.display());
        return None;
    }
    let mut reader = csv::Reader::from_path(&path).expect("the table opens");
    Some(
        reader
            .records()
            .map(|row| row.expect("a whole row"))
            .collect(),
    )
}

#[test]
fn comuni_agree_by_belfiore_istat_province_and_region() {
    let Some(rows) = reference("comuni.csv") else {
        return;
    };
    let catalogue = Catalogue::builtin();
    let mut n_compared = 0;
    for row in &rows {
        let [istat, belfiore, plate, region, t0] = [0, 1, 5, 9, 13].map(|cell| &row[cell]);
        let comune = catalogue
            .comune_by_belfiore_any_date(belfiore)
            .expect(belfiore);
        assert_eq!(
            comune.istat.as_deref().unwrap_or_default(),
            istat,
            "{belfiore}"
        );
        assert_eq!(comune.province, plate, "{belfiore}");
        assert_eq!(comune.region.as_deref(), Some(region), "{belfiore}");
        let own = catalogue
            .region_code_of(comune)
            .map(|code| code.t0.as_str());
        assert_eq!(own, Some(t0), "{belfiore}");
        let is_active = catalogue
            .comune_by_belfiore(belfiore, date(2026, 5, 31))
            .is_some();
        assert_eq!(is_active, &row[14] == "A", "{belfiore}");
        n_compared += 1;
    }
    assert_eq!(n_compared, 7_897);
}

#[test]
fn countries_agree_by_belfiore_and_iso() {
    let Some(rows) = reference("stati_esteri.csv") else {
        return;
    };
    for row in &rows {
        let country = Catalogue::builtin()
            .country_by_belfiore(&row[0])
            .expect("every country is here");
        assert_eq!(
            country.siuss.as_deref().unwrap_or_default(),
            &row[6],
            "{}",
            &row[0]
        );
    }
    assert_eq!(rows.len() + 1, Catalogue::builtin().countries().len());
}

#[test]
fn benefits_agree_by_code_and_name() {
    let Some(rows) = reference("catalogo-prestazioni.csv") else {
        return;
    };
    for row in &rows {
        let benefit = Catalogue::builtin()
            .benefit(&row[0])
            .expect("every benefit is here");
        assert_eq!(
            benefit.name.as_deref().unwrap_or_default(),
            &row[1],
            "{}",
            &row[0]
        );
        assert_eq!(
            benefit.only_if_presa_in_carico,
            &row[7] == "1",
            "{}",
            &row[0]
        );
        assert_eq!(benefit.in_siso_sina_list, &row[6] == "1", "{}", &row[0]);
    }
    assert_eq!(rows.len(), Catalogue::builtin().benefits().len());
}

#[test]
fn region_codes_agree() {
    let Some(rows) = reference("codici_regione.csv") else {
        return;
    };
    for row in &rows {
        let region = Catalogue::builtin()
            .region_by_t0(&row[2])
            .expect("every region is here");
        assert_eq!(region.istat, &row[0]);
    }
}

#[test]
fn the_population_agrees_by_comune_sex_and_age() {
    for year in [2022, 2023] {
        let Some(rows) = reference(&format!("popolazione_{year}_comuni.csv")) else {
            return;
        };
        let number = |row: &csv::StringRecord, cell: usize| -> u32 {
            row[cell].parse().expect("a number of people")
        };
        for row in &rows {
            // Five comuni merged on 1 January 2023 still stand in that year's table.
            let istat = &row[0];
            let on = date(year, 1, 1);
            let comune = Catalogue::builtin().comune_by_istat(istat, on);
            let comune = comune.or_else(|| Catalogue::builtin().comune_by_istat_any_date(istat));
            let belfiore = &comune.expect(istat).belfiore;
            let own = Catalogue::builtin().residents(belfiore, year);
            let own = own.expect(belfiore).by_sex_and_band;
            assert_eq!(own[..12].iter().sum::<u32>(), number(row, 2), "{istat}");
            assert_eq!(own[12..].iter().sum::<u32>(), number(row, 3), "{istat}");
            for band in 0..12 {
                assert_eq!(own[band] + own[12 + band], number(row, 4 + band), "{istat}");
            }
        }
        assert_eq!(rows.len(), 7_901);
    }
}
