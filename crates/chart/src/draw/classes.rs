//! Values in at most five classes of about as many values each, for shades.

use super::paint::steps;
use crate::chart::Value;

/// Most classes: more shades cannot be told apart.
const MOST: usize = 5;

/// Bounds of the classes, and the words of their least and largest value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Classes {
    /// Of each class, the lowest first: the least and the largest value in it.
    bounds: Vec<[(f64, String); 2]>,
}

impl Classes {
    /// Of what is shown of `values`.
    pub(super) fn of<'a>(values: impl Iterator<Item = &'a Value>) -> Self {
        let mut shown: Vec<(f64, &str)> = values
            .filter_map(|value| match value {
                Value::Number { value, text } => Some((*value, text.as_str())),
                Value::Hidden | Value::Absent => None,
            })
            .collect();
        shown.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut different = shown.clone();
        different.dedup_by(|one, other| one.0 <= other.0);
        let n_classes = different.len().min(MOST);
        let mut bounds: Vec<[(f64, String); 2]> = Vec::new();
        let mut from = 0;
        for class in 0..n_classes {
            // As many values as its share, and all that equal the last of them.
            let mut to = (shown.len() * (class + 1) / n_classes).max(from);
            while to > from && to < shown.len() && shown[to].0 <= shown[to - 1].0 {
                to += 1;
            }
            if to > from {
                let end = |(value, text): (f64, &str)| (value, text.to_owned());
                bounds.push([end(shown[from]), end(shown[to - 1])]);
                from = to;
            }
        }
        Self { bounds }
    }

    /// The shade of `value`.
    pub(super) fn shade(&self, value: f64) -> usize {
        let class = self.bounds.iter().position(|[_, last]| value <= last.0);
        self.shade_of_class(class.unwrap_or(self.bounds.len().saturating_sub(1)))
    }

    fn shade_of_class(&self, class: usize) -> usize {
        let steps = steps(self.bounds.len());
        steps[self
            .bounds
            .len()
            .saturating_sub(class + 1)
            .min(steps.len() - 1)]
    }

    /// Shade and words of every class, the lowest first: `da 12 a 30`.
    pub(super) fn keys(&self) -> Vec<(usize, String)> {
        let keys = self.bounds.iter().enumerate();
        keys.map(|(class, [first, last])| {
            let words = if first.1 == last.1 {
                first.1.clone()
            } else {
                format!("da {} a {}", first.1, last.1)
            };
            (self.shade_of_class(class), words)
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[f64], expected: &[&str]) {
        let values: Vec<Value> = values
            .iter()
            .map(|value| Value::Number {
                value: *value,
                text: value.to_string(),
            })
            .collect();
        let classes = Classes::of(values.iter().chain([&Value::Hidden]));
        let keys: Vec<String> = classes.keys().into_iter().map(|key| key.1).collect();
        assert_eq!(keys, expected);
        for value in values.iter().filter_map(Value::number) {
            let shade = classes.shade(value);
            assert!(classes.keys().iter().any(|key| key.0 == shade), "{value}");
        }
    }

    #[test]
    fn classes_have_about_as_many_values_each() {
        check(&[], &[]);
        check(&[7.0], &["7"]);
        check(&[3.0, 3.0, 1.0], &["1", "3"]);
        check(&[1.0, 2.0, 3.0, 4.0, 5.0], &["1", "2", "3", "4", "5"]);
        check(
            &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0],
            &["da 1 a 2", "da 3 a 4", "da 5 a 6", "da 7 a 8", "da 9 a 10"],
        );
        check(
            &[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 9.0],
            &["0", "da 1 a 9"],
        );
    }
}
