//! `GET /flussi`: the flows that follow, as one page.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Method, Uri};
use axum::response::{IntoResponse, Response};
use axum::{Extension, body::Body};
use pas_app::use_cases::serve_flows::{PublishedFlow, serve_flows};
use pas_app::waas::Caller;
use pas_waas::{WireFlow, write_page};

use super::answer;
use super::query;
use super::router::Service;

/// Answers with the page. `HEAD` is answered without looking: what INPS has not seen is not marked
/// as fetched.
pub(crate) async fn get(
    State(service): State<Service>,
    Extension(caller): Extension<Caller>,
    method: Method,
    uri: Uri,
) -> Response {
    let query = match query::read(&uri) {
        Ok(query) => query,
        Err(fault) => return answer::bad_request(&fault.to_string()),
    };
    if method == Method::HEAD {
        return json(Body::empty());
    }
    match serve_flows(&service.app, &caller, query.since, query.limit).await {
        Ok(flows) => {
            let flows: Vec<WireFlow> = flows.into_iter().map(on_the_wire).collect();
            json(write_page(&flows))
        }
        Err(error) => answer::failure(&error),
    }
}

fn on_the_wire(flow: PublishedFlow) -> WireFlow {
    WireFlow {
        ente_code: flow.ente_code,
        ente_name: flow.ente_name,
        id: flow.name,
        at: flow.at,
        kind: flow.kind,
        content: WireFlow::content_of(&flow.xml),
    }
}

fn json(body: impl IntoResponse) -> Response {
    let content_type = HeaderValue::from_static("application/json");
    ([(CONTENT_TYPE, content_type)], body).into_response()
}
