//! The files of an edition and their columns, with what each column says.

use pas_cube::traits::CODED_COLUMNS;

use crate::table::{Column, Kind};

/// Folder of the facts' parts.
pub(crate) const FACTS_FOLDER: &str = "facts/";
/// Number of columns of a fact that come before and after the coded ones.
pub(crate) const N_BEFORE: usize = 7;
/// All columns of a fact.
pub(crate) const N_FACT_COLUMNS: usize = N_BEFORE + CODED_COLUMNS.len() + 4;

const fn int(name: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::Int32, meaning)
}

const fn text(name: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::Text, meaning)
}

/// Columns of `facts/part-*.parquet`.
pub(crate) fn fact() -> Vec<Column> {
    let before = [
        int("person", "persona, numero interno all'edizione"),
        int("household", "nucleo, numero interno all'edizione"),
        int("year", "anno"),
        int("months", "mesi toccati: bit 0 gennaio, bit 11 dicembre"),
        int(
            "residence",
            "comune di residenza: place in place.parquet, nel territorio dell'edizione",
        ),
        int("body", "ente erogatore: body in body.parquet"),
        int("benefit", "prestazione: benefit in benefit.parquet"),
    ];
    let coded = CODED_COLUMNS
        .iter()
        .map(|coded| int(coded.column, "codice: number in code.parquet"));
    let after = [
        int("total_cents", "spesa dell'anno, centesimi di euro"),
        int("user_cents", "di cui a carico dell'utente, centesimi"),
        int(
            "ssn_cents",
            "di cui a carico del Servizio sanitario, centesimi",
        ),
        int("hours", "ore di servizio nell'anno"),
    ];
    before.into_iter().chain(coded).chain(after).collect()
}

/// Columns of `person.parquet`.
pub(crate) const PERSON: &[Column] = &[
    int("person", "numero interno all'edizione, da 0"),
    Column::new(
        "pseudonym",
        Kind::Int64,
        "pseudonimo, lo stesso in ogni edizione; non si ricava dal codice fiscale senza il segreto",
    ),
];

/// Columns of `place.parquet`.
pub(crate) const PLACE: &[Column] = &[
    int("place", "posizione, da 0"),
    text(
        "belfiore",
        "codice Belfiore; vuoto per estero e non noto (l'ultima riga)",
    ),
    text(
        "istat",
        "codice ISTAT del comune, sei cifre; vuoto se non attestato",
    ),
    text("name", "nome del comune"),
    text("province", "sigla della provincia"),
    text("province_name", "nome della provincia"),
    text("region", "codice ISTAT della regione, due cifre"),
    text("region_name", "nome della regione"),
    text("macro_area", "ripartizione ISTAT: NO, NE, CE, SU, IS"),
];

/// Columns of `place_year.parquet`.
pub(crate) const PLACE_YEAR: &[Column] = &[
    int("place", "posizione in place.parquet"),
    int("year", "anno"),
    text(
        "ats",
        "codice dell'ambito territoriale sociale in quell'anno; vuoto se non noto",
    ),
    text("cluster", "classe di comuni per residenti in quell'anno"),
];

/// Columns of `ats.parquet`.
pub(crate) const ATS: &[Column] = &[
    text("code", "codice dell'ambito territoriale sociale"),
    text("name", "nome"),
];

/// Columns of `body.parquet`.
pub(crate) const BODY: &[Column] = &[
    int("body", "posizione, da 0"),
    text("code", "codice dell'ente per INPS"),
    text("name", "nome"),
    int("seat", "sede: posizione in place.parquet"),
];

/// Columns of `benefit.parquet`.
pub(crate) const BENEFIT: &[Column] = &[
    int("benefit", "posizione, da 0"),
    text("code", "codice della prestazione"),
    text("name", "denominazione"),
    text("benefit_group", "gruppo: A1, A2, A3; vuoto se nessuno"),
    text("category", "categoria; di PAS, non ufficiale"),
    text(
        "istat_area",
        "area dell'indagine ISTAT sui servizi sociali dei comuni; attribuzione di PAS",
    ),
];

/// Columns of `code.parquet`.
pub(crate) const CODE: &[Column] = &[
    text("column_name", "colonna dei record"),
    int("number", "numero nella colonna"),
    text("code", "codice nelle interrogazioni"),
    text("label", "significato"),
];

/// Columns of `population.parquet`.
pub(crate) const POPULATION: &[Column] = &[
    int("year", "anno al cui 1° gennaio i residenti sono contati"),
    int("place", "posizione in place.parquet"),
    int("sex", "1 maschi, 2 femmine"),
    int(
        "age_band",
        "classe di età: number di age_band in code.parquet",
    ),
    int("residents", "residenti"),
];

/// Columns of `coverage.parquet`.
pub(crate) const COVERAGE: &[Column] = &[
    int("year", "anno"),
    int("body", "posizione in body.parquet"),
    int("benefit", "posizione in benefit.parquet"),
    int("n_expected", "record dovuti"),
    int("n_present", "di cui presenti"),
];

/// Columns of `month_mask.parquet`, by which SQL spreads a fact over its months.
pub(crate) const MONTH_MASK: &[Column] = &[
    int("mask", "insieme di mesi: bit 0 gennaio, bit 11 dicembre"),
    int("month", "un mese dell'insieme"),
    int("quarter", "il suo trimestre"),
    int("position", "quanti mesi dell'insieme lo precedono"),
    int("n_months", "quanti mesi ha l'insieme"),
    int(
        "first_in_quarter",
        "1 se è il primo dell'insieme nel suo trimestre",
    ),
];
