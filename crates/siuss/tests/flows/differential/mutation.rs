//! Ways to spoil a flow.

use super::pools::{ATTRIBUTES, CHARACTERS, HEADS, NAMES, PIECES, TAILS, VALUES};
use super::tree::{Node, Piece};
use crate::support::Dice;

/// Changes something in the tree.
pub(crate) fn mutate(root: &mut Node, dice: &mut Dice) {
    let position = dice.roll(root.size());
    let Some(node) = root.at(position) else {
        return;
    };
    match dice.roll(20) {
        0..=6 => spoil_value(node, dice),
        7 => drop_attribute(node, dice),
        8 => repeat_attribute(node, dice),
        9 => rename_attribute(node, dice),
        10 => shuffle_attributes(node, dice),
        11 | 12 => add_attribute(node, dice),
        13 => drop_child(node, dice),
        14 => repeat_child(node, dice),
        15 => swap_children(node, dice),
        16 => node.name = dice.word(NAMES).to_owned(),
        17 | 18 => insert_piece(node, dice),
        _ => swap_elements(root, dice),
    }
}

fn spoil_value(node: &mut Node, dice: &mut Dice) {
    let value = dice.word(VALUES).to_owned();
    if node.attributes.is_empty() || (node.attributes.len() == 1 && !node.content.is_empty()) {
        let only_text = node
            .content
            .iter()
            .all(|piece| matches!(piece, Piece::Raw(_)));
        if only_text && !node.content.is_empty() {
            node.content = vec![Piece::Raw(value)];
        }
        return;
    }
    let chosen = dice.roll(node.attributes.len());
    node.attributes[chosen].1 = value;
}

fn drop_attribute(node: &mut Node, dice: &mut Dice) {
    if !node.attributes.is_empty() {
        let chosen = dice.roll(node.attributes.len());
        node.attributes.remove(chosen);
    }
}

fn repeat_attribute(node: &mut Node, dice: &mut Dice) {
    if !node.attributes.is_empty() {
        let chosen = dice.pick(&node.attributes).clone();
        node.attributes.push(chosen);
    }
}

fn rename_attribute(node: &mut Node, dice: &mut Dice) {
    if node.attributes.is_empty() {
        return;
    }
    let chosen = dice.roll(node.attributes.len());
    let name = &mut node.attributes[chosen].0;
    *name = match dice.roll(4) {
        0 => name.to_lowercase(),
        1 => format!("{name}1"),
        2 => format!("f:{name}"),
        _ => format!("c:{name}"),
    };
}

fn shuffle_attributes(node: &mut Node, dice: &mut Dice) {
    for position in (1..node.attributes.len()).rev() {
        node.attributes.swap(position, dice.roll(position + 1));
    }
}

/// Sometimes with the declaration that the attribute's prefix needs.
fn add_attribute(node: &mut Node, dice: &mut Dice) {
    let (name, value) = *dice.pick(ATTRIBUTES);
    if name.starts_with("xsi:") && dice.chance(80) {
        let instance = "http://www.w3.org/2001/XMLSchema-instance";
        node.attributes
            .push(("xmlns:xsi".to_owned(), instance.to_owned()));
    }
    let position = dice.roll(node.attributes.len() + 1);
    node.attributes
        .insert(position, (name.to_owned(), value.to_owned()));
}

fn drop_child(node: &mut Node, dice: &mut Dice) {
    if !node.content.is_empty() {
        let chosen = dice.roll(node.content.len());
        node.content.remove(chosen);
    }
}

fn repeat_child(node: &mut Node, dice: &mut Dice) {
    if !node.content.is_empty() {
        let chosen = dice.pick(&node.content).clone();
        for _ in 0..=dice.roll(6) {
            let position = dice.roll(node.content.len() + 1);
            node.content.insert(position, chosen.clone());
        }
    }
}

fn swap_children(node: &mut Node, dice: &mut Dice) {
    if node.content.len() > 1 {
        let (one, other) = (dice.roll(node.content.len()), dice.roll(node.content.len()));
        node.content.swap(one, other);
    }
}

fn insert_piece(node: &mut Node, dice: &mut Dice) {
    let position = dice.roll(node.content.len() + 1);
    let piece = dice.word(PIECES).to_owned();
    node.content.insert(position, Piece::Raw(piece));
}

/// Two elements change places, wherever they stand.
fn swap_elements(root: &mut Node, dice: &mut Dice) {
    let size = root.size();
    let (one, other) = (dice.roll(size), dice.roll(size));
    let copy = root.at(one).cloned();
    if let (Some(copy), Some(target)) = (copy, root.at(other)) {
        *target = copy;
    }
}

/// Changes something in the printed flow.
pub(crate) fn mutate_text(text: &mut String, dice: &mut Dice) {
    match dice.roll(8) {
        0 | 1 => text.insert_str(0, dice.word(HEADS)),
        2 => text.push_str(dice.word(TAILS)),
        3 => {
            let end = boundary(text, dice);
            text.truncate(end);
        }
        4 | 5 => {
            let at = boundary(text, dice);
            text.insert_str(at, dice.word(CHARACTERS));
        }
        6 => {
            let (one, other) = (boundary(text, dice), boundary(text, dice));
            let end = one.max(other).min(one.min(other) + 1 + dice.roll(12));
            let end = (end..=text.len()).find(|at| text.is_char_boundary(*at));
            text.replace_range(one.min(other)..end.unwrap_or(text.len()), "");
        }
        _ => {
            let (one, other) = (boundary(text, dice), boundary(text, dice));
            let span = text[one.min(other)..one.max(other)]
                .chars()
                .take(20)
                .collect::<String>();
            text.insert_str(one, &span);
        }
    }
}

fn boundary(text: &str, dice: &mut Dice) -> usize {
    let at = dice.roll(text.len() + 1);
    (at..=text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

/// The bytes of the flow, at times in another encoding, rightly declared or not.
pub(crate) fn encode(text: &str, dice: &mut Dice) -> Vec<u8> {
    let declared = |name: &str| format!("<?xml version=\"1.0\" encoding=\"{name}\"?>{text}");
    let latin = |text: &str| -> Vec<u8> {
        text.chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
            .collect()
    };
    let wide = |text: &str, big: bool| -> Vec<u8> {
        let order = if big {
            u16::to_be_bytes
        } else {
            u16::to_le_bytes
        };
        text.encode_utf16().flat_map(order).collect()
    };
    match dice.roll(60) {
        0 => latin(&declared("ISO-8859-1")),
        1 => latin(&declared("iso-8859-15")),
        2 => latin(text),
        3 => latin(&declared("UTF-8")),
        4 => declared("ISO-8859-1").into_bytes(),
        // What follows the end in an impossible encoding escapes libxml2.
        5 => declared("US-ASCII")
            .trim_end_matches(|c: char| !c.is_ascii())
            .as_bytes()
            .to_vec(),
        6 => latin(&declared("windows-1252")),
        7 => wide(&format!("\u{feff}{text}"), false),
        8 => wide(&format!("\u{feff}{text}"), true),
        9 => wide(&format!("\u{feff}{}", declared("UTF-16")), dice.chance(50)),
        10 => wide(&declared("UTF-16"), dice.chance(50)),
        11 => wide(text, dice.chance(50)),
        12 => wide(&format!("\u{feff}{}", declared("UTF-8")), false),
        13 => {
            let mut bytes = text.as_bytes().to_vec();
            let at = dice.roll(bytes.len() + 1);
            let odd: &[&[u8]] = &[
                b"\xe8",
                b"\x80",
                b"\xc0\x80",
                b"\xed\xa0\x80",
                b"\xf5\x80\x80\x80",
                b"\xe0\x81\x81",
            ];
            bytes.splice(at..at, dice.pick(odd).iter().copied());
            bytes
        }
        _ => text.as_bytes().to_vec(),
    }
}
