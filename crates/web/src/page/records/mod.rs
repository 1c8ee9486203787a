//! The SIUSS records: by state and reason, and one by one beside their cells.

pub(crate) mod derive;
pub(crate) mod detail;
pub(crate) mod list;

use pas_app::use_cases::list_records::{ReasonCount, RecordLine};

use crate::cell::Cell;
use crate::format::Italian;
use crate::table::{Row, Table};
use crate::visit::link;

/// The records themselves. Records of people: their names lead to the person.
pub(crate) fn lines_table(id: &'static str, caption: &str, lines: &[RecordLine]) -> Table {
    let columns = [
        ("record", "Record"),
        ("persona", "Persona"),
        ("prestazione", "Prestazione"),
        ("periodo", "Periodo"),
        ("importo", "Importo"),
        ("stato", "Stato"),
        ("perche", "Perché, e che cosa fare"),
        ("chi", "Chi deve agire"),
    ];
    let rows = lines.iter().map(|line| {
        let benefit = match &line.benefit {
            Some(code) => format!("{code} · {}", line.benefit_name),
            None => line.benefit_name.clone(),
        };
        let period = Cell {
            text: line.period.it(),
            plain: line.period.it(),
            ..Cell::date(line.period.start())
        };
        Row::new(vec![
            Cell::text(format!("n.\u{a0}{}", line.id)).to(format!("/record/{}", line.id)),
            person_cell(&line.person_name).to(format!("/persone/{}", line.person)),
            Cell::text(benefit),
            period,
            Cell::money(line.total),
            Cell::state(line.state),
            Cell::text(&line.reason),
            Cell::text(line.office.map_or("", |office| office.label())),
        ])
    });
    Table::new(id, caption, &columns).rows(rows)
}

/// A name; a codice fiscale in groups, for somebody whom the registry does not know.
fn person_cell(name: &str) -> Cell {
    let is_cf = name.len() == 16 && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_cf {
        Cell::cf(name)
    } else {
        Cell::text(name)
    }
}

/// How many records share each reason, each number leading to them.
pub(crate) fn reasons_table(id: &'static str, caption: &str, reasons: &[ReasonCount]) -> Table {
    let columns = [
        ("record", "Record"),
        ("perche", "Che cosa manca o non va, e che cosa fare"),
        ("chi", "Chi deve agire"),
        ("stato", "Stato"),
    ];
    let rows = reasons.iter().map(|reason| {
        let filters = [
            ("stato", reason.state.name()),
            ("motivo", reason.code.as_str()),
            ("ufficio", reason.office.name()),
        ];
        let office = link("/record", &[("ufficio", reason.office.name())]);
        Row::new(vec![
            Cell::count(reason.n).to(link("/record", &filters)),
            Cell::text(&reason.message),
            Cell::text(reason.office.label()).to(office),
            Cell::state(reason.state),
        ])
    });
    Table::new(id, caption, &columns).rows(rows)
}
