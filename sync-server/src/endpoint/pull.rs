//! `GET /api/sync/pull`: a page of the feed after a cursor.

use axum::extract::{Query, State};
use axum::http::Uri;
use protocol::{PullQuery, RefusalCode};

use crate::app::AppState;
use crate::auth::SignedRequest;
use crate::feed::read_page;
use crate::http::{ApiError, ApiResult, json};

pub(crate) async fn pull(
    State(app): State<AppState>,
    uri: Uri,
    request: SignedRequest,
) -> ApiResult {
    request.register.require_active()?;
    let Query(query) = Query::<PullQuery>::try_from_uri(&uri)
        .map_err(|error| ApiError::refused(RefusalCode::Malformed, error.body_text()))?;
    let page = read_page(&app.database, request.register.organization_id, query).await?;
    json(&request.headers, &page)
}
