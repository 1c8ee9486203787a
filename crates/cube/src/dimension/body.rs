//! Which body grants, and the territory of its seat.

use super::residence::{macro_area_node, province_node, region_node};
use super::{Axis, Cut, Level, Node, OUTSIDE, Source};
use crate::reference::{Place, Reference};

pub(super) const LEVELS: &[Level] = &[
    Level {
        id: "ripartizione_ente",
        label: "Ripartizione dell'ente",
        definition: "La ripartizione geografica in cui ha sede l'ente che concede la prestazione.",
        axis: Axis::Body,
        column: "bpl.macro_area",
        cut: |reference| over_bodies(reference, macro_area_node),
    },
    Level {
        id: "regione_ente",
        label: "Regione dell'ente",
        definition: "La regione in cui ha sede l'ente che concede la prestazione.",
        axis: Axis::Body,
        column: "bpl.region",
        cut: |reference| over_bodies(reference, region_node),
    },
    Level {
        id: "provincia_ente",
        label: "Provincia dell'ente",
        definition: "La provincia in cui ha sede l'ente che concede la prestazione.",
        axis: Axis::Body,
        column: "bpl.province",
        cut: |reference| over_bodies(reference, province_node),
    },
    Level {
        id: "ats_ente",
        label: "Ambito dell'ente",
        definition: "L'ambito del comune in cui ha sede l'ente che concede, nell'anno del dato.",
        axis: Axis::Body,
        column: "bpy.ats",
        cut: ats,
    },
    Level {
        id: "ente",
        label: "Ente",
        definition: "L'ente che concede la prestazione (codice dell'ente per l'INPS).",
        axis: Axis::Body,
        column: "bo.code",
        cut: |reference| {
            let node = |body: &crate::reference::Body| Node::new(&*body.code, &*body.name);
            Cut::each(Source::Body, reference.bodies.iter().map(node))
        },
    },
];

fn over_bodies(reference: &Reference, node: fn(&Place) -> Option<Node>) -> Cut {
    let seats = reference
        .bodies
        .iter()
        .map(|body| reference.places.get(usize::from(body.seat)));
    Cut::gather(Source::Body, seats.map(|seat| seat.and_then(node)))
}

fn ats(reference: &Reference) -> Cut {
    let of_year = |places: &Vec<Option<u16>>| {
        let of_body = |body: &crate::reference::Body| {
            let ats = places.get(usize::from(body.seat)).copied().flatten();
            ats.unwrap_or(OUTSIDE)
        };
        reference.bodies.iter().map(of_body).collect::<Vec<u16>>()
    };
    Cut {
        source: Source::Body,
        nodes: reference
            .ats
            .iter()
            .map(|ats| Node::new(&*ats.code, &*ats.name))
            .collect(),
        node_of: reference.ats_of_places.iter().flat_map(of_year).collect(),
        n_values: reference.bodies.len(),
        by_year: true,
    }
}
