//! Names of benefits and comuni, as pages show them.

use std::collections::BTreeMap;

use pas_catalogue::Catalogue;
use pas_domain::ids::EnteId;
use pas_storage::{StorageError, Tx, benefit_name};

/// What a SINBA record is called where a benefit is named.
pub(crate) const SINBA: &str = "SINBA";

/// Names that the ente gave, over those of the catalogue.
pub(crate) struct Names<'c> {
    catalogue: &'c Catalogue,
    pub(crate) given: BTreeMap<String, String>,
}

impl<'c> Names<'c> {
    /// The names in force in `ente`.
    pub(crate) async fn of(
        tx: &mut Tx,
        ente: EnteId,
        catalogue: &'c Catalogue,
    ) -> Result<Self, StorageError> {
        let given = benefit_name::list(tx, ente).await?;
        let given = given
            .into_iter()
            .map(|name| (name.code, name.name))
            .collect();
        Ok(Self { catalogue, given })
    }

    /// The name of the benefit `code`; for none, the name of a SINBA record.
    pub(crate) fn benefit(&self, code: Option<&str>) -> String {
        let Some(code) = code else {
            return "Valutazione SINBA del minore".to_owned();
        };
        let known = self
            .catalogue
            .benefit(code)
            .and_then(|benefit| benefit.name.as_ref());
        match self.given.get(code).or(known) {
            Some(name) => name.clone(),
            None => "denominazione non attestata".to_owned(),
        }
    }

    /// The name of the comune with this Belfiore code.
    pub(crate) fn comune(&self, belfiore: &str) -> String {
        let comune = self.catalogue.comune_by_belfiore_any_date(belfiore);
        comune.map_or_else(|| belfiore.to_owned(), |comune| comune.name.clone())
    }

    /// The name of the place with this Belfiore code, in Italy or abroad.
    pub(crate) fn place(&self, belfiore: &str) -> String {
        match self.catalogue.country_by_belfiore(belfiore) {
            Some(country) => country.name.clone(),
            None => self.comune(belfiore),
        }
    }

    /// The name of the country with this SIUSS code.
    pub(crate) fn country(&self, code: &str) -> String {
        let country = self.catalogue.country_by_siuss(code);
        country.map_or_else(|| code.to_owned(), |country| country.name.clone())
    }
}
