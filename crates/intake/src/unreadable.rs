//! Why a whole file cannot be read, in Italian: the file, the reason, the remedy.

/// A file from which nothing was taken.
#[derive(Debug, thiserror::Error)]
pub enum UnreadableFile {
    /// No byte, or blanks only.
    #[error("«{file}» è vuoto: esporta di nuovo il file e controlla che contenga righe")]
    Empty {
        /// Name of the file.
        file: String,
    },
    /// The end is missing.
    #[error(
        "«{file}» è incompleto o rovinato: di solito è un invio interrotto. Copialo o scaricalo di nuovo e riprova"
    )]
    Damaged {
        /// Name of the file.
        file: String,
        /// What the reader met.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Encrypted.
    #[error(
        "«{file}» è protetto da password: aprilo, togli la password (File › Informazioni › Proteggi) e salvalo di nuovo"
    )]
    PasswordProtected {
        /// Name of the file.
        file: String,
    },
    /// A file of another kind.
    #[error(
        "«{file}» è {kind}: servono i dati in un foglio di calcolo (XLSX, ODS, XLS) o in un file CSV. {remedy}"
    )]
    WrongKind {
        /// Name of the file.
        file: String,
        /// What it is, with its article.
        kind: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// No sheet has a header that a layout knows.
    #[error("«{file}»: {message}")]
    NotRecognised {
        /// Name of the file.
        file: String,
        /// What is missing, what comes nearest, what to do.
        message: String,
    },
    /// A limit was passed.
    #[error(
        "«{file}» è troppo grande: {what} oltre {limit}. Dividilo in più file, per esempio per anno"
    )]
    TooLarge {
        /// Name of the file.
        file: String,
        /// What passed the limit.
        what: &'static str,
        /// The limit, with its unit.
        limit: String,
    },
    /// The bytes could not be fetched.
    #[error("«{file}»: lettura interrotta")]
    Read {
        /// Name of the file.
        file: String,
        /// The I/O error.
        #[source]
        source: std::io::Error,
    },
}

impl UnreadableFile {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "file-vuoto",
            Self::Damaged { .. } => "file-danneggiato",
            Self::PasswordProtected { .. } => "file-protetto",
            Self::WrongKind { .. } => "file-di-altro-tipo",
            Self::NotRecognised { .. } => "intestazione-non-riconosciuta",
            Self::TooLarge { .. } => "file-troppo-grande",
            Self::Read { .. } => "lettura-interrotta",
        }
    }
}
