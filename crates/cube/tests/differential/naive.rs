//! The obvious answer: walks the facts one by one and keeps sets, without any table of the crate's.

use std::collections::{BTreeMap, BTreeSet};

use pas_cube::dimension::{Axis, Level};
use pas_cube::grid::{Cell, N_SUMS, Sum};
use pas_cube::measure::Population;
use pas_cube::reference::{Place, Vintage};
use pas_cube::traits::AgeBand;
use pas_cube::{Fact, Query, Reference};

use crate::world::key_of;

/// The codes of a row or column.
pub(crate) type Codes = Vec<String>;

/// Codes of row and column, as far as a grouping keeps them.
pub(crate) type Key = (Codes, Codes);

/// What is known of the people of one cell.
#[derive(Default)]
pub(crate) struct Group {
    households: BTreeSet<u64>,
    /// Each person's part in each sum.
    people: BTreeMap<u64, [i64; N_SUMS]>,
}

impl Group {
    /// The cell with all its statistics.
    pub(crate) fn cell(&self) -> Cell {
        let parts = |sum: usize| self.people.values().map(move |parts| parts[sum]);
        let top = |sum: usize| {
            let mut parts: Vec<i64> = parts(sum).collect();
            parts.sort_unstable_by(|a, b| b.cmp(a));
            parts.extend([0, 0]);
            [parts[0], parts[1]]
        };
        let keys = self.people.keys().map(|person| key_of(*person));
        Cell {
            people: u32::try_from(self.people.len()).expect("made-up worlds are small"),
            households: u32::try_from(self.households.len()).expect("made-up worlds are small"),
            key: keys.fold(0, u16::wrapping_add),
            sums: std::array::from_fn(|sum| parts(sum).sum()),
            top: std::array::from_fn(top),
        }
    }

    /// Each person's spending, ascending.
    pub(crate) fn amounts(&self) -> Vec<u32> {
        let totals = self.people.values().map(|parts| parts[Sum::Total as usize]);
        let mut amounts: Vec<u32> = totals
            .map(|cents| u32::try_from(cents).expect("made-up worlds are small"))
            .collect();
        amounts.sort_unstable();
        amounts
    }
}

/// Body, totals of rows, totals of columns, whole.
#[derive(Default)]
pub(crate) struct Answer {
    pub(crate) groups: [BTreeMap<Key, Group>; 4],
}

/// The answer to `query`.
pub(crate) fn answer(reference: &Reference, facts: &[Fact], query: &Query) -> Answer {
    let mut answer = Answer::default();
    for fact in facts {
        let mut months: [BTreeMap<Key, Vec<u8>>; 4] = Default::default();
        for month in fact.months.iter() {
            let counts = query.until_month.is_none_or(|until| month <= until)
                && query.filters.iter().all(|(level, code)| {
                    self::code(reference, level, fact, month).as_ref() == Some(code)
                });
            let codes = |levels: &[&'static Level]| -> Option<Codes> {
                levels
                    .iter()
                    .map(|level| self::code(reference, level, fact, month))
                    .collect()
            };
            if !counts {
                continue;
            }
            let (Some(row), Some(column)) = (codes(&query.rows), codes(&query.columns)) else {
                continue;
            };
            let keys = [
                (row.clone(), column.clone()),
                (row, Vec::new()),
                (Vec::new(), column),
                (Vec::new(), Vec::new()),
            ];
            for (grouping, key) in keys.into_iter().enumerate() {
                months[grouping].entry(key).or_default().push(month);
            }
        }
        for (grouping, of_keys) in months.into_iter().enumerate() {
            for (key, months) in of_keys {
                add(
                    answer.groups[grouping].entry(key).or_default(),
                    fact,
                    &months,
                );
            }
        }
    }
    answer
}

/// Adds what of `fact` falls on `months`; the record is one, however many months.
fn add(group: &mut Group, fact: &Fact, months: &[u8]) {
    group.households.insert(fact.household);
    let parts = group.people.entry(fact.person).or_default();
    parts[Sum::Records as usize] += 1;
    parts[Sum::Months as usize] += i64::try_from(months.len()).expect("made-up worlds are small");
    for (sum, amount) in [
        (Sum::Hours, u32::from(fact.hours)),
        (Sum::Total, fact.total_cents),
        (Sum::User, fact.user_cents),
        (Sum::Ssn, fact.ssn_cents),
    ] {
        let n = fact.months.count();
        for (place, month) in (0..).zip(fact.months.iter()) {
            if months.contains(&month) {
                parts[sum as usize] += i64::from(amount / n + u32::from(place < amount % n));
            }
        }
    }
}

/// The code of the node of `level` that `fact` is in, in `month`; none where it is in none.
pub(crate) fn code(reference: &Reference, level: &Level, fact: &Fact, month: u8) -> Option<String> {
    let home = usize::from(fact.residence);
    let seat = usize::from(reference.bodies[usize::from(fact.body)].seat);
    let benefit = &reference.benefits[usize::from(fact.benefit)];
    let traits = &fact.traits;
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    match level.id {
        "anno" => Some(fact.year.to_string()),
        "trimestre" => Some(format!("{}-T{}", fact.year, month.div_ceil(3))),
        "mese" => Some(format!("{}-{month:02}", fact.year)),
        "ente" => text(&reference.bodies[usize::from(fact.body)].code),
        "gruppo" => text(&benefit.group),
        "area_istat" => text(&benefit.istat_area),
        "categoria" => text(&benefit.category),
        "prestazione" => text(&benefit.code),
        "eta_ampia" => text(broad_age(traits.age_band)),
        "eta" => text(traits.age_band.code()),
        "sesso" => text(traits.sex.code()),
        "cittadinanza" => text(traits.citizenship.code()),
        "prova_mezzi" => text(traits.means_test.code()),
        "carattere" => text(traits.carattere.code()),
        "area" => text(traits.carico.code()),
        "isee" => text(traits.isee_band.code()),
        "autonomia" => text(traits.daily_living.code()),
        "mobilita" => text(traits.mobility.code()),
        "invalidita" => text(traits.certified_disability.code()),
        "minori" => text(traits.minor_care.code()),
        id => match id.strip_suffix("_ente") {
            Some(id) => territory(reference, id, seat, fact.year),
            None => territory(reference, id, home, fact.year),
        },
    }
}

fn broad_age(band: AgeBand) -> &'static str {
    match band {
        AgeBand::Unknown => "",
        AgeBand::Y0 | AgeBand::Y3 | AgeBand::Y6 | AgeBand::Y9 | AgeBand::Y12 | AgeBand::Y15 => {
            "0-17"
        }
        AgeBand::Y18 | AgeBand::Y30 | AgeBand::Y50 => "18-64",
        AgeBand::Y65 | AgeBand::Y75 | AgeBand::Y85 => "65+",
    }
}

fn territory(reference: &Reference, id: &str, place: usize, year: i16) -> Option<String> {
    let Place {
        belfiore,
        province,
        region,
        ..
    } = &reference.places[place];
    let n = usize::try_from(year - reference.first_year).expect("made-up worlds are small");
    let code = match id {
        "comune" => belfiore.clone(),
        "provincia" => province.clone(),
        "regione" => region.clone(),
        "ripartizione" => macro_area(region).to_owned(),
        "ats" => reference.ats[usize::from(reference.ats_of_places[n][place]?)]
            .code
            .clone(),
        "classe" => class(reference, place, year)?,
        _ => panic!("the naive answer does not know the level {id}"),
    };
    (!code.is_empty()).then_some(code)
}

fn macro_area(region: &str) -> &'static str {
    match region {
        "01" | "02" | "03" | "07" => "NO",
        "04" | "05" | "06" | "08" => "NE",
        "09" | "10" | "11" | "12" => "CE",
        "13" | "14" | "15" | "16" | "17" | "18" => "SU",
        "19" | "20" => "IS",
        _ => "",
    }
}

fn class(reference: &Reference, place: usize, year: i16) -> Option<String> {
    let n: u32 = counted_for(reference, year)?.residents[place].iter().sum();
    if n == 0 {
        return None;
    }
    let bounds = &reference.cluster_bounds;
    let above = bounds.iter().copied().find(|bound| n <= *bound);
    let below = bounds.iter().copied().rev().find(|bound| n > *bound);
    Some(match (below, above) {
        (None, None) => "tutti".to_owned(),
        (None, Some(last)) => format!("finoa{last}"),
        (Some(before), Some(last)) => format!("{}-{last}", before + 1),
        (Some(before), None) => format!("oltre{before}"),
    })
}

/// The latest count not after `year`, else the earliest.
fn counted_for(reference: &Reference, year: i16) -> Option<&Vintage> {
    let mut counts: Vec<&Vintage> = reference.population.iter().collect();
    counts.sort_by_key(|count| count.year);
    // Of two counts of one year, the tables give one and the same answer: worlds have no such pair.
    let not_after = counts.iter().rev().find(|count| count.year <= year);
    not_after.or(counts.first()).copied()
}

/// The residents of the cell with the codes `cell` of its levels (`None`: a total over the level),
/// counted person group by person group.
pub(crate) fn residents(
    reference: &Reference,
    query: &Query,
    cell: &[(&'static Level, Option<String>)],
    population: Population,
) -> Option<i64> {
    let filters = query
        .filters
        .iter()
        .map(|(level, code)| (*level, code.as_str()));
    let own = cell
        .iter()
        .filter_map(|(level, code)| Some((*level, code.as_deref()?)));
    let all: Vec<(&Level, &str)> = filters.chain(own).collect();
    let on = |axis: Axis| all.iter().filter(move |(level, _)| level.axis == axis);
    if on(Axis::Sex)
        .chain(on(Axis::Age))
        .any(|(_, code)| *code == "nd")
    {
        return None;
    }
    let is_in_year = |year: &i16| on(Axis::Time).all(|(_, code)| code[..4] == year.to_string());
    let years: Vec<i16> = reference.years().filter(is_in_year).collect();
    let &[year] = years.as_slice() else {
        return None;
    };
    let count = counted_for(reference, year)?;
    let ages = match population {
        Population::Residents => None,
        Population::Target => target(reference, &all, cell)?,
    };
    let summed = cell
        .iter()
        .find(|(level, code)| level.axis == Axis::Residence && code.is_none());
    let mut n = 0;
    for (place, residents) in count.residents.iter().enumerate() {
        let of = |level: &Level| territory(reference, level.id, place, year);
        let is_abroad = reference.places[place].belfiore.is_empty();
        let is_in = on(Axis::Residence).all(|(level, code)| of(level).as_deref() == Some(code));
        if is_abroad || !is_in || summed.is_some_and(|(level, _)| of(level).is_none()) {
            continue;
        }
        for (group, residents) in residents.iter().enumerate() {
            let sex = if group < 12 { "M" } else { "F" };
            let band = AgeBand::ALL[group % 12 + 1];
            let is_of_age = on(Axis::Age).all(|(level, code)| {
                *code
                    == if level.id == "eta" {
                        band.code()
                    } else {
                        broad_age(band)
                    }
            });
            let is_target = ages.is_none_or(|ages| broad_age(band) == ages);
            if on(Axis::Sex).all(|(_, code)| *code == sex) && is_of_age && is_target {
                n += i64::from(*residents);
            }
        }
    }
    Some(n)
}

/// The broad age that the area is meant for, `Some(None)` for all; `None` where we have no such count.
#[expect(
    clippy::option_option,
    reason = "all ages and no answer are two things"
)]
fn target(
    reference: &Reference,
    all: &[(&Level, &str)],
    cell: &[(&'static Level, Option<String>)],
) -> Option<Option<&'static str>> {
    let is_named = all.iter().any(|(level, _)| level.axis == Axis::Benefit);
    let summed = cell
        .iter()
        .find(|(level, code)| level.axis == Axis::Benefit && code.is_none());
    if !is_named && summed.is_none() {
        return Some(None);
    }
    let mut areas = BTreeSet::new();
    for benefit in &reference.benefits {
        let of = |level: &Level| match level.id {
            "gruppo" => &benefit.group,
            "area_istat" => &benefit.istat_area,
            "categoria" => &benefit.category,
            _ => &benefit.code,
        };
        let on_axis = all.iter().filter(|(level, _)| level.axis == Axis::Benefit);
        let is_in = on_axis.clone().all(|(level, code)| of(level) == code);
        if is_in && summed.is_none_or(|(level, _)| !of(level).is_empty()) {
            areas.insert(benefit.istat_area.as_str());
        }
    }
    match areas.into_iter().collect::<Vec<_>>().as_slice() {
        ["FAM"] => Some(Some("0-17")),
        ["ELD"] => Some(Some("65+")),
        ["DIS" | "ADD" | "IMM" | "POV"] => None,
        _ => Some(None),
    }
}
