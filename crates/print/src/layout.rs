//! From blocks to pages: where each line, rule and drawing stands.

use resvg::usvg::Tree;

use crate::document::{Block, Document};
use crate::drawing::parsed;
use crate::error::PrintError;
use crate::font::{Face, Run, runs, width, wrapped};
use crate::table;
use crate::tags::{Kind, Leaf, Part};

/// A4, in points.
const SHORT: f32 = 595.28;
const LONG: f32 = 841.89;
/// White around a page.
pub(crate) const MARGIN: f32 = 48.0;
/// Below the text: the footer.
pub(crate) const FOOT: f32 = 30.0;
/// From line to line, in sizes of the font.
pub(crate) const LEADING: f32 = 1.3;
/// Size of running text.
pub(crate) const TEXT: f32 = 10.0;
/// Size of notes.
const NOTE: f32 = 9.0;

/// What stands on a page.
pub(crate) enum Item {
    /// A line of text from its left end, on its base line; a piece of the structure, or a mere repetition.
    Text {
        leaf: Option<Leaf>,
        runs: Vec<Run>,
        size: f32,
        at: (f32, f32),
    },
    /// A horizontal rule.
    Rule { from: (f32, f32), to: f32 },
    /// A drawing, its upper left end and its size.
    Drawing {
        leaf: Leaf,
        tree: Box<Tree>,
        at: (f32, f32),
        size: (f32, f32),
    },
}

/// A heading, for the list beside the document.
pub(crate) struct Entry {
    pub(crate) level: u8,
    pub(crate) text: String,
    pub(crate) page: usize,
    pub(crate) y: f32,
}

/// The pages, and what their pieces are.
pub(crate) struct Laid {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) pages: Vec<Vec<Item>>,
    pub(crate) parts: Vec<Part>,
    pub(crate) outline: Vec<Entry>,
    pub(crate) n_leaves: usize,
}

impl Laid {
    /// From the left margin to the right one.
    pub(crate) const fn room(&self) -> f32 {
        self.width - 2.0 * MARGIN
    }
}

/// The pen: where the next thing goes.
pub(crate) struct Pen {
    pub(crate) laid: Laid,
    pub(crate) y: f32,
}

impl Pen {
    /// The lowest that anything may reach.
    pub(crate) const fn floor(&self) -> f32 {
        self.laid.height - MARGIN - FOOT
    }

    pub(crate) fn new_page(&mut self) {
        self.laid.pages.push(Vec::new());
        self.y = MARGIN;
    }

    /// Makes sure that `height` fits below the pen.
    pub(crate) fn reserve(&mut self, height: f32) {
        if self.y + height > self.floor() && self.y > MARGIN {
            self.new_page();
        }
    }

    pub(crate) fn put(&mut self, item: Item) {
        if let Some(page) = self.laid.pages.last_mut() {
            page.push(item);
        }
    }

    pub(crate) const fn leaf(&mut self) -> Leaf {
        self.laid.n_leaves += 1;
        self.laid.n_leaves - 1
    }

    /// One line of text at `x`, its upper end at `y`; returns its piece.
    pub(crate) fn line(&mut self, runs: Vec<Run>, size: f32, at: (f32, f32)) -> Part {
        let leaf = self.leaf();
        let at = (at.0, at.1 + size);
        self.put(Item::Text {
            leaf: Some(leaf),
            runs,
            size,
            at,
        });
        Part::Leaf(leaf)
    }

    /// Lines of text below each other.
    fn lines(&mut self, lines: &[Vec<Run>], size: f32) -> Vec<Part> {
        let mut parts = Vec::new();
        for runs in lines {
            self.reserve(size * LEADING);
            let y = self.y;
            parts.push(self.line(runs.clone(), size, (MARGIN, y)));
            self.y += size * LEADING;
        }
        parts
    }

    fn heading(&mut self, level: u8, text: &str) {
        let size = match level {
            0 | 1 => 20.0,
            2 => 15.0,
            3 => 12.5,
            _ => 11.0,
        };
        let lines = broken(text, Face::Bold, size, self.laid.room());
        if self.y > MARGIN {
            self.y += size * 0.8;
        }
        // A heading does not stand alone at the foot of a page.
        self.reserve(height(&lines, size) + 4.0 * TEXT * LEADING);
        let entry = Entry {
            level,
            text: text.to_owned(),
            page: self.laid.pages.len().saturating_sub(1),
            y: self.y,
        };
        self.laid.outline.push(entry);
        let parts = self.lines(&lines, size);
        self.group(Kind::Heading(level, text.to_owned()), parts);
        self.y += size * 0.3;
    }

    fn paragraph(&mut self, text: &str) {
        let lines = broken(text, Face::Regular, TEXT, self.laid.room());
        let parts = self.lines(&lines, TEXT);
        self.group(Kind::Paragraph, parts);
        self.y += TEXT * 0.6;
    }

    /// The name in bold, and the text after it, the first line beside the name.
    fn note(&mut self, name: &str, text: &str) {
        let (mut opening, width) = runs(&format!("{name}. "), Face::Bold, NOTE);
        let room = self.laid.room();
        let mut words = text.split(' ');
        let mut first = String::new();
        let mut rest = String::new();
        for word in words.by_ref() {
            let longer = format!("{first}{word} ");
            if width + runs(&longer, Face::Regular, NOTE).1 > room {
                word.clone_into(&mut rest);
                break;
            }
            first = longer;
        }
        let (mut beside, _) = runs(first.trim_end(), Face::Regular, NOTE);
        for run in &mut beside {
            run.x += width;
        }
        opening.extend(beside);
        let mut lines = vec![opening];
        for word in words {
            rest.push(' ');
            rest.push_str(word);
        }
        if !rest.is_empty() {
            lines.extend(broken(&rest, Face::Regular, NOTE, room));
        }
        let parts = self.lines(&lines, NOTE);
        self.group(Kind::Paragraph, parts);
        self.y += NOTE * 0.35;
    }

    /// The entries below the first level, with dots to their page.
    fn contents(&mut self, entries: &[Entry]) {
        for entry in entries.iter().filter(|entry| entry.level > 1) {
            let (face, indent) = match entry.level {
                2 => (Face::Bold, 0.0),
                level => (Face::Regular, f32::from(level - 2) * 14.0),
            };
            let right = MARGIN + self.laid.room();
            // Room for three digits, so that the lines are the same whatever the page.
            let room = self.laid.room() - indent - 30.0;
            let lines = broken(&entry.text, face, TEXT, room);
            self.reserve(height(&lines, TEXT));
            let mut parts = Vec::new();
            let mut end = MARGIN + indent;
            for runs in lines {
                let y = self.y;
                let last = runs.last();
                end = last.map_or(end, |run| {
                    MARGIN + indent + run.x + width(&run.text, run.face, TEXT)
                });
                parts.push(self.line(runs, TEXT, (MARGIN + indent, y)));
                self.y += TEXT * LEADING;
            }
            let y = self.y - TEXT * LEADING;
            let (number, wide) = runs(&(entry.page + 1).to_string(), face, TEXT);
            self.leader((end + 4.0, right - wide - 4.0), y);
            parts.push(self.line(number, TEXT, (right - wide, y)));
            self.group(Kind::Paragraph, parts);
        }
    }

    /// Dots from here to there, for the eye alone.
    fn leader(&mut self, (from, to): (f32, f32), y: f32) {
        let (mut dots, dot) = (String::new(), width(" .", Face::Regular, TEXT));
        let mut reached = from;
        while reached + dot < to {
            dots.push_str(" .");
            reached += dot;
        }
        let (runs, wide) = runs(&dots, Face::Regular, TEXT);
        self.put(Item::Text {
            leaf: None,
            runs,
            size: TEXT,
            at: (to - wide, y + TEXT),
        });
    }

    fn drawing(&mut self, svg: &str, caption: &str, words: &str) -> Result<(), PrintError> {
        let tree = parsed(svg)?;
        let (width, height) = (tree.size().width(), tree.size().height());
        let most = self.floor() - MARGIN - 4.0 * TEXT;
        let scale = (self.laid.room() / width).min(most / height).min(1.0);
        let size = (width * scale, height * scale);
        self.reserve(size.1 + 2.0 * TEXT * LEADING);
        let leaf = self.leaf();
        let at = (MARGIN, self.y);
        let tree = Box::new(tree);
        self.put(Item::Drawing {
            leaf,
            tree,
            at,
            size,
        });
        self.y += size.1 + TEXT * 0.4;
        let words = if words.is_empty() { caption } else { words };
        self.group(Kind::Figure(words.to_owned()), vec![Part::Leaf(leaf)]);
        if !caption.is_empty() {
            let lines = broken(caption, Face::Regular, NOTE, self.laid.room());
            let parts = self.lines(&lines, NOTE);
            self.group(Kind::Paragraph, parts);
        }
        self.y += TEXT * 0.6;
        Ok(())
    }

    pub(crate) fn group(&mut self, kind: Kind, parts: Vec<Part>) {
        self.laid.parts.push(Part::Group(kind, parts));
    }
}

/// `text` in lines, each in its fonts.
pub(crate) fn broken(text: &str, face: Face, size: f32, room: f32) -> Vec<Vec<Run>> {
    let lines = wrapped(text, face, size, room);
    lines.iter().map(|line| runs(line, face, size).0).collect()
}

/// How high `lines` stand, one below the other.
fn height(lines: &[Vec<Run>], size: f32) -> f32 {
    lines.iter().map(|_| size * LEADING).sum()
}

/// Lays `document` out: on its side where a table needs it. Contents are laid out twice, for what they
/// list is only then known; they take the same room both times.
pub(crate) fn lay_out(document: &Document) -> Result<Laid, PrintError> {
    if !document.blocks.contains(&Block::Contents) {
        return laid_out(document, &[]);
    }
    let headings = document.blocks.iter().filter_map(|block| match block {
        Block::Heading(level, text) => Some(Entry {
            level: *level,
            text: text.clone(),
            page: 0,
            y: 0.0,
        }),
        _ => None,
    });
    let headings: Vec<Entry> = headings.collect();
    let first = laid_out(document, &headings)?;
    laid_out(document, &first.outline)
}

fn laid_out(document: &Document, contents: &[Entry]) -> Result<Laid, PrintError> {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let widest = tables.map(table::natural_width).fold(0.0, f32::max);
    let (width, height) = if widest > SHORT - 2.0 * MARGIN {
        (LONG, SHORT)
    } else {
        (SHORT, LONG)
    };
    let laid = Laid {
        width,
        height,
        pages: Vec::new(),
        parts: Vec::new(),
        outline: Vec::new(),
        n_leaves: 0,
    };
    let mut pen = Pen { laid, y: MARGIN };
    pen.new_page();
    for block in &document.blocks {
        match block {
            Block::Heading(level, text) => pen.heading((*level).clamp(1, 6), text),
            Block::Paragraph(text) => pen.paragraph(text),
            Block::Note(name, text) => pen.note(name, text),
            Block::Table(table) => table::lay_out(&mut pen, table),
            Block::Drawing {
                svg,
                caption,
                words,
            } => pen.drawing(svg, caption, words)?,
            Block::Contents => pen.contents(contents),
            Block::PageBreak => pen.new_page(),
        }
    }
    Ok(pen.laid)
}
