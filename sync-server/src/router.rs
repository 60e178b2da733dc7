//! Every route of the server, and the log line of each request.

use std::time::Instant;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use protocol::path;

use crate::app::AppState;
use crate::endpoint::{codes, enrol, events, health, pull, push, snapshot};
use crate::http::{not_found, require_protocol};

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
    Router::new()
        .route("/health", get(health::health))
        .route("/ready", get(health::ready))
        .merge(sync)
        .fallback(not_found)
        .layer(from_fn(log))
        .with_state(state)
}

/// Writes one line per request: which route, for which register, the status and the time it took.
/// It holds no proof and no body.
async fn log(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let register = request
        .headers()
        .get(protocol::Proof::REGISTER)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("-")
        .to_owned();
    let begun = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let took_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(%method, path, register, status, took_ms, "request");
    response
}
