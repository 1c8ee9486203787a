//! Reads an ente's own list of ambiti territoriali sociali, since no official one is at hand.

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord, Trim};
use pas_cube::reference::Ats;

use crate::places::Gazetteer;

const COLUMNS: [&str; 6] = [
    "codice",
    "denominazione",
    "comune",
    "dal",
    "al",
    "ente_capofila",
];

/// A list of ambiti that cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum SocialDistrictError {
    /// The text is no CSV.
    #[error("list of ambiti: line {line} is not CSV")]
    Csv {
        /// Line, from 1.
        line: u64,
        /// What the reader said.
        source: csv::Error,
    },
    /// A column is missing from the header row.
    #[error("list of ambiti: column {0} is missing")]
    MissingColumn(&'static str),
}

/// What is wrong with one row. The row is left out, the others count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SocialDistrictFinding {
    /// Line of the file, from 1.
    pub line: u64,
    /// What is wrong.
    pub problem: SocialDistrictProblem,
}

/// What can be wrong with a row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SocialDistrictProblem {
    /// The code of the ambito is empty.
    NoCode,
    /// The comune is no Belfiore or ISTAT code of a comune of these years.
    UnknownComune(String),
    /// A year is no number, or the last comes before the first.
    BadYears(String),
    /// In a year the comune is already of another ambito.
    InTwo {
        /// The year.
        year: i16,
        /// Code of the other ambito.
        other: String,
    },
    /// Another row of the same ambito has another name or another lead body.
    Contradicts(String),
}

impl SocialDistrictProblem {
    /// What to tell the user.
    pub fn message(&self) -> String {
        match self {
            Self::NoCode => "manca il codice dell'ambito: scriverlo".to_owned(),
            Self::UnknownComune(found) => format!(
                "«{found}» non è il codice Belfiore o ISTAT di un comune di questi anni: correggerlo"
            ),
            Self::BadYears(found) => {
                format!("anni «{found}» non validi: scrivere AAAA, il primo non dopo l'ultimo")
            }
            Self::InTwo { year, other } => format!(
                "nel {year} il comune è già dell'ambito {other}: un comune sta in un solo ambito"
            ),
            Self::Contradicts(found) => format!(
                "«{found}» non è quanto un'altra riga dice dello stesso ambito: scriverlo uguale"
            ),
        }
    }
}

/// The ambiti of an edition, as far as the rows are good.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SocialDistrictList {
    /// The ambiti, by code.
    pub ats: Vec<Ats>,
    /// Lead body of each; empty where the list says none.
    pub lead_bodies: Vec<String>,
    /// For each year from the first, the ambito of each place: position in `ats`.
    pub ats_of_places: Vec<Vec<Option<u16>>>,
    /// What is wrong with the rows that were left out.
    pub findings: Vec<SocialDistrictFinding>,
}

struct Row {
    line: u64,
    code: String,
    name: String,
    lead_body: String,
    place: u16,
    years: std::ops::RangeInclusive<i16>,
}

/// Reads the list: one row an ambito and comune, with the first and the last year of membership
/// (the last one empty while it lasts). Comma or semicolon; lines that open with `#` are comments.
pub fn read_social_districts(
    text: &str,
    gazetteer: &Gazetteer<'_>,
    years: std::ops::RangeInclusive<i16>,
) -> Result<SocialDistrictList, SocialDistrictError> {
    let (rows, findings) = rows(text, gazetteer)?;
    let mut codes: Vec<&str> = rows.iter().map(|row| row.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    let numbers: HashMap<&str, u16> = codes.iter().copied().zip(0..).collect();
    let unnamed = |code: &&str| Ats {
        code: (*code).to_owned(),
        name: String::new(),
    };
    let mut list = SocialDistrictList {
        ats: codes.iter().map(unnamed).collect(),
        lead_bodies: vec![String::new(); codes.len()],
        ats_of_places: vec![vec![None; gazetteer.places().len()]; years.clone().count()],
        findings,
    };
    for row in &rows {
        let Some(&ats) = numbers.get(row.code.as_str()) else {
            continue;
        };
        if let Err(problem) = list.add(row, ats, years.clone()) {
            let line = row.line;
            list.findings.push(SocialDistrictFinding { line, problem });
        }
    }
    list.findings.sort_by_key(|finding| finding.line);
    Ok(list)
}

impl SocialDistrictList {
    fn add(
        &mut self,
        row: &Row,
        ats: u16,
        years: std::ops::RangeInclusive<i16>,
    ) -> Result<(), SocialDistrictProblem> {
        let at = usize::from(ats);
        let place = usize::from(row.place);
        let own = years.clone().zip(&self.ats_of_places);
        for (year, places) in own.filter(|(year, _)| row.years.contains(year)) {
            if let Some(other) = places[place].filter(|&other| other != ats) {
                let other = self.ats[usize::from(other)].code.clone();
                return Err(SocialDistrictProblem::InTwo { year, other });
            }
        }
        said_once(&mut self.ats[at].name, &row.name)?;
        said_once(&mut self.lead_bodies[at], &row.lead_body)?;
        let own = years.zip(&mut self.ats_of_places);
        for (_, places) in own.filter(|(year, _)| row.years.contains(year)) {
            places[place] = Some(ats);
        }
        Ok(())
    }
}

/// Takes what a row says where no other row has said it.
fn said_once(known: &mut String, said: &str) -> Result<(), SocialDistrictProblem> {
    if known.is_empty() {
        said.clone_into(known);
    } else if !said.is_empty() && known.as_str() != said {
        return Err(SocialDistrictProblem::Contradicts(said.to_owned()));
    }
    Ok(())
}

fn rows(
    text: &str,
    gazetteer: &Gazetteer<'_>,
) -> Result<(Vec<Row>, Vec<SocialDistrictFinding>), SocialDistrictError> {
    let header = text.lines().find(|line| !line.starts_with('#'));
    let delimiter = if header.is_some_and(|line| line.contains(';')) {
        b';'
    } else {
        b','
    };
    let mut reader = ReaderBuilder::new()
        .comment(Some(b'#'))
        .delimiter(delimiter)
        .trim(Trim::All)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let not_csv = |source: csv::Error| SocialDistrictError::Csv {
        line: source.position().map_or(1, csv::Position::line),
        source,
    };
    let header = reader.headers().map_err(not_csv)?.clone();
    let mut positions = [0; COLUMNS.len()];
    for (position, column) in positions.iter_mut().zip(COLUMNS) {
        let found = header.iter().position(|name| name == column);
        *position = found.ok_or(SocialDistrictError::MissingColumn(column))?;
    }
    let (mut rows, mut findings) = (Vec::new(), Vec::new());
    for record in reader.into_records() {
        let record = record.map_err(not_csv)?;
        let line = record.position().map_or(0, csv::Position::line);
        match row(&record, positions, gazetteer) {
            Ok(row) => rows.push(Row { line, ..row }),
            Err(problem) => findings.push(SocialDistrictFinding { line, problem }),
        }
    }
    Ok((rows, findings))
}

fn row(
    record: &StringRecord,
    positions: [usize; COLUMNS.len()],
    gazetteer: &Gazetteer<'_>,
) -> Result<Row, SocialDistrictProblem> {
    let [code, name, comune, from, to, lead_body] =
        positions.map(|position| record.get(position).unwrap_or_default());
    if code.is_empty() {
        return Err(SocialDistrictProblem::NoCode);
    }
    let place = gazetteer.position(comune);
    let place = place.or_else(|| gazetteer.position_of_istat(comune));
    let bad_years = || SocialDistrictProblem::BadYears(format!("{from}-{to}"));
    let first: i16 = from.parse().map_err(|_| bad_years())?;
    let last: i16 = match to {
        "" => i16::MAX,
        to => to.parse().map_err(|_| bad_years())?,
    };
    if last < first {
        return Err(bad_years());
    }
    Ok(Row {
        line: 0,
        code: code.to_owned(),
        name: name.to_owned(),
        lead_body: lead_body.to_owned(),
        place: place.ok_or_else(|| SocialDistrictProblem::UnknownComune(comune.to_owned()))?,
        years: first..=last,
    })
}

#[cfg(test)]
mod tests {
    use pas_catalogue::Catalogue;

    use super::{SocialDistrictError, SocialDistrictProblem, read_social_districts};
    use crate::places::Gazetteer;

    const HEADER: &str = "codice,denominazione,comune,dal,al,ente_capofila\n";

    #[test]
    fn membership_holds_by_year() {
        let gazetteer = Gazetteer::new(Catalogue::builtin(), 2021, 2023);
        let text = format!(
            "# ambiti di prova\n{HEADER}N2,Due,H501,2023,,\nN1,Uno,H501,2015,2022,c_h501\n\
             N1,Uno,058104,2015,,\n"
        );
        let list = read_social_districts(&text, &gazetteer, 2021..=2023).expect("a list");
        assert_eq!(list.findings, []);
        let codes: Vec<&str> = list.ats.iter().map(|ats| ats.code.as_str()).collect();
        assert_eq!(codes, ["N1", "N2"]);
        assert_eq!(list.lead_bodies, ["c_h501", ""]);
        let of = |place: Option<u16>| -> Vec<Option<u16>> {
            let place = usize::from(place.expect("a place"));
            list.ats_of_places.iter().map(|year| year[place]).collect()
        };
        let rome = gazetteer.position("H501");
        assert_eq!(of(rome), [Some(0), Some(0), Some(1)]);
        let tivoli = gazetteer.position_of_istat("058104");
        assert_eq!(of(tivoli), [Some(0); 3]);
    }

    #[test]
    fn a_bad_row_is_left_out_and_said() {
        let gazetteer = Gazetteer::new(Catalogue::builtin(), 2021, 2023);
        for (rows, line, problem) in [
            (",x,H501,2021,,", 2, SocialDistrictProblem::NoCode),
            (
                "N1,Uno,X999,2021,,",
                2,
                SocialDistrictProblem::UnknownComune("X999".to_owned()),
            ),
            (
                "N1,Uno,H501,2022,2021,",
                2,
                SocialDistrictProblem::BadYears("2022-2021".to_owned()),
            ),
            (
                "N1,Uno,H501,2021,,\nN2,Due,H501,2022,,",
                3,
                SocialDistrictProblem::InTwo {
                    year: 2022,
                    other: "N1".to_owned(),
                },
            ),
            (
                "N1,Uno,H501,2021,,\nN1,Altro,L182,2021,,",
                3,
                SocialDistrictProblem::Contradicts("Altro".to_owned()),
            ),
        ] {
            let text = format!("{HEADER}{rows}\n");
            let list = read_social_districts(&text, &gazetteer, 2021..=2023).expect("a list");
            let [finding] = list.findings.as_slice() else {
                panic!("{rows}: {:?}", list.findings);
            };
            assert_eq!((finding.line, &finding.problem), (line, &problem));
            assert!(!problem.message().is_empty());
        }
        let lacking = read_social_districts("codice,comune\n", &gazetteer, 2021..=2023);
        assert!(matches!(
            lacking,
            Err(SocialDistrictError::MissingColumn("denominazione"))
        ));
    }
}
