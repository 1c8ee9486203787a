//! Flows as trees that can be pulled about and printed in many ways.

use pas_domain::flow::{FlowBody, Text, UncheckedFlow, Values};
use pas_siuss::{element_of, wire_name};

use crate::support::Dice;

/// An element, with whatever somebody has put into it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Node {
    pub(crate) name: String,
    /// Names and values; the values are raw XML.
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) content: Vec<Piece>,
}

#[derive(Debug, Clone)]
pub(crate) enum Piece {
    Node(Node),
    Raw(String),
}

impl Node {
    pub(crate) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    fn with(mut self, values: &Values<'_>) -> Self {
        for (field, value) in values
            .iter()
            .filter(|(field, _)| element_of(*field) == self.name)
        {
            self.attributes
                .push((wire_name(field).to_owned(), escape(value)));
        }
        self
    }

    fn push(&mut self, node: Node) {
        self.content.push(Piece::Node(node));
    }

    fn list(mut self, list: &str, item: &str, texts: &[Text<'_>]) -> Self {
        if !texts.is_empty() {
            let mut parent = Node::new(list);
            for text in texts {
                let mut node = Node::new(item);
                node.content.push(Piece::Raw(escape(text)));
                parent.push(node);
            }
            self.push(parent);
        }
        self
    }

    /// How many elements the tree has.
    pub(crate) fn size(&self) -> usize {
        let nodes = self.content.iter().map(|piece| match piece {
            Piece::Node(node) => node.size(),
            Piece::Raw(_) => 0,
        });
        1 + nodes.sum::<usize>()
    }

    /// The element at a position in document order.
    pub(crate) fn at(&mut self, position: usize) -> Option<&mut Node> {
        if position == 0 {
            return Some(self);
        }
        let mut left = position - 1;
        for piece in &mut self.content {
            if let Piece::Node(node) = piece {
                let size = node.size();
                if left < size {
                    return node.at(left);
                }
                left -= size;
            }
        }
        None
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// The tree of a flow.
pub(crate) fn tree(flow: &UncheckedFlow<'_>) -> Node {
    let mut root = Node::new("Flusso");
    root.attributes
        .push(("xmlns".to_owned(), "http://inps.it/Casellario".to_owned()));
    let mut header = Node::new("IdentificazioneFlusso").with(&flow.header);
    header.push(Node::new("Ente").with(&flow.header));
    root.push(header);
    match &flow.body {
        FlowBody::Benefits(people) => {
            for person in people {
                let mut node = Node::new("Beneficiario").with(&person.person);
                node.push(Node::new("Anagrafica").with(&person.person));
                for residence in &person.residences {
                    node.push(Node::new("Indirizzo").with(residence));
                }
                for benefit in &person.benefits {
                    let mut parent = Node::new("PrestazioniSociali").with(&benefit.values);
                    if let Some(assessment) = &benefit.assessment {
                        let (needed, certified) = (
                            &assessment.needed_benefits,
                            &assessment.certified_disabilities,
                        );
                        parent.push(
                            Node::new("SINA")
                                .with(&assessment.values)
                                .list("NecessitaInterventiSociali", "CodicePrestazione", needed)
                                .list("InvaliditaCivile", "InvCiv", certified),
                        );
                    }
                    node.push(parent);
                }
                root.push(node);
            }
        }
        FlowBody::Minors(minors) => {
            for minor in minors {
                let node = Node::new("SINBA").with(&minor.values);
                root.push(
                    node.list("Prestazioni", "CodicePrestazione", &minor.benefits)
                        .list("Famiglia", "ComposizioneFamiglia", &minor.household),
                );
            }
        }
    }
    root
}

/// How a tree is printed.
#[derive(Debug, Default)]
pub(crate) struct Style {
    prefix: &'static str,
    single_quotes: bool,
    pretty: bool,
    crlf: bool,
}

impl Style {
    pub(crate) fn roll(dice: &mut Dice) -> Self {
        Self {
            prefix: if dice.chance(8) { "c:" } else { "" },
            single_quotes: dice.chance(15),
            pretty: dice.chance(50),
            crlf: dice.chance(15),
        }
    }

    pub(crate) fn print(&self, root: &Node) -> String {
        let mut text = String::new();
        self.node(root, &mut text);
        text
    }

    fn node(&self, node: &Node, text: &mut String) {
        let prefix = if node.name.contains(':') {
            ""
        } else {
            self.prefix
        };
        text.extend(["<", prefix, &node.name]);
        for (name, value) in &node.attributes {
            // A declaration of the default namespace becomes one of the prefix.
            let bound = name == "xmlns" && !prefix.is_empty();
            let name = if bound { "xmlns:c" } else { name };
            if self.single_quotes && !value.contains('\'') {
                text.extend([" ", name, "='", value, "'"]);
            } else {
                text.extend([" ", name, "=\"", value, "\""]);
            }
        }
        if node.content.is_empty() {
            text.push_str("/>");
            return;
        }
        text.push('>');
        for piece in &node.content {
            match piece {
                Piece::Node(child) => {
                    text.push_str(self.line());
                    self.node(child, text);
                }
                Piece::Raw(raw) => text.push_str(raw),
            }
        }
        if matches!(node.content.last(), Some(Piece::Node(_))) {
            text.push_str(self.line());
        }
        text.extend(["</", prefix, &node.name, ">"]);
    }

    fn line(&self) -> &'static str {
        match (self.pretty, self.crlf) {
            (false, _) => "",
            (true, false) => "\n  ",
            (true, true) => "\r\n\t",
        }
    }
}
