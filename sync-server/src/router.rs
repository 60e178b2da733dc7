//! Every route of the server, and the layers in front of them.

use std::any::Any;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use protocol::path;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::TraceLayer;
use tracing::Span;

use crate::app::AppState;
use crate::endpoint::{codes, enrol, events, health, pull, push, snapshot};
use crate::http::{ApiError, not_found, require_protocol};

/// The header with the id of a request, for the log of a proxy and of this server.
const REQUEST_ID: &str = "x-request-id";

/// Every route of the server.
pub fn router(state: AppState) -> Router {
    let sync = Router::new()
        .route(path::ENROL, post(enrol::enrol))
        .route(path::CODES, post(codes::codes))
        .route(path::PUSH, post(push::push))
        .route(path::PULL, get(pull::pull))
        .route(path::SNAPSHOT, get(snapshot::snapshot))
        .route(path::EVENTS, get(events::events))
        .route_layer(from_fn_with_state(state.limits.protocols, require_protocol));
    let routes = Router::new()
        .route("/health", get(health::health))
        .route("/ready", get(health::ready))
        .merge(sync)
        .fallback(not_found)
        .with_state(state);
    layered(routes)
}

/// A request passes the last layer first. It gets its id, then its span, so that a panic in an
/// inner layer still gets a log line and a response.
fn layered(routes: Router) -> Router {
    let id = axum::http::HeaderName::from_static(REQUEST_ID);
    let trace = TraceLayer::new_for_http()
        .make_span_with(span)
        .on_request(())
        .on_response(log)
        .on_failure(());
    routes
        .layer(CatchPanicLayer::custom(panicked))
        .layer(PropagateRequestIdLayer::new(id.clone()))
        .layer(trace)
        .layer(SetRequestIdLayer::new(id, MakeRequestUuid))
}

/// The fields of every log line about a request: its id, its route and its register. Proofs and
/// bodies are never logged.
fn span(request: &Request) -> Span {
    let header = |name: &str| {
        let value = request.headers().get(name);
        value.and_then(|value| value.to_str().ok()).unwrap_or("-")
    };
    tracing::info_span!(
        "request",
        id = header(REQUEST_ID),
        method = %request.method(),
        path = request.uri().path(),
        register = header(protocol::Proof::REGISTER),
    )
}

/// Writes one line per request: the status, and the time it took.
fn log(response: &Response, took: Duration, _span: &Span) {
    let status = response.status().as_u16();
    let took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(status, took_ms, "request");
}

/// The answer of a request that panicked: that of any defect.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the layer hands over what the panic carried"
)]
fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    let what = format!("a panic: {}", text.unwrap_or("without a text"));
    ApiError::Internal(what.into()).into_response()
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use axum::routing::get;
    use tower::ServiceExt as _;

    use super::{REQUEST_ID, layered};

    async fn defect() -> &'static str {
        panic!("on purpose")
    }

    #[tokio::test]
    async fn a_panic_is_answered_as_a_defect_and_the_answer_names_the_request() {
        let routes = layered(Router::new().route("/", get(defect)));
        let mut request = Request::new(Body::empty());
        let id = "018f-4711".parse().unwrap();
        request.headers_mut().insert(REQUEST_ID, id);
        let response = routes.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()[REQUEST_ID], "018f-4711");
        let body = axum::body::to_bytes(response.into_body(), 10_000).await;
        let body: serde_json::Value = serde_json::from_slice(&body.unwrap()).unwrap();
        assert_eq!(body["code"], "internal");
        assert!(!body.to_string().contains("on purpose"));

        let response = routes.oneshot(Request::new(Body::empty())).await.unwrap();
        assert_eq!(response.headers()[REQUEST_ID].len(), 36);
    }
}
