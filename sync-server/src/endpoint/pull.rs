//! `GET /api/sync/pull`: a page of the feed after a cursor.

use axum::extract::{Extension, Query, State};
use axum::http::Uri;
use protocol::shape::row_for_protocol;
use protocol::{PullQuery, RefusalCode};

use crate::app::AppState;
use crate::auth::SignedRequest;
use crate::feed::read_page;
use crate::http::{ApiError, ApiResult, RequestProtocol, json};

pub(crate) async fn pull(
    State(app): State<AppState>,
    Extension(RequestProtocol(protocol)): Extension<RequestProtocol>,
    uri: Uri,
    request: SignedRequest,
) -> ApiResult {
    request.register.require_active()?;
    let Query(query) = Query::<PullQuery>::try_from_uri(&uri)
        .map_err(|error| ApiError::refused(RefusalCode::Malformed, error.body_text()))?;
    let mut page = read_page(&app.database, request.register.organization_id, query).await?;
    let rows = page.rows.into_iter();
    page.rows = rows.map(|row| row_for_protocol(protocol, row)).collect();
    json(&request.headers, &page)
}
