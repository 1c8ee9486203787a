//! The SIUSS records: by state and reason, and one by one beside their cells.

pub(crate) mod derive;
pub(crate) mod detail;
pub(crate) mod list;

use pas_app::use_cases::list_records::{ReasonCount, RecordLine};

use crate::cell::Cell;
use crate::format::Italian;
use crate::page::sendings::state_cell;
use crate::table::{Row, Table};
use crate::visit::link;

/// What a list of records says of each beside its benefit, time, amount and state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Telling {
    /// The person, the reason and who must act.
    All,
    /// The reason and who must act: all records are of one person.
    Reasons,
    /// The person: all records are ready.
    People,
}

/// The records themselves. Where people are named, their names lead to them.
pub(crate) fn lines_table(
    id: &'static str,
    caption: &str,
    lines: &[RecordLine],
    telling: Telling,
) -> Table {
    let mut columns = vec![("record", "Record")];
    if telling != Telling::Reasons {
        columns.push(("persona", "Persona"));
    }
    columns.extend([
        ("prestazione", "Prestazione"),
        ("periodo", "Periodo"),
        ("importo", "Importo"),
        ("stato", "Stato"),
    ]);
    if telling != Telling::People {
        columns.extend([
            ("invio", "Invio"),
            ("perche", "Perché, e che cosa fare"),
            ("chi", "Chi deve agire"),
        ]);
    }
    let rows = lines.iter().map(|line| Row::new(line_cells(line, telling)));
    Table::new(id, caption, &columns).rows(rows)
}

fn line_cells(line: &RecordLine, telling: Telling) -> Vec<Cell> {
    let benefit = match &line.benefit {
        Some(code) => format!("{code} · {}", line.benefit_name),
        None => line.benefit_name.clone(),
    };
    let period = Cell {
        text: line.period.it(),
        plain: line.period.it(),
        ..Cell::date(line.period.start())
    };
    let number = format!("n.\u{a0}{}", line.id);
    let mut cells = vec![Cell::text(number).to(format!("/record/{}", line.id))];
    if telling != Telling::Reasons {
        cells.push(person_cell(&line.person_name).to(format!("/persone/{}", line.person)));
    }
    cells.extend([
        Cell::text(benefit).data(),
        period,
        Cell::money(line.total),
        Cell::state(line.state),
    ]);
    if telling != Telling::People {
        let office = line.office.map_or("", |office| office.label());
        let sending = line.sending.map_or_else(|| Cell::absent(""), state_cell);
        cells.extend([sending, Cell::text(&line.reason), Cell::text(office)]);
    }
    cells
}

/// A name; a codice fiscale in groups, for somebody whom the registry does not know.
pub(crate) fn person_cell(name: &str) -> Cell {
    let is_cf = name.len() == 16 && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_cf {
        Cell::cf(name)
    } else {
        Cell::text(name).data()
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
