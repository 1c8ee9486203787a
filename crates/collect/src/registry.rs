//! The registry file: whose e-services are read, at which addresses, within which limits.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use pas_app::use_cases::collect_flows::{Source, UnknownCodes};
use pas_pdnd::VoucherSourceConfig;
use reqwest::Url;
use serde::Deserialize;

/// A registry that cannot be used; the text names the file, says why and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {reason}", file.display())]
pub struct RegistryError {
    file: PathBuf,
    reason: String,
}

/// Which e-services are read, and how.
#[derive(Debug, Clone)]
pub struct Registry {
    /// The client of ours that asks the PDND for vouchers.
    pub pdnd: VoucherSourceConfig,
    /// What no visit goes beyond.
    pub limits: Limits,
    /// The enti, in the order of the file.
    pub enti: Vec<Ente>,
}

/// One ente whose e-service is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ente {
    /// How the observatory knows it.
    pub source: Source,
    /// Address of its e-service, up to `/waas/v1/`.
    pub url: Url,
    /// Purpose under which the PDND lets us call it.
    pub purpose_id: String,
}

/// What no visit goes beyond: `[limits]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Flows asked for at a time.
    pub page_size: usize,
    /// Longest page that is read, in bytes. A longer one is asked for again in smaller pages.
    pub max_page_bytes: usize,
    /// How long one call may take.
    pub timeout: Duration,
    /// How often a failed call is tried again.
    pub max_retries: u32,
    /// Enti visited at the same time.
    pub at_once: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            page_size: MAX_PAGE_SIZE,
            max_page_bytes: 16 * MEGABYTE,
            timeout: Duration::from_secs(30),
            max_retries: 4,
            at_once: 8,
        }
    }
}

const MEGABYTE: usize = 1_000_000;
/// Source: INPS's OpenAPI 2.0.1, `limit`.
const MAX_PAGE_SIZE: usize = 100;
/// One flow of the largest size, and what stands around it.
const MIN_PAGE_MB: usize = 11;

/// What the file says.
#[derive(Deserialize)]
struct RegistryFile {
    pdnd: Pdnd,
    limits: Option<LimitsFile>,
    #[serde(default)]
    ente: Vec<EnteFile>,
}

#[derive(Deserialize)]
struct Pdnd {
    token_url: String,
    client_id: String,
    key_id: String,
    key_file: PathBuf,
    assertion_audience: String,
}

#[derive(Deserialize)]
struct LimitsFile {
    page_size: Option<usize>,
    max_page_mb: Option<usize>,
    timeout_seconds: Option<u64>,
    max_retries: Option<u32>,
    at_once: Option<usize>,
}

#[derive(Deserialize)]
struct EnteFile {
    code: String,
    name: String,
    url: String,
    purpose_id: String,
    flow_code: Option<String>,
    refuse_unknown_codes: Option<bool>,
}

/// What a key takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Flag,
}

/// Every key: its section, its name, what it takes, whether it must be there.
const KEYS: &[(&str, &str, Kind, bool)] = &[
    ("pdnd", "token_url", Kind::Text, true),
    ("pdnd", "client_id", Kind::Text, true),
    ("pdnd", "key_id", Kind::Text, true),
    ("pdnd", "key_file", Kind::Text, true),
    ("pdnd", "assertion_audience", Kind::Text, true),
    ("limits", "page_size", Kind::Number, false),
    ("limits", "max_page_mb", Kind::Number, false),
    ("limits", "timeout_seconds", Kind::Number, false),
    ("limits", "max_retries", Kind::Number, false),
    ("limits", "at_once", Kind::Number, false),
    ("ente", "code", Kind::Text, true),
    ("ente", "name", Kind::Text, true),
    ("ente", "url", Kind::Text, true),
    ("ente", "purpose_id", Kind::Text, true),
    ("ente", "flow_code", Kind::Text, false),
    ("ente", "refuse_unknown_codes", Kind::Flag, false),
];

impl Registry {
    /// Reads the registry `file`; the key file that it names may be relative to it.
    pub fn read(file: &Path) -> Result<Self, RegistryError> {
        let failed = |reason: String| RegistryError {
            file: file.to_owned(),
            reason,
        };
        let text = std::fs::read_to_string(file).map_err(|error| failed(reason(&error)))?;
        let folder = file.parent().unwrap_or(Path::new(""));
        Self::parse(&text, folder).map_err(failed)
    }

    /// The registry that `text` describes; in Italian what is wrong with it.
    fn parse(text: &str, folder: &Path) -> Result<Self, String> {
        let table: toml::Table = toml::from_str(text).map_err(|error| not_toml(text, &error))?;
        if let Some(fault) = fault(&table) {
            return Err(fault);
        }
        let file: RegistryFile = table.try_into().map_err(|error| error.to_string())?;
        let limits = limits(file.limits)?;
        let enti = file
            .ente
            .into_iter()
            .map(ente)
            .collect::<Result<Vec<_>, _>>()?;
        if enti.is_empty() {
            return Err("non c'è nessun ente: ci vuole almeno una sezione [[ente]]".to_owned());
        }
        let mut codes = BTreeSet::new();
        if let Some(twice) = enti.iter().find(|ente| !codes.insert(&ente.source.code)) {
            let code = &twice.source.code;
            return Err(format!(
                "l'ente «{code}» compare due volte: va tolta una sezione [[ente]]"
            ));
        }
        Ok(Self {
            pdnd: VoucherSourceConfig {
                token_url: file.pdnd.token_url,
                client_id: file.pdnd.client_id,
                key_id: file.pdnd.key_id,
                private_key: folder.join(file.pdnd.key_file),
                audience: file.pdnd.assertion_audience,
            },
            limits,
            enti,
        })
    }
}

fn limits(file: Option<LimitsFile>) -> Result<Limits, String> {
    let standard = Limits::default();
    let Some(file) = file else {
        return Ok(standard);
    };
    let within = |name: &str, value: Option<usize>, least: usize, most: usize| match value {
        Some(value) if !(least..=most).contains(&value) => Err(format!(
            "«{name}» in [limits] va da {least} a {most}, e c'è {value}"
        )),
        value => Ok(value),
    };
    let seconds = file
        .timeout_seconds
        .map(|seconds| usize::try_from(seconds).unwrap_or(usize::MAX));
    let retries = file.max_retries.map(|retries| retries as usize);
    within("timeout_seconds", seconds, 1, 600)?;
    within("max_retries", retries, 0, 20)?;
    let page_size = within("page_size", file.page_size, 1, MAX_PAGE_SIZE)?;
    let max_page_mb = within("max_page_mb", file.max_page_mb, MIN_PAGE_MB, 1024)?;
    let at_once = within("at_once", file.at_once, 1, 64)?;
    Ok(Limits {
        page_size: page_size.unwrap_or(standard.page_size),
        max_page_bytes: max_page_mb.map_or(standard.max_page_bytes, |n| n * MEGABYTE),
        timeout: file
            .timeout_seconds
            .map_or(standard.timeout, Duration::from_secs),
        max_retries: file.max_retries.unwrap_or(standard.max_retries),
        at_once: at_once.unwrap_or(standard.at_once),
    })
}

fn ente(file: EnteFile) -> Result<Ente, String> {
    let code = file.code;
    if !is_belfiore(&code) {
        return Err(format!(
            "«code» dell'ente «{code}» dev'essere il codice_ente dei suoi flussi: una lettera \
             maiuscola e tre cifre, come H501"
        ));
    }
    let empty = [("name", &file.name), ("purpose_id", &file.purpose_id)];
    if let Some((name, _)) = empty.iter().find(|(_, value)| value.trim().is_empty()) {
        return Err(format!("«{name}» dell'ente {code} è vuoto"));
    }
    let url = address(&file.url).ok_or_else(|| {
        format!(
            "«url» dell'ente {code} dev'essere un indirizzo https:// fino a /waas/v1, senza utente, \
             password e parametri (http:// solo verso questa stessa macchina)"
        )
    })?;
    let refuses = file.refuse_unknown_codes.unwrap_or(false);
    Ok(Ente {
        source: Source {
            code,
            name: file.name,
            flow_code: file.flow_code,
            unknown_codes: if refuses {
                UnknownCodes::Refused
            } else {
                UnknownCodes::Admitted
            },
        },
        url,
        purpose_id: file.purpose_id,
    })
}

/// Source: INPS's OpenAPI 2.0.1, `codice_ente`.
fn is_belfiore(code: &str) -> bool {
    let (first, digits) = code.as_bytes().split_first().unwrap_or((&0, &[]));
    first.is_ascii_uppercase() && digits.len() == 3 && digits.iter().all(u8::is_ascii_digit)
}

/// The address of an e-service, with a slash at its end. A voucher goes there: over HTTPS, but for
/// one's own machine.
fn address(text: &str) -> Option<Url> {
    let mut url = Url::parse(text).ok()?;
    let is_own_machine = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_own_machine);
    let is_bare = url.username().is_empty() && url.password().is_none();
    let is_plain = url.query().is_none() && url.fragment().is_none();
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    (is_safe && is_bare && is_plain && url.has_host()).then_some(url)
}

/// Why the file cannot be read.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "il registro degli enti non c'è".to_owned(),
        io::ErrorKind::PermissionDenied => "manca il permesso di leggerlo".to_owned(),
        io::ErrorKind::InvalidData => "non è un testo in UTF-8".to_owned(),
        _ => error.to_string(),
    }
}

fn not_toml(text: &str, error: &toml::de::Error) -> String {
    let start = error.span().map_or(0, |span| span.start);
    let line = text
        .as_bytes()
        .iter()
        .take(start)
        .filter(|byte| **byte == b'\n')
        .count()
        + 1;
    format!(
        "riga {line}: il registro non si legge, non è TOML: {}",
        error.message()
    )
}

/// What is wrong with the first key that nobody knows, that is of another kind, or that is missing.
fn fault(table: &toml::Table) -> Option<String> {
    if !table.contains_key("pdnd") {
        return Some("manca la sezione [pdnd]: dice come si chiedono i voucher".to_owned());
    }
    table
        .iter()
        .find_map(|(section, value)| match (section.as_str(), value) {
            ("pdnd" | "limits", toml::Value::Table(keys)) => fault_of(section, keys),
            ("ente", toml::Value::Array(enti)) => enti.iter().find_map(|ente| match ente {
                toml::Value::Table(keys) => fault_of(section, keys),
                _ => Some("un ente si scrive [[ente]], e sotto le sue chiavi".to_owned()),
            }),
            ("ente", _) => Some("un ente si scrive [[ente]], con due parentesi quadre".to_owned()),
            ("pdnd" | "limits", _) => Some(format!(
                "«{section}» è una sezione: si scrive [{section}], e sotto le sue chiavi"
            )),
            _ => Some(format!(
                "«{section}» non esiste: le sezioni sono [pdnd], [limits] e [[ente]]"
            )),
        })
}

fn fault_of(section: &str, keys: &toml::Table) -> Option<String> {
    let known = || KEYS.iter().filter(|(of, ..)| *of == section);
    let strange = keys.iter().find_map(|(key, value)| {
        let Some((_, _, kind, _)) = known().find(|(_, name, ..)| name == key) else {
            let names: Vec<&str> = known().map(|(_, name, ..)| *name).collect();
            let names = names.join(", ");
            return Some(format!(
                "«{key}» in [{section}] non esiste: le chiavi sono {names}"
            ));
        };
        let (fits, wanted) = match kind {
            Kind::Text => (value.is_str(), "un testo tra virgolette"),
            Kind::Number => (
                value.as_integer().is_some_and(|n| n >= 0),
                "un numero intero",
            ),
            Kind::Flag => (value.is_bool(), "true o false"),
        };
        (!fits).then(|| format!("«{key}» in [{section}] dev'essere {wanted}"))
    });
    let missing = || {
        let missing = known().find(|(_, name, _, needed)| *needed && !keys.contains_key(*name));
        missing.map(|(_, name, ..)| format!("manca «{name}» in [{section}]"))
    };
    strange.or_else(missing)
}

#[cfg(test)]
mod tests;
