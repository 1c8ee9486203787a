//! The program as its use cases see it: the database, the code lists, the layouts, the clock.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pas_analytics::Secret;
use pas_catalogue::Catalogue;
use pas_domain::ids::EnteId;
use pas_edition::Editions;
use pas_intake::Layouts;
use pas_storage::Db;

use crate::backup;
use crate::clock::Clock;
use crate::editions::{ExternalEngine, Shelf};
use crate::error::AppError;
use crate::kept::Kept;
use crate::overview::Overview;
use crate::pseudonym::PseudonymKey;
use crate::use_cases::show_spending::{SpendingCounts, SpendingKey};

/// What an installation says of itself.
#[derive(Debug, Clone)]
pub struct Config {
    /// Folder where an embedded installation keeps everything: database, secrets, code lists
    /// (`catalogo/`) and layouts (`tracciati/`) that replace or add to ours.
    pub data_dir: PathBuf,
    /// `postgres://…` for many users; none for the embedded SQLite in the folder.
    pub database_url: Option<String>,
}

/// Upper bounds of the classes of comuni by residents, where the installation says nothing. Source:
/// ISTAT's report on the social services of comuni, 2022; PAS itself does not publish its own.
const CLUSTER_BOUNDS: [u32; 4] = [2_000, 10_000, 20_000, 50_000];

/// How an ente's own readers who may not open records see the ente's own data in aggregate. What
/// others see of it, and what they see of others', is always protected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OwnFigures {
    /// As everybody else.
    Protected,
    /// Cells of few people hidden, all others exact.
    #[default]
    Threshold,
    /// Exact.
    Exact,
}

impl OwnFigures {
    /// The name in the configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Protected => "protetti",
            Self::Threshold => "soglia",
            Self::Exact => "esatti",
        }
    }

    /// The policy whose [`OwnFigures::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Protected, Self::Threshold, Self::Exact]
            .into_iter()
            .find(|one| one.name() == name)
    }
}

/// The opened program. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub(crate) db: Db,
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) layouts: Arc<Layouts>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) pseudonyms: Arc<PseudonymKey>,
    pub(crate) data_dir: Arc<Path>,
    pub(crate) shelf: Arc<Shelf>,
    pub(crate) own_figures: OwnFigures,
    portal_url: Option<String>,
    ipa_code: Option<String>,
    pub(crate) cluster_bounds: Arc<[u32]>,
    pub(crate) engine: Option<Arc<ExternalEngine>>,
    pub(crate) overviews: Arc<Kept<EnteId, Overview>>,
    pub(crate) spending: Arc<Kept<SpendingKey, SpendingCounts>>,
}

/// Without the secrets.
impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App")
            .field("clock", &self.clock)
            .finish_non_exhaustive()
    }
}

impl App {
    /// Opens the installation, bringing its database up to date.
    pub async fn open(config: &Config, clock: Arc<dyn Clock>) -> Result<Self, AppError> {
        let folder = &config.data_dir;
        if backup::is_interrupted(folder) {
            return Err(AppError::Setup(format!(
                "{}: un ripristino si è interrotto a metà: ripetilo con «pas db restore --replace»",
                folder.display()
            )));
        }
        create_private_dir(folder)?;
        let url = config
            .database_url
            .clone()
            .unwrap_or_else(|| sqlite_url(folder));
        let db = Db::open(&url).await?;
        db.migrate().await?;
        Ok(Self {
            db,
            catalogue: Arc::new(catalogue(&folder.join("catalogo"))?),
            layouts: Arc::new(layouts(&folder.join("tracciati"))?),
            clock,
            pseudonyms: Arc::new(PseudonymKey::in_folder(&folder.join("segreti"))?),
            data_dir: folder.as_path().into(),
            shelf: Arc::default(),
            own_figures: OwnFigures::default(),
            portal_url: None,
            ipa_code: None,
            cluster_bounds: Arc::new(CLUSTER_BOUNDS),
            engine: None,
            overviews: Arc::default(),
            spending: Arc::default(),
        })
    }

    /// The same installation, whose editions an engine of several machines reads.
    #[must_use]
    pub fn answered_by(self, engine: ExternalEngine) -> Self {
        Self {
            engine: Some(Arc::new(engine)),
            ..self
        }
    }

    /// The code lists.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The same installation, whose portal is reached at `url`: files that are taken away name it.
    #[must_use]
    pub fn with_portal_url(mut self, url: &str) -> Self {
        self.portal_url = Some(url.trim_end_matches('/').to_owned());
        self
    }

    /// The same installation, whose ente has `code` in the index of public administrations (IPA).
    #[must_use]
    pub fn with_ipa_code(mut self, code: &str) -> Self {
        self.ipa_code = Some(code.to_owned());
        self
    }

    /// The ente's code in the index of public administrations (IPA), if it is configured.
    pub fn ipa_code(&self) -> Option<&str> {
        self.ipa_code.as_deref()
    }

    /// Where the portal is reached, if that is configured; without a slash at its end.
    pub fn portal_url(&self) -> Option<&str> {
        self.portal_url.as_deref()
    }

    /// With the ente's own policy for its own figures.
    #[must_use]
    pub fn with_own_figures(mut self, own_figures: OwnFigures) -> Self {
        self.own_figures = own_figures;
        self
    }

    /// With other classes of comuni by residents: their upper bounds, ascending.
    #[must_use]
    pub fn with_cluster_bounds(mut self, bounds: &[u32]) -> Self {
        self.cluster_bounds = bounds.into();
        self
    }

    /// The editions of this installation.
    pub(crate) fn editions(&self) -> Editions {
        Editions::below(&self.data_dir)
    }

    /// The secret that protection draws its noise from.
    pub(crate) fn protection_secret(&self) -> Secret {
        Secret::from_bytes(&self.pseudonyms.derived("protezione"))
    }

    /// The clock.
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }
}

pub(crate) fn sqlite_url(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("pas.db").display())
}

pub(crate) fn catalogue(overrides: &Path) -> Result<Catalogue, AppError> {
    if overrides.is_dir() {
        return Catalogue::load(overrides).map_err(|error| AppError::Setup(error.to_string()));
    }
    Ok(Catalogue::builtin().clone())
}

pub(crate) fn layouts(folder: &Path) -> Result<Layouts, AppError> {
    if folder.is_dir() {
        return Layouts::load(folder).map_err(|error| AppError::Setup(error.to_string()));
    }
    Ok(Layouts::builtin())
}

/// Makes `folder`, readable by this user alone.
pub(crate) fn create_private_dir(folder: &Path) -> Result<(), AppError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let made = builder.create(folder);
    made.map_err(|error| AppError::system("preparare la cartella dei dati", error))
}
