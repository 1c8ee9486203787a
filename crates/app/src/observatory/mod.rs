//! What an observatory makes of a flow that it reads from an ente's e-service: is it in its place,
//! is it a good flow, does it agree with what is in force.

mod protocol;
mod settlement;
mod verdict;

pub(crate) use protocol::good_prefix;
pub(crate) use settlement::settle;
pub(crate) use verdict::{Examined, examine};

pub use protocol::ProtocolFault;
pub use verdict::UnknownCodes;

use std::fmt;

use pas_domain::flow::FlowKind;

/// A body whose e-service is read, as the observatory's registry tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// `codice_ente` of its flows.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Code with which its flows are named, where it is another one: the first part of `id_flusso`
    /// and the code of the ente inside the flow. None: whatever the two agree on.
    pub flow_code: Option<String>,
    /// What is to become of codes that the observatory's lists do not have.
    pub unknown_codes: UnknownCodes,
}

/// A flow as the e-service gave it. Source: INPS specification 2.0.1, §3.2.
#[derive(Clone, PartialEq, Eq)]
pub struct ReceivedFlow {
    /// `codice_ente`.
    pub ente_code: String,
    /// `id_flusso`.
    pub name: String,
    /// `ts_flusso` in milliseconds since 1970.
    pub ts: i64,
    /// `tipo`.
    pub kind: FlowKind,
    /// `flusso`: the XML in base64.
    pub content: String,
}

/// Without the content.
impl fmt::Debug for ReceivedFlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceivedFlow")
            .field("name", &self.name)
            .field("ts", &self.ts)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
