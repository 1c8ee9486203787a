//! Typed numbers of stored things.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// The id that the database or a URL gave.
            pub const fn new(value: i64) -> Self {
                Self(value)
            }

            /// Its value, for the database and for URLs.
            pub const fn value(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// A body that grants benefits.
    EnteId,
    /// A local account.
    AccountId,
    /// A key with which a program acts for an account.
    AccessKeyId,
    /// A person, so that no URL carries a codice fiscale.
    PersonId,
    /// One imported file.
    ImportId,
    /// One stored fact.
    FactId,
    /// One derived SIUSS record.
    RecordId,
    /// One written flow file.
    FlowFileId,
    /// One receipt of INPS for an uploaded file.
    ReceiptId,
    /// One record in one flow on its way to INPS.
    SendingId,
    /// An ente whose e-service an observatory reads.
    ObservedEnteId,
    /// One flow that an observatory has read.
    ObservedFlowId,
    /// One question that somebody has kept under a name.
    SavedViewId,
    /// One page of saved views.
    DashboardId,
}
