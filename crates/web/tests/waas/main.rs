//! The e-service through its own router: pages, outcomes, and every call that it refuses.

mod calls;
mod connections;
mod flows;
mod outcomes;
mod refusals;
mod support;
