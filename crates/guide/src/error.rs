//! Why the guide's own data cannot be used: a fault of ours, which the tests find before anybody else.

use thiserror::Error;

/// Why the guide's own data cannot be used.
#[derive(Debug, Error)]
pub enum GuideError {
    /// A file is not what it should be.
    #[error("reading the guide's file {file}")]
    File {
        /// Which.
        file: String,
        /// What stands wrong.
        #[source]
        source: toml::de::Error,
    },
    /// A text names a field that no flow has.
    #[error("{file} names `{name}`, which is no field of a flow")]
    Field {
        /// Which file.
        file: String,
        /// What it names.
        name: String,
    },
    /// A file's benefit is not in the catalogue.
    #[error("{0} is not in the catalogue")]
    Benefit(String),
    /// A note names a rule that is not in the registry.
    #[error("a note names the rule {0}, which does not exist")]
    Rule(String),
    /// A note names an attribute that no layout knows.
    #[error("a note names `{0}`, which no column can say")]
    Attribute(String),
    /// An example is about somebody whom nobody made up.
    #[error("an example is about `{0}`, who is not among the invented people")]
    Person(String),
    /// An example has an amount, a DSU or hours that cannot be read.
    #[error("the example says `{0}`, which cannot be read")]
    Value(String),
    /// A flow of an example cannot be written or read back.
    #[error("the flow of an example cannot be written: {0}")]
    Flow(String),
}
