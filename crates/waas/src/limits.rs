//! How much of everything the API allows.

/// Most flows in a page, and the largest `limit`. Source: INPS's OpenAPI 2.0.1, `Entries`.
pub const MAX_FLOWS: u32 = 100;
/// Flows in a page when `limit` is not given. Source: INPS's OpenAPI 2.0.1, `/flussi`.
pub const DEFAULT_FLOWS: u32 = 10;
/// The largest `since`, in milliseconds. Source: INPS's OpenAPI 2.0.1, `UnixTimestamp`.
pub const MAX_SINCE: u128 = 100_000_000_000_000_000_000;
/// Most outcomes in a list. Source: INPS's OpenAPI 2.0.1, `ElencoEsiti`.
pub const MAX_OUTCOMES: usize = 100;
/// Longest `flusso`, in characters of base64. Source: INPS's OpenAPI 2.0.1, `Flusso`.
pub const MAX_CONTENT_CHARS: usize = 10_000_000;
/// Longest `id_flusso`, in characters. Source: INPS's OpenAPI 2.0.1, `Flusso`.
pub const MAX_ID_CHARS: usize = 64;
/// Longest `denominazione_ente`, in characters. Source: INPS's OpenAPI 2.0.1, `Flusso`.
pub const MAX_NAME_CHARS: usize = 256;
/// Largest body of `POST /esiti` that we take where nobody says otherwise, in bytes: a hundred
/// outcomes of ten kilobytes each. The OpenAPI sets no limit.
pub const MAX_BODY_BYTES: usize = 1024 * 1024;
