//! The tables of an edition from the installation's lists: places, ambiti, benefits, residents.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;

use pas_cube::Reference;
use pas_cube::reference::{Ats, Benefit, Body, Coverage};
use pas_gazetteer::{Gazetteer, SINBA, benefits, read_social_districts};

use crate::app::App;
use crate::error::AppError;

/// Name of the ente's own list of ambiti in the data folder.
pub(crate) const AMBITI: &str = "ambiti.csv";
/// The ambiti, and for each year that of every place.
type Ambiti = (Vec<Ats>, Vec<Vec<Option<u16>>>);

/// Positions of everything that a fact names, growing with the bodies and benefits that are met.
pub(crate) struct Territory<'a> {
    gazetteer: Gazetteer<'a>,
    years: (i16, i16),
    cluster_bounds: Vec<u32>,
    benefits: Vec<Benefit>,
    benefit_of_code: HashMap<String, u8>,
    bodies: Vec<Body>,
    body_of_code: HashMap<String, u16>,
}

impl<'a> Territory<'a> {
    /// The lists over the years from `first` to `last`.
    pub(crate) fn new(app: &'a App, (first, last): (i16, i16)) -> Self {
        let catalogue = app.catalogue();
        let benefits = benefits(catalogue);
        let codes = benefits.iter().map(|benefit| benefit.code.clone());
        Self {
            gazetteer: Gazetteer::new(catalogue, first, last),
            years: (first, last),
            cluster_bounds: app.cluster_bounds.to_vec(),
            benefit_of_code: codes.zip(0..).collect(),
            benefits,
            bodies: Vec::new(),
            body_of_code: HashMap::new(),
        }
    }

    /// The place with a Belfiore or ISTAT code; abroad for any other.
    pub(super) fn place(&self, code: &str) -> u16 {
        let found = self
            .gazetteer
            .position(code)
            .or_else(|| self.gazetteer.position_of_istat(code));
        found.unwrap_or_else(|| self.gazetteer.abroad())
    }

    pub(super) fn abroad(&self) -> u16 {
        self.gazetteer.abroad()
    }

    /// The body with `code`, made known where it is new.
    pub(super) fn body(&mut self, code: &str, name: &str, seat: &str) -> u16 {
        if let Some(position) = self.body_of_code.get(code) {
            return *position;
        }
        let position = u16::try_from(self.bodies.len()).unwrap_or(u16::MAX);
        self.bodies.push(Body {
            code: code.to_owned(),
            name: name.to_owned(),
            seat: self.place(seat),
        });
        self.body_of_code.insert(code.to_owned(), position);
        position
    }

    /// The benefit with `code`; one that no list has takes a place of its own while there are some.
    pub(super) fn benefit(&mut self, code: &str, name: &str) -> Option<u8> {
        if let Some(position) = self.benefit_of_code.get(code) {
            return Some(*position);
        }
        let position = u8::try_from(self.benefits.len())
            .ok()
            .filter(|position| *position < u8::MAX)?;
        let group = ["A1", "A2", "A3"]
            .into_iter()
            .find(|group| code.starts_with(group));
        self.benefits.push(Benefit {
            code: code.to_owned(),
            name: if name.is_empty() {
                code.to_owned()
            } else {
                name.to_owned()
            },
            group: group.unwrap_or_default().to_owned(),
            category: "altro".to_owned(),
            istat_area: "MUL".to_owned(),
        });
        self.benefit_of_code.insert(code.to_owned(), position);
        Some(position)
    }

    /// The benefit that stands for a minor's assessment.
    pub(super) fn sinba(&self) -> u8 {
        let found = self.benefit_of_code.get(SINBA).copied();
        found.expect("invariant: the list of benefits ends with SINBA")
    }

    /// The tables; the ambiti are those of the installation's own list in `data_dir`, where it has one.
    pub(crate) fn reference(
        self,
        data_dir: &Path,
        last_months: Vec<u8>,
        coverage: Vec<Coverage>,
    ) -> Result<Reference, AppError> {
        let (first, last) = self.years;
        let n_years = usize::try_from(last - first + 1).unwrap_or(0);
        let (ats, ats_of_places) = self.ambiti(data_dir, n_years)?;
        Ok(Reference {
            first_year: first,
            n_years: u8::try_from(n_years).unwrap_or(u8::MAX),
            last_months,
            population: self.gazetteer.population(),
            places: self.gazetteer.places().to_vec(),
            ats,
            ats_of_places,
            bodies: self.bodies,
            benefits: self.benefits,
            cluster_bounds: self.cluster_bounds,
            coverage,
        })
    }

    fn ambiti(&self, data_dir: &Path, n_years: usize) -> Result<Ambiti, AppError> {
        let file = data_dir.join(AMBITI);
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok((
                    Vec::new(),
                    vec![vec![None; self.gazetteer.places().len()]; n_years],
                ));
            }
            Err(error) => return Err(AppError::system("leggere l'elenco degli ambiti", error)),
        };
        let (first, last) = self.years;
        let wrong = |said: String| AppError::Invalid(format!("{}: {said}", file.display()));
        let read = read_social_districts(&text, &self.gazetteer, first..=last)
            .map_err(|error| wrong(error.to_string()))?;
        if read.findings.is_empty() {
            return Ok((read.ats, read.ats_of_places));
        }
        let findings = read
            .findings
            .iter()
            .map(|finding| format!("riga {}: {}", finding.line, finding.problem.message()));
        Err(wrong(findings.collect::<Vec<_>>().join("; ")))
    }
}
