//! What a voucher says, held against what the e-service asks for, claim by claim.

use jiff::Timestamp;
use pas_domain::voucher::VoucherEvidence;

use crate::config::VerifierConfig;
use crate::jws::identifier;
use crate::refusal::Refusal;
use crate::strict_json::{Json, Members};

/// The evidence in `claims`, whose signature by `key_id` was found good, when every check passes.
pub(crate) fn check(
    claims: &Members,
    key_id: &str,
    config: &VerifierConfig,
    now: Timestamp,
) -> Result<VoucherEvidence, Refusal> {
    // A voucher for DPoP must not be spent without its proof. Source: RFC 9449 §7.2.
    if claims.contains_key("cnf") {
        return Err(Refusal::Bound);
    }
    let issuer = required(claims, "iss")?;
    if issuer != config.issuer {
        return Err(Refusal::Issuer);
    }
    check_audience(claims, &config.audience)?;
    let (issued_at, expires_at) = check_times(claims, config, now)?;
    let consumer_id = required(claims, "consumerId")?;
    if consumer_id != config.consumer_id {
        return Err(Refusal::Consumer);
    }
    if let Some(ours) = &config.producer_id
        && required(claims, "producerId")? != *ours
    {
        return Err(Refusal::Producer);
    }
    if !config.eservice_ids.is_empty()
        && !config
            .eservice_ids
            .contains(&required(claims, "eserviceId")?)
    {
        return Err(Refusal::Eservice);
    }
    let purpose_id = check_purpose(claims, &config.purpose_ids)?;
    let token_id = required(claims, "jti")?;
    Ok(VoucherEvidence {
        key_id: key_id.to_owned(),
        token_id,
        issuer,
        consumer_id,
        purpose_id,
        issued_at,
        expires_at,
    })
}

/// Some audience is ours to the letter. Source: RFC 7519 §4.1.3.
fn check_audience(claims: &Members, ours: &str) -> Result<(), Refusal> {
    let named = match claims.get("aud").ok_or(Refusal::Missing("aud"))? {
        Json::Text(one) => one == ours,
        Json::List(all) => {
            if all.iter().any(|one| one.text().is_none()) {
                return Err(Refusal::Malformed("aud"));
            }
            all.iter().any(|one| one.text() == Some(ours))
        }
        _ => return Err(Refusal::Malformed("aud")),
    };
    if named {
        Ok(())
    } else {
        Err(Refusal::Audience)
    }
}

/// Expiry, not-before and issue, in whole seconds and with the skew of the clocks.
fn check_times(
    claims: &Members,
    config: &VerifierConfig,
    now: Timestamp,
) -> Result<(Timestamp, Timestamp), Refusal> {
    let (now, skew) = (now.as_second(), i64::from(config.skew_seconds));
    let expires_at = instant(claims, "exp")?.ok_or(Refusal::Missing("exp"))?;
    if expires_at.as_second() <= now - skew {
        return Err(Refusal::Expired);
    }
    let not_before = instant(claims, "nbf")?;
    if not_before.is_some_and(|from| from.as_second() > now + skew) {
        return Err(Refusal::NotYet);
    }
    let issued_at = instant(claims, "iat")?.ok_or(Refusal::Missing("iat"))?;
    if issued_at.as_second() > now + skew {
        return Err(Refusal::IssuedInFuture);
    }
    if issued_at.as_second() < now - i64::from(config.max_age_seconds) {
        return Err(Refusal::TooOld);
    }
    Ok((issued_at, expires_at))
}

/// The purpose, when it is among the allowed. Where any will do, the voucher may name none.
fn check_purpose(claims: &Members, allowed: &[String]) -> Result<String, Refusal> {
    if allowed.is_empty() {
        return Ok(optional(claims, "purposeId")?.unwrap_or_default());
    }
    let purpose_id = required(claims, "purposeId")?;
    if allowed.contains(&purpose_id) {
        Ok(purpose_id)
    } else {
        Err(Refusal::Purpose)
    }
}

fn required(claims: &Members, name: &'static str) -> Result<String, Refusal> {
    optional(claims, name)?.ok_or(Refusal::Missing(name))
}

fn optional(claims: &Members, name: &'static str) -> Result<Option<String>, Refusal> {
    let read = |value| identifier(value).ok_or(Refusal::Malformed(name));
    claims.get(name).map(read).transpose()
}

/// Seconds since 1970 as a whole number, not before 1970. Source: RFC 7519 §2, NumericDate.
fn instant(claims: &Members, name: &'static str) -> Result<Option<Timestamp>, Refusal> {
    let read = |value: &Json| match value {
        Json::Whole(second) if *second >= 0 => {
            Timestamp::from_second(*second).map_err(|_| Refusal::Malformed(name))
        }
        _ => Err(Refusal::Malformed(name)),
    };
    claims.get(name).map(read).transpose()
}
