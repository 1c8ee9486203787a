//! Why a voucher was refused: for our log and tests, never for whoever calls.

/// The first check that a call failed, in the order of the checks. Carries nothing of the token.
/// Source: `sicurezza-e-privacy.md` §6; RFC 8725; AgID, modello di interoperabilità, ID_AUTH_REST_01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    #[error("no `Authorization` header")]
    NoHeader,
    #[error("more than one `Authorization` header")]
    SeveralHeaders,
    #[error("`Authorization` header longer than 8192 bytes")]
    TooLong,
    #[error("scheme is not `Bearer`")]
    Scheme,
    #[error("token has not three parts")]
    Parts,
    #[error("header of the token cannot be read")]
    Header,
    #[error("`alg` is not allowed")]
    Algorithm,
    #[error("`typ` is not `at+jwt`")]
    Type,
    #[error("`kid` is missing or unusable")]
    KeyId,
    #[error("`crit` asks for what we do not know")]
    Critical,
    #[error("no keys of the PDND have been loaded yet")]
    NoKeys,
    #[error("no key with this `kid`")]
    UnknownKey,
    #[error("the key with this `kid` is not fit for this algorithm")]
    UnfitKey,
    #[error("signature does not match")]
    Signature,
    #[error("claims cannot be read")]
    Claims,
    #[error("claim `{0}` is missing")]
    Missing(&'static str),
    #[error("claim `{0}` is not of its type")]
    Malformed(&'static str),
    #[error("voucher is bound to a key (`cnf`), and no bearer's")]
    Bound,
    #[error("`iss` is another issuer")]
    Issuer,
    #[error("`aud` does not name us")]
    Audience,
    #[error("voucher has expired")]
    Expired,
    #[error("voucher is not good yet")]
    NotYet,
    #[error("voucher was issued in the future")]
    IssuedInFuture,
    #[error("voucher is too old")]
    TooOld,
    #[error("`consumerId` is another body")]
    Consumer,
    #[error("`producerId` is another body")]
    Producer,
    #[error("`eserviceId` is another e-service")]
    Eservice,
    #[error("`purposeId` is not among the allowed")]
    Purpose,
}
