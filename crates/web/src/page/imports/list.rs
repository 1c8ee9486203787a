//! What was imported and what was set aside, by kind of source and office.

use askama::Template;
use axum::response::Response;
use pas_app::use_cases::list_imports::{self, ImportLine};
use pas_domain::actor::Permission;
use pas_domain::office::SourceKind;

use super::{OfficeChoice, office_choices};
use crate::cell::Cell;
use crate::error::WebError;
use crate::format::{Italian, counted};
use crate::frame::Frame;
use crate::table::{Row, Table};
use crate::visit::{Address, Page, Visit};

#[derive(Template)]
#[template(path = "pages/imports/list.html")]
pub(crate) struct ImportsPage {
    frame: Frame,
    answer: String,
    groups: Vec<Group>,
    offices: Vec<OfficeChoice>,
    may_import: bool,
}

struct Group {
    label: &'static str,
    table: Table,
}

/// The kinds of source, in the webinar's order, with the name of each one's table.
const GROUPS: [(SourceKind, &str); 5] = [
    (SourceKind::Registry, "anagrafe"),
    (SourceKind::Elderly, "anziani"),
    (SourceKind::Minors, "minori"),
    (SourceKind::Internal, "interni"),
    (SourceKind::External, "esterni"),
];

impl Page for ImportsPage {
    fn tables(&self) -> Vec<&Table> {
        self.groups.iter().map(|group| &group.table).collect()
    }
}

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let lines = list_imports::list_imports(visit.app(), visit.actor()).await?;
    let may_import = visit.actor().role.may(Permission::ImportFiles);
    let frame = visit.frame(TITLE);
    visit.show(&ImportsPage::new(frame, &lines, may_import, &visit.address))
}

const TITLE: &str = "Che cosa è arrivato dagli uffici?";

impl ImportsPage {
    pub(crate) fn new(
        frame: Frame,
        lines: &[ImportLine],
        may_import: bool,
        address: &Address,
    ) -> Self {
        Self {
            frame,
            answer: answer(lines),
            groups: GROUPS
                .map(|(kind, id)| Group::new(kind, id, lines, address))
                .into(),
            offices: office_choices(),
            may_import,
        }
    }
}

fn answer(lines: &[ImportLine]) -> String {
    if lines.is_empty() {
        return "Non è ancora arrivato nessun file.".to_owned();
    }
    let sum = |part: fn(&ImportLine) -> u64| lines.iter().map(part).sum::<u64>();
    let aside = match sum(|line| line.set_aside) {
        0 => "nessuna è stata messa da parte".to_owned(),
        1 => "1 è stata messa da parte".to_owned(),
        n => format!("{} sono state messe da parte", n.it()),
    };
    format!(
        "Da {} sono arrivate {}: {} usate, {aside}.",
        counted(lines.len() as u64, "file", "file"),
        counted(sum(|line| line.read), "riga", "righe"),
        sum(|line| line.used).it(),
    )
}

/// Rows read, used, repaired and set aside, in that order.
pub(crate) fn accounting_cells(line: &ImportLine) -> [Cell; 4] {
    let to = |outcome: &str| format!("/importazioni/{}?esito={outcome}", line.id);
    let linked = |n: u64, outcome: &str| {
        if n == 0 {
            Cell::count(0)
        } else {
            Cell::count(n).to(to(outcome))
        }
    };
    [
        Cell::count(line.read),
        Cell::count(line.used),
        linked(line.repaired, "riparata"),
        linked(line.set_aside, "da_parte"),
    ]
}

impl Group {
    fn new(kind: SourceKind, id: &'static str, lines: &[ImportLine], address: &Address) -> Self {
        let columns = [
            ("file", "File"),
            ("ufficio", "Ufficio"),
            ("quando", "Importato"),
            ("chi", "Da chi"),
            ("lette", "Lette"),
            ("usate", "Usate"),
            ("riparate", "Di cui riparate"),
            ("da_parte", "Messe da parte"),
        ];
        let of_kind: Vec<_> = lines
            .iter()
            .filter(|line| line.office.source_kind() == kind)
            .collect();
        let rows = of_kind.iter().map(|line| {
            let mut cells = vec![
                Cell::text(&line.filename)
                    .data()
                    .to(format!("/importazioni/{}", line.id)),
                Cell::text(line.office.label()),
                Cell::time(line.imported_at),
                Cell::text(&line.imported_by).data(),
            ];
            cells.extend(accounting_cells(line));
            Row::new(cells)
        });
        let sum =
            |part: fn(&ImportLine) -> u64| Cell::count(of_kind.iter().map(|line| part(line)).sum());
        let mut total = vec![Cell::text("Totale")];
        total.extend([Cell::text(""), Cell::text(""), Cell::text("")]);
        total.extend([
            sum(|line| line.read),
            sum(|line| line.used),
            sum(|line| line.repaired),
            sum(|line| line.set_aside),
        ]);
        let table = Table::new(id, format!("{}: file e righe", kind.label()), &columns)
            .rows(rows)
            .total(total)
            .or_say("Non è ancora arrivato nessun file di questo tipo: chiedilo all'ufficio.");
        Self {
            label: kind.label(),
            table: table.at(address),
        }
    }
}

#[cfg(test)]
mod tests {
    use pas_domain::actor::Role;

    use super::*;
    use crate::page::sample;

    #[test]
    fn accounts_for_every_row_by_office() {
        let frame = || sample::frame(TITLE, Role::Clerk, "/importazioni");
        let lines = sample::imports();
        let html = sample::html(&ImportsPage::new(
            frame(),
            &lines,
            true,
            &Address::default(),
        ));
        for part in [
            "Da 2 file sono arrivate 617 righe: 609 usate, 8 sono state messe da parte.",
            "/importazioni/7?esito=da_parte",
            "Dati esterni",
            "Non è ancora arrivato nessun file di questo tipo",
            "name=\"ufficio\"",
        ] {
            assert!(html.contains(part), "{part}");
        }
        let empty = sample::html(&ImportsPage::new(frame(), &[], false, &Address::default()));
        assert!(empty.contains("Non è ancora arrivato nessun file."));
        assert!(!empty.contains("multipart"));
    }
}
