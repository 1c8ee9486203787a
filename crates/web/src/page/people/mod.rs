//! People: who they are, what they receive, what goes to SIUSS for them.

pub(crate) mod detail;
pub(crate) mod list;

use pas_app::use_cases::show_person::SourceRow;

use pas_domain::actor::{Permission, Role};

use crate::visit::link;

/// Where a fact is from, as a link to its row; none for a role that may not open files.
pub(crate) fn source_href(source: &SourceRow, role: Role) -> Option<String> {
    if !role.may(Permission::SeeImports) {
        return None;
    }
    let row = source.row.to_string();
    let page = format!("/importazioni/{}", source.import);
    let href = link(&page, &[("foglio", &source.sheet), ("riga", &row)]);
    Some(format!("{href}#riga-{row}"))
}

/// File, sheet and row, in words.
pub(crate) fn source_words(source: &SourceRow) -> String {
    let sheet = match source.sheet.as_str() {
        "" => String::new(),
        sheet => format!(" · {sheet}"),
    };
    format!("{}{sheet} · riga {}", source.filename, source.row)
}
