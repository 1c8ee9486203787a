//! Styles, fonts, icons and the one script, out of the binary, cached for ever under their version.

use std::fmt::Write as _;
use std::sync::OnceLock;

use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "assets/dist"]
struct Assets;

/// Eight digits that change when any asset changes: part of every asset's address.
pub(crate) fn version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let mut names: Vec<_> = Assets::iter().collect();
        names.sort();
        let mut hash = Sha256::new();
        for name in names {
            hash.update(name.as_bytes());
            hash.update(Assets::get(&name).map_or([0; 32], |file| file.metadata.sha256_hash()));
        }
        hash.finalize()
            .iter()
            .take(4)
            .fold(String::new(), |mut text, byte| {
                let _ = write!(text, "{byte:02x}");
                text
            })
    })
}

/// Whether the styles are there at all; a page says so when they are not.
pub(crate) fn are_built() -> bool {
    Assets::get("pas.css").is_some()
}

/// Serves one asset. An address with an older version still finds it, but is not kept.
pub(crate) async fn get(
    Path((asked_version, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let Some(media_type) = media_type(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accepted = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    let Some((bytes, encoding)) = variant(&name, accepted) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let caching = if asked_version == version() {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

fn variant(name: &str, accepted: &str) -> Option<(Vec<u8>, Option<&'static str>)> {
    let accepts = |encoding: &str| {
        accepted
            .split(',')
            .any(|part| part.split(';').next().unwrap_or("").trim() == encoding)
    };
    for (encoding, ending) in [("br", ".br"), ("gzip", ".gz")] {
        if accepts(encoding)
            && let Some(file) = Assets::get(&format!("{name}{ending}"))
        {
            return Some((file.data.into_owned(), Some(encoding)));
        }
    }
    Assets::get(name).map(|file| (file.data.into_owned(), None))
}

fn media_type(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_best_encoding() {
        if !are_built() {
            println!("skipped: run `npm ci && npm run build` in crates/web");
            return;
        }
        for (accepted, expected) in [
            ("gzip, deflate, br", Some("br")),
            ("gzip;q=1.0", Some("gzip")),
            ("", None),
        ] {
            let (_, encoding) = variant("bootstrap-italia.css", accepted).expect("there");
            assert_eq!(encoding, expected, "{accepted}");
        }
        assert!(variant("../Cargo.toml", "").is_none());
        assert_eq!(version().len(), 8);
    }

    #[test]
    fn every_icon_of_a_template_is_in_the_sprite() {
        let Some(sprite) = Assets::get("icons.svg") else {
            println!("skipped: run `npm ci && npm run build` in crates/web");
            return;
        };
        let sprite = String::from_utf8_lossy(&sprite.data).into_owned();
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
        let mut folders = vec![std::path::PathBuf::from(root)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let template = std::fs::read_to_string(&path).expect("a template");
                for found in template.split("icons.svg#").skip(1) {
                    let icon: String = found
                        .chars()
                        .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                        .collect();
                    assert!(
                        icon.is_empty() || sprite.contains(&format!("id=\"{icon}\"")),
                        "{icon} in {} is not in assets/build.mjs",
                        path.display()
                    );
                }
            }
        }
    }
}
