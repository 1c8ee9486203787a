//! Statements: named SQL texts, the same for both engines, all in one list.

use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

/// A SQL text with its name. Only `statements!` makes them, so that all are in the list.
pub(crate) struct Statement {
    pub(crate) name: &'static str,
    pub(crate) sql: &'static str,
}

/// A statement over many rows at a time: a list of rows or values between a head and a tail.
///
/// The placeholders of head and tail are `$1` to `$fixed`. In `row`, which is repeated, `$n` up to
/// `fixed` stand for the same values and each `?` for a value of the row.
pub(crate) struct Batch {
    pub(crate) name: &'static str,
    pub(crate) head: &'static str,
    pub(crate) row: &'static str,
    pub(crate) tail: &'static str,
    pub(crate) fixed: usize,
    texts: [OnceLock<Arc<str>>; Self::SIZES.len()],
}

impl Batch {
    /// Rows at a time; a rest goes in smaller lots. Few sizes, so that prepared texts are reused.
    pub(crate) const SIZES: [usize; 3] = [64, 8, 1];

    pub(crate) const fn new(
        name: &'static str,
        fixed: usize,
        [head, row, tail]: [&'static str; 3],
    ) -> Self {
        let texts = [const { OnceLock::new() }; Self::SIZES.len()];
        Self {
            name,
            head,
            row,
            tail,
            fixed,
            texts,
        }
    }

    /// Whether the engine may keep the plan it made. Not for a list of values to look up: PostgreSQL
    /// would keep the plan of an empty table while an import fills it, and read the whole table for
    /// every lot (measured: 344 facts a second instead of 77,000).
    pub(crate) fn keeps_plan(&self) -> bool {
        self.row != "?"
    }

    /// How many values a row has.
    pub(crate) fn n_columns(&self) -> usize {
        self.row.matches('?').count()
    }

    /// The text for `SIZES[size]` rows.
    pub(crate) fn text(&self, size: usize) -> Arc<str> {
        Arc::clone(self.texts[size].get_or_init(|| self.make_text(Self::SIZES[size]).into()))
    }

    fn make_text(&self, n_rows: usize) -> String {
        let mut text = self.head.to_owned();
        let mut next = self.fixed + 1;
        for row in 0..n_rows {
            if row > 0 {
                text.push_str(", ");
            }
            for (part, piece) in self.row.split('?').enumerate() {
                if part > 0 {
                    write!(text, "${next}").expect("invariant: a String takes all text");
                    next += 1;
                }
                text.push_str(piece);
            }
        }
        text.push_str(self.tail);
        text
    }
}

/// What a module has registered.
pub(crate) enum Registered {
    One(&'static Statement),
    Many(&'static Batch),
}

/// Declares the statements of a module and its list of them, `STATEMENTS`.
macro_rules! statements {
    (
        $($name:ident = $title:literal, $sql:expr;)*
        $([batch] $batch:ident = $batch_title:literal, $fixed:literal, $texts:expr;)*
    ) => {
        $(static $name: $crate::statement::Statement =
            $crate::statement::Statement { name: $title, sql: $sql };)*
        $(static $batch: $crate::statement::Batch =
            $crate::statement::Batch::new($batch_title, $fixed, $texts);)*

        pub(crate) static STATEMENTS: &[$crate::statement::Registered] = &[
            $($crate::statement::Registered::One(&$name),)*
            $($crate::statement::Registered::Many(&$batch),)*
        ];
    };
}
pub(crate) use statements;

/// Every module's statements.
static MODULES: &[&[Registered]] = &[
    crate::access_key::STATEMENTS,
    crate::account::STATEMENTS,
    crate::audit::STATEMENTS,
    crate::benefit_name::STATEMENTS,
    crate::copy::STATEMENTS,
    crate::dashboard::STATEMENTS,
    crate::ente::STATEMENTS,
    crate::fact::STATEMENTS,
    crate::flow_file::DUE_STATEMENTS,
    crate::flow_file::FILE_STATEMENTS,
    crate::flow_file::UPLOAD_STATEMENTS,
    crate::identity::STATEMENTS,
    crate::import::STATEMENTS,
    crate::observatory::FLOW_STATEMENTS,
    crate::observatory::OUTCOME_STATEMENTS,
    crate::observatory::SOURCE_STATEMENTS,
    crate::person::STATEMENTS,
    crate::problem::STATEMENTS,
    crate::record::QUERY_STATEMENTS,
    crate::record::REPLACE_STATEMENTS,
    crate::saved_view::STATEMENTS,
    crate::sending::ANSWER_STATEMENTS,
    crate::sending::OVERVIEW_STATEMENTS,
    crate::sending::PUBLISH_STATEMENTS,
    crate::sending::QUEUE_STATEMENTS,
    crate::sending::REGISTER_STATEMENTS,
    crate::sending::RULE_STATEMENTS,
    crate::sending::STORED_STATEMENTS,
    crate::session::STATEMENTS,
    crate::spending::STATEMENTS,
];

/// Name and text of every statement that this crate can send, batches in each of their sizes.
pub fn statement_texts() -> Vec<(&'static str, String)> {
    let texts = |registered: &Registered| match registered {
        Registered::One(one) => vec![(one.name, one.sql.to_owned())],
        Registered::Many(batch) => {
            let sizes = 0..Batch::SIZES.len();
            sizes
                .map(|size| (batch.name, batch.text(size).to_string()))
                .collect()
        }
    };
    MODULES
        .iter()
        .flat_map(|module| module.iter())
        .flat_map(texts)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Batch, statement_texts};

    #[test]
    fn numbers_the_placeholders_of_a_batch() {
        let batch = Batch::new(
            "t",
            1,
            [
                "INSERT INTO t (a, b, c) VALUES ",
                "($1, ?, ?)",
                " RETURNING a",
            ],
        );
        assert_eq!(batch.n_columns(), 2);
        assert_eq!(
            batch.make_text(2),
            "INSERT INTO t (a, b, c) VALUES ($1, $2, $3), ($1, $4, $5) RETURNING a"
        );
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<&str> = statement_texts().iter().map(|(name, _)| *name).collect();
        names.dedup();
        let n = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), n, "a name stands twice");
    }

    /// Statements that reach across enti, each with its reason.
    const ACROSS_ENTI: &[(&str, &str)] = &[
        ("access_key.create", "belongs to an account"),
        ("ente.create", "makes one"),
        ("ente.list", "the list of enti itself"),
        (
            "account.find_by_username",
            "a name signs in before the ente is known",
        ),
        ("session.create", "belongs to an account"),
        ("session.find", "the token tells whose it is"),
        ("session.delete", "the token tells whose it is"),
        ("session.delete_expired", "housekeeping"),
        (
            "import.insert_content",
            "the file was made for its ente just before",
        ),
        (
            "flow_file.insert_content",
            "the file was made for its ente just before",
        ),
        (
            "flow_file.insert_line",
            "the file was made for its ente just before",
        ),
        (
            "identity.find_by_subject",
            "the issuer's subject signs in before the ente is known",
        ),
    ];

    #[test]
    fn every_statement_names_the_ente() {
        for (name, text) in statement_texts() {
            let is_across = ACROSS_ENTI.iter().any(|(across, _)| *across == name);
            let bound = ["ente =", "ente + 0 =", "(ente", ".ente"];
            let names_ente = bound.iter().any(|words| text.contains(words));
            let is_ente_table = name.starts_with("ente.") && text.contains("WHERE id = $1");
            assert!(
                is_across || names_ente || is_ente_table,
                "{name} is not bound to an ente"
            );
        }
    }
}
