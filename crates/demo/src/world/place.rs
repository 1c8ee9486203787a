//! The district's comuni, the birthplaces of its people and the countries they come from.

use jiff::civil::{Date, date};

/// A comune of the district.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Comune {
    pub(crate) belfiore: &'static str,
    pub(crate) istat: &'static str,
    pub(crate) name: &'static str,
    /// Names under which offices still write it: comuni that merged into it.
    pub(crate) old_names: &'static [&'static str],
}

/// The comuni of the district with their residents. Source of codes: ANPR and ISTAT, in
/// `pas-catalogue`; of residents: ISTAT, 1 January 2023 (CC BY 3.0 IT).
pub(crate) const COMUNI: [(Comune, u32); 8] = [
    (
        Comune {
            belfiore: "M320",
            istat: "037061",
            name: "Valsamoggia",
            old_names: &["Bazzano", "Crespellano", "Monteveglio", "Savigno"],
        },
        31_610,
    ),
    (comune("G972", "037057", "Sasso Marconi"), 14_747),
    (comune("L762", "037059", "Vergato"), 7_544),
    (
        Comune {
            belfiore: "M369",
            istat: "037062",
            name: "Alto Reno Terme",
            old_names: &["Porretta Terme", "Granaglione"],
        },
        6_951,
    ),
    (comune("B689", "037036", "Marzabotto"), 6_856),
    (comune("F706", "037044", "Monzuno"), 6_398),
    (comune("D847", "037027", "Gaggio Montano"), 4_801),
    (comune("E187", "037031", "Grizzana Morandi"), 3_887),
];

const fn comune(belfiore: &'static str, istat: &'static str, name: &'static str) -> Comune {
    Comune {
        belfiore,
        istat,
        name,
        old_names: &[],
    }
}

/// A comune of birth, under the name and in the time in which it was one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Birthplace {
    pub(crate) belfiore: &'static str,
    pub(crate) name: &'static str,
    pub(crate) from: Date,
    pub(crate) to: Date,
}

const LONG_AGO: Date = date(1900, 1, 1);
const NEVER: Date = date(2199, 12, 31);

/// Comuni of birth with how often they occur. Merged ones end on their last day; a birthplace is a
/// comune of that day. Source: ANPR, archive of comuni, in `pas-catalogue`.
pub(crate) const BIRTHPLACES: [(Birthplace, u32); 24] = [
    (always("A944", "Bologna"), 420),
    (until("A726", "Bazzano", date(2013, 12, 31)), 150),
    (
        Birthplace {
            belfiore: "A558",
            name: "Porretta Terme",
            from: date(1931, 9, 27),
            to: date(2015, 12, 31),
        },
        120,
    ),
    (always("L762", "Vergato"), 60),
    (until("I474", "Savigno", date(2013, 12, 31)), 12),
    (until("D158", "Crespellano", date(2013, 12, 31)), 12),
    (until("F659", "Monteveglio", date(2013, 12, 31)), 10),
    (
        until("C191", "Castello di Serravalle", date(2013, 12, 31)),
        10,
    ),
    (until("E135", "Granaglione", date(2015, 12, 31)), 8),
    (since("M320", "Valsamoggia", date(2014, 1, 1)), 60),
    (since("M369", "Alto Reno Terme", date(2016, 1, 1)), 30),
    (since("G972", "Sasso Marconi", date(1938, 4, 28)), 20),
    (always("B689", "Marzabotto"), 14),
    (always("F706", "Monzuno"), 12),
    (always("D847", "Gaggio Montano"), 12),
    (since("E187", "Grizzana Morandi", date(1985, 5, 11)), 8),
    (until("E187", "Grizzana", date(1985, 5, 10)), 8),
    (always("F257", "Modena"), 40),
    (always("D612", "Firenze"), 20),
    (always("F839", "Napoli"), 40),
    (always("G273", "Palermo"), 25),
    (always("H501", "Roma"), 15),
    (always("F205", "Milano"), 12),
    (since("A952", "Bolzano/Bozen", date(1927, 1, 12)), 8),
];

const fn always(belfiore: &'static str, name: &'static str) -> Birthplace {
    between(belfiore, name, LONG_AGO, NEVER)
}

const fn since(belfiore: &'static str, name: &'static str, from: Date) -> Birthplace {
    between(belfiore, name, from, NEVER)
}

const fn until(belfiore: &'static str, name: &'static str, to: Date) -> Birthplace {
    between(belfiore, name, LONG_AGO, to)
}

const fn between(belfiore: &'static str, name: &'static str, from: Date, to: Date) -> Birthplace {
    Birthplace {
        belfiore,
        name,
        from,
        to,
    }
}

impl Birthplace {
    /// Whether it was a comune on `day`.
    pub(crate) fn exists_on(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}

/// A country from which people of the district come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Country {
    pub(crate) belfiore: &'static str,
    pub(crate) name: &'static str,
    /// ISO 3166 numeric code, as SIUSS wants it.
    pub(crate) iso: &'static str,
    /// Ending of the made-up surnames; a particle when it ends with a space.
    pub(crate) surname_ending: &'static str,
}

/// ISO 3166 numeric code of Italy.
pub(crate) const ITALY_ISO: &str = "380";
/// ANPR's (ISTAT's) code of Italy, which in ISO 3166 is Bulgaria.
pub(crate) const ITALY_ANPR: &str = "100";

/// Countries with how often they occur. Source of codes: `pas-catalogue`, `stati_esteri.csv`.
pub(crate) const COUNTRIES: [(Country, u32); 10] = [
    (country("Z129", "Romania", "642", "escu"), 30),
    (country("Z330", "Marocco", "504", "El "), 26),
    (country("Z100", "Albania", "008", "aj"), 20),
    (country("Z138", "Ucraina", "804", "enko"), 16),
    (country("Z140", "Moldova", "498", "aru"), 14),
    (country("Z236", "Pakistan", "586", "khan"), 12),
    (country("Z249", "Bangladesh", "050", "uddin"), 8),
    (country("Z352", "Tunisia", "788", "Ben "), 8),
    (country("Z216", "Filippine", "608", "antes"), 7),
    (country("Z335", "Nigeria", "566", "okoro"), 6),
];

const fn country(
    belfiore: &'static str,
    name: &'static str,
    iso: &'static str,
    surname_ending: &'static str,
) -> Country {
    Country {
        belfiore,
        name,
        iso,
        surname_ending,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use pas_catalogue::{Catalogue, ITALY_ANPR as ANPR, ITALY_SIUSS};

    use super::{BIRTHPLACES, COMUNI, COUNTRIES, ITALY_ANPR, ITALY_ISO, LONG_AGO, NEVER};

    #[test]
    fn codes_and_names_are_those_of_the_catalogue() {
        let catalogue = Catalogue::builtin();
        let today = date(2025, 12, 31);
        for (comune, _) in COMUNI {
            let found = catalogue.comune_by_belfiore(comune.belfiore, today);
            let found = found.map(|found| (found.name.as_str(), found.istat.as_deref()));
            assert_eq!(found, Some((comune.name, Some(comune.istat))));
            for old_name in comune.old_names {
                let old = catalogue.comuni_by_name(old_name, date(2013, 12, 31));
                let old = old
                    .first()
                    .map(|old| old.belfiore.as_str())
                    .expect(old_name);
                let successor = catalogue.successor_of(old, today);
                let successor = successor.map(|found| found.belfiore.as_str());
                assert_eq!(successor, Some(comune.belfiore), "{old_name}");
            }
        }
        for (country, _) in COUNTRIES {
            let found = catalogue.country_by_name(country.name).expect(country.name);
            assert_eq!(found.belfiore.as_deref(), Some(country.belfiore));
            assert_eq!(found.siuss.as_deref(), Some(country.iso));
        }
        assert_eq!((ITALY_ISO, ITALY_ANPR), (ITALY_SIUSS, ANPR));
    }

    #[test]
    fn birthplaces_are_comuni_of_their_days() {
        let catalogue = Catalogue::builtin();
        for (place, _) in BIRTHPLACES {
            let first = if place.from == LONG_AGO {
                date(1926, 6, 1)
            } else {
                place.from
            };
            let last = if place.to == NEVER {
                date(2024, 12, 1)
            } else {
                place.to
            };
            for day in [first, last] {
                let found = catalogue.comuni_by_name(place.name, day);
                let codes: Vec<&str> = found.iter().map(|found| found.belfiore.as_str()).collect();
                assert_eq!(codes, [place.belfiore], "{} {day}", place.name);
            }
        }
    }
}
