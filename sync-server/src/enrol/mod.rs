//! Enrolment: a register becomes known by a one-use code.

use axum::extract::State;
use sync::wire::RefusalCode;

use crate::http::{Answer, AppState, Fault, Signed};

/// `POST /api/sync/enrol`.
pub async fn enrol(State(_state): State<AppState>) -> Answer {
    Err(Fault::refused(RefusalCode::CodeInvalid, "no such code"))
}

/// `POST /api/sync/codes`.
pub async fn codes(State(_state): State<AppState>, signed: Signed) -> Answer {
    signed.who.require_active()?;
    Err(Fault::refused(RefusalCode::Forbidden, "not this person"))
}
