//! What a call passes before it is looked at: room, voucher, rate.

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use pas_app::waas::Caller;

use super::answer;
use super::router::Service;

/// Answers what fits into the room, and asks the others to come again at once.
pub(crate) async fn make_room(
    State(service): State<Service>,
    request: Request,
    next: Next,
) -> Response {
    let Ok(_place) = service.room.try_acquire() else {
        let title = "Troppe richieste insieme";
        return answer::later(StatusCode::SERVICE_UNAVAILABLE, title, 1);
    };
    next.run(request).await
}

/// Lets a call with a good voucher through, within its consumer's rate. Whatever else comes gets one
/// and the same answer; the reason is ours alone.
pub(crate) async fn ask_voucher(
    State(service): State<Service>,
    mut request: Request,
    next: Next,
) -> Response {
    let now = service.app.clock().now();
    let authorization = request.headers().get_all(AUTHORIZATION);
    let evidence = match service.verifier.verify(authorization, now).await {
        Ok(evidence) => evidence,
        Err(reason) => {
            service.refusals.note(reason, now);
            return answer::unauthorized();
        }
    };
    let allowance = service.limiter.count(&evidence.consumer_id, now);
    let mut response = if allowance.is_within {
        request.extensions_mut().insert(Caller {
            ente: service.options.ente,
            evidence,
        });
        next.run(request).await
    } else {
        let seconds = u64::from(allowance.reset_seconds);
        answer::later(StatusCode::TOO_MANY_REQUESTS, "Troppe richieste", seconds)
    };
    allowance.tell(response.headers_mut());
    response
}

/// Nobody on the way keeps an answer or takes it for something else.
pub(crate) async fn add_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
