//! DSU protocol (first stand-in: replaced by the real type).

use serde::{Deserialize, Serialize};

/// A DSU protocol.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DsuProtocol(String);

impl std::fmt::Display for DsuProtocol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
