//! The fonts: Titillium Web, and DejaVu Sans for the few signs that it lacks.

use std::sync::{Arc, LazyLock};

use krilla::text::Font;
use resvg::usvg::fontdb;
use ttf_parser::Face as Outlines;

const REGULAR: &[u8] = include_bytes!("../fonts/TitilliumWeb-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../fonts/TitilliumWeb-Bold.ttf");
const SIGNS: &[u8] = include_bytes!("../fonts/DejaVuSans-Signs.ttf");

/// A font of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    Regular,
    Bold,
    Signs,
}

static OUTLINES: LazyLock<[Outlines<'static>; 3]> = LazyLock::new(|| {
    [REGULAR, BOLD, SIGNS]
        .map(|bytes| Outlines::parse(bytes, 0).expect("invariant: our own fonts can be read"))
});

static FAMILY: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for bytes in [REGULAR, BOLD, SIGNS] {
        fonts.load_font_data(bytes.to_vec());
    }
    fonts.set_sans_serif_family("Titillium Web");
    fonts.set_serif_family("Titillium Web");
    fonts.set_monospace_family("Titillium Web");
    Arc::new(fonts)
});

/// The fonts that drawings are written with; never those of the machine.
pub(crate) fn family() -> Arc<fontdb::Database> {
    Arc::clone(&FAMILY)
}

impl Face {
    const ALL: [Self; 3] = [Self::Regular, Self::Bold, Self::Signs];

    fn outlines(self) -> &'static Outlines<'static> {
        &OUTLINES[self as usize]
    }

    fn has(self, letter: char) -> bool {
        self.outlines().glyph_index(letter).is_some()
    }

    /// How far `text`, of which it has every letter, runs at `size` points.
    fn width(self, text: &str, size: f32) -> f32 {
        let outlines = self.outlines();
        let advance = |letter| outlines.glyph_hor_advance(outlines.glyph_index(letter)?);
        let units: f32 = text.chars().filter_map(advance).map(f32::from).sum();
        units / f32::from(outlines.units_per_em()) * size
    }
}

/// The fonts as the document embeds them.
pub(crate) fn embedded() -> [Font; 3] {
    Face::ALL.map(|face| {
        let bytes = match face {
            Face::Regular => REGULAR,
            Face::Bold => BOLD,
            Face::Signs => SIGNS,
        };
        Font::new(bytes.to_vec().into(), 0).expect("invariant: our own fonts can be read")
    })
}

/// A stretch of text in one font.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    pub(crate) face: Face,
    pub(crate) text: String,
    /// From the line's start.
    pub(crate) x: f32,
}

/// `text` in stretches of one font each, and how far it runs. A letter that no font has is a `?`.
pub(crate) fn runs(text: &str, face: Face, size: f32) -> (Vec<Run>, f32) {
    let mut runs: Vec<Run> = Vec::new();
    for letter in text.chars() {
        let (face, letter) = match letter {
            '\n' | '\t' => (face, ' '),
            letter if face.has(letter) => (face, letter),
            letter if Face::Signs.has(letter) => (Face::Signs, letter),
            letter if letter.is_control() => continue,
            _ => (face, '?'),
        };
        match runs.last_mut() {
            Some(run) if run.face == face => run.text.push(letter),
            _ => runs.push(Run {
                face,
                text: letter.to_string(),
                x: 0.0,
            }),
        }
    }
    let mut x = 0.0;
    for run in &mut runs {
        run.x = x;
        x += run.face.width(&run.text, size);
    }
    (runs, x)
}

/// How far `text` runs.
pub(crate) fn width(text: &str, face: Face, size: f32) -> f32 {
    runs(text, face, size).1
}

/// `text` in lines no longer than `room`, broken between words; a word that is longer is broken.
pub(crate) fn wrapped(text: &str, face: Face, size: f32, room: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
        for piece in pieces(word, face, size, room) {
            let longer = if line.is_empty() {
                piece.clone()
            } else {
                format!("{line} {piece}")
            };
            if line.is_empty() || width(&longer, face, size) <= room {
                line = longer;
            } else {
                lines.push(std::mem::replace(&mut line, piece));
            }
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

fn pieces(word: &str, face: Face, size: f32, room: f32) -> Vec<String> {
    if width(word, face, size) <= room {
        return vec![word.to_owned()];
    }
    let mut pieces = vec![String::new()];
    for letter in word.chars() {
        let longer = pieces
            .last()
            .map_or_else(String::new, |piece| format!("{piece}{letter}"));
        let fits = width(&longer, face, size) <= room;
        match pieces.last_mut() {
            Some(piece) if fits || piece.is_empty() => *piece = longer,
            _ => pieces.push(letter.to_string()),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_their_room_and_lose_nothing() {
        let text =
            "Le persone diverse che hanno ricevuto almeno una prestazione, 12,5 ‰ degli abitanti";
        let lines = wrapped(text, Face::Regular, 10.0, 90.0);
        assert!(lines.len() > 3);
        assert!(
            lines
                .iter()
                .all(|line| width(line, Face::Regular, 10.0) <= 90.0)
        );
        assert_eq!(lines.join(" "), text);
        let address = "https://pas.example/analisi?misure=beneficiari,spesa&righe=prestazione";
        assert_eq!(
            wrapped(address, Face::Regular, 10.0, 90.0)
                .join(" ")
                .replace(' ', ""),
            address
        );
    }

    #[test]
    fn every_sign_finds_a_font() {
        let (runs, _) = runs("12,5 ‰ ≥ è\u{a0}€\u{7}漢", Face::Bold, 10.0);
        let texts: Vec<(Face, &str)> = runs
            .iter()
            .map(|run| (run.face, run.text.as_str()))
            .collect();
        let bold = |text| (Face::Bold, text);
        assert_eq!(
            texts,
            [
                bold("12,5 "),
                (Face::Signs, "‰"),
                bold(" "),
                (Face::Signs, "≥"),
                bold(" è\u{a0}€?")
            ]
        );
    }
}
