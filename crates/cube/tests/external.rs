//! Rows that another engine could give, read back into the tables that the scan finds.

#![expect(clippy::unwrap_used, reason = "the made-up facts fit their columns")]

use std::num::NonZero;

use pas_cube::external::{AnswerError, Columns, statements, tables};
use pas_cube::grid::{Cell, Grid, Sum};
use pas_cube::months::Months;
use pas_cube::reference::{Ats, Benefit, Body, Place, Reference, Vintage};
use pas_cube::{Cube, Fact, FactsBuilder, Plan, Query, Tables, Traits, scan};

fn place(belfiore: &str, province: &str, region: &str) -> Place {
    Place {
        belfiore: belfiore.to_owned(),
        istat: String::new(),
        name: belfiore.to_owned(),
        province: province.to_owned(),
        province_name: province.to_owned(),
        region: region.to_owned(),
        region_name: region.to_owned(),
    }
}

fn reference() -> Reference {
    let benefit = |code: &str| Benefit {
        code: code.to_owned(),
        name: code.to_owned(),
        group: code[..2].to_owned(),
        category: "infanzia".to_owned(),
        istat_area: "FAM".to_owned(),
    };
    let body = |code: &str, seat| Body {
        code: code.to_owned(),
        name: code.to_owned(),
        seat,
    };
    let ats = |code: &str| Ats {
        code: code.to_owned(),
        name: code.to_owned(),
    };
    Reference {
        first_year: 2023,
        n_years: 2,
        last_months: vec![12, 12],
        places: vec![
            place("A001", "TO", "01"),
            place("A002", "TO", "01"),
            place("A003", "RM", "12"),
            place("", "", ""),
        ],
        ats: vec![ats("N1"), ats("N2")],
        ats_of_places: vec![
            vec![Some(0), Some(0), Some(1), None],
            vec![Some(0), Some(1), Some(1), None],
        ],
        bodies: vec![body("E1", 0), body("E2", 2)],
        benefits: vec![benefit("A1.05"), benefit("A2.12")],
        cluster_bounds: vec![100],
        population: vec![Vintage {
            year: 2023,
            residents: vec![[10; 24], [1; 24], [10; 24], [0; 24]],
        }],
        coverage: Vec::new(),
    }
}

/// A small cube, the same every time; each household has two people.
fn cube() -> Cube {
    let mut state = 7_u32;
    let mut draw = move |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    let mut builder = FactsBuilder::new(2023, 2, |person| {
        u16::try_from(person * 40_503 % 65_536).unwrap()
    });
    for person in 0..120_u64 {
        for _ in 0..=draw(4) {
            let months = u16::try_from(draw(4_095) + 1).unwrap();
            let total_cents = draw(90_000);
            let traits = Traits::from_numbers([
                u8::try_from(draw(3)).unwrap(),
                0,
                u8::try_from(draw(13)).unwrap(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
            ]);
            let fact = Fact {
                person,
                household: person / 2,
                year: 2023 + i16::try_from(draw(2)).unwrap(),
                months: Months::from_bits(months),
                residence: u16::try_from(draw(4)).unwrap(),
                body: u16::try_from(draw(2)).unwrap(),
                benefit: u8::try_from(draw(2)).unwrap(),
                traits: traits.unwrap(),
                total_cents,
                user_cents: total_cents / 3,
                ssn_cents: 0,
                hours: u16::try_from(draw(40)).unwrap(),
            };
            builder.push(&fact).unwrap();
        }
    }
    Cube::new(reference(), builder.finish())
}

const QUERIES: &[&str] = &[
    "misure=beneficiari",
    "misure=beneficiari,nuclei,spesa&righe=prestazione&colonne=eta",
    "misure=spesa,spesa_utenti,ore&righe=regione,sesso&colonne=anno",
    "misure=record,mesi&righe=mese&colonne=ats",
    "misure=spesa_mediana,spesa_p90,spesa&righe=comune&colonne=anno",
    "misure=beneficiari,spesa&righe=comune&regione=01&anno=2024",
    "misure=beneficiari&colonne=trimestre&fino_a=5&provincia_ente=RM",
    "misure=beneficiari&righe=comune&regione=01&comune=A003",
];

fn plan(cube: &Cube, query: &str) -> Plan {
    let mut plan = Plan::of(&Query::parse(query).unwrap(), cube).unwrap();
    plan.needs = plan.needs.protected();
    plan
}

/// The codes of a row, and its numbers.
type Row = (Vec<String>, Vec<i64>);

fn columns(rows: &[Row], n_codes: usize, n_numbers: usize) -> Columns {
    let codes = (0..n_codes).map(|n| rows.iter().map(|(codes, _)| codes[n].clone()).collect());
    let numbers = (0..n_numbers).map(|n| rows.iter().map(|(_, numbers)| numbers[n]).collect());
    Columns {
        codes: codes.collect(),
        numbers: numbers.collect(),
    }
}

/// The numbers of a cell in the order in which a statement gives them.
fn numbers(plan: &Plan, cell: &Cell) -> Vec<i64> {
    // An engine gives the keys' sum whole; what is left of it modulo 2^16 counts.
    let mut numbers = vec![cell.people.into(), i64::from(cell.key) + 3 * 65_536];
    if plan.needs.households {
        numbers.push(cell.households.into());
    }
    for sum in plan.needs.sums().map(|sum| sum as usize) {
        numbers.push(cell.sums[sum]);
        numbers.extend(cell.top[sum]);
    }
    numbers
}

/// The rows that an engine would give for `grid`, last cell first: their order means nothing.
fn rows(cube: &Cube, plan: &Plan, grid: &Grid, by: (bool, bool)) -> [Vec<Row>; 2] {
    let mut cells = Vec::new();
    let mut amounts = Vec::new();
    for (n, cell) in grid.cells.iter().enumerate().rev() {
        if cell.people == 0 {
            continue;
        }
        let row = plan.rows.row(cube, n / grid.n_columns);
        let column = plan.columns.row(cube, n % grid.n_columns);
        let row = row.iter().filter(|_| by.0);
        let codes = row.chain(column.iter().filter(|_| by.1));
        let codes: Vec<String> = codes.map(|node| node.code.clone()).collect();
        cells.push((codes.clone(), numbers(plan, cell)));
        if let Some(of_cell) = grid.amounts.get(n) {
            let each = of_cell.iter().rev();
            amounts.extend(each.map(|amount| (codes.clone(), vec![i64::from(*amount), 1])));
        }
    }
    [cells, amounts]
}

fn answers(cube: &Cube, plan: &Plan, found: &Tables) -> Vec<Columns> {
    let has = (
        !plan.rows.levels.is_empty(),
        !plan.columns.levels.is_empty(),
    );
    let mut grids = vec![(&found.body, has)];
    if has == (true, true) {
        grids.push((&found.row_totals, (true, false)));
        grids.push((&found.column_totals, (false, true)));
    }
    if has != (false, false) {
        grids.push((&found.whole, (false, false)));
    }
    let n_kept = 1 + usize::from(plan.needs.amounts);
    let found = grids
        .into_iter()
        .map(|(grid, by)| rows(cube, plan, grid, by))
        .flat_map(|rows| rows.into_iter().take(n_kept));
    let forms = statements(cube, plan);
    found
        .zip(&forms)
        .map(|(rows, form)| columns(&rows, form.n_codes, form.n_numbers))
        .collect()
}

#[test]
fn the_rows_of_an_engine_become_the_tables_of_the_scan() {
    let cube = cube();
    for query in QUERIES {
        let plan = plan(&cube, query);
        let found = scan(&cube, &plan, NonZero::<usize>::MIN);
        let answers = answers(&cube, &plan, &found);
        assert_eq!(answers.len(), statements(&cube, &plan).len(), "{query}");
        assert_eq!(tables(&cube, &plan, &answers), Ok(found), "{query}");
    }
}

#[test]
fn a_whole_without_people_is_an_empty_cell() {
    let cube = cube();
    let plan = plan(
        &cube,
        "misure=beneficiari,spesa&comune=A001&ats_ente=N2&anno=2023",
    );
    let answer = columns(&[(Vec::new(), vec![0; 5])], 0, 5);
    let found = tables(&cube, &plan, &[answer]).unwrap();
    assert_eq!(found.whole.cells, [Cell::default()]);
}

#[test]
fn what_is_no_answer_is_refused() {
    let cube = cube();
    let plan = plan(&cube, "misure=beneficiari&righe=regione");
    let rows = |rows: &[(&str, [i64; 2])]| {
        let rows = rows.iter();
        let rows: Vec<Row> = rows
            .map(|(code, numbers)| (vec![(*code).to_owned()], numbers.to_vec()))
            .collect();
        columns(&rows, 1, 2)
    };
    let whole = columns(&[(Vec::new(), vec![3, 9])], 0, 2);
    let of = |answer: Columns| tables(&cube, &plan, &[answer, whole.clone()]).unwrap_err();
    let expected = AnswerError::Answers {
        expected: 2,
        found: 0,
    };
    assert_eq!(tables(&cube, &plan, &[]), Err(expected));
    let level = "regione";
    let code = "99".to_owned();
    assert_eq!(
        of(rows(&[("99", [1, 2])])),
        AnswerError::Code { level, code }
    );
    let shape = |n_codes, n_numbers| AnswerError::Shape {
        statement: 0,
        n_codes,
        n_numbers,
    };
    let mut uneven = rows(&[("01", [1, 2])]);
    uneven.codes[0].push("12".to_owned());
    assert_eq!(of(uneven), shape(1, 2));
    assert_eq!(of(columns(&[], 1, 3)), shape(1, 3));
    let twice = rows(&[("01", [1, 2]), ("01", [1, 2])]);
    assert_eq!(of(twice), AnswerError::Twice { statement: 0 });
    assert_eq!(of(rows(&[("01", [1, -2])])), AnswerError::Range(-2));
    let many = 1_i64 << 32;
    assert_eq!(of(rows(&[("01", [many, 2])])), AnswerError::Range(many));
}

#[test]
fn a_statement_gives_what_the_protection_needs() {
    let cube = cube();
    let plan = plan(&cube, "misure=spesa_utenti,nuclei&righe=regione");
    assert!(plan.needs.sums[Sum::User as usize]);
    let all = statements(&cube, &plan);
    let forms: Vec<_> = all.iter().map(|one| (one.n_codes, one.n_numbers)).collect();
    // People, keys, households, the sum, its largest two parts; by region, then over all.
    assert_eq!(forms, [(1, 6), (0, 6)]);
    let end = " SELECT r0, COUNT(*) AS people, \
         CAST(SUM(CAST(record_key AS BIGINT)) AS BIGINT) AS record_key, \
         COUNT(DISTINCT household) AS households, \
         CAST(SUM(user_cents) AS BIGINT) AS user_cents, \
         MAX(CASE WHEN user_cents_place = 1 THEN user_cents ELSE 0 END) AS user_cents_first, \
         MAX(CASE WHEN user_cents_place = 2 THEN user_cents ELSE 0 END) AS user_cents_second \
         FROM ranked GROUP BY r0";
    assert!(all[0].sql.ends_with(end), "{}", all[0].sql);
}
