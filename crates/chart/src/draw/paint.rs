//! Colours: classes on a page, which crates/web/assets/pas.css paints, and the same colours in a file.

use crate::chart::Form;

/// Shades of one blue, the darkest first: for amounts, and for series that have an order.
pub(super) const SHADES: [(&str, &str); 7] = [
    ("pas-g-0", "#003d7a"),
    ("pas-g-1", "#0b5cad"),
    ("pas-g-2", "#3c82c9"),
    ("pas-g-3", "#6fa5dc"),
    ("pas-g-4", "#9dc3e8"),
    ("pas-g-5", "#c3daf1"),
    ("pas-g-6", "#e0ecf8"),
];

/// Seven colours that colour-blind readers tell apart, each with a contrast over 3 on white.
pub(super) const HUES: [(&str, &str, &str); 7] = [
    ("pas-g-c0", "pas-g-l0", "#004d99"),
    ("pas-g-c1", "pas-g-l1", "#d05000"),
    ("pas-g-c2", "pas-g-l2", "#00876a"),
    ("pas-g-c3", "pas-g-l3", "#b04a8b"),
    ("pas-g-c4", "pas-g-l4", "#8a6d00"),
    ("pas-g-c5", "pas-g-l5", "#3590cc"),
    ("pas-g-c6", "pas-g-l6", "#5c5c5c"),
];

/// Dashes of the lines, so that not colour alone tells them apart.
const DASHES: [&str; 7] = ["", "8 4", "2 4", "12 4 2 4", "6 6", "1 3", "16 4"];

/// Classes of shades for `n` steps, the darkest first.
pub(super) const fn steps(n: usize) -> &'static [usize] {
    match n {
        0 | 1 => &[1],
        2 => &[0, 3],
        3 => &[0, 3, 5],
        4 => &[0, 1, 4, 5],
        5 => &[0, 1, 3, 5, 6],
        6 => &[0, 1, 2, 3, 4, 5],
        _ => &[0, 1, 2, 3, 4, 5, 6],
    }
}

/// Whether words on a shade are white.
pub(super) const fn is_dark(shade: usize) -> bool {
    shade <= 1
}

/// What stands for a series: its place among the shades or among the hues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colour {
    Shade(usize),
    Hue(usize),
}

impl Colour {
    /// Of the series at `position` among `names`: the last one is what the eye looks for, and the strongest.
    pub(super) fn of_series(form: Form, position: usize, names: &[&str]) -> Self {
        let n = names.len();
        let from_last = n.saturating_sub(position + 1);
        let begins_with_digit =
            |name: &&str| name.starts_with(|letter: char| letter.is_ascii_digit());
        let is_ordered = n <= 3 || names.iter().all(begins_with_digit);
        if form != Form::Lines && is_ordered {
            let steps = steps(n);
            Self::Shade(steps[from_last.min(steps.len() - 1)])
        } else {
            let place = if is_ordered { from_last } else { position };
            Self::Hue(place.min(HUES.len() - 1))
        }
    }

    /// The class that fills with it.
    pub(super) const fn fill(self) -> &'static str {
        match self {
            Self::Shade(n) => SHADES[n].0,
            Self::Hue(n) => HUES[n].0,
        }
    }

    /// The class that draws a line in it.
    pub(super) const fn line(self) -> &'static str {
        match self {
            Self::Shade(_) => HUES[0].1,
            Self::Hue(n) => HUES[n].1,
        }
    }
}

/// Ink, its paler sister, and the lines behind the figures.
const INK: &str = "#17324d";
const PALE_INK: &str = "#455a70";
const RULE: &str = "#c5d0db";

/// The attributes that stand for `class` in a file.
pub(super) fn paint(class: &str) -> String {
    if let Some((_, colour)) = SHADES.iter().find(|(name, _)| *name == class) {
        return format!("fill=\"{colour}\"");
    }
    for (place, (fill, line, colour)) in HUES.iter().enumerate() {
        if *fill == class {
            return format!("fill=\"{colour}\"");
        }
        if *line == class {
            let dash = match DASHES[place] {
                "" => String::new(),
                dash => format!(" stroke-dasharray=\"{dash}\""),
            };
            return format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\"{dash}");
        }
    }
    match class {
        "pas-g-nome" => format!("fill=\"{INK}\" font-size=\"16\" font-weight=\"600\""),
        "pas-g-mio" => format!("fill=\"{INK}\" font-size=\"16\" font-weight=\"700\""),
        "pas-g-titolo" => format!("fill=\"{INK}\" font-size=\"20\" font-weight=\"700\""),
        "pas-g-forte" => format!("fill=\"{INK}\" font-size=\"14\" font-weight=\"700\""),
        "pas-g-forte-bordo" => format!(
            "fill=\"{INK}\" font-size=\"14\" font-weight=\"700\" stroke=\"#ffffff\" stroke-width=\"3\" \
             paint-order=\"stroke\""
        ),
        "pas-g-asse" | "pas-g-nota" => format!("fill=\"{PALE_INK}\" font-size=\"13\""),
        "pas-g-su-chiaro" => format!("fill=\"{INK}\" font-size=\"14\""),
        "pas-g-su-scuro" => "fill=\"#ffffff\" font-size=\"14\"".to_owned(),
        "pas-g-regola" => format!("stroke=\"{RULE}\" stroke-width=\"1\""),
        "pas-g-base" => format!("stroke=\"{PALE_INK}\" stroke-width=\"1\""),
        "pas-g-riferimento" => {
            format!("stroke=\"{INK}\" stroke-width=\"1.5\" stroke-dasharray=\"5 4\"")
        }
        "pas-g-tacca" => "stroke=\"#3c82c9\" stroke-width=\"2\" stroke-opacity=\"0.6\"".to_owned(),
        "pas-g-tacca-mia" => format!("stroke=\"{INK}\" stroke-width=\"5\""),
        "pas-g-mediana" => format!("stroke=\"{INK}\" stroke-width=\"3\""),
        "pas-g-meta" => "fill=\"#e0ecf8\"".to_owned(),
        "pas-g-fascia" => "fill=\"#f2f6fa\"".to_owned(),
        "pas-g-punto" => "fill=\"#3c82c9\" fill-opacity=\"0.75\" stroke=\"#ffffff\"".to_owned(),
        "pas-g-punto-mio" => format!("fill=\"{INK}\" stroke=\"#ffffff\" stroke-width=\"1.5\""),
        "pas-g-orlo" => format!("stroke=\"{PALE_INK}\" stroke-width=\"1.5\""),
        "pas-g-fondo" => "fill=\"#ffffff\"".to_owned(),
        "pas-g-riga" => "fill=\"#768594\"".to_owned(),
        "pas-g-casella" => format!("fill=\"#ffffff\" stroke=\"{RULE}\" stroke-width=\"1\""),
        "pas-g-contesto" => format!("fill=\"#ffffff\" stroke=\"{RULE}\""),
        // How wide it is, a map says by its scale.
        "pas-g-confine" => format!("fill=\"none\" stroke=\"{INK}\""),
        "pas-g-punti" => format!("fill=\"{INK}\""),
        // Words among lines keep a pale edge, so that they can be read where they cross.
        _ => format!(
            "fill=\"{INK}\" font-size=\"14\" stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\""
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, as WCAG 2.1 defines it.
    fn luminance(colour: &str) -> f64 {
        let channel = |from: usize| {
            let value = u8::from_str_radix(&colour[from..from + 2], 16).expect("a colour");
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn words_on_every_shade_of_cells_can_be_read() {
        for n in 1..=5 {
            for shade in steps(n) {
                let ink = if is_dark(*shade) { "#ffffff" } else { INK };
                let found = contrast(ink, SHADES[*shade].1);
                assert!(found >= 4.5, "{shade} of {n}: {found:.2}");
            }
        }
    }

    #[test]
    fn hues_stand_out_from_paper() {
        for (class, _, colour) in HUES {
            let found = contrast("#ffffff", colour);
            assert!(found >= 3.0, "{class}: {found:.2}");
        }
    }

    /// The style sheet of the pages has the shades and hues in the same colours.
    #[test]
    fn the_style_sheet_has_the_same_colours() {
        let sheet = concat!(env!("CARGO_MANIFEST_DIR"), "/../web/assets/pas.css");
        let sheet = std::fs::read_to_string(sheet).expect("the style sheet");
        for (class, colour) in SHADES
            .into_iter()
            .chain(HUES.map(|(fill, _, colour)| (fill, colour)))
        {
            let line = format!("--{class}: {colour};");
            assert!(sheet.contains(&line), "{line}");
            assert!(sheet.contains(&format!(".{class} {{")), ".{class}");
        }
    }
}
