//! What leaves through the door, cell by cell.

use pas_analytics::{Door, Policy, ProtectedCell, Secret, Shown, SumNoise, loss, protect, share};
use pas_cube::grid::{Cell, Grid, N_SUMS, Sum};
use proptest::prelude::*;

fn secret() -> Secret {
    Secret::from_bytes(&[42; 32])
}

/// A cell of `people` with one record, twelve months and `euro` each.
fn cell(people: u32, key: u16, euro: i64) -> Cell {
    let n = i64::from(people);
    let each = [1, 12, 0, euro * 100, 0, 0];
    Cell {
        people,
        households: people,
        key,
        sums: each.map(|part| part * n),
        top: each.map(|part| if people > 1 { [part, part] } else { [part, 0] }),
    }
}

fn grid(cells: Vec<Cell>) -> Grid {
    Grid {
        n_rows: 1,
        n_columns: cells.len(),
        amounts: Vec::new(),
        cells,
    }
}

fn show(cells: Vec<Cell>) -> Vec<ProtectedCell> {
    protect(&grid(cells), &Policy::V1, &secret()).cells
}

/// What the protection adds to people and spending of many cells of `people`.
fn noises(people: u32) -> Vec<(i64, i64)> {
    let cells = (0..=u16::MAX).map(|key| cell(people, key, 1_000)).collect();
    let noise = |shown: &ProtectedCell| {
        let cents = shown.sum(Sum::Total).value()? - i64::from(people) * 100_000;
        Some((shown.people.value()? - i64::from(people), cents))
    };
    show(cells).iter().filter_map(noise).collect()
}

#[test]
fn hidden_and_zero_are_the_same_symbol() {
    let cells = (0..5).map(|people| cell(people, 9, 1_000)).collect();
    assert!(show(cells).iter().all(|shown| *shown == ProtectedCell::FEW));
}

#[test]
fn what_is_shown_is_never_below_the_threshold_and_a_low_count_is_hidden_now_and_then() {
    for people in 5..12 {
        let shown: Vec<i64> = noises(people)
            .iter()
            .map(|(e, _)| e + i64::from(people))
            .collect();
        assert!(shown.iter().all(|&value| value >= 5), "{people}");
        let hidden = 1.0 - f64::from(u32::try_from(shown.len()).unwrap()) / 65_536.0;
        // P(e < 5 − people) of the table.
        let stated = 0.5_f64.powi(i32::try_from(people).unwrap() - 4) / 1.5;
        assert!(
            (hidden - stated).abs() < 0.01,
            "{people}: {hidden} {stated}"
        );
    }
}

#[test]
fn counts_are_bent_without_bias() {
    let noises = noises(1_000);
    let n = f64::from(u32::try_from(noises.len()).unwrap());
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    let mean = noises.iter().map(|(e, _)| *e).sum::<i64>() as f64 / n;
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    let variance = noises.iter().map(|(e, _)| e * e).sum::<i64>() as f64 / n;
    assert!(mean.abs() < 0.05, "{mean}");
    assert!((variance - 4.0).abs() < 0.15, "{variance}");
}

#[test]
fn no_sum_comes_within_the_hole_of_the_truth() {
    let Some(SumNoise { hole_permille, .. }) = Policy::V1.sum_noise else {
        panic!("the policy bends sums");
    };
    let hole = 100_000 * i64::from(hole_permille) / 1_000;
    let noises = noises(1_000);
    assert!(noises.iter().all(|(_, cents)| cents.abs() >= hole - 100));
    let positive = noises.iter().filter(|(_, cents)| *cents > 0).count();
    assert!((32_000..33_600).contains(&positive), "{positive}");
}

#[test]
fn a_sum_shares_half_the_noise_of_its_people() {
    let (mut squares, mut with_people, mut n) = (0.0, 0.0, 0.0);
    for (people, cents) in noises(1_000) {
        let parts = f64::from(i32::try_from(cents).unwrap()) / 100_000.0;
        let people = f64::from(i32::try_from(people).unwrap());
        squares += parts * parts;
        with_people += parts * people;
        n += 1.0;
    }
    // A quarter of 2α/(1−α)² and 2/ln²α of its own, a little more for the hole; half of the people's.
    assert!((squares / n - 5.19).abs() < 0.2, "{}", squares / n);
    assert!((with_people / n - 2.0).abs() < 0.1, "{}", with_people / n);
}

#[test]
fn a_record_more_of_the_same_people_draws_new_noise_for_sums() {
    let before = cell(20, 77, 1_000);
    let mut after = before;
    after.sums[Sum::Records as usize] += 1;
    after.sums[Sum::Total as usize] += 30_000;
    let shown = show(vec![before, after]);
    assert_eq!(shown[0].people, shown[1].people);
    let cents = |n: usize| shown[n].sum(Sum::Total).value().unwrap();
    assert_ne!(cents(1) - cents(0), 30_000);
}

#[test]
fn a_dominated_sum_is_hidden_and_the_people_are_not() {
    let policy = Policy {
        p_percent: Some(10),
        ..Policy::V1
    };
    for (sum, top, is_hidden) in [
        (10_000_000, [5_000_000, 4_900_000], true),
        (11_000_000, [5_200_000, 5_000_000], false),
    ] {
        let mut cell = cell(40, 3, 0);
        cell.sums[Sum::Total as usize] = sum;
        cell.top[Sum::Total as usize] = top;
        let shown = Door::new(&policy, &secret()).cell(&cell);
        assert_eq!(shown.sum(Sum::Total) == Shown::Few, is_hidden, "{top:?}");
        assert_ne!(shown.people, Shown::Few);
    }
}

#[test]
fn what_does_not_add_up_is_hidden() {
    let sound = cell(40, 3, 100);
    let mut negative = sound;
    negative.sums[Sum::Total as usize] = -1;
    let mut unordered = sound;
    unordered.top[Sum::Total as usize] = [1, 2];
    let mut too_large = sound;
    too_large.top[Sum::Total as usize][0] = i64::MAX;
    let mut without_parts = sound;
    without_parts.top = [[0; 2]; N_SUMS];
    for cell in [negative, unordered, too_large, without_parts] {
        assert_eq!(show(vec![cell])[0].sum(Sum::Total), Shown::Few);
    }
    let unasked = Cell {
        households: 0,
        ..sound
    };
    assert_eq!(show(vec![unasked])[0].households, Shown::Few);
    let mut torn = grid(vec![sound, sound]);
    torn.n_rows = 2;
    let shown = protect(&torn, &Policy::V1, &secret());
    assert!(shown.cells.iter().all(|cell| *cell == ProtectedCell::FEW));
}

#[test]
fn ratios_are_of_protected_figures() {
    assert_eq!(share(Shown::Value(9), Shown::Value(6)), Some(1.5));
    assert_eq!(share(Shown::Few, Shown::Value(6)), None);
    assert_eq!(share(Shown::Value(9), Shown::Few), None);
    assert_eq!(share(Shown::Value(9), Shown::Value(0)), None);
    let mut cell = ProtectedCell::FEW;
    cell.sums = [Shown::Value(700); N_SUMS];
    assert_eq!(cell.body_cents(), Shown::Value(0));
    cell.sums[Sum::Ssn as usize] = Shown::Few;
    assert_eq!(cell.body_cents(), Shown::Few);
}

#[test]
fn a_median_needs_twice_the_threshold_and_different_amounts() {
    let median = |amounts: Vec<u32>| {
        let people = u32::try_from(amounts.len()).unwrap();
        let mut grid = grid(vec![cell(people, 5, 1_000)]);
        grid.amounts = vec![amounts];
        Door::new(&Policy::V1, &secret()).quantiles(&grid, 500)[0]
    };
    let rising = |n: u32| (1..=n).map(|n| n * 10_000).collect::<Vec<u32>>();
    assert_eq!(median(rising(9)), Shown::Few);
    assert_eq!(median(vec![10_000; 100]), Shown::Few);
    let mut unsorted = rising(101);
    unsorted.swap(3, 90);
    assert_eq!(median(unsorted), Shown::Few);
    let shown = median(rising(101)).value().unwrap();
    assert!(
        (510_000 - shown).abs() <= 240_000 && shown % 1_000 == 0,
        "{shown}"
    );
}

#[test]
fn the_loss_counts_what_is_hidden_and_how_far_the_rest_is_off() {
    let exact = grid(vec![cell(0, 1, 100), cell(3, 1, 100), cell(50, 2, 100)]);
    let shown = protect(&exact, &Policy::V1, &secret());
    let loss = loss(&exact, &shown, 5);
    assert_eq!(
        (loss.n_cells, loss.n_hidden, loss.n_hidden_large),
        (2, 1, 0)
    );
    assert_eq!((loss.people, loss.hidden_people), (53, 3));
    assert_eq!((loss.cents, loss.hidden_cents), (530_000, 30_000));
    let value = shown.cells[2].people.value().unwrap();
    assert_eq!(loss.people_off, value.abs_diff(50));
}

proptest! {
    #[test]
    fn the_same_set_has_the_same_noise_wherever_it_stands(
        keys in proptest::collection::vec(0_u16..=u16::MAX, 5..60),
        swap in 0_usize..60,
    ) {
        let people = u32::try_from(keys.len()).unwrap();
        let sum = |keys: &[u16]| keys.iter().fold(0_u16, |sum, key| sum.wrapping_add(*key));
        let mut other_order = keys.clone();
        let len = keys.len();
        other_order.swap(0, swap % len);
        other_order.reverse();
        let (one, other) = (cell(people, sum(&keys), 700), cell(people, sum(&other_order), 700));
        let alone = show(vec![one]);
        let among = show(vec![cell(9, 1, 5), other, cell(0, 0, 0)]);
        prop_assert_eq!(alone[0], among[1]);
    }

    #[test]
    fn records_and_months_stay_plausible(people in 5_u32..200, key in 0_u16..=u16::MAX) {
        let shown = show(vec![cell(people, key, 300)])[0];
        if let Some(shown_people) = shown.people.value() {
            prop_assert!(shown.sum(Sum::Records).value().unwrap() >= shown_people);
            prop_assert!(shown.sum(Sum::Months).value().unwrap() >= shown_people);
            prop_assert!(shown.sum(Sum::Total).value().unwrap() >= 0);
            if let Some(households) = shown.households.value() {
                prop_assert!((5..=shown_people).contains(&households));
            }
        }
    }
}

/// Bodies one and two hold a class between them; one takes its own people off the class.
#[test]
fn of_two_bodies_one_learns_no_more_of_the_other_by_subtracting_than_the_other_shows() {
    let declared = Policy::V1.count_noise;
    let alpha = f64::from(declared.alpha_permille) / 1_000.0;
    let sum_of = |shown: &ProtectedCell| shown.sum(Sum::Total).value();
    let off = |shown: Shown, exact: i64| shown.value().map(|value| (value - exact).abs());
    let (mut n, mut n_right, mut n_right_beside) = (0.0, 0.0, 0.0);
    let (mut off_by_class, mut off_beside) = (0_i64, 0_i64);
    for key in 0..20_000_u16 {
        let (own, other) = (cell(40, key, 900), cell(30, key.wrapping_mul(77), 1_000));
        let mut class = cell(70, own.key.wrapping_add(other.key), 0);
        for sum in Sum::ALL {
            let n = sum as usize;
            class.sums[n] = own.sums[n] + other.sums[n];
            class.top[n] = [other.top[n][0].max(own.top[n][0]); 2];
        }
        let shown = show(vec![class, other]);
        let by_class = off(shown[0].people, 70).expect("shown");
        let beside = off(shown[1].people, 30).expect("shown");
        n += 1.0;
        n_right += f64::from(u8::from(by_class == 0));
        n_right_beside += f64::from(u8::from(beside == 0));
        let spent = |n: usize, cell: &Cell| {
            let exact = cell.sums[Sum::Total as usize];
            (sum_of(&shown[n]).expect("shown") - exact).abs()
        };
        off_by_class += spent(0, &class);
        off_beside += spent(1, &other);
    }
    // As often right as the table of noise says that one equation is, and no more.
    let right = (1.0 - alpha) / (1.0 + alpha);
    assert!((n_right / n - right).abs() < 0.015, "{}", n_right / n);
    assert!((n_right_beside / n - right).abs() < 0.015);
    // The largest part of the class is at least the other's: so is the noise on what was spent.
    assert!(
        off_by_class * 100 > off_beside * 97,
        "{off_by_class} {off_beside}"
    );
}
