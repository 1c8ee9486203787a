//! A flow as a working CSV: for reading, sorting and asking around, never for INPS.
//!
//! INPS takes a CSV too, whose layout stands behind its login and is not public. This is not that
//! layout: the columns bear the names of the schema's attributes in the schema's order, and the values
//! are those of the XML (days as `AAAA-MM-GG`, amounts with a point).

use pas_domain::flow::{
    FlowBody, Text, UncheckedBeneficiary, UncheckedBenefit, UncheckedFlow, UncheckedMinor, Values,
};

use crate::schema::{ElementFact, benefits, minors};

/// Elements whose attributes are columns, and lists of codes that are a column each.
struct Columns {
    elements: &'static [&'static ElementFact],
    lists: [&'static ElementFact; 2],
}

static BENEFIT: Columns = Columns {
    elements: &[
        &benefits::BENEFICIARIO,
        &benefits::ANAGRAFICA,
        &benefits::INDIRIZZO,
        &benefits::PRESTAZIONI_SOCIALI,
        &benefits::SINA,
    ],
    lists: [
        &benefits::NECESSITA_INTERVENTI_SOCIALI,
        &benefits::INVALIDITA_CIVILE,
    ],
};

static MINOR: Columns = Columns {
    elements: &[&minors::SINBA],
    lists: [&minors::PRESTAZIONI, &minors::FAMIGLIA],
};

/// A line a record, after a line with the names; `;` between values, lines ended by CR LF, in UTF-8
/// with a byte order mark. Several values of one column are joined by `|`. The header of the flow is
/// left out: it would be the same in every line.
pub fn working_csv(flow: &UncheckedFlow<'_>) -> String {
    let mut csv = String::from("\u{feff}");
    match &flow.body {
        FlowBody::Benefits(people) => {
            push_line(&mut csv, &BENEFIT.names());
            for person in people {
                for benefit in &person.benefits {
                    push_line(&mut csv, &benefit_cells(person, benefit));
                }
            }
        }
        FlowBody::Minors(records) => {
            push_line(&mut csv, &MINOR.names());
            for record in records {
                push_line(&mut csv, &minor_cells(record));
            }
        }
    }
    csv
}

impl Columns {
    fn names(&self) -> Vec<String> {
        let attributes = self
            .elements
            .iter()
            .flat_map(|element| element.attributes.facts)
            .map(|attribute| attribute.name);
        let lists = self.lists.iter().map(|list| list.name);
        attributes.chain(lists).map(str::to_owned).collect()
    }

    /// A line: for each element the values that stand there, and the two lists.
    fn cells(&self, values: &[Vec<&Values<'_>>], lists: [&[Text<'_>]; 2]) -> Vec<String> {
        let mut cells = Vec::new();
        for (element, values) in self.elements.iter().zip(values) {
            for attribute in element.attributes.facts {
                let texts: Vec<&str> = values
                    .iter()
                    .map(|values| values.get(attribute.field).unwrap_or(""))
                    .collect();
                cells.push(joined(&texts));
            }
        }
        cells.extend(lists.map(|list| {
            let texts: Vec<&str> = list.iter().map(AsRef::as_ref).collect();
            joined(&texts)
        }));
        cells
    }
}

fn benefit_cells(person: &UncheckedBeneficiary<'_>, benefit: &UncheckedBenefit<'_>) -> Vec<String> {
    let assessment = benefit.assessment.as_ref();
    let values = [
        vec![&person.person],
        vec![&person.person],
        person.residences.iter().collect(),
        vec![&benefit.values],
        assessment.iter().map(|found| &found.values).collect(),
    ];
    let lists = [
        assessment.map_or(&[][..], |found| &found.needed_benefits),
        assessment.map_or(&[][..], |found| &found.certified_disabilities),
    ];
    BENEFIT.cells(&values, lists)
}

fn minor_cells(minor: &UncheckedMinor<'_>) -> Vec<String> {
    MINOR.cells(&[vec![&minor.values]], [&minor.benefits, &minor.household])
}

/// Several values in one cell, an empty one in its place; nothing when all are empty.
fn joined(values: &[&str]) -> String {
    if values.iter().all(|value| value.is_empty()) {
        return String::new();
    }
    values.join("|")
}

fn push_line(csv: &mut String, cells: &[String]) {
    for (position, cell) in cells.iter().enumerate() {
        if position > 0 {
            csv.push(';');
        }
        push_cell(csv, cell);
    }
    csv.push_str("\r\n");
}

/// A spreadsheet would run a text that begins like a formula: such a text gets an apostrophe.
fn push_cell(csv: &mut String, cell: &str) {
    let is_number = cell
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"-.".contains(&byte));
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number;
    let guard = if runs { "'" } else { "" };
    if cell.contains([';', '"', '\n', '\r']) {
        csv.push('"');
        csv.push_str(guard);
        csv.push_str(&cell.replace('"', "\"\""));
        csv.push('"');
    } else {
        csv.push_str(guard);
        csv.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_name_of_its_own() {
        for columns in [&BENEFIT, &MINOR] {
            let mut names = columns.names();
            let n = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), n);
        }
    }

    #[test]
    fn guards_and_quotes_cells() {
        for (cell, expected) in [
            ("mensa", "mensa"),
            ("-12.50", "-12.50"),
            ("=1+1", "'=1+1"),
            ("@a;b", "\"'@a;b\""),
            ("detto \"il nonno\"", "\"detto \"\"il nonno\"\"\""),
        ] {
            let mut csv = String::new();
            push_cell(&mut csv, cell);
            assert_eq!(csv, expected);
        }
    }

    #[test]
    fn keeps_the_place_of_an_empty_value() {
        let cases: [(&[&str], &str); 3] = [
            (&["080", "", "019"], "080||019"),
            (&["", ""], ""),
            (&["1"], "1"),
        ];
        for (values, expected) in cases {
            assert_eq!(joined(values), expected);
        }
    }
}
