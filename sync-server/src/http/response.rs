//! JSON responses, packed where the client accepts it.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use protocol::pack;
use serde::Serialize;

use super::error::ApiError;

/// Smaller responses are not worth packing.
const PACKED_FROM_BYTES: usize = 1_024;

/// What a handler returns.
pub(crate) type ApiResult = Result<Response, ApiError>;

/// A success with this value as JSON. `headers` are those of the request.
pub(crate) fn json(headers: &HeaderMap, value: &impl Serialize) -> ApiResult {
    let body = serde_json::to_vec(value).map_err(ApiError::Response)?;
    let content_type = [(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    )];
    let accepts = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|list| list.split(',').any(|one| one.trim() == "zstd"));
    if accepts
        && body.len() >= PACKED_FROM_BYTES
        && let Ok(packed) = pack(&body)
    {
        let zstd = [(header::CONTENT_ENCODING, HeaderValue::from_static("zstd"))];
        return Ok((content_type, zstd, packed).into_response());
    }
    Ok((content_type, body).into_response())
}
