//! The only map from what went wrong to a status and a page.

use std::error::Error as _;

use askama::Template;
use axum::extract::multipart::MultipartError;
use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use pas_app::AppError;
use pas_domain::actor::{Permission, Role};

use crate::api;
use crate::frame::Frame;

/// Why a request did not get its page.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WebError {
    /// A use case said no.
    #[error(transparent)]
    App(#[from] AppError),
    /// Nobody is signed in.
    #[error("no session")]
    SignedOut,
    /// No page at that address.
    #[error("no such page")]
    NotFound,
    /// The form lacks its secret, or came from another site.
    #[error("the form is not ours, or its session has ended")]
    ForeignForm,
    /// More bytes than a request may bring.
    #[error("the request is too large")]
    TooLarge,
    /// The form cannot be read.
    #[error("the form cannot be read: {0}")]
    BadForm(String),
    /// A table cannot be written as an Excel file.
    #[error("a table cannot be written as an Excel file")]
    Spreadsheet(#[source] rust_xlsxwriter::XlsxError),
    /// A question of a page that the grammar or the edition does not know.
    #[error("the question cannot be asked: {0}")]
    BadQuestion(String),
    /// A program's request says what cannot be said at its address.
    #[error("the request cannot be read: {0}")]
    BadRequest(String),
    /// A program's question whose words are right each by itself, and have no answer together.
    #[error("the question has no answer: {0}")]
    Unanswerable(String),
    /// A part that a list does not have.
    #[error("no such part: {0}")]
    NoPart(String),
    /// A program that does not take JSON.
    #[error("whoever asks takes no JSON")]
    OnlyJson,
    /// A program asks without key and session.
    #[error("neither key nor session")]
    NoKey,
    /// A key that is not valid, or no key at all in the header for keys.
    #[error("the key is not valid")]
    WrongKey,
    /// A program asks by another method than its address takes.
    #[error("the method is not taken")]
    OnlyGet,
    /// A template failed.
    #[error("a page cannot be written")]
    Template(#[source] askama::Error),
}

impl From<MultipartError> for WebError {
    fn from(error: MultipartError) -> Self {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Self::TooLarge
        } else {
            Self::BadForm("i file non sono arrivati per intero".to_owned())
        }
    }
}

/// What a person reads instead of the page.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    /// Status.
    pub status: StatusCode,
    /// What happened.
    pub title: &'static str,
    /// To what, and why.
    pub words: String,
    /// What to do.
    pub advice: &'static str,
}

/// The largest upload, in bytes.
pub(crate) const MAX_UPLOAD: usize = 200 * 1024 * 1024;

impl WebError {
    /// What to show. A failure of the program tells no details: they go to the log.
    pub(crate) fn problem(&self) -> Problem {
        let (status, title, words, advice) = match self {
            Self::App(error) => return problem_of(error),
            Self::BadRequest(_)
            | Self::Unanswerable(_)
            | Self::NoPart(_)
            | Self::OnlyJson
            | Self::NoKey
            | Self::WrongKey
            | Self::OnlyGet => return self.problem_of_program(),
            Self::SignedOut => (
                StatusCode::UNAUTHORIZED,
                "Devi accedere",
                "La sessione non c'è o è finita.".to_owned(),
                "Accedi di nuovo: tornerai alla pagina che cercavi.",
            ),
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "Questa pagina non c'è",
                "L'indirizzo non corrisponde a nessuna pagina.".to_owned(),
                "Controlla l'indirizzo, oppure riparti dalla pagina iniziale.",
            ),
            Self::ForeignForm => (
                StatusCode::FORBIDDEN,
                "Il modulo non è più valido",
                "Non è stato cambiato nulla: il modulo è di una sessione finita o arriva da un altro sito."
                    .to_owned(),
                "Torna alla pagina, ricaricala e invia di nuovo il modulo.",
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "I file sono troppo grandi",
                format!(
                    "Si possono inviare al massimo {} MB alla volta. Non è stato importato nulla.",
                    MAX_UPLOAD / 1024 / 1024
                ),
                "Invia un file alla volta, oppure dividi il file per anno.",
            ),
            Self::BadForm(reason) => (
                StatusCode::BAD_REQUEST,
                "Il modulo non è completo",
                format!("Non è stato cambiato nulla: {reason}."),
                "Torna alla pagina, completa il modulo e invialo di nuovo.",
            ),
            Self::BadQuestion(reason) => (
                StatusCode::BAD_REQUEST,
                "Questa domanda non si può fare",
                sentence(reason),
                "Correggi la domanda e riprova.",
            ),
            Self::Template(_) | Self::Spreadsheet(_) => return failure(),
        };
        Problem {
            status,
            title,
            words,
            advice,
        }
    }
}

impl WebError {
    /// What a program is told that asks what cannot be asked.
    fn problem_of_program(&self) -> Problem {
        let (status, title, words) = match self {
            Self::BadRequest(reason) => (
                StatusCode::BAD_REQUEST,
                "La richiesta non è scritta come si deve",
                sentence(reason),
            ),
            Self::Unanswerable(reason) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "Questa domanda non ha risposta",
                sentence(reason),
            ),
            Self::NoPart(reason) => (
                StatusCode::NOT_FOUND,
                "Questa pagina dell'elenco non c'è",
                sentence(reason),
            ),
            Self::OnlyJson => (
                StatusCode::NOT_ACCEPTABLE,
                "Qui si risponde solo in JSON",
                "L'intestazione Accept deve comprendere application/json.".to_owned(),
            ),
            Self::WrongKey => (
                StatusCode::UNAUTHORIZED,
                "La chiave non è valida",
                "La chiave non esiste, è scaduta, è stata revocata, o il suo account è disattivato. Se ne fa un'altra \
                 alla pagina «Chiavi per programmi»."
                    .to_owned(),
            ),
            Self::OnlyGet => (
                StatusCode::METHOD_NOT_ALLOWED,
                "Qui si può solo leggere",
                "Questo indirizzo risponde a GET e a HEAD.".to_owned(),
            ),
            _ => (
                StatusCode::UNAUTHORIZED,
                "Serve una chiave",
                "La richiesta non porta una chiave per programmi e la sessione non c'è o è finita. La chiave si manda \
                 nell'intestazione Authorization, come «Bearer pas_…»; se ne fa una alla pagina «Chiavi per programmi»."
                    .to_owned(),
            ),
        };
        Problem {
            status,
            title,
            words,
            advice: "Correggi la richiesta e riprova.",
        }
    }
}

fn problem_of(error: &AppError) -> Problem {
    let (status, title, advice) = match error {
        AppError::Denied { .. } => (
            StatusCode::FORBIDDEN,
            "Il tuo ruolo non comprende questa pagina",
            "Se ti serve per lavorare, chiedi all'amministratore dell'ente di cambiare il tuo ruolo.",
        ),
        AppError::NotFound { .. } => (
            StatusCode::NOT_FOUND,
            "Qui non c'è nulla",
            "Può essere stato sostituito da un calcolo più recente: ricomincia dall'elenco.",
        ),
        AppError::Invalid(_) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "Così non si può fare",
            "Torna alla pagina, correggi e riprova.",
        ),
        AppError::NoEdition(_) => (
            StatusCode::NOT_FOUND,
            "Questa edizione non c'è",
            "Apri l'analisi senza nominare un'edizione: risponde l'ultima in vigore.",
        ),
        AppError::Unreadable(_) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "Il file non si può leggere",
            "Chiedi all'ufficio un file nuovo: di questo non è stato importato nulla.",
        ),
        AppError::Storage(_) | AppError::Setup(_) | AppError::System { .. } => return failure(),
    };
    let words = match error {
        AppError::Denied { permission } => who_may(*permission),
        _ => sentence(&error.to_string()),
    };
    Problem {
        status,
        title,
        words,
        advice,
    }
}

/// Which roles include what the asker's does not.
fn who_may(permission: Permission) -> String {
    let roles = Role::ALL.iter().filter(|role| role.may(permission));
    let roles: Vec<&str> = roles.map(|role| role.label()).collect();
    format!("Serve a chi ha uno di questi ruoli: {}.", roles.join(", "))
}

fn failure() -> Problem {
    Problem {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        title: "Il programma non è riuscito a rispondere",
        words: "È un guasto nostro, non un tuo errore. Nulla è stato lasciato a metà.".to_owned(),
        advice: "Riprova tra poco; se succede ancora, avvisa chi gestisce l'installazione.",
    }
}

/// The text with a capital letter and a full stop.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let mut sentence: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    sentence.push_str(letters.as_str());
    if !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}

/// The answer carries the problem; the gate draws the page, for only it knows who asks.
impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let problem = self.problem();
        if problem.status.is_server_error() {
            log(&self);
        }
        let mut response = problem.status.into_response();
        if matches!(self, Self::WrongKey) {
            let how = HeaderValue::from_static(api::WRONG_KEY);
            response.headers_mut().insert(WWW_AUTHENTICATE, how);
        }
        response.extensions_mut().insert(problem);
        response
    }
}

/// The whole chain, once, where it is handled. Errors never carry personal data.
fn log(error: &WebError) {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        source = inner.source();
    }
    eprintln!("pas: {text}");
}

/// The problem for a program: RFC 9457.
pub(crate) fn problem_json(problem: &Problem) -> Response {
    let body = serde_json::json!({
        "type": "about:blank",
        "title": problem.title,
        "status": problem.status.as_u16(),
        "detail": problem.words,
    });
    let headers = [(CONTENT_TYPE, "application/problem+json")];
    (problem.status, headers, body.to_string()).into_response()
}

#[derive(Template)]
#[template(path = "pages/problem.html")]
struct ProblemPage<'a> {
    frame: Frame,
    problem: &'a Problem,
}

/// The page of `problem` inside `frame`.
pub(crate) fn page(frame: Frame, problem: &Problem) -> Response {
    let page = ProblemPage { frame, problem };
    let html = page.render().unwrap_or_else(|_| problem.title.to_owned());
    (problem.status, Html(html)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_its_status() {
        let setup = AppError::Setup("segreto".to_owned());
        for (error, status) in [
            (
                WebError::App(AppError::Denied {
                    permission: Permission::SeePeople,
                }),
                StatusCode::FORBIDDEN,
            ),
            (
                WebError::App(AppError::NotFound { what: "il file" }),
                StatusCode::NOT_FOUND,
            ),
            (
                WebError::App(AppError::Invalid("manca il nome".to_owned())),
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
            (WebError::ForeignForm, StatusCode::FORBIDDEN),
            (WebError::TooLarge, StatusCode::PAYLOAD_TOO_LARGE),
            (WebError::App(setup), StatusCode::INTERNAL_SERVER_ERROR),
        ] {
            let problem = error.problem();
            assert_eq!(problem.status, status, "{error}");
            assert!(!problem.words.contains("segreto"));
        }
    }

    #[test]
    fn makes_sentences() {
        assert_eq!(sentence("manca il nome"), "Manca il nome.");
        assert_eq!(sentence("È così."), "È così.");
    }
}
