//! The router, and the server around it.

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use pas_app::App;
use tokio::net::TcpListener;

use crate::asset;
use crate::desk::Desks;
use crate::gate;
use crate::language::{Languages, speak};
use crate::routes::ROUTES;
use crate::security;
use crate::visit::Shared;

/// What an installation chooses for its pages.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Cookies travel over HTTPS alone. On where a proxy ends TLS; off on one's own machine.
    pub secure_cookies: bool,
    /// Languages that pages can be had in, beside Italian.
    pub languages: Languages,
}

/// The server stopped, and not because it was asked to.
#[derive(Debug, thiserror::Error)]
#[error("the portal stopped listening")]
pub struct ServeError(#[from] std::io::Error);

/// Every page, built from the one list of routes.
pub fn router(app: App, options: Options) -> Router {
    let shared = Shared {
        app,
        desks: Arc::new(Desks::default()),
        secure_cookies: options.secure_cookies,
        languages: options.languages.clone(),
    };
    let pages = ROUTES.iter().fold(Router::new(), |router, route| {
        let guard = from_fn_with_state((route, shared.clone()), gate::guard);
        router.route(route.path, (route.handler)().route_layer(guard))
    });
    pages
        .route("/assets/{version}/{*name}", get(asset::get))
        .route("/lingua", get(speak::choose))
        .fallback(gate::unknown)
        .method_not_allowed_fallback(gate::other_method)
        .layer(from_fn_with_state(options.languages, speak::speak))
        .layer(from_fn(security::add_headers))
        .with_state(shared)
}

/// Serves the pages on `listener` until `stop` is done; requests at work are answered first.
pub async fn serve(
    app: App,
    options: Options,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    axum::serve(listener, router(app, options))
        .with_graceful_shutdown(stop)
        .await?;
    Ok(())
}
