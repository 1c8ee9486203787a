//! The one list of addresses: what each runs, who may open it, whether it shows personal data.

use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get, post};
use pas_app::editions::export::Format;
use pas_app::use_case::{self as uses, UseCase};
use pas_domain::actor::Role;

use crate::api;
use crate::error::MAX_UPLOAD;
use crate::page::{
    access, admin, analysis, check, figures, flows, guide, home, imports, open_data, people,
    programs, questions, records, report, sendings, views,
};
use crate::visit::Shared;

/// How a page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Shows, and changes nothing.
    Get,
    /// Changes something; its form carries the session's secret.
    Post,
}

/// Who may open an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anyone, to sign in.
    Anyone,
    /// Who is signed in with a role that includes the use case's permission.
    Signed(UseCase),
}

/// One address.
pub struct Route {
    /// How.
    pub verb: Verb,
    /// Path, with `{id}` for a number and `{codice}` for the code of a benefit.
    pub path: &'static str,
    /// Who.
    pub access: Access,
    pub(crate) handler: fn() -> MethodRouter<Shared>,
}

impl Route {
    const fn get(
        path: &'static str,
        use_case: UseCase,
        handler: fn() -> MethodRouter<Shared>,
    ) -> Self {
        Self {
            verb: Verb::Get,
            path,
            access: Access::Signed(use_case),
            handler,
        }
    }

    const fn post(
        path: &'static str,
        use_case: UseCase,
        handler: fn() -> MethodRouter<Shared>,
    ) -> Self {
        Self {
            verb: Verb::Post,
            path,
            access: Access::Signed(use_case),
            handler,
        }
    }

    /// Whether the page shows personal data; such a page is never kept by the browser.
    pub const fn shows_people(&self) -> bool {
        match self.access {
            Access::Anyone => false,
            Access::Signed(use_case) => use_case.shows_people,
        }
    }

    /// Whether somebody with `role` may open it.
    pub const fn is_open_to(&self, role: Role) -> bool {
        match self.access {
            Access::Anyone => true,
            Access::Signed(use_case) => role.may(use_case.permission),
        }
    }
}

/// Every address of the portal. The router is built from this list.
pub const ROUTES: &[Route] = &[
    Route {
        verb: Verb::Get,
        path: "/accesso",
        access: Access::Anyone,
        handler: || get(access::sign_in::get),
    },
    Route {
        verb: Verb::Post,
        path: "/accesso",
        access: Access::Anyone,
        handler: || post(access::sign_in::post),
    },
    Route::post("/uscita", uses::SIGN_OUT, || post(access::sign_out::post)),
    Route::get("/", uses::SHOW_HOME, || get(home::get)),
    Route::get("/importazioni", uses::LIST_IMPORTS, || {
        get(imports::list::get)
    }),
    Route::post("/importazioni", uses::IMPORT_FILE, || {
        post(imports::upload::post).layer(DefaultBodyLimit::max(MAX_UPLOAD))
    }),
    Route::get("/importazioni/{id}", uses::SHOW_IMPORT, || {
        get(imports::detail::get)
    }),
    Route::get(
        "/importazioni/{id}/originale",
        uses::DOWNLOAD_IMPORT,
        || get(imports::download::original),
    ),
    Route::get("/importazioni/{id}/da-parte", uses::DOWNLOAD_IMPORT, || {
        get(imports::download::set_aside)
    }),
    Route::get("/persone", uses::LIST_PEOPLE, || get(people::list::get)),
    Route::post("/persone", uses::LIST_PEOPLE, || post(people::list::post)),
    Route::get("/persone/{id}", uses::SHOW_PERSON, || {
        get(people::detail::get)
    }),
    Route::get("/record", uses::LIST_RECORDS, || get(records::list::get)),
    Route::post("/record/deriva", uses::DERIVE_RECORDS, || {
        post(records::derive::post)
    }),
    Route::get("/record/{id}", uses::SHOW_RECORD, || {
        get(records::detail::get)
    }),
    Route::get("/invii", uses::SHOW_SENDINGS, || {
        get(sendings::overview::get)
    }),
    Route::get("/invii/scartati", uses::LIST_REFUSED, || {
        get(sendings::refused::get)
    }),
    Route::get("/invii/prova", uses::LIST_SENDINGS, || {
        get(sendings::proof::get)
    }),
    Route::post("/invii/pubblica", uses::PUBLISH_FLOWS, || {
        post(sendings::publish::post)
    }),
    Route::post("/invii/scadenze", uses::SET_SENDING_RULE, || {
        post(sendings::rule::post)
    }),
    Route::get("/flussi", uses::LIST_FLOWS, || get(flows::list::get)),
    Route::post("/flussi", uses::WRITE_FLOW, || post(flows::list::post)),
    Route::get("/flussi/{id}", uses::SHOW_FLOW, || get(flows::detail::get)),
    Route::get("/flussi/{id}/scarica", uses::DOWNLOAD_FLOW, || {
        get(flows::download::get)
    }),
    Route::get("/flussi/{id}/csv", uses::DOWNLOAD_FLOW, || {
        get(flows::download::working_csv)
    }),
    Route::post("/flussi/{id}/caricamento", uses::REGISTER_UPLOAD, || {
        post(flows::upload::post).layer(DefaultBodyLimit::max(MAX_UPLOAD))
    }),
    Route::post("/flussi/{id}/esito", uses::TAKE_RECEIPT, || {
        post(flows::answer::post).layer(DefaultBodyLimit::max(MAX_UPLOAD))
    }),
    Route::get("/ricevute/{id}", uses::DOWNLOAD_FLOW, || {
        get(flows::download::receipt)
    }),
    Route::get("/controlla", uses::CHECK_FLOW, || get(check::get)),
    Route::post("/controlla", uses::CHECK_FLOW, || {
        post(check::post).layer(DefaultBodyLimit::max(MAX_UPLOAD))
    }),
    Route::get("/spesa", uses::SHOW_SPENDING, || {
        get(figures::spending::get)
    }),
    Route::get("/domande", uses::ANSWER_QUESTION, || {
        get(questions::index::get)
    }),
    Route::get("/domande/{id}", uses::ANSWER_QUESTION, || {
        get(questions::story::get)
    }),
    Route::get("/piano-di-zona", uses::WRITE_REPORT, || {
        get(report::view::get)
    }),
    Route::get("/piano-di-zona.odt", uses::WRITE_REPORT, || {
        get(report::download::odt)
    }),
    Route::get("/piano-di-zona.pdf", uses::WRITE_REPORT, || {
        get(report::download::pdf)
    }),
    Route::get("/analisi", uses::ASK_EDITION, || get(analysis::ask::get)),
    Route::get("/analisi.csv", uses::ASK_EDITION, || {
        get(|visit, headers, query| analysis::download::get(visit, headers, query, Format::Csv))
    }),
    Route::get("/analisi.xlsx", uses::ASK_EDITION, || {
        get(|visit, headers, query| analysis::download::get(visit, headers, query, Format::Xlsx))
    }),
    Route::get("/analisi.ods", uses::ASK_EDITION, || {
        get(|visit, headers, query| analysis::download::get(visit, headers, query, Format::Ods))
    }),
    Route::get("/analisi.json", uses::ASK_EDITION, || {
        get(|visit, headers, query| {
            analysis::download::get(visit, headers, query, Format::JsonStat)
        })
    }),
    Route::get("/analisi.parquet", uses::ASK_EDITION, || {
        get(|visit, headers, query| analysis::download::get(visit, headers, query, Format::Parquet))
    }),
    Route::get("/analisi.svg", uses::ASK_EDITION, || {
        get(|visit, headers, query| analysis::download::get(visit, headers, query, Format::Svg))
    }),
    Route::get("/analisi.png", uses::ASK_EDITION, || {
        get(|visit, headers, query| analysis::download::get(visit, headers, query, Format::Png))
    }),
    Route::get("/analisi.pdf", uses::ASK_EDITION, || {
        get(|visit, headers, query| analysis::download::get(visit, headers, query, Format::Pdf))
    }),
    Route::post("/analisi/edizione", uses::BUILD_EDITION, || {
        post(analysis::build::post)
    }),
    Route::get("/api", uses::DESCRIBE_EDITION, || get(programs::guide::get)),
    Route::get("/chiavi", uses::LIST_KEYS, || get(programs::keys::get)),
    Route::post("/chiavi", uses::CREATE_KEY, || post(programs::keys::post)),
    Route::post("/chiavi/{id}/revoca", uses::REVOKE_KEY, || {
        post(programs::keys::revoke)
    }),
    Route::get("/api/v1/edizioni", uses::BROWSE_EDITIONS, || {
        get(api::editions)
    }),
    Route::get("/api/v1/edizioni/{numero}", uses::BROWSE_EDITIONS, || {
        get(api::edition)
    }),
    Route::get("/api/v1/misure", uses::DESCRIBE_EDITION, || {
        get(api::measures)
    }),
    Route::get("/api/v1/livelli", uses::DESCRIBE_EDITION, || {
        get(api::levels)
    }),
    Route::get("/api/v1/livelli/{id}/valori", uses::LIST_VALUES, || {
        get(api::values)
    }),
    Route::get("/api/v1/dati", uses::ASK_EDITION, || get(api::figures)),
    Route::get("/api/v1/openapi.json", uses::READ_GUIDE, || {
        get(api::openapi)
    }),
    Route::get("/viste", uses::LIST_VIEWS, || get(views::list::get)),
    Route::post("/viste", uses::SAVE_VIEW, || post(views::list::post)),
    Route::post("/viste/{id}", uses::RENAME_VIEW, || {
        post(views::change::rename)
    }),
    Route::post("/viste/{id}/elimina", uses::DELETE_VIEW, || {
        post(views::change::delete)
    }),
    Route::post("/viste/{id}/ripristina", uses::RESTORE_VIEW, || {
        post(views::change::restore)
    }),
    Route::get("/cruscotti", uses::LIST_DASHBOARDS, || {
        get(views::boards::get)
    }),
    Route::post("/cruscotti", uses::SAVE_DASHBOARD, || {
        post(views::boards::post)
    }),
    Route::post("/cruscotti/disposizione", uses::ARRANGE_DASHBOARD, || {
        post(views::arrange::post)
    }),
    Route::get("/cruscotti/{id}", uses::SHOW_DASHBOARD, || {
        get(views::board::get)
    }),
    Route::post("/cruscotti/{id}", uses::SAVE_DASHBOARD, || {
        post(views::boards::rename)
    }),
    Route::post("/cruscotti/{id}/elimina", uses::DELETE_DASHBOARD, || {
        post(views::boards::delete)
    }),
    Route::post(
        "/cruscotti/{id}/ripristina",
        uses::RESTORE_DASHBOARD,
        || post(views::boards::restore),
    ),
    Route::get("/guida", uses::READ_GUIDE, || get(guide::index::get)),
    Route::get("/guida/prestazioni", uses::READ_GUIDE, || {
        get(guide::benefits::get)
    }),
    Route::get("/guida/prestazioni/{codice}", uses::READ_GUIDE, || {
        get(guide::benefit::get)
    }),
    Route::get("/glossario", uses::READ_GUIDE, || get(guide::glossary::get)),
    Route::get("/dati-aperti", uses::PUBLISH_OPEN_DATA, || {
        get(open_data::list)
    }),
    Route::get("/dati-aperti/{file}", uses::PUBLISH_OPEN_DATA, || {
        get(open_data::get)
    }),
    Route::get("/registro", uses::LIST_AUDIT, || get(admin::audit::get)),
    Route::get("/fonti", uses::LIST_SOURCES, || get(admin::sources::get)),
    Route::post("/fonti/nomi", uses::NAME_BENEFIT, || {
        post(admin::sources::post)
    }),
    Route::get("/account", uses::LIST_ACCOUNTS, || {
        get(admin::accounts::get)
    }),
    Route::post("/account", uses::CREATE_ACCOUNT, || {
        post(admin::accounts::post)
    }),
    Route::post("/account/{id}/stato", uses::SWITCH_ACCOUNT, || {
        post(admin::accounts::switch)
    }),
];

/// Whether somebody with `role` may open the page at `path`.
pub(crate) fn may_open(path: &str, role: Role) -> bool {
    ROUTES
        .iter()
        .any(|route| route.verb == Verb::Get && route.path == path && route.is_open_to(role))
}

/// Whether there are pages below `path`, and somebody with `role` may open them.
pub(crate) fn may_open_below(path: &str, role: Role) -> bool {
    let below = |route: &&Route| {
        let rest = route.path.strip_prefix(path);
        route.verb == Verb::Get && rest.is_some_and(|rest| rest.starts_with("/{"))
    };
    ROUTES
        .iter()
        .filter(below)
        .any(|route| route.is_open_to(role))
}
