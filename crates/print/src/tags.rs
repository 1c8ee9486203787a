//! The structure of a document: what its pieces are, for who reads it aloud.

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

/// A piece of content on the pages.
pub(crate) type Leaf = usize;

/// What a group is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    Heading(u8, String),
    Paragraph,
    Table,
    Caption,
    Head,
    Body,
    Line,
    ColumnHeading,
    LineHeading,
    Cell,
    Figure(String),
}

/// A group, or a piece in one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Part {
    Group(Kind, Vec<Self>),
    Leaf(Leaf),
}

impl Kind {
    fn tag(&self) -> TagKind {
        match self {
            Self::Heading(level, title) => {
                let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
                Tag::Hn(level, Some(title.clone())).into()
            }
            Self::Paragraph => Tag::P.into(),
            Self::Table => Tag::Table.into(),
            Self::Caption => Tag::Caption.into(),
            Self::Head => Tag::THead.into(),
            Self::Body => Tag::TBody.into(),
            Self::Line => Tag::TR.into(),
            Self::ColumnHeading => Tag::TH(TableHeaderScope::Column).into(),
            Self::LineHeading => Tag::TH(TableHeaderScope::Row).into(),
            Self::Cell => Tag::TD.into(),
            Self::Figure(words) => Tag::Figure(Some(words.clone())).into(),
        }
    }
}

/// The tree of `parts`, whose leaves were drawn as `drawn` says.
pub(crate) fn tree(parts: &[Part], drawn: &mut Vec<Option<Identifier>>) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some("it-IT".to_owned()));
    for node in nodes(parts, drawn) {
        tree.push(node);
    }
    tree
}

fn nodes(parts: &[Part], drawn: &mut Vec<Option<Identifier>>) -> Vec<Node> {
    let mut found = Vec::new();
    for part in parts {
        match part {
            Part::Group(kind, parts) => {
                let children = nodes(parts, drawn);
                found.push(Node::Group(TagGroup::with_children(kind.tag(), children)));
            }
            Part::Leaf(leaf) => {
                let identifier = drawn.get_mut(*leaf).and_then(Option::take);
                found.extend(identifier.map(Node::Leaf));
            }
        }
    }
    found
}
