//! The rules on a SIUSS flow, one file each, in one registry.
//!
//! INPS's schema says what a flow may look like; the rules here say what it may mean. Each rule
//! is one file under `rules/`, named by what is wrong, and one line in [`registry::RULES`].
//! [`check()`] runs them all on a flow that somebody wrote, never stops at the first finding and
//! passes silently over a value that the schema already refuses.
//!
//! Rules that INPS states are errors. What a regional product asks for, what is deduced from
//! INPS's tables and what is our own advice are warnings. What cannot be judged on a flow is
//! listed, with the reason, in [`unjudged::UNJUDGED`].
//!
//! ```
//! use pas_domain::flow::{Field, UncheckedFlow};
//! use pas_rules::{Context, check};
//!
//! let catalogue = pas_catalogue::Catalogue::builtin();
//! let mut flow = UncheckedFlow::default();
//! flow.header.set(Field::FlowName, "senza struttura");
//! let findings = check(&flow, &Context::new(&catalogue));
//! assert_eq!(findings[0].code, "FLUSSO-E8");
//! ```

mod cf;
mod check;
mod context;
mod decimal;
pub mod manual;
pub mod registry;
mod report;
mod rule;
mod rules;
pub mod unjudged;
mod value;
mod view;

pub use check::{check, check_into};
pub use context::{Channel, Context};
pub use rule::Rule;
