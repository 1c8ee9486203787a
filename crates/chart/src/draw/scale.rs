//! An axis: round ticks, written as the values of the chart are written.

use crate::chart::{Chart, Value};

/// How the values of a chart are written: `1.234,56 €` for 123456 cents.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Writing {
    /// How much of a value makes one of what is written: 100 where cents are written as euro.
    per: f64,
    /// What follows the number, with the space before it.
    unit: String,
}

impl Writing {
    /// As the largest value of `values` is written.
    pub(super) fn of<'a>(values: impl Iterator<Item = &'a Value>) -> Self {
        let mut largest = 0.0;
        let mut writing = Self {
            per: 1.0,
            unit: String::new(),
        };
        for value in values {
            if let Value::Number { value, text } = value
                && value.abs() > largest
                && let Some((written, unit)) = parsed(text)
                && written > 0.0
            {
                largest = value.abs();
                writing.per = 10_f64.powf((value.abs() / written).log10().round());
                unit.clone_into(&mut writing.unit);
            }
        }
        writing
    }

    /// As the values of every series are written.
    pub(super) fn of_chart(chart: &Chart) -> Self {
        Self::of(chart.series.iter().flat_map(|series| &series.values))
    }
}

/// The number that `text` begins with, whatever its sign, and what follows it.
fn parsed(text: &str) -> Option<(f64, &str)> {
    let start = text.find(|letter: char| letter.is_ascii_digit())?;
    let rest = &text[start..];
    let end = rest
        .find(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == ','))
        .unwrap_or(rest.len());
    let number = rest[..end].trim_end_matches(['.', ',']);
    let plain = number.replace('.', "").replace(',', ".");
    Some((plain.parse().ok()?, &rest[end..]))
}

/// A stretch of values between two round ones.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    /// Values of the ticks and how they are written.
    pub(super) ticks: Vec<(f64, String)>,
}

impl Scale {
    /// From the nearest round value below `low` to the nearest above `high`, with about `n` steps.
    pub(super) fn new(low: f64, high: f64, n: u32, writing: &Writing) -> Self {
        let (low, high) = (low / writing.per, high / writing.per);
        let span = if high > low {
            high - low
        } else {
            low.abs().max(1.0)
        };
        let step = round_step(span / f64::from(n.max(1)));
        let first = (low / step).floor();
        let last = ((low.max(high)) / step).ceil().max(first + 1.0);
        let mut ticks = Vec::new();
        let mut place = first;
        while place <= last {
            let written = place * step;
            ticks.push((
                written * writing.per,
                format!("{}{}", italian(written, step, last * step), writing.unit),
            ));
            place += 1.0;
        }
        Self {
            low: first * step * writing.per,
            high: last * step * writing.per,
            ticks,
        }
    }

    /// From 0, or below it where values are.
    pub(super) fn from_nought(
        values: impl Iterator<Item = f64>,
        n: u32,
        writing: &Writing,
    ) -> Self {
        let (low, high) = extent(values);
        Self::new(low.min(0.0), high.max(0.0), n, writing)
    }

    /// Where `value` lies: 0 at the beginning, 1 at the end.
    pub(super) fn place(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

/// The least and the largest of `values`; two noughts where there are none.
pub(super) fn extent(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let found = values.fold(None, |found: Option<(f64, f64)>, value| {
        Some(found.map_or((value, value), |(low, high)| {
            (low.min(value), high.max(value))
        }))
    });
    found.unwrap_or((0.0, 0.0))
}

/// 1, 2, 2.5 or 5 times a power of ten, at least `least`.
fn round_step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    let times = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .find(|times| times * power >= least * 0.999_999);
    times.unwrap_or(10.0) * power
}

/// `1.250`, `0,25`, `1,5 mln`: `value` with as many decimals as `step` has.
fn italian(value: f64, step: f64, largest: f64) -> String {
    if largest >= 1e6 && step >= 1e4 {
        let number = with_decimals(value / 1e6, step / 1e6);
        return format!("{number} mln");
    }
    with_decimals(value, step)
}

fn with_decimals(value: f64, step: f64) -> String {
    let n_decimals = (0..6)
        .find(|n| {
            let whole = step * 10_f64.powi(*n);
            (whole - whole.round()).abs() < whole * 1e-6
        })
        .unwrap_or(6);
    let decimals = usize::try_from(n_decimals).unwrap_or(0);
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    let sign = if value < 0.0 { "−" } else { "" };
    if fraction.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped},{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[(f64, &str)], high: f64, expected: &[&str]) {
        let values: Vec<Value> = values
            .iter()
            .map(|(value, text)| Value::Number {
                value: *value,
                text: (*text).to_owned(),
            })
            .collect();
        let scale = Scale::from_nought([high].into_iter(), 4, &Writing::of(values.iter()));
        let ticks: Vec<&str> = scale.ticks.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(ticks, expected);
        assert!(scale.place(high) > 0.6, "{scale:?}");
    }

    #[test]
    fn ticks_are_written_as_the_values_are() {
        check(
            &[(123_456.0, "1.234,56 €")],
            123_456.0,
            &["0 €", "500 €", "1.000 €", "1.500 €"],
        );
        check(
            &[(0.37, "37 %"), (0.02, "2 %")],
            0.37,
            &["0 %", "10 %", "20 %", "30 %", "40 %"],
        );
        check(&[(7.0, "7")], 7.0, &["0", "2", "4", "6", "8"]);
        check(&[(0.8, "0,8")], 0.8, &["0,0", "0,2", "0,4", "0,6", "0,8"]);
        check(
            &[(4.2e8, "4,2 milioni di euro")],
            4.2e8,
            &[
                "0 milioni di euro",
                "2 milioni di euro",
                "4 milioni di euro",
                "6 milioni di euro",
            ],
        );
        check(
            &[(3e6, "3.000.000")],
            3e6,
            &["0 mln", "1 mln", "2 mln", "3 mln"],
        );
        check(&[], 3.0, &["0", "1", "2", "3"]);
    }

    #[test]
    fn goes_below_nought_where_values_do() {
        let writing = Writing::of(std::iter::empty());
        let scale = Scale::from_nought([-30.0, 50.0].into_iter(), 4, &writing);
        assert_eq!(scale.ticks.first().map(|tick| tick.1.as_str()), Some("−40"));
        assert!((scale.place(0.0) - 0.4).abs() < 1e-9, "{scale:?}");
    }
}
