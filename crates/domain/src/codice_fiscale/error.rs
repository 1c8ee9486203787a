//! Why a text is not a codice fiscale, in words a clerk can act on.

/// Why a text is not a formally valid codice fiscale. Never holds the code itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CfError {
    /// Nothing was written.
    #[error("codice fiscale mancante")]
    Missing,
    /// Neither 16 nor 11 characters.
    #[error(
        "codice fiscale di {found} caratteri: devono essere 16, oppure 11 cifre se provvisorio"
    )]
    WrongLength {
        /// Characters found.
        found: usize,
    },
    /// A character of the wrong kind.
    #[error("codice fiscale: in posizione {position} c'è `{found}`, attesa {expected}")]
    WrongCharacter {
        /// Position, from 1.
        position: usize,
        /// The character found.
        found: char,
        /// What may stand there, in Italian.
        expected: &'static str,
    },
    /// Day and month do not exist in that year.
    #[error("codice fiscale: le posizioni da 7 a 11 non sono una data di nascita possibile")]
    ImpossibleBirthDate,
    /// The check character does not match the rest.
    #[error(
        "codice fiscale: il carattere di controllo è `{found}`, atteso `{expected}`: un carattere è sbagliato"
    )]
    WrongCheck {
        /// The check character that the other fifteen ask for.
        expected: char,
        /// The one found.
        found: char,
    },
    /// The check digit of an 11-digit code does not match the rest.
    #[error(
        "codice fiscale provvisorio: la cifra di controllo è `{found}`, attesa `{expected}`: una cifra è sbagliata"
    )]
    WrongCheckDigit {
        /// The check digit that the other ten ask for.
        expected: char,
        /// The one found.
        found: char,
    },
    /// Eleven zeros stand for "not known".
    #[error("codice fiscale di soli zeri: non è di nessuno")]
    Placeholder,
}
