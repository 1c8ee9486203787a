//! The open data of an edition: every table of the one list, as anybody may see it, and their catalogue.

use pas_domain::actor::Actor;
use pas_storage::ente;

use crate::app::App;
use crate::editions::export::Export;
use crate::error::AppError;
use crate::open_data::{CATALOGUE, Holder, OpenData, OpenTable, TABLES, TableSpec, catalogue};
use crate::use_case::PUBLISH_OPEN_DATA;
use crate::use_cases::ask_edition::ask_as_outsider;
use crate::use_cases::describe_edition::describe_edition;

/// Which tables are asked and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// All of them.
    All,
    /// Those that the file of this name needs.
    File(&'a str),
    /// None: what the tables are is known without asking.
    None,
}

impl Wanted<'_> {
    fn has(self, spec: &TableSpec) -> bool {
        match self {
            Self::All | Self::File(CATALOGUE) => true,
            Self::File(name) => spec.files().any(|(_, file)| file == name),
            Self::None => false,
        }
    }
}

/// The open data of the edition `number`, or of the latest; their addresses stand below `portal`. Whoever
/// asks, the figures are protected as for somebody from outside.
pub async fn publish_open_data(
    app: &App,
    actor: &Actor,
    number: Option<u32>,
    (portal, wanted): (&str, Wanted<'_>),
) -> Result<OpenData, AppError> {
    let mut tx = app.look(actor, PUBLISH_OPEN_DATA).await?;
    let name = ente::get(&mut tx, actor.ente).await?.map(|ente| ente.name);
    drop(tx);
    let view = describe_edition(app, actor, number, Vec::new()).await?;
    let years = view.years.first().zip(view.years.last());
    let mut data = OpenData {
        edition: view.number,
        created: view.created.clone(),
        years: years.map_or((0, 0), |((first, _), (last, _))| (*first, *last)),
        holder: Holder {
            name: name.unwrap_or_default(),
            ipa: app.ipa_code().unwrap_or_default().to_owned(),
        },
        tables: Vec::new(),
        catalogue: String::new(),
    };
    for spec in TABLES.iter().filter(|spec| wanted.has(spec)) {
        let question = format!("{}&edizione={}", spec.question, view.number);
        let answered = ask_as_outsider(app, &question).await?;
        let export = Export::of(app, actor, answered, (None, portal)).await?;
        let mut files = Vec::new();
        for (format, name) in spec.files() {
            files.push((format, name, export.write(format)?));
        }
        data.tables.push(OpenTable {
            spec,
            notes: export.sheet().notes,
            files,
        });
    }
    data.catalogue = catalogue(&data, portal);
    Ok(data)
}
