//! Addresses that may be called: HTTPS everywhere, plain HTTP on one's own machine only.

use reqwest::Url;

/// The address in `text`, when it may be called and carries no credentials.
pub(crate) fn parse(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let bare = url.username().is_empty() && url.password().is_none();
    let safe = url.scheme() == "https" || (url.scheme() == "http" && is_own_machine(&url));
    (bare && safe && url.has_host()).then_some(url)
}

/// Whether `url` leads to this machine, which no proxy could reach.
pub(crate) fn is_own_machine(url: &Url) -> bool {
    matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_stays_at_home() {
        for (text, may_be_called) in [
            ("https://interop.pagopa.it/.well-known/jwks.json", true),
            ("http://127.0.0.1:9000/.well-known/jwks.json", true),
            ("http://[::1]:9000/", true),
            ("http://localhost/", true),
            ("http://interop.pagopa.it/.well-known/jwks.json", false),
            ("http://127.0.0.1.example.it/", false),
            ("https://user:secret@interop.pagopa.it/", false),
            ("ftp://127.0.0.1/", false),
            ("interop.pagopa.it", false),
            ("", false),
        ] {
            assert_eq!(parse(text).is_some(), may_be_called, "{text}");
        }
    }
}
