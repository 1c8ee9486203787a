//! The accounts of the ente: who signs in, and with which role.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use pas_app::AppError;
use pas_app::use_cases::create_account::{self, NewAccount};
use pas_app::use_cases::list_accounts::{self, AccountLine};
use pas_app::use_cases::switch_account;
use pas_domain::actor::Role;
use pas_domain::ids::AccountId;
use serde::Deserialize;

use crate::cell::{Cell, Tone};
use crate::error::{WebError, sentence};
use crate::form::Signed;
use crate::format::{Italian, counted};
use crate::frame::Frame;
use crate::table::{Row, Table};
use crate::visit::{Address, Page, Visit, render};

#[derive(Template)]
#[template(path = "pages/admin/accounts.html")]
pub(crate) struct AccountsPage {
    frame: Frame,
    answer: String,
    accounts: Table,
    switches: Vec<Switch>,
    roles: &'static [Role],
    typed: AccountForm,
    refusal: Option<String>,
}

/// A button that switches an account off or on.
struct Switch {
    id: AccountId,
    username: String,
    is_disabled: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct AccountForm {
    utente: String,
    nome: String,
    ruolo: String,
    password: String,
}

#[derive(Deserialize)]
pub(crate) struct SwitchForm {
    #[serde(default)]
    disattiva: String,
}

impl Page for AccountsPage {
    fn tables(&self) -> Vec<&Table> {
        vec![&self.accounts]
    }
}

const TITLE: &str = "Chi può entrare?";

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let page = page(&visit, AccountForm::default(), None).await?;
    visit.show(&page)
}

pub(crate) async fn post(
    visit: Visit,
    Signed(form): Signed<AccountForm>,
) -> Result<Response, WebError> {
    let Some(role) = Role::from_name(&form.ruolo) else {
        return Err(WebError::BadForm("manca il ruolo".to_owned()));
    };
    let account = NewAccount {
        username: form.utente.trim().to_owned(),
        display_name: form.nome.trim().to_owned(),
        role,
        password: form.password.clone(),
    };
    match create_account::create_account(visit.app(), visit.actor(), account).await {
        Ok(_) => Ok(visit.go(
            "/account",
            format!("L'account «{}» c'è.", form.utente.trim()),
        )),
        Err(AppError::Invalid(reason)) => {
            let page = page(&visit, form, Some(sentence(&reason))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn switch(
    visit: Visit,
    Path(id): Path<i64>,
    Signed(form): Signed<SwitchForm>,
) -> Result<Response, WebError> {
    let is_disabled = form.disattiva == "si";
    let account = AccountId::new(id);
    switch_account::switch_account(visit.app(), visit.actor(), account, is_disabled).await?;
    let words = if is_disabled {
        "L'account è disattivato: le sue sessioni sono finite e le sue chiavi per programmi revocate. Puoi riattivarlo da qui."
    } else {
        "L'account è di nuovo attivo."
    };
    Ok(visit.go("/account", words))
}

async fn page(
    visit: &Visit,
    typed: AccountForm,
    refusal: Option<String>,
) -> Result<AccountsPage, WebError> {
    let accounts = list_accounts::list_accounts(visit.app(), visit.actor()).await?;
    let own = visit.actor().account;
    Ok(AccountsPage::new(
        visit.frame(TITLE),
        &accounts,
        own,
        (typed, refusal),
        &visit.address,
    ))
}

impl AccountsPage {
    fn new(
        frame: Frame,
        accounts: &[AccountLine],
        own: AccountId,
        (typed, refusal): (AccountForm, Option<String>),
        address: &Address,
    ) -> Self {
        let active = accounts
            .iter()
            .filter(|account| !account.is_disabled)
            .count() as u64;
        let off = accounts.len() as u64 - active;
        let verb = if active == 1 { "può" } else { "possono" };
        let switches = accounts
            .iter()
            .filter(|account| account.id != own)
            .map(|account| Switch {
                id: account.id,
                username: account.username.clone(),
                is_disabled: account.is_disabled,
            });
        Self {
            frame,
            answer: format!(
                "{} {verb} entrare; {} disattivati.",
                counted(active, "account", "account"),
                off.it()
            ),
            accounts: accounts_table(accounts).at(address),
            switches: switches.collect(),
            roles: Role::ALL,
            typed,
            refusal,
        }
    }
}

fn accounts_table(accounts: &[AccountLine]) -> Table {
    let columns = [
        ("utente", "Nome utente"),
        ("nome", "Nome"),
        ("ruolo", "Ruolo"),
        ("stato", "Stato"),
    ];
    let rows = accounts.iter().map(|account| {
        let state = if account.is_disabled {
            Cell::text("disattivato").tag(Tone::Calm)
        } else {
            Cell::text("attivo").tag(Tone::Good)
        };
        Row::new(vec![
            Cell::text(&account.username).data(),
            Cell::text(&account.display_name).data(),
            Cell::text(account.role.label()),
            state,
        ])
    });
    Table::new("account", "Account dell'ente", &columns).rows(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::sample;

    #[test]
    fn keeps_what_was_typed_but_the_password() {
        let typed = AccountForm {
            utente: "nuova".to_owned(),
            ruolo: "clerk".to_owned(),
            password: "corta".to_owned(),
            ..AccountForm::default()
        };
        let refusal = Some("La password è troppo corta.".to_owned());
        let frame = sample::frame(TITLE, Role::Administrator, "/account");
        let accounts = sample::accounts();
        let own = accounts[0].id;
        let page = AccountsPage::new(frame, &accounts, own, (typed, refusal), &Address::default());
        let html = sample::html(&page);
        for part in [
            "value=\"nuova\"",
            "value=\"clerk\" selected",
            "La password è troppo corta.",
            "/account/2/stato",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(!html.contains("corta\"") && !html.contains("/account/1/stato"));
    }
}
