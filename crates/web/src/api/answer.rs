//! An answer for programs: JSON, a tag that tells when it changes, links to the other parts.

use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH, LINK, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::asked::Asked;

/// What an answer depends on beside its address.
const DEPENDS_ON: &str = "accept, authorization, cookie";

/// The tag of what `parts` tell apart. The program's version is one of them: another version may
/// write the same figures otherwise.
pub(super) fn tag<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut digest = Sha256::new();
    for part in [env!("CARGO_PKG_VERSION")].into_iter().chain(parts) {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    let digest = HEXLOWER.encode(&digest.finalize());
    format!("\"{}\"", digest.get(..32).unwrap_or(&digest))
}

/// The answer `body`, whose tag is that of its text.
pub(super) fn whole(asked: &Asked, body: &Value, links: Option<String>) -> Response {
    let text = body.to_string();
    let tag = tag([text.as_str()]);
    tagged(asked, &tag, links, || text)
}

/// The answer tagged `tag`, whose text is made for those only who have not got it already.
pub(super) fn tagged(
    asked: &Asked,
    tag: &str,
    links: Option<String>,
    text: impl FnOnce() -> String,
) -> Response {
    let about = [(ETAG, tag.to_owned()), (VARY, DEPENDS_ON.to_owned())];
    if is_known(&asked.headers, tag) {
        return (StatusCode::NOT_MODIFIED, about).into_response();
    }
    let kind = [(CONTENT_TYPE, "application/json")];
    let mut response = (about, kind, text()).into_response();
    if let Some(Ok(links)) = links.map(HeaderValue::try_from) {
        response.headers_mut().insert(LINK, links);
    }
    response
}

/// Whether the asker has what carries `tag` already.
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let lists = headers.get_all(IF_NONE_MATCH).iter();
    let mut known = lists
        .filter_map(|list| list.to_str().ok())
        .flat_map(|list| list.split(','));
    known.any(|known| {
        let known = known.trim();
        known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag
    })
}
