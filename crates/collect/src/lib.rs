//! The poller: flows of many enti in, outcomes back.
//!
//! [`Registry`] says which e-services are read and how; [`Collector`] visits them, several at a time:
//! page after page until an empty one, then the outcomes that are due. What a page brings is stored
//! whole with the place to read on from, and an outcome counts as delivered only when the ente has
//! confirmed it, so that a visit may end anywhere and the next one goes on from there. One ente's
//! fault is its own: it is noted, told, and keeps nobody else waiting.

mod client;
mod collector;
mod fault;
mod registry;
mod waits;
mod wire;

pub use collector::{Collector, OpenError, Visit};
pub use registry::{Ente, Limits, Registry, RegistryError};
pub use waits::{Pause, SystemWaits, Wait, Waits};
