//! The offices' files, one module each: what the world's facts look like on that office's paper.

mod adi;
mod affido;
mod affitti;
mod anagrafe;
mod anziani;
mod contributi;
mod dsu;
pub(crate) mod ente;
mod erp;
mod mensa;
mod nido;
mod rsa;
mod sinba;
mod valutazioni;

use jiff::civil::{Date, date};
use pas_domain::money::Money;
use pas_domain::period::Month;

use crate::defect::Defect;
use crate::table::{Flaw, Spent, Table};
use crate::world::grant::Grant;
use crate::world::person::{CfKind, Person};
use crate::world::{World, YEARS};

/// The offices' own abbreviations and names of the months.
pub(crate) const MONTH_NAMES: [&str; 12] = [
    "Gennaio",
    "Febbraio",
    "Marzo",
    "Aprile",
    "Maggio",
    "Giugno",
    "Luglio",
    "Agosto",
    "Settembre",
    "Ottobre",
    "Novembre",
    "Dicembre",
];

/// What every file is made from.
pub(crate) struct Source<'a> {
    pub(crate) seed: u64,
    pub(crate) world: &'a World,
    /// How many rows of a file get each of its defects.
    pub(crate) n_flaws: usize,
}

/// All files, in the order in which a clerk would import them: the registry first.
pub(crate) fn all(source: &Source<'_>) -> Vec<Table> {
    let mut tables = vec![anagrafe::table(source), ente::table(source)];
    for year in YEARS {
        tables.extend([
            anziani::table(source, year),
            valutazioni::table(source, year),
            affido::table(source, year),
            sinba::table(source, year),
            contributi::table(source, year),
            affitti::table(source, year),
            dsu::table(source, year),
            mensa::table(source, year),
            nido::table(source, year),
            erp::table(source, year),
            adi::table(source, year),
            rsa::table(source, year),
        ]);
    }
    tables
}

impl Source<'_> {
    fn person(&self, at: usize) -> &Person {
        &self.world.people[at]
    }

    /// What is odd about a row that carries the person's codice fiscale in `column`.
    fn oddities(&self, at: usize, column: usize) -> Vec<Flaw> {
        let person = self.person(at);
        let about_cf = match person.cf_kind {
            CfKind::Ordinary => None,
            CfKind::Provisional => Some(Defect::CfProvisional),
            CfKind::Omocodic if !person.cf.fits_siuss_pattern() => {
                Some(Defect::CfOmocodicBeyondSchema)
            }
            CfKind::Omocodic => Some(Defect::CfOmocodic),
        };
        let about_registry = (!person.in_registry).then_some(Defect::NotInRegistry);
        let defects = about_cf.into_iter().chain(about_registry);
        let flaw = |defect| Flaw {
            column: Some(column),
            defect,
        };
        defects.map(flaw).collect()
    }
}

/// The months of `year` in which something was delivered.
fn months_of(grant: &Grant, year: i16) -> impl Iterator<Item = Month> {
    grant
        .months
        .keys()
        .copied()
        .filter(move |month| month.year() == year)
}

/// What a grant delivered in `year`.
fn total_of(grant: &Grant, year: i16) -> Money {
    let months = grant
        .months
        .iter()
        .filter(|(month, _)| month.year() == year);
    months.map(|(_, delivered)| delivered.amount).sum()
}

/// The part of the time from `start` to `end` that lies in `year`.
fn within_year(start: Date, end: Option<Date>, year: i16) -> (Date, Date) {
    let last = date(year, 12, 31);
    (
        start.max(date(year, 1, 1)),
        end.map_or(last, |end| end.min(last)),
    )
}

/// Money spent on a benefit, lost with the cell in `column`.
const fn spent(column: usize, benefit: &'static str, year: i16, amount: Money) -> Spent {
    Spent {
        column,
        benefit,
        year,
        amount,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use pas_catalogue::Catalogue;
    use pas_domain::codice_fiscale::{CodiceFiscale, Identity};

    use super::{Source, all};
    use crate::defect::Outcome;
    use crate::names::is_invented_surname;
    use crate::table::{Cell, Row, RowKind};
    use crate::world::World;

    #[test]
    fn everybody_is_made_up_and_coherent() {
        let world = World::new(7, 400);
        for person in &world.people {
            assert!(is_invented_surname(&person.surname), "{}", person.surname);
            let identity = Identity {
                surname: &person.surname,
                given_name: &person.given_name,
                birth_date: Some(person.birth_date),
                sex: Some(person.sex),
                birthplace: Some(person.origin.belfiore()),
            };
            let coherence = person.cf.coherence(&identity, Catalogue::builtin());
            assert_eq!(coherence.message(), None, "{}", person.full_name());
        }
    }

    /// In every row: a codice fiscale without a defect is that of the row's person; one that puts
    /// the row aside is nobody's, or somebody else's.
    #[test]
    fn codici_fiscali_are_right_where_they_are_marked_right() {
        let world = World::new(7, 400);
        let source = Source {
            seed: 7,
            world: &world,
            n_flaws: 2,
        };
        let mut n_checked = 0;
        for table in all(&source) {
            for sheet in &table.sheets {
                let header = sheet.rows.iter().find(|row| row.kind == RowKind::Header);
                let column = header.and_then(cf_column);
                let Some(column) = column else { continue };
                for row in sheet.rows.iter().filter(|row| row.kind == RowKind::Data) {
                    let Some(person) = row.person else { continue };
                    let read = match &row.cells[column] {
                        Cell::Text(text) => CodiceFiscale::parse(text).ok(),
                        _ => None,
                    };
                    let is_right = read.as_ref() == Some(&world.people[person].cf);
                    assert_eq!(
                        is_right,
                        !row.has_at(column, Outcome::SetAside),
                        "{}",
                        table.name
                    );
                    n_checked += 1;
                }
            }
        }
        assert!(n_checked > 5_000, "{n_checked}");
    }

    /// The first column headed by a codice fiscale.
    fn cf_column(header: &Row) -> Option<usize> {
        header.cells.iter().position(|cell| match cell {
            Cell::Text(heading) => {
                let heading = heading.to_lowercase().replace(['.', '_'], " ");
                heading.starts_with("c f")
                    || heading.starts_with("cf")
                    || heading.contains("codice fiscale")
            }
            _ => false,
        })
    }

    #[test]
    fn nobody_gets_anything_before_birth_or_long_after_death() {
        let world = World::new(7, 400);
        for grant in world.grants() {
            let person = &world.people[grant.person];
            let first = grant
                .months
                .keys()
                .next()
                .expect("a grant delivers something");
            let last = grant
                .months
                .keys()
                .next_back()
                .expect("a grant delivers something");
            assert!(person.birth_date <= first.last_day());
            assert!(person.birth_date <= grant.start);
            assert!(person.alive_on(last.first_day()));
            assert!(last.last_day() <= date(2025, 12, 31));
            assert!(
                grant
                    .months
                    .values()
                    .all(|month| month.amount.is_positive())
            );
        }
    }
}
