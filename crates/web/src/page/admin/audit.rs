//! The audit register: who did what, when, and whether the register is whole.

use askama::Template;
use axum::response::Response;
use pas_app::use_cases::list_audit::{self, AuditLine, AuditView};

use crate::cell::{Cell, Tone};
use crate::error::WebError;
use crate::format::counted;
use crate::frame::Frame;
use crate::pager::Pager;
use crate::table::{Row, Table};
use crate::visit::{Address, Page, Visit};

#[derive(Template)]
#[template(path = "pages/admin/audit.html")]
pub(crate) struct AuditPage {
    frame: Frame,
    answer: String,
    is_intact: bool,
    entries: Table,
    pager: Pager,
}

impl Page for AuditPage {
    fn tables(&self) -> Vec<&Table> {
        vec![&self.entries]
    }
}

const TITLE: &str = "Chi ha fatto che cosa, e quando?";

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let page = visit.address.page();
    let mut view = list_audit::list_audit(visit.app(), visit.actor(), page).await?;
    if visit.address.wants_file() {
        for page in 2..=view.n_pages {
            let more = list_audit::list_audit(visit.app(), visit.actor(), page).await?;
            view.entries.extend(more.entries);
        }
    }
    visit.show(&AuditPage::new(visit.frame(TITLE), &view, &visit.address))
}

impl AuditPage {
    pub(crate) fn new(frame: Frame, view: &AuditView, address: &Address) -> Self {
        let n = counted(view.n_entries, "operazione", "operazioni");
        let answer = if view.is_intact {
            format!("{n} nel registro, che è integro: nessuna riga è stata tolta o cambiata.")
        } else {
            format!("{n} nel registro, che non è integro: una riga è stata tolta o cambiata.")
        };
        Self {
            frame,
            answer,
            is_intact: view.is_intact,
            entries: entries_table(&view.entries).part_at(address),
            pager: Pager::new(address, view.page, view.n_pages),
        }
    }
}

fn entries_table(entries: &[AuditLine]) -> Table {
    let columns = [
        ("quando", "Quando"),
        ("chi", "Chi"),
        ("che_cosa", "Che cosa"),
        ("su", "Su che cosa"),
        ("dettaglio", "Dettaglio"),
        ("esito", "Esito"),
    ];
    let rows = entries.iter().map(|entry| {
        Row::new(vec![
            Cell::time(entry.at),
            Cell::text(&entry.username).data(),
            Cell::text(what(&entry.use_case)),
            Cell::text(&entry.subject).data(),
            Cell::text(&entry.detail),
            outcome(&entry.outcome),
        ])
    });
    Table::new(
        "registro",
        "Registro delle operazioni, dalla più recente",
        &columns,
    )
    .rows(rows)
    .or_say("Il registro è ancora vuoto.")
}

fn outcome(name: &str) -> Cell {
    match name {
        "done" => Cell::text("fatto").tag(Tone::Good),
        "denied" => Cell::text("negato").tag(Tone::Open),
        "failed" => Cell::text("non riuscito").tag(Tone::Bad),
        other => Cell::text(other),
    }
}

/// What each use case does, in Italian; a name without words is shown as it is.
const WORDS: &[(&str, &str)] = &[
    ("sign_in", "accesso"),
    ("sign_out", "uscita"),
    ("show_home", "pagina iniziale"),
    ("import_file", "importazione di un file"),
    ("list_imports", "elenco dei file importati"),
    ("show_import", "lettura di un file importato"),
    ("download_import", "scarico di un file importato"),
    ("list_people", "ricerca di persone"),
    ("show_person", "lettura dei dati di una persona"),
    ("derive_records", "calcolo dei record"),
    ("list_records", "elenco dei record"),
    ("show_record", "lettura di un record"),
    ("write_flow", "scrittura di un flusso"),
    ("publish_flows", "pubblicazione di flussi"),
    ("register_upload", "registrazione di un caricamento"),
    ("take_receipt", "registrazione dell'esito di un file"),
    ("show_sendings", "lettura degli invii"),
    ("list_refused", "elenco dei record scartati da INPS"),
    ("list_sendings", "lettura della prova d'invio"),
    ("set_sending_rule", "scadenze e responsabile degli invii"),
    ("serve_flows", "flussi prelevati da INPS"),
    ("take_outcomes", "esiti ricevuti da INPS"),
    ("collect_flows", "raccolta dei flussi degli enti"),
    ("deliver_outcomes", "consegna degli esiti agli enti"),
    ("show_observatory", "lettura dell'osservatorio"),
    ("build_edition", "costruzione di un'edizione"),
    ("list_editions", "elenco delle edizioni"),
    ("describe_edition", "lettura di un'edizione"),
    ("compare_editions", "confronto di due edizioni"),
    ("withdraw_edition", "ritiro di un'edizione"),
    ("audit_edition", "verifica della riservatezza"),
    ("import_published", "importazione di dati pubblicati"),
    ("make_nation", "nazione inventata"),
    ("ask_edition", "domanda a un'edizione"),
    ("read_guide", "lettura della guida"),
    ("answer_question", "risposta a una delle otto domande"),
    ("save_view", "vista salvata"),
    ("rename_view", "nome di una vista"),
    ("delete_view", "vista eliminata"),
    ("restore_view", "vista ripristinata"),
    ("list_views", "elenco delle viste"),
    ("save_dashboard", "cruscotto salvato"),
    ("arrange_dashboard", "disposizione di un cruscotto"),
    ("delete_dashboard", "cruscotto eliminato"),
    ("restore_dashboard", "cruscotto ripristinato"),
    ("list_dashboards", "elenco dei cruscotti"),
    ("show_dashboard", "lettura di un cruscotto"),
    ("write_report", "Piano di zona"),
    ("publish_open_data", "tabella dei dati aperti"),
    ("browse_editions", "edizioni che rispondono"),
    ("list_values", "valori di un livello"),
    ("list_keys", "elenco delle chiavi per programmi"),
    ("create_key", "nuova chiave per programmi"),
    ("revoke_key", "chiave per programmi revocata"),
    ("list_flows", "elenco dei flussi"),
    ("show_flow", "lettura di un flusso"),
    ("download_flow", "scarico di un flusso"),
    ("check_flow", "controllo di un flusso"),
    ("show_spending", "lettura delle cifre di spesa"),
    ("list_audit", "lettura del registro"),
    ("list_sources", "lettura delle fonti"),
    ("name_benefit", "nome dato a una prestazione"),
    ("list_accounts", "elenco degli account"),
    ("create_account", "nuovo account"),
    ("back_up", "copia di sicurezza"),
    ("restore", "ripristino da una copia"),
    ("switch_account", "account attivato o disattivato"),
    ("load_demo", "caricamento della dimostrazione"),
    ("open_ente", "apertura dell'ente"),
];

fn what(use_case: &str) -> &str {
    WORDS
        .iter()
        .find(|(name, _)| *name == use_case)
        .map_or(use_case, |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use pas_app::use_case;
    use pas_domain::actor::Role;

    use super::*;
    use crate::page::sample;

    #[test]
    fn has_words_for_every_use_case() {
        for use_case in use_case::ALL {
            assert_ne!(what(use_case.name), use_case.name);
        }
    }

    #[test]
    fn says_whether_the_register_is_whole() {
        for (is_intact, words) in [(true, "che è integro"), (false, "che non è integro")] {
            let frame = sample::frame(TITLE, Role::Auditor, "/registro");
            let view = AuditView {
                is_intact,
                ..sample::audit()
            };
            let html = sample::html(&AuditPage::new(frame, &view, &Address::default()));
            assert!(html.contains(words) && html.contains("lettura dei dati di una persona"));
        }
    }
}
