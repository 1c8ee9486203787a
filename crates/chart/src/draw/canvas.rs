//! What is drawn on: a page, where x is a share of whatever width there is, or a file of a fixed width.

use std::fmt::Write as _;

use super::paint::paint;
use super::words::{escape, shortened};

/// Width of a file, in pixels, and of the empty space at each side of it.
pub(super) const FILE_WIDTH: f64 = 960.0;
pub(super) const FILE_MARGIN: f64 = 24.0;

/// Where the drawing goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Medium {
    /// A page: classes, no colours, any width from 320 pixels.
    Page,
    /// A file: colours, a fixed width.
    File,
}

/// On which widths of a page something is shown; a file is wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Room {
    /// On all.
    #[default]
    Any,
    /// On a wide one only.
    Wide,
    /// On a narrow one only.
    Narrow,
}

impl Room {
    /// The class that shows something on such pages only.
    const fn class(self) -> Option<&'static str> {
        match self {
            Self::Any => None,
            Self::Wide => Some("pas-g-largo"),
            Self::Narrow => Some("pas-g-stretto"),
        }
    }
}

/// Words at a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'a> {
    /// Percent of the width.
    x: f64,
    y: f64,
    dx: f64,
    anchor: &'static str,
    class: &'static str,
    room: Room,
    href: Option<&'a str>,
    words: &'a str,
}

impl<'a> Text<'a> {
    /// `words` beginning `x` percent from the left, standing on `y` pixels from above.
    pub(super) const fn new(x: f64, y: f64, words: &'a str) -> Self {
        Self {
            x,
            y,
            dx: 0.0,
            anchor: "start",
            class: "pas-g-testo",
            room: Room::Any,
            href: None,
            words,
        }
    }

    /// Moved by `dx` pixels.
    pub(super) const fn moved(mut self, dx: f64) -> Self {
        self.dx = dx;
        self
    }

    /// With its middle at the place.
    pub(super) const fn centred(mut self) -> Self {
        self.anchor = "middle";
        self
    }

    /// Ending at the place.
    pub(super) const fn ending(mut self) -> Self {
        self.anchor = "end";
        self
    }

    /// Of another class.
    pub(super) const fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }

    /// Shown only where there is `room`.
    pub(super) const fn room(mut self, room: Room) -> Self {
        self.room = room;
        self
    }

    /// Leading to `href`, on a page.
    pub(super) const fn leading(mut self, href: Option<&'a str>) -> Self {
        self.href = href;
        self
    }

    /// At the beginning, the middle or the end of what it stands for, so that it stays in the drawing.
    pub(super) fn held_in(self) -> Self {
        match self.x {
            x if x < 12.0 => self,
            x if x > 88.0 => self.ending(),
            _ => self.centred(),
        }
    }
}

/// A rectangle: left and width in percent, top and height in pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rect {
    pub(super) x: f64,
    pub(super) width: f64,
    pub(super) y: f64,
    pub(super) height: f64,
}

/// A drawing that grows.
pub(super) struct Canvas<'a> {
    pub(super) id: &'a str,
    pub(super) medium: Medium,
    out: String,
    /// In a file, where 0 percent is and how many pixels 100 percent are.
    left: f64,
    width: f64,
}

impl<'a> Canvas<'a> {
    /// An empty one.
    pub(super) const fn new(id: &'a str, medium: Medium) -> Self {
        Self {
            id,
            medium,
            out: String::new(),
            left: FILE_MARGIN,
            width: FILE_WIDTH - 2.0 * FILE_MARGIN,
        }
    }

    /// What was drawn.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Anything, as it is.
    pub(super) fn raw(&mut self, xml: &str) {
        self.out.push_str(xml);
    }

    /// How a place `x` percent from the left, moved by `dx` pixels, is written.
    fn x(&self, x: f64, dx: f64) -> String {
        match self.medium {
            Medium::Page if x == 0.0 => number(dx),
            Medium::Page => format!("{}%", number(x)),
            Medium::File => number(self.left + self.width * x / 100.0 + dx),
        }
    }

    fn length(&self, width: f64) -> String {
        match self.medium {
            Medium::Page => format!("{}%", number(width)),
            Medium::File => number(self.width * width / 100.0),
        }
    }

    /// Class on a page; colour in a file.
    pub(super) fn look(&self, class: &str, room: Room) -> String {
        match self.medium {
            Medium::Page => match room.class() {
                Some(shown) => format!("class=\"{class} {shown}\""),
                None => format!("class=\"{class}\""),
            },
            Medium::File => paint(class),
        }
    }

    /// Words.
    pub(super) fn text(&mut self, text: &Text<'_>) {
        if self.medium == Medium::File && text.room == Room::Narrow {
            return;
        }
        let href = text.href.filter(|_| self.medium == Medium::Page);
        if let Some(href) = href {
            let _ = write!(self.out, "<a href=\"{}\">", escape(href));
        }
        let _ = write!(
            self.out,
            "<text {} x=\"{}\" y=\"{}\"",
            self.look(text.class, text.room),
            self.x(text.x, text.dx),
            number(text.y)
        );
        if self.medium == Medium::Page && text.dx != 0.0 && text.x != 0.0 {
            let _ = write!(self.out, " dx=\"{}\"", number(text.dx));
        }
        if text.anchor != "start" {
            let _ = write!(self.out, " text-anchor=\"{}\"", text.anchor);
        }
        let _ = write!(self.out, ">{}</text>", escape(text.words));
        if href.is_some() {
            self.out.push_str("</a>");
        }
    }

    /// Words in at most `narrow` letters on a narrow page and `wide` on a wide one.
    pub(super) fn text_within(&mut self, text: &Text<'_>, narrow: usize, wide: usize) {
        let [short, long] = [shortened(text.words, narrow), shortened(text.words, wide)];
        if short == long || self.medium == Medium::File {
            self.text(&Text {
                words: &long,
                ..*text
            });
            return;
        }
        for (words, room) in [(&long, Room::Wide), (&short, Room::Narrow)] {
            self.text(&Text {
                words,
                ..text.room(room)
            });
        }
    }

    /// A rectangle full of one of the chart's patterns, with an edge: it may have room for one stripe only.
    pub(super) fn rect_of_pattern(&mut self, pattern: &str, rect: Rect) {
        let edge = self.look("pas-g-orlo", Room::Any);
        let look = format!("{edge} fill=\"url(#{}-{pattern})\"", self.id);
        self.rect_looking(&look, rect, None);
    }

    /// A rectangle, saying `title` where one points at it.
    pub(super) fn rect(&mut self, class: &str, rect: Rect, title: Option<&str>) {
        let look = if class == HIDDEN {
            format!("fill=\"url(#{}-tratteggio)\"", self.id)
        } else {
            self.look(class, Room::Any)
        };
        self.rect_looking(&look, rect, title);
    }

    fn rect_looking(&mut self, look: &str, rect: Rect, title: Option<&str>) {
        let _ = write!(
            self.out,
            "<rect {look} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            self.x(rect.x, 0.0),
            number(rect.y),
            self.length(rect.width),
            number(rect.height)
        );
        self.close("rect", title);
    }

    /// A line from one place to another.
    pub(super) fn line(
        &mut self,
        class: &str,
        from: (f64, f64),
        to: (f64, f64),
        title: Option<&str>,
    ) {
        let _ = write!(
            self.out,
            "<line {} x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"",
            self.look(class, Room::Any),
            self.x(from.0, 0.0),
            number(from.1),
            self.x(to.0, 0.0),
            number(to.1)
        );
        self.close("line", title);
    }

    fn close(&mut self, element: &str, title: Option<&str>) {
        let _ = match title {
            Some(title) => write!(self.out, "><title>{}</title></{element}>", escape(title)),
            None => write!(self.out, "/>"),
        };
    }

    /// A line through `points`, percent from the left and pixels from above; `height` pixels are enough for it.
    pub(super) fn polyline(&mut self, class: &str, points: &[(f64, f64)], height: f64) {
        let look = self.look(class, Room::Any);
        let is_page = self.medium == Medium::Page;
        if is_page {
            let _ = write!(
                self.out,
                "<svg width=\"100%\" height=\"{0}\" viewBox=\"0 0 100 {0}\" preserveAspectRatio=\"none\">",
                number(height)
            );
        }
        let _ = write!(
            self.out,
            "<polyline {look} vector-effect=\"non-scaling-stroke\" points=\""
        );
        for (place, (x, y)) in points.iter().enumerate() {
            let x = if is_page {
                *x
            } else {
                self.left + self.width * x / 100.0
            };
            let space = if place == 0 { "" } else { " " };
            let _ = write!(self.out, "{space}{},{}", number(x), number(*y));
        }
        self.out.push_str("\"/>");
        if is_page {
            self.out.push_str("</svg>");
        }
    }

    /// A shape drawn around its own middle, at a place.
    pub(super) fn shape(
        &mut self,
        class: &str,
        (x, y): (f64, f64),
        path: &str,
        title: Option<&str>,
    ) {
        let look = if class == HIDDEN {
            let hatched = format!("fill=\"url(#{}-tratteggio)\"", self.id);
            format!("{} {hatched}", self.look("pas-g-orlo", Room::Any))
        } else {
            self.look(class, Room::Any)
        };
        let (open, end) = match self.medium {
            Medium::Page => (
                format!(
                    "<svg x=\"{}\" y=\"{}\" overflow=\"visible\">",
                    self.x(x, 0.0),
                    number(y)
                ),
                "</svg>",
            ),
            Medium::File => (
                format!(
                    "<g transform=\"translate({} {})\">",
                    self.x(x, 0.0),
                    number(y)
                ),
                "</g>",
            ),
        };
        let _ = write!(self.out, "{open}<path {look} d=\"{path}\"");
        self.close("path", title);
        self.out.push_str(end);
    }

    /// From here on, 0 and 100 percent are within `x` and `x + width` percent; shown where there is `room`.
    pub(super) fn open_field(&mut self, room: Room, x: f64, width: f64) {
        if self.medium == Medium::Page {
            let class = room.class();
            let class = class.map_or_else(String::new, |class| format!("class=\"{class}\" "));
            let _ = write!(
                self.out,
                "<svg {class}x=\"{}%\" width=\"{}%\" overflow=\"visible\">",
                number(x),
                number(width)
            );
        }
        self.left = FILE_MARGIN + (FILE_WIDTH - 2.0 * FILE_MARGIN) * x / 100.0;
        self.width = (FILE_WIDTH - 2.0 * FILE_MARGIN) * width / 100.0;
    }

    /// Whole width again.
    pub(super) fn close_field(&mut self) {
        if self.medium == Medium::Page {
            self.out.push_str("</svg>");
        }
        self.left = FILE_MARGIN;
        self.width = FILE_WIDTH - 2.0 * FILE_MARGIN;
    }
}

/// The class that stands for hatching.
pub(super) const HIDDEN: &str = "pas-g-oscurato";

/// At most two decimals, none that say nothing.
pub(super) fn number(value: f64) -> String {
    let written = format!("{value:.2}");
    let trimmed = written.trim_end_matches('0').trim_end_matches('.');
    if trimmed == "-0" {
        "0".to_owned()
    } else {
        trimmed.to_owned()
    }
}
