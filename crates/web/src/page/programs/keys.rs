//! The own keys for programs: made, shown once, listed, revoked.

use askama::Template;
use axum::extract::Path;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use pas_app::AppError;
use pas_app::use_cases::create_key::{LIFETIMES, MadeKey, NAME_LENGTH, NewKey, create_key};
use pas_app::use_cases::list_keys::{KeyLine, KeyState, list_keys};
use pas_app::use_cases::revoke_key::revoke_key;
use pas_domain::ids::AccessKeyId;
use serde::Deserialize;

use super::guide;
use crate::cell::{Cell, Tone};
use crate::error::{WebError, sentence};
use crate::form::{Button, Signed};
use crate::format::{Italian, counted};
use crate::frame::Frame;
use crate::table::{Row, Table};
use crate::visit::{Address, Page, Visit, render};

#[derive(Template)]
#[template(path = "pages/programs/keys.html")]
pub(crate) struct KeysPage {
    frame: Frame,
    answer: String,
    made: Option<Made>,
    keys: Table,
    revocable: Vec<KeyLine>,
    /// Days, and whether they are chosen.
    lifetimes: Vec<(u16, bool)>,
    shortest: usize,
    longest: usize,
    typed: KeyForm,
    refusal: Option<String>,
}

/// A key just made, in the words of the page.
struct Made {
    key: String,
    until: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct KeyForm {
    nome: String,
    giorni: String,
}

impl Page for KeysPage {
    fn tables(&self) -> Vec<&Table> {
        vec![&self.keys]
    }
}

const TITLE: &str = "Chiavi per programmi";

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let page = page(&visit, None, KeyForm::default(), None).await?;
    visit.show(&page)
}

pub(crate) async fn post(
    visit: Visit,
    Signed(form): Signed<KeyForm>,
) -> Result<Response, WebError> {
    let new = NewKey {
        name: form.nome.clone(),
        days: form.giorni.parse().unwrap_or(0),
    };
    let (status, page) = match create_key(visit.app(), visit.actor(), new).await {
        Ok(made) => {
            let page = page(&visit, Some(made), KeyForm::default(), None).await?;
            (StatusCode::CREATED, page)
        }
        Err(AppError::Invalid(reason)) => {
            let page = page(&visit, None, form, Some(sentence(&reason))).await?;
            (StatusCode::UNPROCESSABLE_ENTITY, page)
        }
        Err(error) => return Err(error.into()),
    };
    let mut response = (status, render(&page)?).into_response();
    // The one page that shows a key is kept by nobody.
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

pub(crate) async fn revoke(
    visit: Visit,
    Path(id): Path<i64>,
    _: Signed<Button>,
) -> Result<Response, WebError> {
    revoke_key(visit.app(), visit.actor(), AccessKeyId::new(id)).await?;
    Ok(visit.go("/chiavi", "La chiave è revocata: da ora non vale più."))
}

async fn page(
    visit: &Visit,
    made: Option<MadeKey>,
    typed: KeyForm,
    refusal: Option<String>,
) -> Result<KeysPage, WebError> {
    let keys = list_keys(visit.app(), visit.actor()).await?;
    let frame = visit.frame(TITLE).below(&[(guide::TITLE, "/api")]);
    Ok(KeysPage::new(
        frame,
        keys,
        made,
        (typed, refusal),
        &visit.address,
    ))
}

impl KeysPage {
    fn new(
        frame: Frame,
        keys: Vec<KeyLine>,
        made: Option<MadeKey>,
        (typed, refusal): (KeyForm, Option<String>),
        address: &Address,
    ) -> Self {
        let table = table(&keys).at(address);
        let is_valid = |key: &KeyLine| key.state == KeyState::Valid;
        let revocable: Vec<KeyLine> = keys.into_iter().filter(is_valid).collect();
        let made = made.map(|made| Made {
            key: made.key,
            until: made.expires_at.it(),
        });
        Self {
            frame,
            answer: answer(revocable.len()),
            made,
            keys: table,
            revocable,
            lifetimes: LIFETIMES
                .iter()
                .map(|days| (*days, days.to_string() == typed.giorni))
                .collect(),
            shortest: NAME_LENGTH.0,
            longest: NAME_LENGTH.1,
            typed,
            refusal,
        }
    }
}

fn answer(n_valid: usize) -> String {
    let have = match n_valid {
        0 => "Non hai chiavi valide".to_owned(),
        n => format!(
            "Hai {}",
            counted(n as u64, "chiave valida", "chiavi valide")
        ),
    };
    format!(
        "{have}. Con una chiave un programma chiede le cifre a nome tuo, senza la tua password."
    )
}

fn table(keys: &[KeyLine]) -> Table {
    let columns = [
        ("nome", "Nome"),
        ("inizio", "Comincia con"),
        ("fatta", "Fatta il"),
        ("scade", "Vale fino al"),
        ("stato", "Stato"),
    ];
    let rows = keys.iter().map(|key| {
        let state = match key.state {
            KeyState::Valid => Cell::text("valida").tag(Tone::Good),
            KeyState::Expired => Cell::text("scaduta").tag(Tone::Calm),
            KeyState::Revoked => Cell::text("revocata").tag(Tone::Calm),
        };
        Row::new(vec![
            Cell::text(&key.name),
            Cell::code(format!("{}…", key.prefix)),
            Cell::time(key.created_at),
            Cell::time(key.expires_at),
            state,
        ])
    });
    Table::new("chiavi", "Le tue chiavi", &columns)
        .rows(rows)
        .or_say("Non ne hai ancora fatta nessuna.")
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use pas_domain::actor::Role;

    use super::*;
    use crate::page::sample;

    fn line(id: i64, state: KeyState) -> KeyLine {
        KeyLine {
            id: AccessKeyId::new(id),
            name: format!("Cruscotto {id}"),
            prefix: format!("pas_00000000000{id}"),
            created_at: Timestamp::UNIX_EPOCH,
            expires_at: Timestamp::UNIX_EPOCH,
            state,
        }
    }

    #[test]
    fn shows_a_key_once_and_offers_to_revoke_the_valid_ones() {
        let keys = vec![
            line(1, KeyState::Valid),
            line(2, KeyState::Revoked),
            line(3, KeyState::Expired),
        ];
        let made = MadeKey {
            key: "pas_000000000001abc".to_owned(),
            expires_at: Timestamp::UNIX_EPOCH,
        };
        let typed = KeyForm {
            nome: "ab".to_owned(),
            giorni: "90".to_owned(),
        };
        let frame = sample::frame(TITLE, Role::Planner, "/chiavi");
        let refusal = Some("Troppo corto.".to_owned());
        let page = KeysPage::new(
            frame,
            keys,
            Some(made),
            (typed, refusal),
            &Address::default(),
        );
        let html = sample::html(&page);
        for part in [
            "Hai 1 chiave valida.",
            "<code>pas_000000000001abc</code>",
            "action=\"/chiavi/1/revoca\"",
            "<option value=\"90\" selected>",
            "value=\"ab\"",
            "Troppo corto.",
            "revocata",
            "scaduta",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        for id in [2, 3] {
            assert!(!html.contains(&format!("action=\"/chiavi/{id}/revoca\"")));
        }
    }
}
