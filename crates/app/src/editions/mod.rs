//! From records and collected flows to an edition, and from an edition to answers.

mod beyond_one;
mod definitions;
mod drawable;
pub mod export;
mod facts_of_flow;
mod gathering;
pub(crate) mod home;
pub mod picture;
pub mod question;
mod setting;
mod shelf;
mod territory;
pub mod view;
pub mod words;

pub use beyond_one::ExternalEngine;
pub(crate) use beyond_one::write_keys;
pub(crate) use definitions::definitions;
pub use drawable::can_draw;
pub use gathering::LeftOut;
pub(crate) use gathering::{Beyond, Gathering};
pub use home::Home;
pub use setting::Setting;
pub(crate) use shelf::{AnswerKey, Held, Shelf, door, n_threads};
pub(crate) use territory::{AMBITI, Territory};
