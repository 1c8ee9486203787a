//! Which benefit: code, category, group, area of ISTAT's survey.

use super::{Axis, Cut, Level, Node, Source};
use crate::reference::{Benefit, Reference};

/// The areas of ISTAT's survey on the social services of comuni. Source: ISTAT, Interventi e servizi
/// sociali dei comuni singoli o associati, classification CATEG_OF_BENEFICIARIES.
const ISTAT_AREAS: &[(&str, &str)] = &[
    ("FAM", "famiglia e minori"),
    ("DIS", "disabili"),
    ("ADD", "dipendenze"),
    ("ELD", "anziani"),
    ("IMM", "immigrati, Rom, Sinti e Caminanti"),
    ("POV", "povertà, disagio adulti e senza dimora"),
    ("MUL", "multiutenza"),
];

const GROUPS: &[(&str, &str)] = &[
    ("A1", "contributi economici"),
    ("A2", "interventi e servizi"),
    ("A3", "strutture"),
];

pub(super) const LEVELS: &[Level] = &[
    Level {
        id: "gruppo",
        label: "Gruppo di prestazioni",
        definition: "A1 contributi economici, A2 interventi e servizi, A3 strutture (DM 206/2014).",
        axis: Axis::Benefit,
        column: "be.benefit_group",
        cut: |reference| over_benefits(reference, |benefit| known(GROUPS, &benefit.group)),
    },
    Level {
        id: "area_istat",
        label: "Area ISTAT",
        definition: "L'area dell'indagine ISTAT sui servizi sociali dei comuni a cui va la spesa della \
                     prestazione. Il collegamento è nostro: nessun elenco ufficiale unisce le due.",
        axis: Axis::Benefit,
        column: "be.istat_area",
        cut: |reference| {
            over_benefits(reference, |benefit| known(ISTAT_AREAS, &benefit.istat_area))
        },
    },
    Level {
        id: "categoria",
        label: "Categoria di prestazioni",
        definition: "Un raggruppamento nostro delle prestazioni per bisogno, attraverso i gruppi.",
        axis: Axis::Benefit,
        column: "be.category",
        cut: |reference| {
            over_benefits(reference, |benefit| {
                let category = &benefit.category;
                (!category.is_empty()).then(|| Node::new(&**category, category.replace('_', " ")))
            })
        },
    },
    Level {
        id: "prestazione",
        label: "Prestazione",
        definition: "La prestazione, col codice della tabella 1 del DM 206/2014.",
        axis: Axis::Benefit,
        column: "be.code",
        cut: |reference| {
            over_benefits(reference, |benefit| {
                Some(Node::new(&*benefit.code, &*benefit.name))
            })
        },
    },
];

fn over_benefits(reference: &Reference, node: impl Fn(&Benefit) -> Option<Node>) -> Cut {
    Cut::gather(Source::Benefit, reference.benefits.iter().map(node))
}

fn known(list: &[(&str, &str)], code: &str) -> Option<Node> {
    let found = list.iter().find(|(known, _)| *known == code);
    found.map(|(code, label)| Node::new(*code, *label))
}
