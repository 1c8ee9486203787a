//! A drawing that stands by itself: title and legend above, notes below, colours of its own.

use super::canvas::{Canvas, FILE_MARGIN, FILE_WIDTH, Medium, Rect, Room, Text, number};
use super::legend::Key;
use super::patterns;
use super::words::{escape, width, wrapped};
use crate::chart::Chart;

/// Letters in a line of the title and of the notes.
const TITLE: usize = 84;
const NOTE: usize = 130;
/// Heights of their lines.
const TITLE_STEP: f64 = 26.0;
const NOTE_STEP: f64 = 18.0;
/// A row of the legend, and its squares.
const KEY_STEP: f64 = 24.0;
const SQUARE: f64 = 14.0;

impl Chart {
    /// The drawing for a file: whole, with title, legend, `notes` below, and colours of its own.
    pub fn for_file(&self, notes: &[String]) -> String {
        let id = escape(&self.id);
        let mut canvas = Canvas::new(&id, Medium::File);
        let defs = patterns(&canvas, self.pattern());
        let mut y = FILE_MARGIN;
        for line in wrapped(&self.title, TITLE) {
            y += TITLE_STEP;
            canvas.text(&Text::new(0.0, y - 6.0, &line).class("pas-g-titolo"));
        }
        canvas.raw("<g stroke-width=\"2\">");
        y = legend(&mut canvas, &self.legend(), y + 8.0);
        canvas.raw("</g>");
        y += 12.0;
        canvas.raw(&format!("<g transform=\"translate(0 {})\">", number(y)));
        y += self.draw(&mut canvas);
        canvas.raw("</g>");
        y += 20.0;
        let own_note = self.note();
        let notes = own_note.iter().chain(notes);
        for line in notes.flat_map(|note| wrapped(note, NOTE)) {
            y += NOTE_STEP;
            canvas.text(&Text::new(0.0, y - 4.0, &line).class("pas-g-nota"));
        }
        y += FILE_MARGIN;
        let (wide, high) = (number(FILE_WIDTH), number(y));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" \
             viewBox=\"0 0 {wide} {high}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\" \
             font-family=\"Titillium Web, DejaVu Sans, sans-serif\" font-size=\"14\"><title id=\"{id}-t\">{}</title>\
             <desc id=\"{id}-d\">{}</desc><defs>{defs}</defs><rect {} width=\"{wide}\" \
             height=\"{high}\"/>{}</svg>\n",
            escape(&self.title),
            escape(&self.words()),
            canvas.look("pas-g-fondo", Room::Any),
            canvas.finish()
        )
    }
}

/// The legend in as many rows as it needs; where it ends.
fn legend(canvas: &mut Canvas<'_>, keys: &[Key], top: f64) -> f64 {
    let room = FILE_WIDTH - 2.0 * FILE_MARGIN;
    let (mut x, mut y) = (0.0, top);
    for key in keys {
        let wide = SQUARE + 6.0 + width(&key.label, 14.0) + 20.0;
        if x > 0.0 && x + wide > room {
            x = 0.0;
            y += KEY_STEP;
        }
        let percent = |pixels: f64| pixels / room * 100.0;
        let square = Rect {
            x: percent(x),
            width: percent(SQUARE),
            y: y + 4.0,
            height: SQUARE,
        };
        match (key.swatch.class(), key.swatch.pattern()) {
            (Some(class), _) => canvas.rect(class, square, None),
            (None, Some(pattern)) => canvas.rect_of_pattern(pattern, square),
            (None, None) => {}
        }
        let at = percent(x + SQUARE + 6.0);
        canvas.text(&Text::new(at, y + 16.0, &key.label));
        x += wide;
    }
    if keys.is_empty() { top } else { y + KEY_STEP }
}
