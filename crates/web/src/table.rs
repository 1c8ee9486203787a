//! Tables: right-aligned figures, sums, sort by column through the address, files of every one.

use askama::Template;

use crate::cell::{Cell, Key, Look};
use crate::visit::Address;

/// One row.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    /// Anchor, so that a link can point to the row.
    pub id: Option<String>,
    /// Its cells; the first names the row.
    pub cells: Vec<Cell>,
}

impl Row {
    /// A row of `cells`.
    pub(crate) fn new(cells: Vec<Cell>) -> Self {
        Self { id: None, cells }
    }
}

/// One column.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Name in the address.
    pub name: &'static str,
    /// Heading.
    pub label: String,
    /// Whether it holds figures.
    pub is_figure: bool,
    /// Address that sorts by it; none in a part of a longer list.
    pub href: Option<String>,
    /// How the table is sorted by it, if it is.
    pub direction: Option<Direction>,
}

/// Which way a column runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Smallest first.
    Up,
    /// Largest first.
    Down,
}

impl Direction {
    const fn aria(self) -> &'static str {
        match self {
            Self::Up => "ascending",
            Self::Down => "descending",
        }
    }

    const fn mark(self) -> &'static str {
        match self {
            Self::Up => "▲",
            Self::Down => "▼",
        }
    }
}

/// A table. It renders itself, its head sortable and its CSV one link away.
#[derive(Debug, Clone, Template)]
#[template(path = "components/table.html")]
pub(crate) struct Table {
    /// Name of the table in addresses and of its CSV file.
    pub id: &'static str,
    /// What it shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Sums, where they are real.
    pub total: Option<Row>,
    /// What to say instead of an empty table.
    pub empty: String,
    /// Address of its CSV file.
    pub csv_href: String,
    /// Address of its Excel file.
    pub xlsx_href: String,
}

impl Table {
    /// A table of `columns` (name and heading), without rows.
    pub(crate) fn new(
        id: &'static str,
        caption: impl Into<String>,
        columns: &[(&'static str, &str)],
    ) -> Self {
        let columns = columns.iter().map(|&(name, label)| Column {
            name,
            label: label.to_owned(),
            is_figure: false,
            href: None,
            direction: None,
        });
        Self {
            id,
            caption: caption.into(),
            columns: columns.collect(),
            rows: Vec::new(),
            total: None,
            empty: "Nessuna riga.".to_owned(),
            csv_href: String::new(),
            xlsx_href: String::new(),
        }
    }

    /// The same table with `rows`; a column whose cells are figures is one of figures.
    #[must_use]
    pub(crate) fn rows(mut self, rows: impl IntoIterator<Item = Row>) -> Self {
        self.rows = rows.into_iter().collect();
        let n_columns = self.columns.len();
        debug_assert!(
            self.rows.iter().all(|row| row.cells.len() == n_columns),
            "a cell for each column"
        );
        for (position, column) in self.columns.iter_mut().enumerate() {
            let mut looks = self
                .rows
                .iter()
                .filter_map(|row| Some(row.cells.get(position)?.look));
            column.is_figure = looks.any(|look| look == Look::Figure);
        }
        self
    }

    /// The same table with sums below.
    #[must_use]
    pub(crate) fn total(mut self, cells: Vec<Cell>) -> Self {
        debug_assert_eq!(
            cells.len(),
            self.columns.len(),
            "a sum stands below each column"
        );
        self.total = Some(Row::new(cells));
        self
    }

    /// The same table, saying `words` when it is empty.
    #[must_use]
    pub(crate) fn or_say(mut self, words: impl Into<String>) -> Self {
        self.empty = words.into();
        self
    }

    /// The whole table at `address`: sorted as it says, each heading leading to another order.
    #[must_use]
    pub(crate) fn at(mut self, address: &Address) -> Self {
        let asked = address
            .get("ordina")
            .and_then(|asked| asked.split_once('.'));
        let asked = asked
            .filter(|(table, _)| *table == self.id)
            .map(|(_, column)| column);
        let direction = match address.get("verso") {
            Some("giu") => Direction::Down,
            _ => Direction::Up,
        };
        for column in &mut self.columns {
            let is_sorted = asked == Some(column.name);
            column.direction = is_sorted.then_some(direction);
            let other = match (is_sorted, direction) {
                (true, Direction::Up) => "giu",
                (false, _) if column.is_figure => "giu",
                (true, Direction::Down) | (false, _) => "su",
            };
            let order = format!("{}.{}", self.id, column.name);
            let href = address.with(&[("ordina", &order), ("verso", other)]);
            column.href = Some(format!("{href}#{}", self.id));
        }
        if let Some(position) = self
            .columns
            .iter()
            .position(|column| column.direction.is_some())
        {
            sort(&mut self.rows, position, direction);
        }
        self.part_at(address)
    }

    /// A part of a longer list at `address`: it stays in the list's own order.
    #[must_use]
    pub(crate) fn part_at(mut self, address: &Address) -> Self {
        self.csv_href = address.with(&[("csv", self.id), ("pagina", "")]);
        self.xlsx_href = address.with(&[("xlsx", self.id), ("pagina", "")]);
        self
    }

    fn is_figure(&self, position: usize) -> bool {
        self.columns
            .get(position)
            .is_some_and(|column| column.is_figure)
    }

    /// Whether there is nothing to show.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

fn sort(rows: &mut [Row], position: usize, direction: Direction) {
    let key = |row: &Row| {
        row.cells
            .get(position)
            .map_or(Key::Nothing, |cell| cell.key.clone())
    };
    rows.sort_by(|one, other| {
        let (one, other) = (key(one), key(other));
        match (&one, &other, direction) {
            (Key::Nothing, _, _) | (_, Key::Nothing, _) | (_, _, Direction::Up) => one.cmp(&other),
            (_, _, Direction::Down) => other.cmp(&one),
        }
    });
}

#[cfg(test)]
mod tests {
    use axum::http::Uri;
    use pas_domain::money::Money;

    use super::*;

    fn table(address: &str) -> Table {
        let uri: Uri = address.parse().expect("an address");
        Table::new("spesa", "Spesa", &[("nome", "Nome"), ("euro", "Euro")])
            .rows([
                Row::new(vec![
                    Cell::text("mensa"),
                    Cell::money(Money::from_cents(500)),
                ]),
                Row::new(vec![Cell::text("Affido"), Cell::obscured()]),
                Row::new(vec![
                    Cell::text("rsa"),
                    Cell::money(Money::from_cents(90_000)),
                ]),
            ])
            .at(&Address::of(&uri))
    }

    fn names(table: &Table) -> Vec<&str> {
        table
            .rows
            .iter()
            .map(|row| row.cells[0].text.as_str())
            .collect()
    }

    #[test]
    fn sorts_as_the_address_says() {
        for (address, expected) in [
            ("/spesa", ["mensa", "Affido", "rsa"]),
            ("/spesa?ordina=spesa.nome", ["Affido", "mensa", "rsa"]),
            (
                "/spesa?ordina=spesa.euro&verso=giu",
                ["rsa", "mensa", "Affido"],
            ),
            (
                "/spesa?ordina=spesa.euro&verso=su",
                ["mensa", "rsa", "Affido"],
            ),
            ("/spesa?ordina=altra.euro", ["mensa", "Affido", "rsa"]),
        ] {
            assert_eq!(names(&table(address)), expected, "{address}");
        }
    }

    #[test]
    fn leads_to_other_orders_and_to_csv() {
        let table = table("/spesa?per=area&ordina=spesa.euro&verso=giu");
        let href = table.columns[1].href.as_deref();
        assert_eq!(
            href,
            Some("/spesa?per=area&ordina=spesa.euro&verso=su#spesa")
        );
        assert!(table.csv_href.contains("csv=spesa"));
        assert!(table.columns[1].is_figure && !table.columns[0].is_figure);
    }

    #[test]
    fn is_a_proper_table() {
        let html = table("/spesa").render().expect("a table");
        for part in [
            "<caption",
            "scope=\"col\"",
            "scope=\"row\"",
            "pas-riservato",
            "tabindex=\"0\"",
        ] {
            assert!(html.contains(part), "{part}");
        }
        let empty = Table::new("vuota", "Vuota", &[]).or_say("Non c'è ancora nulla.");
        assert!(
            empty
                .render()
                .expect("words")
                .contains("Non c&#39;è ancora nulla.")
        );
    }

    #[test]
    fn writes_csv_with_plain_numbers() {
        let csv = crate::csv::text(&table("/spesa"));
        assert_eq!(
            csv,
            "\u{feff}Nome;Euro\r\nmensa;5,00\r\nAffido;oscurato\r\nrsa;900,00\r\n"
        );
    }
}
