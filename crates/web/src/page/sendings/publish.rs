//! Publishing for INPS to fetch.

use axum::response::Response;
use pas_app::use_cases::publish_flows::{self, PublishQuery, PublishReport};
use pas_domain::ids::RecordId;
use serde::Deserialize;

use crate::error::WebError;
use crate::form::Signed;
use crate::format::counted;
use crate::visit::Visit;

#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    anno: String,
    /// A refused record to send again as it is.
    #[serde(default)]
    record: String,
}

pub(crate) async fn post(
    visit: Visit,
    Signed(wanted): Signed<Wanted>,
) -> Result<Response, WebError> {
    let year = match wanted.anno.as_str() {
        "" => None,
        year => Some(
            year.parse()
                .map_err(|_| WebError::BadForm("l'anno non è un numero".to_owned()))?,
        ),
    };
    let again = match wanted.record.as_str() {
        "" => None,
        record => Some(
            record
                .parse()
                .map(RecordId::new)
                .map_err(|_| WebError::BadForm("il record non è un numero".to_owned()))?,
        ),
    };
    let query = PublishQuery {
        again,
        year,
        ..PublishQuery::default()
    };
    let report = publish_flows::publish_flows(visit.app(), visit.actor(), query).await?;
    let to = again.map_or_else(|| "/invii".to_owned(), |id| format!("/record/{id}"));
    Ok(visit.go(&to, words(&report)))
}

fn words(report: &PublishReport) -> String {
    let mut done = Vec::new();
    let mut say = |n: u64, one: &str, many: &str| {
        if n > 0 {
            done.push(counted(n, one, many));
        }
    };
    say(report.n_inserted, "record pubblicato", "record pubblicati");
    say(
        report.n_cancelled,
        "cancellazione pubblicata",
        "cancellazioni pubblicate",
    );
    say(
        report.n_superseded,
        "flusso ritirato prima del prelievo",
        "flussi ritirati prima del prelievo",
    );
    let published = if done.is_empty() {
        "Non c'era niente da pubblicare.".to_owned()
    } else {
        format!(
            "{}: INPS li preleva alla prossima interrogazione.",
            done.join(", ")
        )
    };
    let waiting = (report.n_waiting > 0).then(|| {
        let n = counted(report.n_waiting, "record aspetta", "record aspettano");
        format!("{n} la risposta di INPS.")
    });
    let held_back = report.held_back.iter().map(|((code, message), n)| {
        let n = counted(*n, "record trattenuto", "record trattenuti");
        format!("{n} dal controllo {code}: {message}")
    });
    let sentences = [published].into_iter().chain(waiting).chain(held_back);
    sentences.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_was_published() {
        let mut report = PublishReport::default();
        assert_eq!(words(&report), "Non c'era niente da pubblicare.");
        report.n_inserted = 1_200;
        report.n_cancelled = 1;
        report.n_waiting = 2;
        let held = ("PS-1".to_owned(), "Manca il nome.".to_owned());
        report.held_back.insert(held, 1);
        assert_eq!(
            words(&report),
            "1.200 record pubblicati, 1 cancellazione pubblicata: INPS li preleva alla prossima \
             interrogazione. 2 record aspettano la risposta di INPS. 1 record trattenuto dal controllo PS-1: \
             Manca il nome."
        );
    }
}
