//! The push: entries of one register, in the order of its log.

use axum::extract::State;
use sync::wire::RefusalCode;

use crate::http::{Answer, AppState, Fault, Signed};

/// `POST /api/sync/push`.
pub async fn push(State(_state): State<AppState>, signed: Signed) -> Answer {
    Err(Fault::refused(
        RefusalCode::Malformed,
        format_args!("{} bytes of no push", signed.body.len()),
    ))
}
