//! `POST /api/sync/push`: entries of a register's log.

use axum::extract::State;

use crate::app::AppState;
use crate::auth::SignedRequest;
use crate::http::{ApiResult, json};
use crate::push;

pub(crate) async fn push(State(app): State<AppState>, request: SignedRequest) -> ApiResult {
    let SignedRequest {
        register,
        headers,
        body,
    } = request;
    let limits = app.limits;
    let batch = app
        .run_blocking(move || push::read_batch(&body, &register, &limits))
        .await??;
    json(&headers, &push::receive(&app, register, batch).await?)
}
