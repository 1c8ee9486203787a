//! A token in its three parts, read to the letter: nothing is forgiven.

use data_encoding::BASE64URL_NOPAD;

use crate::refusal::Refusal;
use crate::strict_json::{self, Json, Members};

/// Longest `Authorization` header that is looked at, in bytes.
const LONGEST_HEADER: usize = 8_192;

/// Longest identifier (`kid`, `jti`, …) that is taken, in characters.
const LONGEST_ID: usize = 256;

/// How a token is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Algorithm {
    Rs256,
    Es256,
}

/// A token whose signature nobody has looked at yet.
pub(crate) struct UncheckedToken<'a> {
    pub(crate) algorithm: Algorithm,
    pub(crate) key_id: String,
    pub(crate) signed: &'a str,
    claims: &'a str,
    signature: &'a str,
}

/// The one token of a call, out of the values of all its `Authorization` headers.
pub(crate) fn bearer<H: AsRef<[u8]>>(
    headers: impl IntoIterator<Item = H>,
) -> Result<String, Refusal> {
    let mut headers = headers.into_iter();
    let header = headers.next().ok_or(Refusal::NoHeader)?;
    if headers.next().is_some() {
        return Err(Refusal::SeveralHeaders);
    }
    let header = header.as_ref();
    if header.len() > LONGEST_HEADER {
        return Err(Refusal::TooLong);
    }
    let header = str::from_utf8(header).map_err(|_| Refusal::Scheme)?;
    let (scheme, token) = header.split_once(' ').ok_or(Refusal::Scheme)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Refusal::Scheme);
    }
    Ok(token.to_owned())
}

impl<'a> UncheckedToken<'a> {
    /// Reads the header of `token` and holds it against what is allowed. `jku`, `x5u` and `jwk` are
    /// not looked at: keys come from the configured set and from nowhere else.
    pub(crate) fn read(token: &'a str, es256: bool) -> Result<Self, Refusal> {
        let mut dots = token.match_indices('.').map(|(at, _)| at);
        let (Some(first), Some(second), None) = (dots.next(), dots.next(), dots.next()) else {
            return Err(Refusal::Parts);
        };
        let header = decode(&token[..first]).ok_or(Refusal::Header)?;
        let header = strict_json::object(&header).ok_or(Refusal::Header)?;
        let algorithm = match header.get("alg").and_then(Json::text) {
            Some("RS256") => Algorithm::Rs256,
            Some("ES256") if es256 => Algorithm::Es256,
            _ => return Err(Refusal::Algorithm),
        };
        if !header
            .get("typ")
            .and_then(Json::text)
            .is_some_and(is_access_token)
        {
            return Err(Refusal::Type);
        }
        let key_id = header
            .get("kid")
            .and_then(identifier)
            .ok_or(Refusal::KeyId)?;
        if header.contains_key("crit") {
            return Err(Refusal::Critical);
        }
        Ok(Self {
            algorithm,
            key_id,
            signed: &token[..second],
            claims: &token[first + 1..second],
            signature: &token[second + 1..],
        })
    }

    pub(crate) fn signature(&self) -> Result<Vec<u8>, Refusal> {
        decode(self.signature).ok_or(Refusal::Signature)
    }

    /// What the token says. To be asked only once the signature has been found good.
    pub(crate) fn claims(&self) -> Result<Members, Refusal> {
        let claims = decode(self.claims).ok_or(Refusal::Claims)?;
        strict_json::object(&claims).ok_or(Refusal::Claims)
    }
}

/// Whether `typ` is that of an access token. Source: RFC 9068 §2.1.
fn is_access_token(typ: &str) -> bool {
    typ.eq_ignore_ascii_case("at+jwt") || typ.eq_ignore_ascii_case("application/at+jwt")
}

/// The text of an identifier: 1 to 256 printable characters of ASCII.
pub(crate) fn identifier(value: &Json) -> Option<String> {
    let text = value.text()?;
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic());
    (plain && !text.is_empty() && text.len() <= LONGEST_ID).then(|| text.to_owned())
}

/// Base64url without padding, in its one canonical form.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.as_bytes()).ok()
}
