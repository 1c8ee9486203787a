//! Ways from a question to its neighbours: down into a row, up or across to another level, without a
//! filter. All of them keep measures, comparison and drawing.

use pas_app::editions::question::{Axis, Level, Node, level, levels};
use pas_app::use_cases::describe_edition::EditionView;

use super::typed::Typed;

/// A link to a neighbouring question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    /// Where it leads, in words.
    pub words: String,
    /// The question.
    pub href: String,
    /// Whether it is the one that is asked.
    pub is_current: bool,
}

/// The same question of one row alone, divided one step finer; none where nothing is finer.
pub(super) fn into(typed: &Typed, rows: &[&'static Level], nodes: &[Node]) -> Option<String> {
    let [shown] = rows else { return None };
    let node = nodes.first()?;
    let finer = shown.finer()?;
    let mut changes: Vec<(&str, &str)> = vec![("righe", finer.id), (shown.id, &node.code)];
    // The filter on the row says all that a wider one of the same dimension said.
    let wider = levels().filter(|other| other.axis == shown.axis && other.id != shown.id);
    changes.extend(wider.map(|other| (other.id, "")));
    if shown.axis == Axis::Residence {
        changes.push(("territorio", ""));
    }
    changes.push(("ordina", ""));
    Some(typed.href(&changes))
}

/// The levels of the same dimension that the rows could be cut by.
pub(super) fn across(typed: &Typed, rows: &[&'static Level]) -> Vec<Step> {
    let [shown] = rows else { return Vec::new() };
    let siblings = levels().filter(|level| level.axis == shown.axis);
    let steps: Vec<Step> = siblings
        .map(|level| Step {
            words: level.label.to_lowercase(),
            href: typed.href(&[("righe", level.id)]),
            is_current: level == *shown,
        })
        .collect();
    if steps.len() > 1 { steps } else { Vec::new() }
}

/// The question without each of its filters.
pub(super) fn without(typed: &Typed, edition: &EditionView) -> Vec<Step> {
    let mut steps = Vec::new();
    for (key, code) in typed.pairs() {
        let words = match (key, level(key)) {
            ("territorio", _) if code == "mio" => {
                edition.home.as_ref().map(|home| home.node.label.clone())
            }
            (_, Some(level)) => Some(
                edition
                    .label(level, code)
                    .map_or_else(|| format!("{} {code}", level.label), str::to_owned),
            ),
            _ => None,
        };
        steps.extend(words.map(|words| Step {
            words,
            href: typed.href(&[(key, "")]),
            is_current: false,
        }));
    }
    steps
}

#[cfg(test)]
mod tests {
    use axum::http::Uri;

    use super::*;
    use crate::visit::Address;

    fn typed(address: &'static str) -> Typed {
        Typed::of(&Address::of(&Uri::from_static(address)))
    }

    fn node(code: &str) -> Vec<Node> {
        vec![Node {
            code: code.to_owned(),
            label: code.to_owned(),
        }]
    }

    #[test]
    fn a_row_leads_one_step_down() {
        for (address, code, href) in [
            (
                "/analisi?misure=spesa&righe=regione&ripartizione=NE&vista=mappa",
                "08",
                Some("/analisi?misure=spesa&righe=provincia&vista=mappa&regione=08"),
            ),
            (
                "/analisi?misure=spesa&righe=ats&territorio=mio",
                "D1",
                Some("/analisi?misure=spesa&righe=comune&ats=D1"),
            ),
            ("/analisi?misure=spesa&righe=prestazione", "A2.12", None),
            ("/analisi?misure=spesa&righe=sesso", "F", None),
        ] {
            let typed = typed(address);
            let rows: Vec<&'static Level> =
                typed.list("righe").into_iter().filter_map(level).collect();
            assert_eq!(
                into(&typed, &rows, &node(code)).as_deref(),
                href,
                "{address}"
            );
        }
    }

    #[test]
    fn rows_can_be_cut_by_the_levels_of_their_dimension() {
        let typed = typed("/analisi?misure=spesa&righe=categoria&anno=2025");
        let steps = across(&typed, &[level("categoria").expect("a level")]);
        let words: Vec<&str> = steps.iter().map(|step| step.words.as_str()).collect();
        assert_eq!(
            words,
            [
                "gruppo di prestazioni",
                "area istat",
                "categoria di prestazioni",
                "prestazione"
            ]
        );
        assert!(steps[2].is_current);
        assert_eq!(
            steps[3].href,
            "/analisi?misure=spesa&righe=prestazione&anno=2025"
        );
    }
}
