//! What can go wrong in a use case, in words for the person who asked.

use pas_domain::actor::Permission;

/// Why a use case did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The actor's role does not include the permission.
    #[error("il tuo ruolo non comprende questa funzione")]
    Denied {
        /// The permission that is missing.
        permission: Permission,
    },
    /// Nothing with that number in the actor's ente.
    #[error("{what} non esiste in questo ente")]
    NotFound {
        /// In Italian, what was looked for, with its article.
        what: &'static str,
    },
    /// What was asked cannot be done as asked; the text says why and what to do.
    #[error("{0}")]
    Invalid(String),
    /// The edition that should answer is not there, or not in force; the text says which and what to do.
    #[error("{0}")]
    NoEdition(String),
    /// A file that cannot be read at all: the text names it, says why and what to do.
    #[error("{0}")]
    Unreadable(String),
    /// The database failed.
    #[error("l'archivio non ha risposto come doveva")]
    Storage(#[from] pas_storage::StorageError),
    /// A code list or a layout of the installation cannot be read.
    #[error("{0}")]
    Setup(String),
    /// The machine failed: a file of the installation, a secret, a task.
    #[error("non riesco a {doing}")]
    System {
        /// In Italian, what was being done.
        doing: &'static str,
        /// Why it failed.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl AppError {
    /// An error of the machine while `doing` something.
    pub fn system(
        doing: &'static str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::System {
            doing,
            source: source.into(),
        }
    }
}
