//! What a verified PDND voucher proves of whoever calls, as far as it may be kept.

use jiff::Timestamp;

/// The evidence of one verified voucher: enough to find it again at PDND, never the voucher itself.
/// Source: `sicurezza-e-privacy.md` §6, check 10, of the project's notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoucherEvidence {
    /// Key that signed it (`kid`).
    pub key_id: String,
    /// Its own number (`jti`).
    pub token_id: String,
    /// Who issued it (`iss`).
    pub issuer: String,
    /// Body that calls (`consumerId`).
    pub consumer_id: String,
    /// Purpose for which it calls (`purposeId`).
    pub purpose_id: String,
    /// From when it is good.
    pub issued_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}
