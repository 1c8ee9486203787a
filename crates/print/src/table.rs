//! Tables: widths of columns, lines that break between pages with their headings again.

use crate::document::Table;
use crate::font::{Face, Run, width};
use crate::layout::{Item, LEADING, MARGIN, Pen, TEXT, broken};
use crate::tags::{Kind, Part};

/// Size of a table's text.
const SIZE: f32 = 8.5;
/// White at either side of a cell, above and below it.
const SIDE: f32 = 3.0;
const ABOVE: f32 = 2.0;
/// A column of words is no wider.
const WIDEST: f32 = 190.0;

/// A cell's lines.
type Cell = Vec<Vec<Run>>;

/// How wide the table would be with room for all.
pub(crate) fn natural_width(table: &Table) -> f32 {
    (0..table.headings.len())
        .map(|column| natural(table, column))
        .sum()
}

fn widest_word(text: &str, face: Face) -> f32 {
    text.split(' ')
        .map(|word| width(word, face, SIZE))
        .fold(0.0, f32::max)
}

fn natural(table: &Table, column: usize) -> f32 {
    let heading = table
        .headings
        .get(column)
        .map_or(0.0, |heading| widest_word(heading, Face::Bold));
    let cells = table.lines.iter().filter_map(|line| line.get(column));
    let widest = cells
        .map(|cell| width(cell, Face::Bold, SIZE))
        .fold(heading, f32::max);
    let widest = if column < table.n_words {
        widest.min(WIDEST)
    } else {
        widest
    };
    widest + 2.0 * SIDE
}

/// Draws the table from the pen on; one that is too wide goes on below itself, its names again.
pub(crate) fn lay_out(pen: &mut Pen, table: &Table) {
    let room = pen.laid.room();
    let widths: Vec<f32> = (0..table.headings.len())
        .map(|column| natural(table, column))
        .collect();
    let n_words = table.n_words.min(widths.len());
    let names: f32 = widths.iter().take(n_words).sum();
    let figures: f32 = widths.iter().skip(n_words).sum();
    // Names have half the page, and more where the figures leave it; a point is spare, for sums are rounded.
    let shrink = ((room * 0.5).max(room - figures - 1.0) / names.max(1.0)).min(1.0);
    let mut start = n_words;
    loop {
        let mut columns: Vec<(usize, f32)> = (0..n_words)
            .filter_map(|n| Some((n, widths.get(n)? * shrink)))
            .collect();
        let mut left = room - names * shrink;
        while let Some(wide) = widths.get(start) {
            if *wide > left && columns.len() > n_words {
                break;
            }
            columns.push((start, wide.min(left)));
            left -= wide;
            start += 1;
        }
        section(pen, table, &columns);
        if start >= widths.len() {
            return;
        }
    }
}

/// A part of the table with all of its lines.
fn section(pen: &mut Pen, table: &Table, columns: &[(usize, f32)]) {
    let mut parts = Vec::new();
    let heading = cells(&table.headings, columns, Face::Bold);
    let first = table
        .lines
        .first()
        .map_or(0.0, |line| height(&cells(line, columns, Face::Regular)));
    pen.reserve(height(&heading) + first + 2.0 * TEXT);
    if !table.caption.is_empty() {
        let lines = broken(&table.caption, Face::Bold, TEXT, pen.laid.room());
        let mut caption = Vec::new();
        for runs in lines {
            let y = pen.y;
            caption.push(pen.line(runs, TEXT, (MARGIN, y)));
            pen.y += TEXT * LEADING;
        }
        parts.push(Part::Group(Kind::Caption, caption));
        pen.y += 2.0;
    }
    let kind = |_| Kind::ColumnHeading;
    let head = line(pen, &heading, columns, (table.n_words, &kind));
    rule(pen, columns);
    parts.push(Part::Group(Kind::Head, vec![head]));
    let mut body = Vec::new();
    for (n, texts) in table.lines.iter().enumerate() {
        let is_total = table.has_total && n + 1 == table.lines.len();
        let face = if is_total { Face::Bold } else { Face::Regular };
        let texts = cells(texts, columns, face);
        if pen.y + height(&texts) > pen.floor() {
            pen.new_page();
            again(pen, &heading, columns, table.n_words);
            rule(pen, columns);
        } else if is_total {
            rule(pen, columns);
        }
        let kind = |column| {
            if column < table.n_words {
                Kind::LineHeading
            } else {
                Kind::Cell
            }
        };
        body.push(line(pen, &texts, columns, (table.n_words, &kind)));
    }
    if !body.is_empty() {
        parts.push(Part::Group(Kind::Body, body));
    }
    pen.group(Kind::Table, parts);
    pen.y += TEXT;
}

fn cells(texts: &[String], columns: &[(usize, f32)], face: Face) -> Vec<Cell> {
    let cell = |(column, width): &(usize, f32)| {
        let text = texts.get(*column).map_or("", String::as_str);
        broken(text, face, SIZE, width - 2.0 * SIDE)
    };
    columns.iter().map(cell).collect()
}

fn height(cells: &[Cell]) -> f32 {
    let tallest = cells.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let lines: f32 = (0..tallest).map(|_| SIZE * LEADING).sum();
    lines + 2.0 * ABOVE
}

/// Draws a line of cells; what each is, `kind` says by its column.
fn line(
    pen: &mut Pen,
    cells: &[Cell],
    columns: &[(usize, f32)],
    (n_words, kind): (usize, &dyn Fn(usize) -> Kind),
) -> Part {
    let mut parts = Vec::new();
    let (top, mut x) = (pen.y + ABOVE, MARGIN);
    for (cell, (column, width)) in cells.iter().zip(columns) {
        let mut leaves = Vec::new();
        let mut y = top;
        for runs in cell {
            let at = (start(runs, x, *width, *column >= n_words), y);
            leaves.push(pen.line(runs.clone(), SIZE, at));
            y += SIZE * LEADING;
        }
        parts.push(Part::Group(kind(*column), leaves));
        x += width;
    }
    pen.y += height(cells);
    Part::Group(Kind::Line, parts)
}

/// The headings on a further page: a repetition, which is not read aloud.
fn again(pen: &mut Pen, cells: &[Cell], columns: &[(usize, f32)], n_words: usize) {
    let (top, mut x) = (pen.y + ABOVE, MARGIN);
    for (cell, (column, width)) in cells.iter().zip(columns) {
        let mut y = top + SIZE;
        for runs in cell {
            pen.put(Item::Text {
                leaf: None,
                runs: runs.clone(),
                size: SIZE,
                at: (start(runs, x, *width, *column >= n_words), y),
            });
            y += SIZE * LEADING;
        }
        x += width;
    }
    pen.y += height(cells);
}

/// Where a line in a cell begins: words at the left, figures at the right.
fn start(runs: &[Run], x: f32, width: f32, is_figure: bool) -> f32 {
    if !is_figure {
        return x + SIDE;
    }
    let long: f32 = runs
        .iter()
        .map(|run| crate::font::width(&run.text, run.face, SIZE))
        .sum();
    x + width - SIDE - long
}

fn rule(pen: &mut Pen, columns: &[(usize, f32)]) {
    let to: f32 = columns.iter().map(|(_, width)| width).sum();
    let from = (MARGIN, pen.y);
    pen.put(Item::Rule {
        from,
        to: MARGIN + to,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Document};
    use crate::layout::{Laid, lay_out};

    const WORDS: &str = "Contributi economici per affitti";

    fn laid(n_words: usize, line: &[&str]) -> Laid {
        let cells: Vec<String> = line.iter().map(|&cell| cell.to_owned()).collect();
        let table = Table {
            caption: String::new(),
            headings: line.iter().map(|_| "Voce".to_owned()).collect(),
            lines: vec![cells],
            n_words,
            has_total: false,
        };
        let document = Document {
            blocks: vec![Block::Table(table)],
            ..Document::default()
        };
        lay_out(&document).expect("no drawing")
    }

    /// How many lines of text there are; none goes beyond the margin.
    fn n_lines(laid: &Laid) -> usize {
        let mut n = 0;
        for item in laid.pages.iter().flatten() {
            let Item::Text { runs, at, size, .. } = item else {
                continue;
            };
            n += 1;
            let last = runs.last().expect("words");
            let end = at.0 + last.x + width(&last.text, last.face, *size);
            assert!(end <= laid.width - MARGIN, "{last:?} ends at {end}");
        }
        n
    }

    #[test]
    fn names_are_broken_only_where_figures_need_the_room() {
        assert_eq!(n_lines(&laid(3, &[WORDS; 3])), 6);
        assert_eq!(n_lines(&laid(2, &[WORDS, WORDS, "1.234,50"])), 6);
    }

    #[test]
    fn a_figure_wider_than_the_page_is_broken() {
        let long = [WORDS; 12].join(" ");
        assert!(n_lines(&laid(1, &[WORDS, &long])) > 4);
    }
}
