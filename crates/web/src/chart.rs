//! Bars drawn on the server: no script, readable at 360 pixels, with its table as twin.

use std::fmt::Write as _;

use askama::Template;

use crate::format::escape;

/// Height of a bar, and of the label above a row's bars.
const BAR: u32 = 14;
const BAR_STEP: u32 = 18;
const LABEL: u32 = 24;
const GAP: u32 = 14;
/// Width of the longest bar, in percent: the rest is for its number.
const LONGEST: f64 = 68.0;

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Bar {
    /// A length and the number beside it.
    Long {
        /// What it stands for.
        value: i64,
        /// As one reads it.
        text: String,
    },
    /// Hidden for confidentiality: hatched, of no particular length.
    Hidden,
    /// Nothing there.
    Empty,
}

/// The bars of one row, one for each series.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// Name of the row.
    pub label: String,
    /// Its bars.
    pub bars: Vec<Bar>,
}

/// A bar chart.
#[derive(Debug, Clone, Template)]
#[template(path = "components/chart.html")]
pub(crate) struct Chart {
    id: &'static str,
    title: String,
    description: String,
    /// Names of the series, the one that counts most last; none for one bar a row.
    series: Vec<String>,
    svg: String,
    has_hidden: bool,
}

impl Chart {
    /// A chart of `groups` with one bar for each of `series`.
    pub(crate) fn new(
        id: &'static str,
        title: String,
        description: String,
        series: Vec<String>,
        groups: &[Group],
    ) -> Self {
        let has_hidden = groups.iter().any(|group| group.bars.contains(&Bar::Hidden));
        let svg = draw(id, groups, series.len());
        Self {
            id,
            title,
            description,
            series,
            svg,
            has_hidden,
        }
    }

    /// Shade of the series at `position`: the last one is the strongest.
    fn shade(&self, position: usize) -> usize {
        shade(position, self.series.len())
    }
}

fn shade(position: usize, n_series: usize) -> usize {
    n_series.saturating_sub(position + 1).min(3)
}

/// Longest label that fits above the bars; the table below has the whole name.
const LONGEST_LABEL: usize = 84;

fn shortened(label: &str) -> String {
    if label.chars().count() <= LONGEST_LABEL {
        return label.to_owned();
    }
    let kept: String = label.chars().take(LONGEST_LABEL - 1).collect();
    let whole_words = kept
        .rsplit_once(' ')
        .map_or(kept.as_str(), |(words, _)| words);
    format!("{whole_words}…")
}

fn draw(id: &str, groups: &[Group], n_series: usize) -> String {
    let longest = groups
        .iter()
        .flat_map(|group| &group.bars)
        .filter_map(|bar| match bar {
            Bar::Long { value, .. } => Some(*value),
            Bar::Hidden | Bar::Empty => None,
        });
    let longest = longest.max().unwrap_or(1).max(1);
    let mut svg = String::new();
    let mut y = 0;
    for group in groups {
        let _ = write!(
            svg,
            "<text class=\"pas-g-nome\" x=\"0\" y=\"{}\">{}</text>",
            y + 16,
            escape(&shortened(&group.label))
        );
        y += LABEL;
        // The latest series first: it is what the eye looks for.
        for (position, bar) in group.bars.iter().enumerate().rev() {
            push_bar(&mut svg, id, bar, y, shade(position, n_series), longest);
            y += BAR_STEP;
        }
        y += GAP;
    }
    format!(
        "<svg class=\"pas-grafico\" width=\"100%\" height=\"{y}\" role=\"img\" \
         aria-labelledby=\"{id}-titolo {id}-descrizione\"><defs><pattern id=\"{id}-tratteggio\" \
         width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
         <rect class=\"pas-g-fondo\" width=\"6\" height=\"6\"/><rect class=\"pas-g-riga\" \
         width=\"2\" height=\"6\"/></pattern></defs>{svg}</svg>"
    )
}

fn push_bar(svg: &mut String, id: &str, bar: &Bar, y: u32, shade: usize, longest: i64) {
    let text_y = y + BAR - 2;
    let _ = match bar {
        Bar::Long { value, text } => {
            #[expect(clippy::cast_precision_loss, reason = "a width on a screen")]
            let width = LONGEST * (*value).max(0) as f64 / longest as f64;
            write!(
                svg,
                "<rect class=\"pas-g-{shade}\" x=\"0\" y=\"{y}\" width=\"{width:.2}%\" \
                 height=\"{BAR}\"/><text x=\"{width:.2}%\" dx=\"6\" y=\"{text_y}\">{}</text>",
                escape(text)
            )
        }
        Bar::Hidden => write!(
            svg,
            "<rect fill=\"url(#{id}-tratteggio)\" x=\"0\" y=\"{y}\" width=\"8%\" \
             height=\"{BAR}\"/><text x=\"8%\" dx=\"6\" y=\"{text_y}\">riservato</text>"
        ),
        Bar::Empty => write!(svg, "<text x=\"0\" y=\"{text_y}\">nessuna spesa</text>"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_between_words() {
        let name = "Contributi economici per affitti erogati dai Comuni a valere sulle risorse del Fondo nazionale";
        assert_eq!(
            super::shortened(name),
            "Contributi economici per affitti erogati dai Comuni a valere sulle risorse del…"
        );
        assert_eq!(super::shortened("Mensa scolastica"), "Mensa scolastica");
    }

    #[test]
    fn draws_lengths_and_hides_the_hidden() {
        let groups = [
            Group {
                label: "Mensa & nido".to_owned(),
                bars: vec![
                    Bar::Long {
                        value: 50,
                        text: "0,50 €".to_owned(),
                    },
                    Bar::Long {
                        value: 100,
                        text: "1,00 €".to_owned(),
                    },
                ],
            },
            Group {
                label: "Affido".to_owned(),
                bars: vec![Bar::Empty, Bar::Hidden],
            },
        ];
        let series = vec!["2024".to_owned(), "2025".to_owned()];
        let chart = Chart::new(
            "spesa",
            "Spesa".to_owned(),
            "Barre".to_owned(),
            series,
            &groups,
        );
        let html = chart.render().expect("a chart");
        for part in [
            "width=\"68.00%\"",
            "width=\"34.00%\"",
            "Mensa &amp; nido",
            "#spesa-tratteggio",
            "nessuna spesa",
            "pas-g-1",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(!html.contains("style="));
    }
}
