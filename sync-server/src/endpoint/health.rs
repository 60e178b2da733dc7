//! `GET /health` and `GET /ready`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::app::AppState;
use crate::migrate;

/// The process is up.
pub(crate) async fn health() -> Response {
    Json(json!({ "status": "ok" })).into_response()
}

/// The database answers, and this program can work in its schema.
pub(crate) async fn ready(State(state): State<AppState>) -> Response {
    match migrate::check(&state.database).await {
        Ok(()) => Json(json!({ "status": "ready" })).into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            let body = Json(json!({ "status": "unready", "reason": error.code() }));
            (StatusCode::SERVICE_UNAVAILABLE, body).into_response()
        }
    }
}
