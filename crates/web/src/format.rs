//! Numbers, dates and codes as an Italian reads them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use pas_domain::italian::whole;
pub(crate) use pas_domain::italian::{counted, euro_in_words};
use pas_domain::money::Money;
use pas_domain::period::{Period, italian_date};

/// How a value is written on a page.
pub(crate) trait Italian {
    /// The text.
    fn it(&self) -> String;
}

impl Italian for u64 {
    fn it(&self) -> String {
        whole(*self)
    }
}

impl Italian for usize {
    fn it(&self) -> String {
        u64::try_from(*self).unwrap_or(u64::MAX).it()
    }
}

impl Italian for u32 {
    fn it(&self) -> String {
        u64::from(*self).it()
    }
}

impl Italian for Date {
    fn it(&self) -> String {
        italian_date(*self)
    }
}

impl Italian for Money {
    fn it(&self) -> String {
        self.to_string().replace(' ', "\u{a0}")
    }
}

/// `23/11/2026, 09:05`, in Italy.
impl Italian for Timestamp {
    fn it(&self) -> String {
        let rome = TimeZone::get("Europe/Rome").unwrap_or(TimeZone::UTC);
        let local = self.to_zoned(rome);
        format!(
            "{}, {:02}:{:02}",
            italian_date(local.date()),
            local.hour(),
            local.minute()
        )
    }
}

/// A day, a whole year in words, or from … to.
impl Italian for Period {
    fn it(&self) -> String {
        if self.start() == self.end() {
            return self.start().it();
        }
        format!("{} – {}", self.start().it(), self.end().it())
    }
}

/// Whole euros, `1.235 €`, for tables of large sums.
pub(crate) fn whole_euro(amount: Money) -> String {
    let cents = amount.cents();
    let sign = if cents <= -50 { "-" } else { "" };
    format!("{sign}{}\u{a0}€", ((cents.unsigned_abs() + 50) / 100).it())
}

/// A size as an office PC shows it: `812 byte`, `14 kB`, `2,3 MB`.
pub(crate) fn file_size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} byte"),
        1_000..1_000_000 => format!("{} kB", (bytes + 500) / 1_000),
        _ => {
            let tenths = (bytes + 50_000) / 100_000;
            format!("{},{} MB", (tenths / 10).it(), tenths % 10)
        }
    }
}

/// The groups in which a codice fiscale is read: surname, name, birth, place, check character.
/// Anything that is not 16 characters long stays in one piece.
pub(crate) fn cf_groups(cf: &str) -> Vec<&str> {
    if cf.len() != 16 || !cf.is_ascii() {
        return vec![cf];
    }
    [0..3, 3..6, 6..11, 11..15, 15..16]
        .map(|group| &cf[group])
        .to_vec()
}

/// A text for HTML: what a template's own escaping does, for fragments that are made in code.
pub(crate) fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn writes_numbers() {
        for (n, text) in [
            (0_u64, "0"),
            (999, "999"),
            (1_000, "1.000"),
            (1_234_567, "1.234.567"),
        ] {
            assert_eq!(n.it(), text);
        }
    }

    #[test]
    fn says_amounts() {
        assert_eq!(whole_euro(Money::from_cents(123_450)), "1.235\u{a0}€");
        assert_eq!(whole_euro(Money::from_cents(-20)), "0\u{a0}€");
    }

    #[test]
    fn groups_a_codice_fiscale() {
        assert_eq!(
            cf_groups("PRVSPN80A41H501Z"),
            ["PRV", "SPN", "80A41", "H501", "Z"]
        );
        assert_eq!(cf_groups("12345678901"), ["12345678901"]);
    }

    #[test]
    fn writes_times_and_periods() {
        let at: Timestamp = "2026-11-23T08:05:00Z".parse().expect("a time");
        assert_eq!(at.it(), "23/11/2026, 09:05");
        let year = Period::new(date(2025, 1, 1), date(2025, 12, 31)).expect("ordered");
        assert_eq!(year.it(), "01/01/2025 – 31/12/2025");
        assert_eq!(file_size(2_345_678), "2,3 MB");
    }

    #[test]
    fn escapes_markup() {
        assert_eq!(
            escape("<a href='x'>&\""),
            "&lt;a href=&#39;x&#39;&gt;&amp;&quot;"
        );
    }
}
