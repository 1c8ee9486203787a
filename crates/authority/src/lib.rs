//! A development authority that plays the PDND in tests: keys, vouchers, and whatever goes wrong.
//!
//! For development and tests only. It keeps its private key where anybody can read it, hands out any
//! voucher that a test asks for, and forges others. Nothing that serves citizens may trust it.

mod assertion;
mod authority;
mod clock;
mod registry;
mod server;
mod signing_key;
mod voucher;

pub use authority::{Authority, Fault};
pub use clock::{Clock, still, system_clock};
pub use registry::{Client, Purpose, RegistryError, read_registry};
pub use signing_key::{KeyError, SigningKey};
pub use voucher::VoucherBuilder;
