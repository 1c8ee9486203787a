//! What `GET /flussi` asks for.

use std::fmt;

use axum::extract::Query;
use axum::http::Uri;
use pas_waas::{DEFAULT_FLOWS, MAX_FLOWS, MAX_SINCE};

/// From where, and how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PageQuery {
    /// Milliseconds since 1970; what is beyond the last that we count is that one.
    pub(crate) since: i64,
    /// Flows at most.
    pub(crate) limit: u32,
}

/// What is wrong with a query; the words quote nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QueryFault {
    Unreadable,
    NoSince,
    Twice(&'static str),
    Since,
    Limit(&'static str),
}

impl fmt::Display for QueryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable => f.write_str("I parametri non si leggono."),
            Self::NoSince => f.write_str(
                "Manca il parametro «since»: il ts_flusso, in millisecondi, dell'ultimo flusso \
                 acquisito; 0 la prima volta.",
            ),
            Self::Twice(name) => write!(f, "Il parametro «{name}» è ripetuto: va dato una volta."),
            Self::Since => write!(
                f,
                "Il parametro «since» dev'essere un numero intero di millisecondi, da 0 a {MAX_SINCE}."
            ),
            Self::Limit(name) => write!(
                f,
                "Il parametro «{name}» dev'essere un numero intero da 0 a {MAX_FLOWS}."
            ),
        }
    }
}

/// Reads the query of `uri`. `max_entries` counts where `limit` is not given: the specification's
/// examples write it so (§3.4.1). Parameters that we do not know are let pass.
pub(crate) fn read(uri: &Uri) -> Result<PageQuery, QueryFault> {
    let Query(pairs) =
        Query::<Vec<(String, String)>>::try_from_uri(uri).map_err(|_| QueryFault::Unreadable)?;
    let once = |name: &'static str| {
        let mut values = pairs.iter().filter(|(key, _)| key == name);
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(QueryFault::Twice(name)),
            (found, None) => Ok(found.map(|(_, value)| value.as_str())),
        }
    };
    let since = once("since")?.ok_or(QueryFault::NoSince)?;
    let since = number(since, MAX_SINCE).ok_or(QueryFault::Since)?;
    let (name, limit) = match once("limit")? {
        Some(limit) => ("limit", Some(limit)),
        None => ("max_entries", once("max_entries")?),
    };
    let limit = match limit {
        None => DEFAULT_FLOWS,
        Some(text) => number(text, u128::from(MAX_FLOWS))
            .and_then(|limit| u32::try_from(limit).ok())
            .ok_or(QueryFault::Limit(name))?,
    };
    Ok(PageQuery {
        since: i64::try_from(since).unwrap_or(i64::MAX),
        limit,
    })
}

/// A number of digits alone, up to `max`.
fn number(text: &str, max: u128) -> Option<u128> {
    let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: u128 = is_digits.then(|| text.parse().ok())??;
    (number <= max).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_query(query: &str) -> Result<(i64, u32), QueryFault> {
        let uri = format!("/flussi?{query}").parse().unwrap();
        read(&uri).map(|page| (page.since, page.limit))
    }

    #[test]
    fn reads_from_where_and_how_many() {
        for (query, wanted) in [
            ("since=0", (0, 10)),
            ("since=1696839476000&limit=100", (1_696_839_476_000, 100)),
            ("limit=0&since=5", (5, 0)),
            ("max_entries=7&since=5", (5, 7)),
            ("max_entries=7&since=5&limit=8", (5, 8)),
            ("max_entries=x&since=5&limit=8", (5, 8)),
            ("since=9223372036854775808", (i64::MAX, 10)),
            ("since=100000000000000000000", (i64::MAX, 10)),
            ("since=5&altro=1&altro=2", (5, 10)),
            ("since=%35", (5, 10)),
        ] {
            assert_eq!(read_query(query), Ok(wanted), "{query}");
        }
    }

    #[test]
    fn refuses_what_is_not_allowed() {
        for (query, fault) in [
            ("", QueryFault::NoSince),
            ("limit=10", QueryFault::NoSince),
            ("Since=1", QueryFault::NoSince),
            ("since=", QueryFault::Since),
            ("since", QueryFault::Since),
            ("since=-1", QueryFault::Since),
            ("since=1.5", QueryFault::Since),
            ("since=+1", QueryFault::Since),
            ("since=%2B1", QueryFault::Since),
            ("since=1e3", QueryFault::Since),
            ("since=٣", QueryFault::Since),
            ("since=null", QueryFault::Since),
            ("since=100000000000000000001", QueryFault::Since),
            ("since=%FF", QueryFault::Since),
            ("since=1&since=1", QueryFault::Twice("since")),
            ("since=1&limit=1&limit=1", QueryFault::Twice("limit")),
            ("since=1&limit=101", QueryFault::Limit("limit")),
            ("since=1&limit=-1", QueryFault::Limit("limit")),
            ("since=1&limit=", QueryFault::Limit("limit")),
            ("since=1&limit=ten", QueryFault::Limit("limit")),
            ("since=1&max_entries=101", QueryFault::Limit("max_entries")),
            (
                "since=1&max_entries=1&max_entries=1",
                QueryFault::Twice("max_entries"),
            ),
        ] {
            let uri = format!("/flussi?{query}").parse::<Uri>();
            let Ok(uri) = uri else { continue };
            assert_eq!(read(&uri), Err(fault), "{query}");
        }
    }

    #[test]
    fn says_what_is_allowed() {
        assert!(
            QueryFault::Limit("limit")
                .to_string()
                .contains("da 0 a 100")
        );
        let since = QueryFault::Since.to_string();
        assert!(since.contains("100000000000000000000"), "{since}");
    }
}
