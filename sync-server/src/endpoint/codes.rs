//! `POST /api/sync/codes`: an owner, at one of their registers, asks for a joining code.

use axum::extract::State;
use protocol::{CodeAnswer, CodeRequest, RefusalCode};

use crate::app::AppState;
use crate::auth::SignedRequest;
use crate::enrol::{JoinTarget, issue_for_owner};
use crate::http::{ApiError, ApiResult, json};

pub(crate) async fn codes(State(app): State<AppState>, request: SignedRequest) -> ApiResult {
    request.register.require_active()?;
    let asked: CodeRequest = serde_json::from_slice(&request.body)
        .map_err(|error| ApiError::refused(RefusalCode::Malformed, error))?;
    let target = JoinTarget {
        organization_id: request.register.organization_id,
        store_id: request.register.identity.store_id,
        by_user_id: Some(asked.by_user_id),
    };
    let issued = issue_for_owner(&app.database, target, asked.by_user_id).await?;
    let answer = CodeAnswer {
        code: issued.code.shown(),
        expires_at_ms: issued.expires_at_ms,
    };
    json(&request.headers, &answer)
}
