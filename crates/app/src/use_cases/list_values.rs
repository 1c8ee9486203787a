//! All values of a level over an edition: the codes that a filter can name, with their names.

use pas_cube::dimension::{Level, Node};
use pas_domain::actor::Actor;
use pas_storage::search_key;

use crate::app::App;
use crate::error::AppError;
use crate::use_case::LIST_VALUES;
use crate::use_cases::ask_edition::{cube, edition};

/// The values of a level, and of which edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelValues {
    /// Number of the edition.
    pub edition: u32,
    /// What is in it, as a hash.
    pub content: String,
    /// The values, in the level's own order.
    pub values: Vec<Node>,
}

/// The values of `level` over the edition `number`, or the latest one; with `search`, those whose code
/// begins so, or whose name has words that begin so.
pub async fn list_values(
    app: &App,
    actor: &Actor,
    number: Option<u32>,
    level: &'static Level,
    search: Option<String>,
) -> Result<LevelValues, AppError> {
    app.look(actor, LIST_VALUES).await?;
    let app = app.clone();
    let listed = move || {
        let edition = edition(&app, number)?;
        let cube = cube(&app, &edition)?;
        let nodes = cube.nodes(level).iter();
        let values = match search {
            Some(search) => nodes
                .filter(|node| is_found(node, &search))
                .cloned()
                .collect(),
            None => nodes.cloned().collect(),
        };
        Ok(LevelValues {
            edition: edition.manifest.number,
            content: edition.manifest.content.clone(),
            values,
        })
    };
    let task = tokio::task::spawn_blocking(listed).await;
    task.map_err(|error| AppError::system("leggere l'edizione", error))?
}

fn is_found(node: &Node, search: &str) -> bool {
    let code = node.code.to_lowercase();
    if code.starts_with(&search.trim().to_lowercase()) {
        return true;
    }
    let (name, wanted) = (search_key(&node.label), search_key(search));
    let mut words = wanted.split_whitespace().peekable();
    words.peek().is_some() && words.all(|word| name.contains(&format!(" {word}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_by_code_and_by_the_beginning_of_words() {
        let node = Node {
            code: "A944".to_owned(),
            label: "Forlì del Sannio".to_owned(),
        };
        for (search, is_there) in [
            ("a94", true),
            ("forli", true),
            ("san FORLÌ", true),
            ("orli", false),
            ("944", false),
            (" - ", false),
        ] {
            assert_eq!(is_found(&node, search), is_there, "{search}");
        }
    }
}
