//! Published figures.

use serde::{Deserialize, Serialize};

/// Who published figures, and on what terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Title.
    pub title: String,
}
