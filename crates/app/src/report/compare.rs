//! Two reports beside each other: what differs is marked in the later one, and listed by chapter.
//!
//! Only what the two reports show to this reader is compared; nothing is asked anew.

use super::model::{
    Cell, Change, Chapter, Report, Row, Section, Sentence, Shown, Span, Table, Was, Way,
};

/// Longest run of words that are set against each other one by one; longer sentences differ whole.
const MAX_WORDS: usize = 200;

/// Marks in `now` what differs from `before`.
pub(crate) fn mark(now: &mut Report, before: &Report) {
    for chapter in &mut now.chapters {
        let other = before.chapters.iter().find(|other| other.id == chapter.id);
        if let Some(other) = other {
            mark_chapter(chapter, other);
        }
    }
}

fn mark_chapter(chapter: &mut Chapter, other: &Chapter) {
    let mut changes = Vec::new();
    mark_sentence(
        &mut chapter.opening,
        &other.opening,
        "Inizio del capitolo",
        &mut changes,
    );
    for section in &mut chapter.sections {
        let theirs = other.sections.iter().find(|other| other.id == section.id);
        mark_section(section, theirs, &mut changes);
    }
    let gone = other
        .sections
        .iter()
        .flat_map(|section| &section.tables)
        .filter(|table| {
            let mut ours = chapter.sections.iter().flat_map(|section| &section.tables);
            !ours.any(|other| other.id == table.id)
        });
    changes.extend(gone.map(|table| Change {
        place: format!("Tabella «{}»", table.caption),
        before: "c'era".to_owned(),
        now: "non c'è più".to_owned(),
    }));
    chapter.changes = changes;
}

fn mark_section(section: &mut Section, theirs: Option<&Section>, changes: &mut Vec<Change>) {
    let place = format!("«{}»", section.title);
    if let Some(theirs) = theirs {
        if section.sentences.len() == theirs.sentences.len() {
            for (sentence, other) in section.sentences.iter_mut().zip(&theirs.sentences) {
                mark_sentence(sentence, other, &place, changes);
            }
        } else {
            let whole = |sentences: &[Sentence]| {
                let texts = sentences.iter().map(Sentence::text);
                texts.collect::<Vec<_>>().join(" ")
            };
            let mut ours = Sentence::new(whole(&section.sentences));
            let theirs = Sentence::new(whole(&theirs.sentences));
            mark_sentence(&mut ours, &theirs, &place, changes);
            section.sentences = vec![ours];
        }
    }
    for table in &mut section.tables {
        let theirs = theirs.and_then(|theirs| {
            let mut tables = theirs.tables.iter();
            tables.find(|other| other.id == table.id)
        });
        if let Some(theirs) = theirs {
            mark_table(table, theirs, changes);
        } else {
            table.is_new = true;
            changes.push(Change {
                place: table.name(),
                before: "non c'era".to_owned(),
                now: "c'è".to_owned(),
            });
        }
    }
}

fn mark_table(table: &mut Table, theirs: &Table, changes: &mut Vec<Change>) {
    let name = table.name();
    let headings = table.headings.clone();
    let total = table.total.iter_mut();
    for row in table.rows.iter_mut().chain(total) {
        let mut others = theirs.rows.iter().chain(&theirs.total);
        let Some(other) = others.find(|other| other.key == row.key) else {
            row.is_new = true;
            changes.push(Change {
                place: format!("{name}, riga «{}»", row.name),
                before: "non c'era".to_owned(),
                now: "c'è".to_owned(),
            });
            continue;
        };
        for (heading, cell) in headings.iter().zip(&mut row.cells) {
            let mut places = theirs.headings.iter();
            let column = places.position(|other| other.key == heading.key);
            let Some(before) = column.and_then(|column| other.cells.get(column)) else {
                continue;
            };
            if cell.shown.text() == before.shown.text() {
                continue;
            }
            cell.was = Some(was(cell, before));
            changes.push(Change {
                place: format!("{name}, riga «{}», colonna «{}»", row.name, heading.label),
                before: before.shown.text().to_owned(),
                now: cell.shown.text().to_owned(),
            });
        }
    }
    for gone in &theirs.rows {
        if !table.rows.iter().any(|row: &Row| row.key == gone.key) {
            changes.push(Change {
                place: format!("{name}, riga «{}»", gone.name),
                before: "c'era".to_owned(),
                now: "non c'è più".to_owned(),
            });
        }
    }
}

fn was(now: &Cell, before: &Cell) -> Was {
    let way = match (&now.shown, &before.shown) {
        (Shown::Number(now, _), Shown::Number(before, _)) if now > before => Way::Up,
        (Shown::Number(now, _), Shown::Number(before, _)) if now < before => Way::Down,
        _ => Way::Other,
    };
    Was {
        text: before.shown.text().to_owned(),
        way,
    }
}

/// Marks the words of `sentence` that `other` does not have at their place.
fn mark_sentence(
    sentence: &mut Sentence,
    other: &Sentence,
    place: &str,
    changes: &mut Vec<Change>,
) {
    let (now, before) = (sentence.text(), other.text());
    if now == before {
        return;
    }
    sentence.spans = spans(&now, &before);
    changes.push(Change {
        place: format!("{place}, nel testo"),
        before: before.trim().to_owned(),
        now: now.trim().to_owned(),
    });
}

/// `now` in pieces: words that stand in both, and runs of words that differ with what stood there.
fn spans(now: &str, before: &str) -> Vec<Span> {
    let ours: Vec<&str> = now.split_inclusive([' ', '(']).collect();
    let theirs: Vec<&str> = before.split_inclusive([' ', '(']).collect();
    if ours.len().max(theirs.len()) > MAX_WORDS {
        return vec![Span {
            text: now.to_owned(),
            was: Some(before.to_owned()),
        }];
    }
    let mut spans: Vec<Span> = Vec::new();
    let (mut at, mut other_at) = (0, 0);
    for (ours_at, theirs_at) in common(&ours, &theirs) {
        push(&mut spans, &ours[at..ours_at], &theirs[other_at..theirs_at]);
        match spans.last_mut() {
            Some(last) if last.was.is_none() => last.text.push_str(ours[ours_at]),
            _ => spans.push(Span {
                text: ours[ours_at].to_owned(),
                was: None,
            }),
        }
        (at, other_at) = (ours_at + 1, theirs_at + 1);
    }
    push(&mut spans, &ours[at..], &theirs[other_at..]);
    spans
}

/// A run of words that differs; nothing where it is empty on both sides.
fn push(spans: &mut Vec<Span>, ours: &[&str], theirs: &[&str]) {
    if ours.is_empty() && theirs.is_empty() {
        return;
    }
    spans.push(Span {
        text: ours.concat(),
        was: Some(theirs.concat().trim().to_owned()),
    });
}

/// The longest common run of words, by places in both.
fn common(ours: &[&str], theirs: &[&str]) -> Vec<(usize, usize)> {
    let width = theirs.len() + 1;
    let mut lengths = vec![0_usize; (ours.len() + 1) * width];
    for (i, our) in ours.iter().enumerate().rev() {
        for (j, their) in theirs.iter().enumerate().rev() {
            lengths[i * width + j] = if our.trim() == their.trim() {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while i < ours.len() && j < theirs.len() {
        if ours[i].trim() == theirs[j].trim() {
            found.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_differ_say_what_stood_there() {
        let found = spans(
            "Nel 2025 si sono spesi 431 euro per tre persone.",
            "Nel 2025 si sono spesi 420 euro per due persone.",
        );
        let said: Vec<(&str, Option<&str>)> = found
            .iter()
            .map(|span| (span.text.as_str(), span.was.as_deref()))
            .collect();
        assert_eq!(
            said,
            [
                ("Nel 2025 si sono spesi ", None),
                ("431 ", Some("420")),
                ("euro per ", None),
                ("tre ", Some("due")),
                ("persone.", None),
            ]
        );
        let text: String = found.iter().map(|span| span.text.as_str()).collect();
        assert_eq!(text, "Nel 2025 si sono spesi 431 euro per tre persone.");
    }

    #[test]
    fn a_bracket_is_no_part_of_a_figure() {
        let found = spans("Loiano (50,38 euro)", "Loiano (50,35 euro)");
        assert_eq!(found[1].text, "50,38 ");
        assert_eq!(found[1].was.as_deref(), Some("50,35"));
    }

    #[test]
    fn words_that_came_or_went_are_marked_too() {
        let came = spans("uno due tre", "uno tre");
        assert_eq!(came[1].was.as_deref(), Some(""));
        let went = spans("uno tre", "uno due tre");
        assert_eq!(
            (went[1].text.as_str(), went[1].was.as_deref()),
            ("", Some("due"))
        );
    }

    #[test]
    fn hidden_is_neither_more_nor_less() {
        let number = |value: f64| Cell::new(Shown::Number(value, value.to_string()));
        for (now, before, way) in [
            (number(2.0), number(1.0), Way::Up),
            (number(1.0), number(2.0), Way::Down),
            (Cell::new(Shown::Hidden), number(2.0), Way::Other),
            (number(2.0), Cell::new(Shown::Hidden), Way::Other),
        ] {
            assert_eq!(was(&now, &before).way, way);
        }
    }
}
