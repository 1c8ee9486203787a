//! All lists together: the builtin ones, replaced file by file by the ente's own, and every lookup.

use std::path::Path;
use std::sync::OnceLock;

use jiff::civil::Date;

use crate::benefits::{self, Benefit, Benefits};
use crate::classification::{self, Classification, Classifications};
use crate::comuni::{self, Comune, Comuni};
use crate::countries::{self, Countries, Country};
use crate::error::CatalogueError;
use crate::population::{self, Population, Residents};
use crate::regions::{self, Province, RegionCode};
use crate::source::{ListSource, parse_provenance};

/// The builtin files: name, what the list is, content.
const BUILTIN: [(&str, &str, &str); 8] = [
    (
        comuni::FILE,
        "Comuni, anche soppressi",
        include_str!("../data/comuni.csv"),
    ),
    (
        comuni::ALIAS_FILE,
        "Nomi d'uso dei comuni",
        include_str!("../data/comuni_alias.csv"),
    ),
    (
        regions::PROVINCES_FILE,
        "Province",
        include_str!("../data/province.csv"),
    ),
    (
        regions::REGIONS_FILE,
        "Regioni: codici ISTAT e Agenzia delle Entrate",
        include_str!("../data/regioni.csv"),
    ),
    (
        countries::FILE,
        "Stati esteri",
        include_str!("../data/stati_esteri.csv"),
    ),
    (
        benefits::FILE,
        "Prestazioni sociali",
        include_str!("../data/prestazioni.csv"),
    ),
    (
        classification::FILE,
        "Categorie e aree delle prestazioni",
        include_str!("../data/classificazione.csv"),
    ),
    (
        population::FILE,
        "Popolazione residente",
        include_str!("../data/popolazione.csv"),
    ),
];

/// The code lists in use.
#[derive(Debug, Clone)]
pub struct Catalogue {
    sources: Vec<ListSource>,
    comuni: Comuni,
    provinces: Vec<Province>,
    regions: Vec<RegionCode>,
    countries: Countries,
    benefits: Benefits,
    classifications: Classifications,
    population: Population,
}

impl Catalogue {
    /// The lists compiled into the program, parsed once.
    pub fn builtin() -> &'static Self {
        static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
        CATALOGUE.get_or_init(|| {
            Self::from_texts(&[const { None }; BUILTIN.len()])
                .expect("invariant: the builtin lists are well formed, a test holds them")
        })
    }

    /// The builtin lists, each replaced by the file of the same name in `overrides_dir` if there is one.
    ///
    /// A CSV file whose name replaces nothing is an error, so that a misspelt name is not ignored.
    pub fn load(overrides_dir: &Path) -> Result<Self, CatalogueError> {
        refuse_unknown_files(overrides_dir)?;
        let mut texts = [const { None }; BUILTIN.len()];
        for (slot, (file, _, _)) in texts.iter_mut().zip(BUILTIN) {
            *slot = read_override(overrides_dir, file)?;
        }
        Self::from_texts(&texts)
    }

    /// The builtin text of a list: the template from which an ente makes its own.
    pub fn builtin_file(file: &str) -> Option<&'static str> {
        BUILTIN
            .iter()
            .find(|(name, _, _)| *name == file)
            .map(|(_, _, text)| *text)
    }

    /// Every list in use with source, date, licence and number of rows.
    pub fn sources(&self) -> &[ListSource] {
        &self.sources
    }

    fn from_texts(texts: &[Option<String>; BUILTIN.len()]) -> Result<Self, CatalogueError> {
        let mut sources = Vec::with_capacity(BUILTIN.len());
        let mut used = [""; BUILTIN.len()];
        for ((slot, own), (file, title, builtin)) in used.iter_mut().zip(texts).zip(BUILTIN) {
            *slot = own.as_deref().unwrap_or(builtin);
            sources.push(parse_provenance(file, title, slot, own.is_some())?);
        }
        let [
            comuni_text,
            alias_text,
            provinces_text,
            regions_text,
            countries_text,
            benefits_text,
            classification_text,
            population_text,
        ] = used;
        let (comuni, n_aliases) = Comuni::parse(comuni_text, alias_text)?;
        let provinces = regions::parse_provinces(provinces_text)?;
        let regions = regions::parse_regions(regions_text)?;
        let countries = Countries::parse(countries_text)?;
        let benefits = Benefits::parse(benefits_text)?;
        let classifications = Classifications::parse(classification_text)?;
        let population = Population::parse(population_text)?;
        let counts = [
            comuni.all().len(),
            n_aliases,
            provinces.len(),
            regions.len(),
            countries.all().len(),
            benefits.all().len(),
            classifications.all().len(),
            population.all().len(),
        ];
        for (source, n_rows) in sources.iter_mut().zip(counts) {
            source.n_rows = n_rows;
        }
        Ok(Self {
            sources,
            comuni,
            provinces,
            regions,
            countries,
            benefits,
            classifications,
            population,
        })
    }
}

/// Comuni.
impl Catalogue {
    /// The comune with this Belfiore code on that day: a birthplace is a comune of the birth date.
    pub fn comune_by_belfiore(&self, code: &str, on: Date) -> Option<&Comune> {
        self.comuni
            .periods_of(code)
            .find(|period| period.is_valid_on(on))
    }

    /// All periods of a Belfiore code, oldest first; empty when the code is unknown.
    pub fn comune_periods(&self, code: &str) -> Vec<&Comune> {
        self.comuni.periods_of(code).collect()
    }

    /// The latest period of a Belfiore code, whether or not it still lasts.
    pub fn comune_by_belfiore_any_date(&self, code: &str) -> Option<&Comune> {
        self.comuni.periods_of(code).last()
    }

    /// The comune with this six-digit ISTAT code on that day. Where one must choose, key on Belfiore.
    pub fn comune_by_istat(&self, code: &str, on: Date) -> Option<&Comune> {
        self.comuni
            .with_istat(code)
            .find(|period| period.is_valid_on(on))
    }

    /// The latest comune with this ISTAT code, whether or not it still lasts.
    pub fn comune_by_istat_any_date(&self, code: &str) -> Option<&Comune> {
        self.comuni
            .with_istat(code)
            .max_by_key(|period| period.from)
    }

    /// Comuni of that name on that day: more than one when homonyms exist (Samone TO and TN).
    ///
    /// Case, accents, apostrophes and hyphens do not matter; both names of a bilingual comune count;
    /// `(TO)` at the end narrows to a province; `S.` stands for San, Santa, Santo or Sant'.
    pub fn comuni_by_name(&self, name: &str, on: Date) -> Vec<&Comune> {
        let mut found = self.comuni.named(name);
        found.retain(|period| period.is_valid_on(on));
        found
    }

    /// As [`Self::comuni_by_name`], at any date: all matching periods, several for one Belfiore code.
    pub fn comuni_by_name_any_date(&self, name: &str) -> Vec<&Comune> {
        self.comuni.named(name)
    }

    /// All administrative periods of all comuni; those of one comune follow each other, oldest first.
    pub fn comuni(&self) -> &[Comune] {
        self.comuni.all()
    }

    /// All comuni of that day.
    pub fn comuni_on(&self, on: Date) -> impl Iterator<Item = &Comune> {
        self.comuni
            .all()
            .iter()
            .filter(move |period| period.is_valid_on(on))
    }

    /// The comune that this one merged into, where the data say it, as it was on that day.
    ///
    /// Follows chains of mergers. `None` when the comune still exists or its successor is not known.
    pub fn successor_of(&self, belfiore: &str, on: Date) -> Option<&Comune> {
        let mut code = belfiore;
        for _ in 0..5 {
            code = self
                .comune_by_belfiore_any_date(code)?
                .successor
                .as_deref()?;
            if let Some(comune) = self.comune_by_belfiore(code, on) {
                return Some(comune);
            }
        }
        None
    }
}

/// Provinces and regions.
impl Catalogue {
    /// Provinces and metropolitan cities of today (Sardinia's old ones).
    pub fn provinces(&self) -> &[Province] {
        &self.provinces
    }

    /// The province with this plate.
    pub fn province(&self, plate: &str) -> Option<&Province> {
        self.provinces
            .iter()
            .find(|province| province.plate == plate)
    }

    /// All regions and autonomous provinces with both codes.
    pub fn regions(&self) -> &[RegionCode] {
        &self.regions
    }

    /// What SIUSS wants as CodiceRegione for an ISTAT region; the province decides in Trentino-Alto Adige.
    pub fn region_code(&self, istat_region: &str, province: &str) -> Option<&RegionCode> {
        self.regions.iter().find(|region| {
            region.istat == istat_region
                && region.province.as_deref().is_none_or(|own| own == province)
        })
    }

    /// What SIUSS wants as CodiceRegione for an address in this comune.
    pub fn region_code_of(&self, comune: &Comune) -> Option<&RegionCode> {
        self.region_code(comune.region.as_deref()?, &comune.province)
    }

    /// The region with this Agenzia delle Entrate (T0) code.
    pub fn region_by_t0(&self, t0: &str) -> Option<&RegionCode> {
        self.regions.iter().find(|region| region.t0 == t0)
    }
}

/// Countries.
impl Catalogue {
    /// All countries, Italy first.
    pub fn countries(&self) -> &[Country] {
        self.countries.all()
    }

    /// The country with this Belfiore code (`Z999`).
    pub fn country_by_belfiore(&self, code: &str) -> Option<&Country> {
        self.countries.by_belfiore(code)
    }

    /// The country with this SIUSS code (ISO numeric, three digits).
    pub fn country_by_siuss(&self, code: &str) -> Option<&Country> {
        self.countries.by_siuss(code)
    }

    /// The country with this ANPR code (ISTAT, three digits).
    pub fn country_by_anpr(&self, code: &str) -> Option<&Country> {
        self.countries.by_anpr(code)
    }

    /// The country of that Italian name; a living state comes before a dissolved one.
    pub fn country_by_name(&self, name: &str) -> Option<&Country> {
        self.countries.by_name(name)
    }

    /// ANPR's code into SIUSS's: 100 → 380. `None` when either is not attested.
    pub fn siuss_from_anpr(&self, anpr: &str) -> Option<&str> {
        self.country_by_anpr(anpr)?.siuss.as_deref()
    }

    /// SIUSS's code into ANPR's: 380 → 100. `None` when either is not attested.
    pub fn anpr_from_siuss(&self, siuss: &str) -> Option<&str> {
        self.country_by_siuss(siuss)?.anpr.as_deref()
    }
}

/// Benefits.
impl Catalogue {
    /// All benefits, in the order of the list.
    pub fn benefits(&self) -> &[Benefit] {
        self.benefits.all()
    }

    /// The benefit with this code.
    pub fn benefit(&self, code: &str) -> Option<&Benefit> {
        self.benefits.by_code(code)
    }

    /// Category and ISTAT area of the benefit with this code; ours, no official list.
    pub fn classification(&self, code: &str) -> Option<&Classification> {
        self.classifications.of(code)
    }
}

/// Population.
impl Catalogue {
    /// The residents of every comune at every date that the list has.
    pub fn population(&self) -> &[Residents] {
        self.population.all()
    }

    /// The residents of the comune with this Belfiore code at 1 January of `year`.
    pub fn residents(&self, belfiore: &str, year: i16) -> Option<&Residents> {
        self.population.of(belfiore, year)
    }
}

fn refuse_unknown_files(dir: &Path) -> Result<(), CatalogueError> {
    let unreadable = |source| CatalogueError::Directory {
        path: dir.to_owned(),
        source,
    };
    for entry in std::fs::read_dir(dir).map_err(unreadable)? {
        let file = entry
            .map_err(unreadable)?
            .file_name()
            .to_string_lossy()
            .into_owned();
        let is_csv = Path::new(&file)
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        if is_csv && Catalogue::builtin_file(&file).is_none() {
            let known = BUILTIN.map(|(name, _, _)| name).join(", ");
            return Err(CatalogueError::UnknownFile { file, known });
        }
    }
    Ok(())
}

fn read_override(dir: &Path, file: &str) -> Result<Option<String>, CatalogueError> {
    let path = dir.join(file);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(CatalogueError::ReadFile { path, source }),
    };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Some(text.to_owned())),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = before.split(|byte| *byte == b'\n').count() as u64;
            Err(CatalogueError::NotUtf8 {
                file: file.to_owned(),
                line,
            })
        }
    }
}
