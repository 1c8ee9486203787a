//! The world of the files: reads `slt/mondo.txt`.

use std::collections::HashMap;

use pas_cube::months::Months;
use pas_cube::reference::{Ats, Benefit, Body, Place, Vintage};
use pas_cube::traits::{AgeBand, Sex};
use pas_cube::{Cube, Fact, FactsBuilder, Reference, Traits};

/// The name of the last place, abroad and not known.
const ABROAD: &str = "estero";

/// The cube over the world.
pub(crate) fn cube() -> Cube {
    let sections = sections(include_str!("../../slt/mondo.txt"));
    let reference = reference(&sections);
    let mut households = Names::default();
    let mut people = Names::default();
    let mut builder = FactsBuilder::new(reference.first_year, reference.n_years, |_| 0);
    for row in &sections["facts"] {
        let mut fact = fact(row, &reference);
        fact.household = households.number(row[0]);
        fact.person = people.number(row[1]);
        builder.push(&fact).expect("the facts are in order");
    }
    Cube::new(reference, builder.finish())
}

type Rows<'t> = Vec<Vec<&'t str>>;

/// The rows of each section, cell by cell; `-` is an empty cell.
fn sections(text: &str) -> HashMap<&str, Rows<'_>> {
    let mut sections: HashMap<&str, Rows<'_>> = HashMap::new();
    let mut name = "";
    for line in text.lines() {
        if let Some(header) = line.strip_prefix('[') {
            name = header.split(']').next().expect("a header has a name");
        } else if !line.is_empty() && !line.starts_with('#') {
            let cells = line.split('|').map(str::trim);
            let cells = cells.map(|cell| if cell == "-" { "" } else { cell });
            sections.entry(name).or_default().push(cells.collect());
        }
    }
    sections
}

/// Numbers for names, in the order in which they come.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn number(&mut self, name: &str) -> u64 {
        let known = self.0.iter().position(|known| known == name);
        let n = known.unwrap_or_else(|| {
            self.0.push(name.to_owned());
            self.0.len() - 1
        });
        u64::try_from(n).expect("few names")
    }
}

fn reference(sections: &HashMap<&str, Rows<'_>>) -> Reference {
    let years: Vec<i16> = sections["years"].iter().map(|row| number(row[0])).collect();
    let place = |row: &Vec<&str>| Place {
        belfiore: row[0].to_owned(),
        istat: String::new(),
        name: row[0].to_owned(),
        province: row[1].to_owned(),
        province_name: row[1].to_owned(),
        region: row[2].to_owned(),
        region_name: row[2].to_owned(),
    };
    let mut places: Vec<Place> = sections["places"].iter().map(place).collect();
    places.push(place(&vec!["", "", ""]));
    let mut ats = Names::default();
    let mut ats_of_places = vec![vec![None; places.len()]; years.len()];
    for (year, of_year) in ats_of_places.iter_mut().enumerate() {
        for row in &sections["ats"] {
            let code = row[year + 1];
            let n = (!code.is_empty()).then(|| ats.number(code));
            of_year[position(&places, row[0])] = n.map(|n| u16::try_from(n).expect("few"));
        }
    }
    let body = |row: &Vec<&str>| Body {
        code: row[0].to_owned(),
        name: row[0].to_owned(),
        seat: u16::try_from(position(&places, row[1])).expect("few"),
    };
    let benefit = |row: &Vec<&str>| Benefit {
        code: row[0].to_owned(),
        name: row[0].to_owned(),
        group: row[1].to_owned(),
        category: row[2].to_owned(),
        istat_area: row[3].to_owned(),
    };
    let code = |code: String| Ats {
        name: code.clone(),
        code,
    };
    Reference {
        first_year: years[0],
        n_years: u8::try_from(years.len()).expect("few"),
        last_months: vec![12; years.len()],
        ats: ats.0.into_iter().map(code).collect(),
        ats_of_places,
        bodies: sections["bodies"].iter().map(body).collect(),
        benefits: sections["benefits"].iter().map(benefit).collect(),
        cluster_bounds: Vec::new(),
        population: years
            .iter()
            .map(|year| vintage(*year, &sections["residents"], &places))
            .collect(),
        coverage: Vec::new(),
        places,
    }
}

fn vintage(year: i16, rows: &Rows<'_>, places: &[Place]) -> Vintage {
    let mut residents = vec![[0; 24]; places.len()];
    for row in rows.iter().filter(|row| number::<i16>(row[0]) == year) {
        let first = if row[2] == "M" { 0 } else { 12 };
        let bands = row[3].split_whitespace().map(number::<u32>);
        let bands: Vec<u32> = bands.collect();
        residents[position(places, row[1])][first..first + 12].copy_from_slice(&bands);
    }
    Vintage { year, residents }
}

fn fact(row: &[&str], reference: &Reference) -> Fact {
    let code = |found: Option<usize>| found.expect("the table names what is there");
    let body = reference.bodies.iter().position(|body| body.code == row[5]);
    let benefits = &reference.benefits;
    let benefit = benefits.iter().position(|benefit| benefit.code == row[6]);
    let sex = Sex::ALL.iter().find(|sex| sex.code() == row[7]);
    let age = AgeBand::ALL.iter().find(|band| band.code() == row[8]);
    let (first, last) = row[3].split_once('-').unwrap_or((row[3], row[3]));
    Fact {
        person: 0,
        household: 0,
        year: number(row[2]),
        months: Months::range(number(first), number(last)),
        residence: u16::try_from(position(&reference.places, row[4])).expect("few"),
        body: u16::try_from(code(body)).expect("few"),
        benefit: u8::try_from(code(benefit)).expect("few"),
        traits: Traits {
            sex: *sex.expect("the table uses the codes of queries"),
            age_band: *age.expect("the table uses the codes of queries"),
            ..Traits::default()
        },
        total_cents: cents(row[9]),
        user_cents: cents(row[10]),
        ssn_cents: cents(row[11]),
        hours: number(row[12]),
    }
}

fn position(places: &[Place], name: &str) -> usize {
    let code = if name == ABROAD { "" } else { name };
    let found = places.iter().position(|place| place.belfiore == code);
    found.expect("the table names places that are there")
}

fn cents(euro: &str) -> u32 {
    number(&euro.replace('.', ""))
}

fn number<T: std::str::FromStr>(text: &str) -> T {
    let number = text.parse();
    number.unwrap_or_else(|_| panic!("no number: {text}"))
}
